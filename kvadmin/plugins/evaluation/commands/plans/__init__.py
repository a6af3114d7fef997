"""``plan`` and its verbs."""
