"""``evaluation goals`` and its verbs."""
