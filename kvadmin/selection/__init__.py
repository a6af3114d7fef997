"""Selections: the small language that says whom a command is about, and its answer."""
