"""Labels in the room that a format has: both language forms stay, each shortened with ``…`` where they must be."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

#: How a program counts the length of a label.
Measure = Callable[[str], int]
_ELLIPSIS = "…"
_JOINERS = "\u200d\ufe0e\ufe0f"


def in_bytes(text: str) -> int:
    """SPSS counts bytes of UTF-8."""
    return len(text.encode())


def both_within(nb: str, nn: str, between: str, most: int, measure: Measure) -> str:
    """``nb`` and ``nn`` in at most ``most``; a form is shortened, never left out."""
    text = f"{nb}{between}{nn}"
    if measure(text) <= most:
        return text
    if nb == nn:
        return shortened(nb, most, measure)
    room = most - measure(between)
    half = room // 2
    if measure(nb) <= half:
        return f"{nb}{between}{shortened(nn, room - measure(nb), measure)}"
    if measure(nn) <= half:
        return f"{shortened(nb, room - measure(nn), measure)}{between}{nn}"
    return f"{shortened(nb, half, measure)}{between}{shortened(nn, half, measure)}"


def shortened(text: str, most: int, measure: Measure) -> str:
    """The text, or as much of its beginning as fits with ``…`` after it; no letter is parted from its accents."""
    if measure(text) <= most:
        return text
    room = most - measure(_ELLIPSIS)
    end = min(len(text), room)
    while end > 0 and (measure(text[:end]) > room or _clings(text[end])):
        end -= 1
    return text[:end].rstrip() + _ELLIPSIS


def _clings(char: str) -> bool:
    return bool(unicodedata.combining(char)) or char in _JOINERS


def told_apart(
    values: Iterable[tuple[Any, str, str, str]], between: str, most: int, measure: Measure
) -> dict[Any, str]:
    """``value -> label`` of ``(value, sign, nb, nn)``; labels that would be the same get their sign after them.

    Programs that turn labels into categories (pandas, R) refuse two of the same name, or take them for one.
    """
    found: dict[Any, str] = {}
    several = list(values)
    plain = [both_within(nb, nn, between, most, measure) for _, _, nb, nn in several]
    for (value, sign, nb, nn), label in zip(several, plain, strict=True):
        if plain.count(label) > 1:
            after = f" ({sign})"
            found[value] = both_within(nb, nn, between, most - measure(after), measure) + after
        else:
            found[value] = label
    return found
