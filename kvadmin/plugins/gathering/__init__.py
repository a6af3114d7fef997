"""The built-in plugin ``gathering``."""
