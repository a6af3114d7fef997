"""Which new network is which old one: the matching that keeps most members in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .exact.master import engine_with_limits

Networks = Sequence[Sequence[str]]


@dataclass(frozen=True)
class NetworkChange:
    """How a split differs from an older one under the best matching.

    ``old_of[i]`` is the old network that new network ``i`` continues (None: a new one).
    """

    old_of: tuple[int | None, ...]
    moved: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def best_matching(old: Networks, new: Networks) -> NetworkChange:
    """Match new networks to old ones so that as few members as possible change network.

    Moved are members of both splits whose new network is not matched to their old one.
    """
    where = {place: k for k, members in enumerate(old) for place in members}
    overlap: Counter[tuple[int, int]] = Counter()
    for i, members in enumerate(new):
        overlap.update((i, where[p]) for p in members if p in where)
    old_of = _assign(overlap, len(new), len(old))
    present = {p for members in new for p in members}
    moved = [p for i, members in enumerate(new) for p in members if p in where and old_of[i] != where[p]]
    return NetworkChange(
        tuple(old_of),
        tuple(sorted(moved)),
        tuple(sorted(present - set(where))),
        tuple(sorted(set(where) - present)),
    )


def _assign(overlap: Counter[tuple[int, int]], new: int, old: int) -> list[int | None]:
    """Assignment of largest overlap: a linear program over the pairs that overlap (its corners are integral)."""
    out: list[int | None] = [None] * new
    pairs = sorted(overlap)
    if not pairs:
        return out
    engine = engine_with_limits()
    engine.setOptionValue("solver", "simplex")
    rows, many = new + old, len(pairs)
    none = np.empty(0, dtype=np.int32)
    engine.addRows(
        rows, np.full(rows, -np.inf), np.ones(rows), 0, np.zeros(rows + 1, dtype=np.int32), none, np.empty(0)
    )
    index = np.array([[i, new + o] for i, o in pairs], dtype=np.int32).ravel()
    worth = -np.array([overlap[p] for p in pairs], dtype=float)
    starts = np.arange(many, dtype=np.int32) * 2
    engine.addCols(many, worth, np.zeros(many), np.ones(many), len(index), starts, index, np.ones(len(index)))
    engine.run()
    for (i, o), share in zip(pairs, engine.getSolution().col_value, strict=True):
        if share > 0.5:
            out[i] = o
    return out
