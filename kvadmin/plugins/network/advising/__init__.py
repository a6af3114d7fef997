"""Advisors as persons: one name is one person in all cohorts, with languages, a capacity and what waits for a word."""
