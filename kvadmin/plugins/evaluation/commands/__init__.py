"""The commands of the evaluation plugin, one module each."""
