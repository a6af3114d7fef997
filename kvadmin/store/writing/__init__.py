"""Writing to a programme folder: from edits to bytes, whole or not at all, under a lock."""
