"""Records sorted by what they say, as :class:`kvadmin.extension.engines.RecordQuery` tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def text_of(values: Mapping[str, Any], name: str) -> str | None:
    """What a field says; None where it has no text."""
    found = values.get(name)
    return found if isinstance(found, str) else None


def sort_by(order: Sequence[str], found: list[T], values: Callable[[T], Mapping[str, Any]]) -> None:
    """Sort by fields, ``-`` before one turns it: those without a text first, what is alike stays as it stands."""
    for each in reversed(order):
        name = each.removeprefix("-")
        texts = [text_of(values(one), name) for one in found]
        keys = [(text is not None, text or "") for text in texts]
        places = sorted(range(len(found)), key=keys.__getitem__, reverse=each.startswith("-"))
        found[:] = [found[place] for place in places]
