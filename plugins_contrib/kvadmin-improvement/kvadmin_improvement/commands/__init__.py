"""The commands: ``measure``, ``cycle`` and ``drivers``."""
