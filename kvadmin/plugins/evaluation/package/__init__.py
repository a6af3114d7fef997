"""The evaluator's package: one dictionary behind every format, hashes over content, and what the public may see."""
