"""Suggestions for misspelt names by Damerau-Levenshtein distance; never an answer by themselves.

Ratios over the whole string (WRatio) mislead: they bring ``Nes`` near every name that contains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

#: Longest name (folded) -> how many slips are still the same name. Very short names are never suggested.
_SLIPS = ((3, 0), (6, 1), (11, 2))
_MOST = 3


@dataclass(frozen=True, slots=True)
class Near:
    """Numbers near a misspelling, sorted, and the one that is clearly meant, if any."""

    all: tuple[str, ...]
    clear: str | None


def slips_allowed(name: str) -> int:
    """How many wrong, missing, extra or swapped letters a name of this length may have."""
    return next((slips for longest, slips in _SLIPS if len(name) <= longest), _MOST)


def suggestions(names: Sequence[str], forms: Mapping[str, AbstractSet[str]]) -> Near | None:
    """What comes near any of the names.

    Args:
        names: Folded ways to read what was written.
        forms: Folded names of the register with the numbers that bear them.

    Returns:
        None when nothing is near. ``clear`` is set when one municipality alone has the least distance
        and the next one is at least one slip further off (two, if the best itself has two or more).
    """
    from rapidfuzz.distance import DamerauLevenshtein

    best: dict[str, int] = {}
    for name in names:
        most = slips_allowed(name)
        for form, numbers in forms.items() if most else ():
            if abs(len(form) - len(name)) > most:
                continue
            distance = DamerauLevenshtein.distance(name, form, score_cutoff=most)
            if distance <= most:
                for number in numbers:
                    best[number] = min(distance, best.get(number, distance))
    if not best:
        return None
    ranked = sorted((distance, number) for number, distance in best.items())
    first, number = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else first + _MOST
    clear = number if second - first >= (1 if first <= 1 else 2) else None
    if clear is None:
        ranked = [each for each in ranked if each[0] <= first + 1]
    return Near(tuple(sorted(number for _, number in ranked)), clear)
