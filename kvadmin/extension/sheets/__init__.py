"""Nouns of ``kvadmin sheet out``: what a plugin declares of each."""
