"""The handouts of a gathering as documents and tables: pure functions of what was read."""
