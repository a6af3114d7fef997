"""Published counts beside the stored ones, and what could explain the difference."""
