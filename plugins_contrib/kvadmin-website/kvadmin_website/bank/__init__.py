"""The knowledge bank: examples as they come, are read, agreed to and published."""
