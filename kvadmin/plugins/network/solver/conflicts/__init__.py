"""Rules that cannot all be met: what is seen at once, the fewest that are at odds, and how it is said."""
