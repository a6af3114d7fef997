"""Places for which no allowed network is left, found by trying every one they could be in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kvadmin.api import tr

from ..clock import Clock
from ..problem import SplitProblem, padded
from ..request import SplitRequest
from ..units import problem_of
from .contradiction import Contradiction, named

#: Others that a place may have for all its networks to be tried, places tried, and sets held at once.
_OTHERS, _TRIED, _SETS = 16, 60, 20_000
#: With more places the pairs are not looked at one by one.
_MOST = 600


def no_network_left(request: SplitRequest, clock: Clock) -> Contradiction | None:
    """A place that no allowed network can have."""
    if len(request.places) > _MOST or not request.rules:
        return None
    problem = problem_of(request, request.networks or max(1, request.counts()[0]))
    if problem.n < 2:
        return None
    near = np.isfinite(problem.costs[:-1, :-1])
    np.fill_diagonal(near, False)
    few = np.argsort(near.sum(axis=1), kind="stable")[:_TRIED]
    for unit in few.tolist():
        others = np.flatnonzero(near[unit])
        if len(others) > _OTHERS or clock.spent():
            break
        if not _some_network(problem, unit, others):
            words = tr("no allowed network is left for {place}", place=named(request, problem.units[unit]))
            return Contradiction((words,), tuple(rule for rule in request.rules if not _only_priced(rule)))
    return None


def _only_priced(rule: object) -> bool:
    return type(rule).__name__ in {"Balance", "SharedTheme"}


def _some_network(problem: SplitProblem, unit: int, others: np.ndarray) -> bool:
    """Whether some network with the unit is allowed; True also when there are too many to try them all."""
    part = replace(problem, units=tuple(problem.units[int(u)] for u in (unit, *others)))
    sets = np.array([[0]], dtype=np.int64)
    for size in range(1, part.size_max + 1):
        cols = padded(sets.tolist(), part.n, part.size_max)
        if len(part.priced(cols)[0]):
            return True
        open_ = sets[part.possible(cols)]
        grown = [(*row, more) for row in open_.tolist() for more in range(row[-1] + 1, part.n)]
        if not grown or size == part.size_max:
            return False
        if len(grown) > _SETS:
            return True
        sets = np.array(grown, dtype=np.int64)
        last = sets[:, -1][:, None]
        sets = sets[np.isfinite(part.costs[sets[:, :-1], last]).all(axis=1)]
        if not len(sets):
            return False
    return False
