"""``kvadmin status --html``: the day's work on one page, to be read on any screen, printed and put on a wall."""
