"""The proof of a split, made so that an outsider can check it."""
