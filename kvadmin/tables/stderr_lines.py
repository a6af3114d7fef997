"""Lines for the person beside the result: warnings, errors, what was done. They go to stderr, and through here."""

from __future__ import annotations

import os
import sys


def say(text: str) -> None:
    """Print a text on stderr, as the screen behind it takes it."""
    print(as_shown(text), file=sys.stderr)


def as_shown(text: str) -> str:
    """The text as the screen behind stderr takes it: its label coloured; for who listens, nothing set in."""
    from kvadmin.tables.colors import Asked, labelled, wanted

    if os.environ.get("KVADMIN_ACCESSIBLE", "") not in ("", "0"):
        from kvadmin.tables.spoken import heard

        text = heard(text)
    if wanted(Asked.color, terminal=sys.stderr is not None and sys.stderr.isatty()):
        text = labelled(text)
    return text
