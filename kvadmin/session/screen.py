"""What the screen is and what its person has asked for: width, colour, and lines that can be read aloud."""

from __future__ import annotations

import os
from typing import TextIO

from kvadmin.errors import UsageError
from kvadmin.tables.look import Look, window_width
from kvadmin.translation import tr

#: What ``--color`` is given.
COLORS = ("auto", "always", "never")


def accessible() -> bool:
    """Whether the person listens to the screen (``KVADMIN_ACCESSIBLE=1``)."""
    return os.environ.get("KVADMIN_ACCESSIBLE", "") not in ("", "0")


def look_of(stream: TextIO | None, *, color: str | None, all_columns: bool) -> Look:
    """How results look on this stream: a terminal, or a pipe or file, which is as wide as it likes."""
    width = window_width(stream)
    return Look(
        width=width,
        color=_colored(color, width is not None),
        accessible=accessible(),
        all_columns=all_columns,
    )


def check_color(value: str | None) -> None:
    """Refuse what ``--color`` does not know.

    Raises:
        UsageError: It is none of :data:`COLORS`.
    """
    if value is not None and value not in COLORS:
        raise UsageError(
            tr("{value!r} says nothing about colour", value=value),
            where="--color",
            hint=tr("use one of: {known}", known=", ".join(COLORS)),
            code="bad-value",
        )


def _colored(asked: str | None, terminal: bool) -> bool:
    """``--color`` comes first, then ``NO_COLOR`` (no-color.org), then whether it is a terminal that can."""
    if asked in ("always", "never"):
        return asked == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
