"""A contradiction between rules, proven and in words; and the fewest rules that make one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.api import tr

from ..clock import Clock
from ..request import SplitRequest

_NAMED = 8


@dataclass(frozen=True)
class Contradiction:
    """Why there can be no split: sentences that are proven, and the rules that together make it so.

    ``fewest``: each of the rules is needed for the contradiction.
    """

    words: tuple[str, ...]
    rules: tuple[Any, ...]
    fewest: bool = True


def fewest_rules(
    rules: Sequence[Any], contradict: Callable[[list[Any]], bool], clock: Clock
) -> tuple[tuple[Any, ...], bool]:
    """Leave out rules, many at a time and then one by one, as long as what is left is still a contradiction.

    Args:
        rules: A contradiction.
        contradict: Whether some of them are one for certain.
        clock: What is left at its end is a contradiction too, and perhaps not the smallest.

    Returns:
        The rules, and whether none of them can be spared as far as ``contradict`` can tell.
    """
    needed = list(rules)
    size = len(needed)
    while size:
        start = 0
        while start < len(needed):
            if clock.spent():
                return tuple(needed), False
            fewer = needed[:start] + needed[start + size :]
            if len(fewer) < len(needed) and contradict(fewer):
                needed = fewer
            else:
                start += size
        size //= 2
    return tuple(needed), True


def named(request: SplitRequest, at: Iterable[int]) -> str:
    """Places as a message lists them."""
    labels = [request.places[int(i)].label() for i in at]
    if len(labels) > _NAMED:
        return tr("{places} and {number} more", places=", ".join(labels[:_NAMED]), number=len(labels) - _NAMED)
    return ", ".join(labels)
