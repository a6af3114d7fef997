"""What a split minimises: all pairs, the way to a meeting place, the longest of these ways, and mixtures of them."""
