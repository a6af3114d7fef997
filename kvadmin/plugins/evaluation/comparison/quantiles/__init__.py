"""Quantiles: of the chi-square and Student's t distribution, which the standard library has not, and of data."""
