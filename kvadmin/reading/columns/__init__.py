"""Which column of a list answers which field: by its heading, and by what stands in it."""
