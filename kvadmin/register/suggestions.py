"""Suggestions for misspelt names by Damerau-Levenshtein distance; never an answer by themselves.

Ratios over the whole string (WRatio) mislead: they bring ``Nes`` near every name that contains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kvadmin.wording.near_names import slips_allowed, slips_between

#: Further off than any slip that is allowed.
_FAR = 3


@dataclass(frozen=True, slots=True)
class Near:
    """Numbers near a misspelling, sorted, and the one that is clearly meant, if any."""

    all: tuple[str, ...]
    clear: str | None


def suggestions(names: Sequence[str], forms: Mapping[str, AbstractSet[str]]) -> Near | None:
    """What comes near any of the names.

    Args:
        names: Folded ways to read what was written.
        forms: Folded names of the register with the numbers that bear them.

    Returns:
        None when nothing is near. ``clear`` is set when one municipality alone has the least distance
        and the next one is at least one slip further off (two, if the best itself has two or more).
    """
    best: dict[str, int] = {}
    for name in names:
        most = slips_allowed(name)
        for form, numbers in forms.items() if most else ():
            distance = slips_between(name, form, most)
            if distance is not None:
                for number in numbers:
                    best[number] = min(distance, best.get(number, distance))
    if not best:
        return None
    ranked = sorted((distance, number) for number, distance in best.items())
    first, number = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else first + _FAR
    clear = number if second - first >= (1 if first <= 1 else 2) else None
    if clear is None:
        ranked = [each for each in ranked if each[0] <= first + 1]
    return Near(tuple(sorted(number for _, number in ranked)), clear)
