"""Driver diagrams: which may be, how they are laid out, and how they are drawn."""
