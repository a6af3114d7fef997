"""Older folders: how they read as if they were lifted, and how they are lifted."""
