"""Who hosts the meetings of a network: what has been held, whose turn it is, and how far the others travel there."""
