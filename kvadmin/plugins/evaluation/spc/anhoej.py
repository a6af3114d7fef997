"""The Anhøj rules: unusually long runs and unusually few crossings of the centre line (qicharts2).

Points on the centre line are not counted. A gap ends a run, and the step over it is no chance to cross; qicharts2
itself joins what stands on either side, and :func:`joined` gives that count for the note that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .estimates import least_crossings, longest_expected
from .types import Runs


def analyse(values: Sequence[float | None], centres: Sequence[float | None]) -> Runs:
    """The rules on one segment's points (excluded ones already taken out)."""
    blocks: list[list[int]] = [[]]
    for value, centre in zip(values, centres, strict=True):
        if value is None or centre is None:
            blocks.append([])
        elif value != centre:
            blocks[-1].append(1 if value > centre else -1)
    return _count([block for block in blocks if block], len(values))


def joined(values: Sequence[float | None], centres: Sequence[float | None]) -> Runs:
    """The same with every gap closed up, as qicharts2 counts."""
    pairs = [(v, c) for v, c in zip(values, centres, strict=True) if v is not None and c is not None]
    found = analyse([v for v, _ in pairs], [c for _, c in pairs])
    return found._replace(observed=len(values))


def _count(blocks: Sequence[Sequence[int]], observed: int) -> Runs:
    useful = sum(len(block) for block in blocks)
    if not useful:
        return Runs(observed, 0, None, None, None, None, signal=False)
    runs = [[len(list(same)) for _, same in groupby(block)] for block in blocks]
    longest = max(max(lengths) for lengths in runs)
    crossings = sum(len(lengths) - 1 for lengths in runs)
    longest_max, crossings_min = longest_expected(useful), least_crossings(useful - len(blocks))
    signal = longest > longest_max or crossings < crossings_min
    return Runs(observed, useful, longest, longest_max, crossings, crossings_min, signal)
