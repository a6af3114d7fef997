"""What the screen is and what its person has asked for: width, colour, and lines that can be read aloud."""

from __future__ import annotations

from typing import TextIO

from kvadmin.errors import UsageError
from kvadmin.tables.colors import COLORS, wanted
from kvadmin.tables.look import Look, accessible, window_width
from kvadmin.translation import tr


def look_of(stream: TextIO | None, *, color: str | None, all_columns: bool) -> Look:
    """How results look on this stream: a terminal, or a pipe or file, which is as wide as it likes."""
    width = window_width(stream)
    return Look(
        width=width,
        color=wanted(color, terminal=width is not None),
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
