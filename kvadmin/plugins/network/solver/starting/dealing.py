"""A first split for rules that count: units dealt out like cards, the scarcest first."""

from __future__ import annotations

import numpy as np

from .counted import Counted


def dealt(counts: Counted, points: np.ndarray, networks: int) -> list[list[int]]:
    """Units dealt out in turn, those of the scarcest count first, each where it breaks least and fewest are yet.

    Where the counts allow the rules of one field at all, this meets them.

    Args:
        counts: What each unit adds to its network.
        points: Latitude and longitude in degrees, shape (units, 2): from south to north within a count.
        networks: How many.
    """
    scarcity = np.round(counts.scarcity(networks)[1:], 9)
    shares = np.where(counts.amounts[:, 1:] > 0, scarcity[None, :], 0.0)
    kind = shares.argmax(axis=1) if shares.size else np.zeros(len(points), dtype=np.int64)
    scarce = shares.max(axis=1, initial=0.0)
    parts: list[list[int]] = [[] for _ in range(networks)]
    sums = np.zeros((networks, len(counts.high)), dtype=np.int64)
    for u in np.lexsort((points[:, 0], kind, -scarce, -counts.amounts[:, 0])):
        over = np.maximum(0, sums + counts.amounts[u] - counts.high) - np.maximum(0, sums - counts.high)
        k = int(np.lexsort((sums[:, 0], sums[:, kind[u] + 1] if shares.size else sums[:, 0], over.sum(axis=1)))[0])
        parts[k].append(int(u))
        sums[k] += counts.amounts[u]
    return parts
