"""Results reports: what was wanted, how it goes, what is done and what was learned, for those who read and decide."""
