"""The commands of ``visit``."""
