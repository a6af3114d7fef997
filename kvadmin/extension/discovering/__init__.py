"""Which plugins there are: those installed, those switched off, and those a programme works with."""
