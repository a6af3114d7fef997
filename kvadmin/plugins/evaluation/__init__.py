"""The built-in plugin ``evaluation``."""
