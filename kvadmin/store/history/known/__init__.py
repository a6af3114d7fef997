"""What the index, or a first reading in pieces, knows of each change: enough to say what has to be read again."""
