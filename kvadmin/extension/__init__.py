"""Hook specifications, value objects, plugin discovery and isolation."""
