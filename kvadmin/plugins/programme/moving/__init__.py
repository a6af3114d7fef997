"""The noun ``store``: what keeps the programme, and the whole of it from one place to another."""
