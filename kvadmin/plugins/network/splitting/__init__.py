"""What a person asks a split for, and running the solver for it."""
