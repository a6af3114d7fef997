"""Plain typed records and the vocabulary of the field; no input or output."""
