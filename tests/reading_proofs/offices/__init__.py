"""Offices with habits of their own: every module builds its files, with what is right of each row."""
