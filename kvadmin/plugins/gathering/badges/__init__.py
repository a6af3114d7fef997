"""Badges on sheets of labels: the name as large as it fits, never cut, a square code that says nothing by itself."""
