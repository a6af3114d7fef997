"""Project plans and own evaluations."""
