"""Judging the rows of a list of applications."""
