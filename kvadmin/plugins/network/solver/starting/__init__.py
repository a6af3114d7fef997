"""Starts that keep every rule."""
