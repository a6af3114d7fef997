"""How results look on a screen: how wide it is, and what the person who sits there has asked for."""

from __future__ import annotations

import os
from typing import NamedTuple, TextIO


class Look(NamedTuple):
    """How a table is set.

    Args:
        width: Columns of the window; a table fits them. As wide as it likes when not given (a pipe, a file).
        color: Whether words that matter are coloured.
        accessible: ``Field: value`` lines, no columns and no lines drawn: for a person who listens to the screen.
        all_columns: Also the columns that would go first for want of room (``--all-columns``).
    """

    width: int | None = None
    color: bool = False
    accessible: bool = False
    all_columns: bool = False


#: Of what is no screen: a pipe, a file.
UNBOUNDED = Look()

#: Of a terminal that does not say how wide it is.
_USUAL = 80


def accessible() -> bool:
    """Whether the person listens to the screen (``KVADMIN_ACCESSIBLE=1``)."""
    return os.environ.get("KVADMIN_ACCESSIBLE", "") not in ("", "0")


def window_width(stream: TextIO | None) -> int | None:
    """The columns of the terminal behind a stream (``COLUMNS`` in its place); None of a pipe or a file."""
    if stream is None or not stream.isatty():
        return None
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL
    except (OSError, ValueError, AttributeError):  # ValueError: a stream that stands on no file
        return _USUAL
