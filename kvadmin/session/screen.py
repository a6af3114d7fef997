"""What the screen is and what its person has asked for: width, colour, and lines that can be read aloud."""

from __future__ import annotations

import os
import shutil
from typing import TextIO

from kvadmin.errors import UsageError
from kvadmin.tables.look import Look
from kvadmin.translation import tr

#: What ``--color`` is given.
COLORS = ("auto", "always", "never")


def accessible() -> bool:
    """Whether the person listens to the screen (``KVADMIN_ACCESSIBLE=1``)."""
    return os.environ.get("KVADMIN_ACCESSIBLE", "") not in ("", "0")


def look_of(stream: TextIO | None, *, color: str | None, all_columns: bool) -> Look:
    """How results look on this stream: a terminal, or a pipe or file, which is as wide as it likes."""
    terminal = stream is not None and stream.isatty()
    return Look(
        width=shutil.get_terminal_size().columns if terminal else None,
        color=_colored(color, terminal),
        accessible=accessible(),
        all_columns=all_columns,
    )


def check_color(value: str | None) -> None:
    """Refuse what ``--color`` does not know.

    Raises:
        UsageError: It is none of :data:`COLORS`.
    """
    if value is not None and value not in COLORS:
        from kvadmin.wording.near_names import near_names

        raise UsageError(
            tr("{value!r} says nothing about colour", value=value),
            where="--color",
            hint=tr("use one of: {known}", known=", ".join(COLORS)),
            near=near_names(value, COLORS),
            code="bad-value",
        )


def _colored(asked: str | None, terminal: bool) -> bool:
    """``--color`` comes first, then ``NO_COLOR`` (no-color.org), then whether it is a terminal that can."""
    if asked in ("always", "never"):
        return asked == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
