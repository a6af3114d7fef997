"""Places that must be together become one unit of the split."""

from __future__ import annotations

import numpy as np

from .objectives.star_search import with_objective
from .problem import SplitProblem
from .request import SplitRequest
from .rules import SameNetwork


def units_of(request: SplitRequest, rest: list[int]) -> tuple[np.ndarray, ...]:
    """The units among some places, each as sorted positions, in order of their first place."""
    parent = {i: i for i in rest}

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for rule in request.rules:
        if isinstance(rule, SameNetwork):
            inside = [int(i) for i in request.places.indexes(rule.ids) if int(i) in parent]
            for i in inside[1:]:
                a, b = sorted((find(inside[0]), find(i)))
                parent[b] = a
    groups: dict[int, list[int]] = {}
    for i in rest:
        groups.setdefault(find(i), []).append(i)
    return tuple(np.array(groups[root], dtype=np.int64) for root in sorted(groups))


def problem_of(request: SplitRequest, networks: int | None) -> SplitProblem:
    """The problem left when locked networks are set aside."""
    locked = {p for members in request.locked for p in members}
    rest = [i for i, p in enumerate(request.places.ids) if p not in locked]
    bound = request.bound_rules(networks)
    rules = tuple(b for s, b in zip(request.rules, bound, strict=True) if not isinstance(s, SameNetwork))
    left = None if networks is None else networks - len(request.locked)
    units = units_of(request, rest)
    problem = SplitProblem(units, request.distances, request.size_min, request.size_max, left, rules)
    return with_objective(problem, request)
