"""Every objective of every partition, worked out plainly: shares no code with the solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from ..instances import haversine

Part = tuple[int, ...]


def partitions(n: int, low: int, high: int) -> Iterator[list[Part]]:
    """Every way to put 0..n-1 into parts of low..high."""

    def rest(left: Part) -> Iterator[list[Part]]:
        if not left:
            yield []
            return
        for size in range(low, min(high, len(left)) + 1):
            for others in combinations(left[1:], size - 1):
                part = (left[0], *others)
                yield from ([part, *more] for more in rest(tuple(i for i in left if i not in part)))

    return rest(tuple(range(n)))


def meeting_place(part: Part, way: Callable[[int, int], float]) -> int:
    """The member with the least sum of ways of the others; of equals the first."""
    return min(part, key=lambda h: (round(sum(way(i, h) for i in part), 6), h))


def figures(parts: list[Part], way: Callable[[int, int], float]) -> tuple[float, float, float]:
    """Pairwise sum, ways to the meeting places, the longest of these."""
    hubs = [meeting_place(part, way) for part in parts]
    pairwise = sum(way(i, j) for part in parts for i, j in combinations(part, 2))
    meeting = sum(way(i, h) for part, h in zip(parts, hubs, strict=True) for i in part)
    return pairwise, meeting, max(way(i, h) for part, h in zip(parts, hubs, strict=True) for i in part)


def kilometres(places) -> Callable[[int, int], float]:
    """Ways between places by their positions."""
    return lambda i, j: 0.0 if i == j else haversine(places[i], places[j])
