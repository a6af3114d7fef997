"""Reading lists of calls."""
