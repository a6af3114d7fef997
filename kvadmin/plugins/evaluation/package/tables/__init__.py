"""The tables of the package."""
