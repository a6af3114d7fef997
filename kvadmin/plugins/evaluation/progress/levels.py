"""The levels that a process has run at, one after the other: where it shifted, and from what.

A *shift* is seven figures in a row, none missing between them, on one side of the level before them; or 10 of 11, 12
of 14, 14 of 17, 16 of 20 of them, which is as rare, so that one figure to the contrary does not hide it. The level is
the mean of the figures of the process before those seven, of at least seven; from the start of the goal on it is the
mean of what lay before the start, as a baseline that is frozen there (no seven are then taken from both sides of it).
A shift begins a new process, with a level of its own, and what follows is compared with that. Three figures in a row
beyond two sigma of a frozen baseline of twelve figures or more are a shift as well: that is how figures that come once
a year can show one. One figure never is.

Source: seven on one side of the mean is the rule of NHS England's "Making Data Count" (and what the charts here
label); 10 of 11 to 16 of 20, Grant and Leavenworth, "Statistical Quality Control"; that a baseline is frozen where the
work begins and made anew after a shift, Provost and Murray, "The Health Care Data Guide", and Anhøj and Olesen, "Run
charts revisited" (PLoS ONE 2014); two of three beyond two sigma is Western Electric's rule, of which three of three is
the stricter form.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from ..spc.ptd import limits
from .figure_history import SCALE, History

#: As many in a row on one side are a shift; as few figures have no level of their own.
RUN = 7
#: Of so many in a row so many on one side are a shift as well; the first of them is one of those.
MOST = ((11, 10), (14, 12), (17, 14), (20, 16))
#: Three in a row beyond two sigma of a baseline of twelve, which NHSRplotthedots asks for where limits are frozen.
STRONG, STRONG_BASELINE = 3, 12

#: Positions of which kind a process begins.
FIRST, REBASE, SHIFT = "first", "rebase", "shift"


class Level(NamedTuple):
    """A process: it begins at position ``start``, with a shift to one ``side`` (1 up, -1 down, 0 none) of ``before``.

    ``before`` is a mean in units of the indicator; ``None`` where nothing is compared (the first, or a new baseline).
    """

    start: int
    kind: str
    side: int = 0
    before: float | None = None


class Sums:
    """Sums and counts of any stretch of a history."""

    __slots__ = ("counts", "gaps", "sums", "values")

    def __init__(self, values: Sequence[int | None]) -> None:
        self.values = values
        self.gaps = None in values
        if self.gaps:
            self.sums = [0, *accumulate(v or 0 for v in values)]
            self.counts: Sequence[int] = [0, *accumulate(v is not None for v in values)]
        else:
            self.sums = [0, *accumulate(values)]  # type: ignore[list-item]  # none is None
            self.counts = range(len(values) + 1)

    def count(self, start: int, stop: int) -> int:
        """How many figures there are from ``start`` to ``stop`` (exclusive)."""
        return self.counts[stop] - self.counts[start]

    def mean(self, start: int, stop: int) -> float | None:
        """Their mean, in units of the indicator."""
        count = self.counts[stop] - self.counts[start]
        return (self.sums[stop] - self.sums[start]) / count / SCALE if count else None


def levels(history: History, sums: Sums, begins: int, stop: int, known: int | None) -> list[Level]:
    """The processes from the first figure to ``stop`` (exclusive), in the order of time.

    Args:
        history: The figures.
        sums: Of the same figures.
        begins: Position of the first period of the goal; what lies before it is the baseline.
        stop: Figures from here on are not looked at.
        known: What the goal says that it comes from, for a process with fewer than seven figures before it.
    """
    if not history.rebase:
        return _segment(history, sums, (0, stop), begins, known)
    cuts = sorted({at for at in history.rebase if 0 < at < stop})
    found: list[Level] = []
    for start, end in zip([0, *cuts], [*cuts, stop], strict=True):
        # What the goal comes from was said of what was measured until a person began a new baseline.
        part = _segment(history, sums, (start, end), begins, None if start else known)
        found += part if not start else [Level(start, REBASE), *part[1:]]
    return found


def _segment(history: History, sums: Sums, span: tuple[int, int], begins: int, known: int | None) -> list[Level]:
    """The processes between two baselines of a person."""
    start, stop = span
    found = [Level(start, FIRST)]
    fixed, at = _fixed_level(history, sums, span, begins, known)
    while (shift := _next_shift(sums, (start, at, stop), begins, fixed)) is not None:
        found.append(shift)
        start, at, fixed = shift.start, shift.start, None
    return found


def _fixed_level(
    history: History, sums: Sums, span: tuple[int, int], begins: int, known: int | None
) -> tuple[tuple[int, int] | None, int]:
    """The level (sum, count) that the first process of a segment is held to, or none; and from where on."""
    start, stop = span
    ends = [at + 1 for at in history.freeze if start <= at < stop] if history.freeze else ()
    if ends and sums.count(start, max(ends)):
        return (sums.sums[max(ends)] - sums.sums[start], sums.count(start, max(ends))), max(ends)
    if sums.count(start, min(stop, max(start, begins))) >= RUN:
        return None, start
    if known is not None:
        return (known, 1), max(start, begins)
    return (sums.sums[stop] - sums.sums[start], sums.count(start, stop)), start


def _next_shift(sums: Sums, span: tuple[int, int, int], begins: int, fixed: tuple[int, int] | None) -> Level | None:
    """The first shift of the process that begins at ``span[0]``, looked for from ``span[1]`` to ``span[2]``."""
    start, at, stop = span
    values, totals, counts = sums.values, sums.sums, sums.counts
    frozen = begins if start < begins < stop and counts[begins] - counts[start] >= RUN else stop
    strong = _strong_shift(sums, (start, at, stop), begins, fixed)
    last = strong.start - 1 if strong else stop - RUN
    if fixed is None:
        at = max(at, start + RUN)
    for first in range(at, min(last, stop - RUN) + 1):
        if fixed is None:
            until = min(frozen, first)
            total, count = totals[until] - totals[start], counts[until] - counts[start]
            if count < RUN:
                continue
        else:
            total, count = fixed
        end = frozen if first < frozen else stop
        side = _side(values[first : min(end, first + MOST[-1][0])], total, count, gaps=sums.gaps)
        if side:
            return Level(first, SHIFT, side, total / count / SCALE)
    return strong


def _side(window: Sequence[int | None], total: int, count: int, *, gaps: bool) -> int:
    """Which side of the level (``total`` / ``count``) a run or most of the figures from the first one on lie, or 0."""
    if gaps and None in window:
        window = window[: window.index(None)]
    length = len(window)
    here = window[0] * count if length >= RUN else total  # type: ignore[operator]  # no gap
    if here == total:
        return 0
    sign = 1 if here > total else -1
    if sign > 0:
        if min(window[:RUN]) * count > total:  # type: ignore[operator, type-var]
            return sign
    elif max(window[:RUN]) * count < total:  # type: ignore[operator, type-var]
        return sign
    for length_of, least in MOST:
        if length < length_of:
            return 0
        if len([v for v in window[:length_of] if (v * count - total) * sign > 0]) >= least:  # type: ignore[operator]
            return sign
    return 0


def _strong_shift(sums: Sums, span: tuple[int, int, int], begins: int, fixed: tuple[int, int] | None) -> Level | None:
    """Three in a row beyond two sigma of the baseline that is frozen at the start of the goal."""
    start, _, stop = span
    if fixed is not None or not start < begins <= stop - STRONG:
        return None
    if sums.counts[begins] - sums.counts[start] < STRONG_BASELINE:
        return None
    values = sums.values
    mean = (sums.sums[begins] - sums.sums[start]) / (sums.counts[begins] - sums.counts[start])
    lines = None
    for first in range(begins, stop - STRONG + 1):
        window = values[first : first + STRONG]
        if None in window:
            continue
        low, high = min(window), max(window)  # type: ignore[type-var]
        if low <= mean <= high:  # type: ignore[operator]
            continue
        lines = lines or limits([None if v is None else v / SCALE for v in values[start:begins]], screen=True)
        if lines.near_lower is None or lines.near_upper is None or lines.near_lower == lines.near_upper:
            return None  # figures that never varied say nothing of how far chance reaches
        if high / SCALE < lines.near_lower:  # type: ignore[operator]
            return Level(first, SHIFT, -1, mean / SCALE)
        if low / SCALE > lines.near_upper:  # type: ignore[operator]
            return Level(first, SHIFT, 1, mean / SCALE)
    return None
