"""The longest way to a meeting place: no sum, and so searched for by limits."""
