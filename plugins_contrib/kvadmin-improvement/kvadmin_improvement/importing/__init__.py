"""Lists that are taken in: measures, and the boxes of a driver diagram."""
