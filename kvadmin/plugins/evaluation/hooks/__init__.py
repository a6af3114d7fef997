"""Implementations of the hooks of kvadmin, one module each."""
