"""Why there is no split: the smallest set of rules that cannot be met together, in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from kvadmin.api import Refused, tr

from .exact.column_generation import Budget, ColumnGeneration, Solution
from .problem import SplitProblem
from .request import SplitRequest
from .rules import words_of
from .units import problem_of

_NAMED = 12


def no_split(request: SplitRequest, outcome: Solution, problem: SplitProblem, budget: Budget) -> Refused:
    """The error that tells which rules conflict and which places they leave without a network."""
    if budget.spent():
        return Refused(
            tr("no split was found in the time given"), hint=tr("give it more time, or fewer rules"), code="no-solution"
        )
    details = []
    rules = conflicting(request)
    if rules:
        details.append(tr("rules that cannot all be met: {rules}", rules="; ".join(map(words_of, rules))))
    left = _left_out(request, outcome, problem)
    if left:
        details.append(tr("no allowed network left for: {places}", places=", ".join(left[:_NAMED])))
    asked = {
        "places": len(request.places),
        "networks": request.networks,
        "size": f"{request.size_min}..{request.size_max}",
    }
    return Refused(
        tr("{places} places cannot be split of {size} under these rules", **asked)
        if request.networks is None
        else tr("{places} places cannot be split into {networks} networks of {size} under these rules", **asked),
        details=details,
        hint=tr("drop or loosen one of the rules named"),
        code="no-solution",
    )


def _left_out(request: SplitRequest, outcome: Solution, problem: SplitProblem) -> list[str]:
    if outcome.uncovered is None:
        return []
    units = np.flatnonzero(outcome.uncovered > 1e-6)
    return [request.places[int(i)].label() for u in units for i in problem.units[int(u)]]


def conflicting(request: SplitRequest) -> list[Any]:
    """A smallest set of rules without which there would be a split (none: sizes alone forbid it).

    Each rule is left out in turn; those that are not needed for the contradiction stay out.
    """
    needed = [r for r in request.rules if hasattr(r, "allowed") or not _only_costs(r, request)]
    if request.networks is not None and _possible(request.with_rules(tuple(needed))):
        return []
    for rule in list(needed):
        fewer = [r for r in needed if r is not rule]
        if not _possible(request.with_rules(tuple(fewer))):
            needed = fewer
    return needed


def _only_costs(spec: Any, request: SplitRequest) -> bool:
    bound = spec.bind(request.places, request.distances, 1) if hasattr(spec, "bind") else spec
    return not hasattr(bound, "allowed")


def _possible(request: SplitRequest) -> bool:
    """Whether some split meets the rules, whatever it costs."""
    return ColumnGeneration(problem_of(request, request.networks), Budget()).run(any_will_do=True).cols is not None
