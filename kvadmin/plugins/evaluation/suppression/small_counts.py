"""Which counts are small, said once for everything that hides them."""

from __future__ import annotations

from typing import Any

#: Of what is hidden, at least two values must be possible: where only 1 is below the limit, hiding it says what it is.
_AT_LEAST = 3


def fewest(least: int) -> int:
    """The smallest count that may be shown when those below ``least`` are hidden."""
    return least if least <= 1 else max(least, _AT_LEAST)


def is_small(count: Any, few: int) -> bool:
    """Whether a count is hidden; nobody at all may be shown."""
    return bool(0 < count < few)
