"""What the proofs of reading share: lists written in four formats, the real command run on them, offices' habits."""
