"""Older folders: which version their records have, how they read as if they were lifted, and how they are lifted."""
