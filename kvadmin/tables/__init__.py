"""Tables and reports: what a list is, and one writer per format."""
