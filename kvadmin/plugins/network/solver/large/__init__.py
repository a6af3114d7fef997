"""Many places: nearest neighbours, overlapping windows solved exactly, and annealing."""
