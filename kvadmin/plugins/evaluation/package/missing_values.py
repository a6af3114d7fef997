"""Why a figure is missing, as each format says it; and where its number stands apart from every figure.

SPSS knows a missing value by its number alone, so a number is one only where no figure of the column equals it (or
lies in the range that several numbers make). Where one does, the numbers of that column move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kvadmin.api.records import MissingCode

from ..indicators.definition import mark_of

#: What a variable of SPSS takes: three numbers, or a range and one number.
MOST_DISCRETE = 3
#: Stata's ``.a`` to ``.z``.
MOST_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason why a figure may be missing.

    Attributes:
        mark: What stands in csv, workbook and parquet; never a figure.
        code: The number in SPSS.
        letter: Stata's extended missing value, ``a`` for ``.a``.
        nb, nn: What it means, in bokmål and nynorsk.
        own: The number in ``indicators.yaml``; ``code`` is another where a figure equals it.
    """

    mark: str
    code: int
    letter: str
    nb: str
    nn: str
    own: int

    @property
    def moved(self) -> bool:
        """Whether SPSS has another number than the programme."""
        return self.code != self.own


def missing_of(codes: Iterable[MissingCode]) -> tuple[Missing, ...]:
    """The reasons of one variable, the greatest number first, which is Stata's ``.a``."""
    order = sorted(codes, key=lambda each: (-each.code, mark_of(each)))
    return tuple(
        Missing(mark_of(each), each.code, letter_at(at), each.nb or each.nn, each.nn or each.nb, each.code)
        for at, each in enumerate(order)
    )


def letter_at(place: int) -> str:
    """``a`` for the first; past ``z`` there is none (:func:`~.format_limits.check_limits` refuses that)."""
    return chr(ord("a") + place) if place < MOST_LETTERS else ""


def spss_missing(codes: Iterable[int]) -> list[Any]:
    """What SPSS is told: up to three numbers, or the narrowest range with at most one number beside it."""
    order = sorted(codes)
    if len(order) <= MOST_DISCRETE:
        return list(order)
    if order[-1] - order[0] == len(order) - 1:
        return [{"lo": order[0], "hi": order[-1]}]
    if order[1] - order[0] >= order[-1] - order[-2]:
        return [{"lo": order[1], "hi": order[-1]}, order[0]]
    return [{"lo": order[0], "hi": order[-2]}, order[-1]]


def apart(missing: Sequence[Missing], figures: Iterable[float]) -> tuple[Missing, ...]:
    """The same reasons with numbers that no figure equals.

    They stay as they are where that is so already; else all of the variable move together, in their order, to the
    first of -999 …, -9999 …, … that is free.
    """
    values = set(figures)
    if _free([each.own for each in missing], values):
        return tuple(replace(each, code=each.own) for each in missing)
    digits = 3
    while not _free(moved := [-(10**digits) + len(missing) - at for at in range(len(missing))], values):
        digits += 1
    return tuple(replace(each, code=code) for each, code in zip(missing, moved, strict=True))


def _free(codes: Sequence[int], figures: set[float]) -> bool:
    if len(set(codes)) != len(codes):
        return False
    for each in spss_missing(codes):
        low, high = (each["lo"], each["hi"]) if isinstance(each, dict) else (each, each)
        if any(low <= figure <= high for figure in figures):
            return False
    return True
