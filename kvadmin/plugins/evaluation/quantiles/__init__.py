"""Quantiles of chi-square, of Student's t and of data, and the intervals of figures that rest on them."""
