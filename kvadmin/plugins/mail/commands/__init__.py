"""The commands of letters, one subject per module."""
