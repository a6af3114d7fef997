"""What plugins declare for every run: the kinds of it, and one owner for every name."""
