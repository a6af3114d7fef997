"""The built-in plugins, one folder each, using exactly the hooks a stranger has."""
