"""Lines of refusals, as many as anybody reads."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.translation import tr

#: So many lines name cells; of the others only their number is said.
_MOST_NAMED = 200


def cut_short(lines: Sequence[str]) -> list[str]:
    """The lines, or the first of them and how many there are more."""
    if len(lines) <= _MOST_NAMED:
        return list(lines)
    return [*lines[:_MOST_NAMED], tr("and {number} more", number=len(lines) - _MOST_NAMED)]


def addressed(where: str, message: str, hint: str | None = "") -> str:
    """A line about a cell: its address, what is wrong, and what to do."""
    if hint:
        return tr("{where}: {message}; {hint}", where=where, message=message, hint=hint)
    return tr("{where}: {message}", where=where, message=message)
