"""Which hidden cells can still vary, by walking the network of a table.

A hidden cell can take another value exactly when it lies on a closed walk of hidden cells along which one unit can
be moved: up where signs agree, down only in cells above the lowest value a hidden cell can have. Where zeros are
published that is 1: whoever knows the rule knows that a hidden cell is not 0.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from .count_tables import Edge


class Arc(NamedTuple):
    """One way through a cell: ``edge`` moved one unit ``up`` or down, from ``start`` to ``end``."""

    edge: int
    start: int
    end: int


class CellNetwork:
    """A table's network, with the arcs that each cell would give if it were hidden."""

    def __init__(self, edges: Sequence[Edge], lowest: int) -> None:
        self.edges = edges
        self.forward = [edge.sign > 0 or edge.value > lowest for edge in edges]
        self.backward = [edge.sign < 0 or edge.value > lowest for edge in edges]
        self.out: dict[int, list[Arc]] = {}
        for k, edge in enumerate(edges):
            self.out.setdefault(edge.tail, [])
            self.out.setdefault(edge.head, [])
            if self.forward[k]:
                self.out[edge.tail].append(Arc(k, edge.tail, edge.head))
            if self.backward[k]:
                self.out[edge.head].append(Arc(k, edge.head, edge.tail))

    def ways(self, k: int) -> list[tuple[int, int]]:
        """From where to where a walk must lead so that cell ``k`` closes it."""
        edge = self.edges[k]
        found = [(edge.head, edge.tail)] if self.forward[k] else []
        return [*found, (edge.tail, edge.head)] if self.backward[k] else found

    def reach(self, start: int, hidden: Collection[int], without: int) -> set[int]:
        """The nodes that can be reached from ``start`` through hidden cells other than ``without``."""
        seen, todo = {start}, [start]
        while todo:
            for arc in self.out[todo.pop()]:
                if arc.edge in hidden and arc.edge != without and arc.end not in seen:
                    seen.add(arc.end)
                    todo.append(arc.end)
        return seen

    def fixed(self, k: int, hidden: Collection[int]) -> bool:
        """Whether hidden cell ``k`` can only have the value it has."""
        return all(end not in self.reach(start, hidden, k) for start, end in self.ways(k))

    def fixed_among(self, hidden: Collection[int]) -> list[int]:
        """All hidden cells whose value can be derived, in the order of cells."""
        return [k for k in sorted(hidden) if self.fixed(k, hidden)]

    def cut(self, k: int, hidden: Collection[int], candidates: Iterable[int]) -> list[int]:
        """The candidates of which at least one must be hidden too before fixed cell ``k`` can vary."""
        sides = [self.reach(start, hidden, k) for start, _ in self.ways(k)]
        return [f for f in candidates if f != k and f not in hidden and any(self._leaves(f, side) for side in sides)]

    def _leaves(self, k: int, side: Collection[int]) -> bool:
        edge = self.edges[k]
        tail, head = edge.tail in side, edge.head in side
        return (tail and not head and self.forward[k]) or (head and not tail and self.backward[k])

    def cheapest_loop(self, k: int, hidden: Collection[int], costs: Mapping[int, int]) -> list[int]:
        """The cells to hide, at least cost, so that ``k`` lies on a loop; ties go to the earlier cell."""
        best: tuple[int, list[int]] | None = None
        for start, end in self.ways(k):
            found = self._walk(start, end, k, hidden, costs)
            if found is not None and (best is None or found < best):
                best = found
        return best[1] if best else []

    def _walk(
        self, start: int, end: int, k: int, hidden: Collection[int], costs: Mapping[int, int]
    ) -> tuple[int, list[int]] | None:
        heap: list[tuple[int, list[int], int]] = [(0, [], start)]
        done: set[int] = set()
        while heap:
            cost, path, node = heapq.heappop(heap)
            if node == end:
                return cost, path
            if node in done:
                continue
            done.add(node)
            for arc in self.out[node]:
                if arc.edge == k or arc.end in done or (arc.edge not in hidden and arc.edge not in costs):
                    continue
                free = arc.edge in hidden
                step = 0 if free else costs[arc.edge]
                heapq.heappush(heap, (cost + step, path if free else [*path, arc.edge], arc.end))
        return None
