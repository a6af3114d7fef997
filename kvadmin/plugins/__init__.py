"""Floor 4: the built-in plugins, one folder each, using exactly the hooks a stranger has."""
