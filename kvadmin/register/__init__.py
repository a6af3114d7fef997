"""The register of municipalities: its names, numbers and successors, its files, and how a name is matched."""
