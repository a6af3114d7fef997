"""The sums of each group, and why a group cannot be compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .funnel_types import CountRow, FunnelGroup, FunnelMethod, FunnelNote
from .quantiles.trimming import r_round2

#: Larger figures count nothing; their squares would not fit a float.
_LARGEST = 1e100
#: Why a group can be left out, as the codes of notes; each is said once for all groups.
LEFT_OUT = ("missing-value", "above-denominator", "no-denominator", "negative")


class PlacedGroup(NamedTuple):
    """A group that is compared.

    ``size`` is the denominator as the method uses it (rounded for ``shmi``).
    """

    group: str
    numerator: float
    denominator: float
    size: float


class GroupSums(NamedTuple):
    """All groups in the order of their names: those that are compared, those left out, and what is to be said."""

    placed: list[PlacedGroup]
    left_out: list[FunnelGroup]
    notes: list[FunnelNote]


def group_sums(rows: Iterable[CountRow], method: FunnelMethod) -> GroupSums:
    """Sum the rows of each group; a row that misses a figure is left out, and so is a group whose sums cannot be."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    gaps = set()
    for row in rows:
        tops, bottoms = found.setdefault(row.group, ([], []))
        if _is_known(row.numerator) and _is_known(row.denominator):
            tops.append(float(row.numerator or 0))
            bottoms.append(float(row.denominator or 0))
        else:
            gaps.add(row.group)
    placed: list[PlacedGroup] = []
    left: list[FunnelGroup] = []
    for name in sorted(found):
        tops, bottoms = found[name]
        top, bottom = math.fsum(tops), math.fsum(bottoms)
        if reason := _reason(tops, bottoms, top, bottom, method):
            left.append(FunnelGroup(name, top if tops else None, bottom if tops else None, left_out=reason))
        else:
            size = r_round2(bottom) if method.logarithm and method.rounded else bottom
            placed.append(PlacedGroup(name, top, bottom, size or bottom))
    notes = [FunnelNote("missing-value", tuple(sorted(gaps)))] if gaps else []
    said = {code: tuple(each.group for each in left if each.left_out == code) for code in LEFT_OUT[1:]}
    notes += [FunnelNote(code, several) for code, several in said.items() if several]
    return GroupSums(placed, left, notes)


def _is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value) and abs(value) < _LARGEST


def _reason(tops: Sequence[float], bottoms: Sequence[float], top: float, bottom: float, method: FunnelMethod) -> str:
    """Why a group has no place in the funnel; empty where it has."""
    if not tops:
        return "missing-value"
    if min(tops) < 0 or min(bottoms) < 0:
        return "negative"
    if bottom < 1 / _LARGEST:
        return "no-denominator"
    return "above-denominator" if method.kind == "proportion" and top > bottom else ""
