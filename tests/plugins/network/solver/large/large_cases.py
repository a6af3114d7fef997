"""Small problems for what is made for large ones: where their units are, and every candidate by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.problem import SplitProblem
from kvadmin.plugins.network.solver.request import SplitRequest

from ..instances import haversine


def where(problem: SplitProblem, places: PlaceSet) -> np.ndarray:
    return np.array([[places.lat[u].mean(), places.lon[u].mean()] for u in problem.units])


def candidates(request: SplitRequest, problem: SplitProblem) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every set of units that the sizes allow, and its kilometres, without the solver's code."""
    place = list(request.places)
    weight = [len(unit) for unit in problem.units]
    km = {(a.id, b.id): haversine(a, b) for a in place for b in place}
    for count in range(1, request.size_max + 1):
        for units in combinations(range(problem.n), count):
            if not request.size_min <= sum(weight[u] for u in units) <= request.size_max:
                continue
            members = [place[int(i)].id for u in units for i in problem.units[u]]
            yield units, sum(km[pair] for pair in combinations(members, 2))
