"""Random sequences of every command that writes: made by chance, played, undone, and shortened when they fail."""
