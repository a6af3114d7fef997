"""How results look on a screen: how wide it is, and what the person who sits there has asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
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
