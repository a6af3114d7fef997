"""The built-in plugin ``mail``."""
