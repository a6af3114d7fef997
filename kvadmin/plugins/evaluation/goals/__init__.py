"""Goals from texts: what a text says for certain, what is left to a person, and the goals that were confirmed."""
