"""How plugins lift their older records: the step, what it is given, and the steps of all plugins together."""
