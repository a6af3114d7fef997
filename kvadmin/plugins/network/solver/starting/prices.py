"""What an exchange of units costs and breaks: the piece of the start that knows the objective and the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..problem import SplitProblem
from ..rules import _Balance, _MaxDistance
from .counted import COUNTED, Counted, counted

#: What a network of these units costs beside the sum of pairs, and how many rules it breaks that are not counted.
Extra = Callable[[tuple[int, ...]], tuple[float, int]]


@dataclass(frozen=True)
class Prices:
    """What is minimised and kept: a sum over pairs, counts, forbidden pairs, and what only whole networks show.

    Another objective is another ``extra``, with ``pairs`` all 0 where it is no sum of pairs.

    Attributes:
        pairs: Cost of two units in one network, shape (units + 1, units + 1), the last row and column 0.
        counts: Sizes and the rules that count.
        forbidden: Pairs of units that may not share a network, shape (units, units), or None.
        extra: Cost >= 0 and broken rules of a network (units in rising order), or None.
    """

    pairs: np.ndarray
    counts: Counted
    forbidden: np.ndarray | None = None
    extra: Extra | None = None


def prices_of(problem: SplitProblem) -> Prices:
    """The sum of pairs and terms of a problem, under its rules."""
    finite = np.isfinite(problem.costs)
    pairs = np.where(finite, problem.costs, 0.0)
    if not finite.all():  # what a forbidden pair would cost is not known here: what the dearest allowed one does
        pairs[~finite] = pairs.max()
    balances = [rule for rule in problem.rules if isinstance(rule, _Balance)]
    foreign = [rule for rule in problem.rules if _only_whole(rule)]
    extra = _extra(problem, balances, foreign) if balances or foreign else None
    return Prices(pairs, counted(problem), None if finite.all() else ~finite[:-1, :-1], extra)


def _only_whole(rule: Any) -> bool:
    """Whether a rule has to be asked about whole networks."""
    if isinstance(rule, (*COUNTED, _MaxDistance, _Balance)):
        return False
    return hasattr(rule, "allowed") or (hasattr(rule, "cost") and not hasattr(rule, "pair_cost"))


def _extra(problem: SplitProblem, balances: Sequence[_Balance], foreign: Sequence[Any]) -> Extra:
    """Balances summed from the units, other rules asked once about every network."""
    fields = [(problem.total(rule).tolist(), rule.weight, rule.mean) for rule in balances]
    known: dict[tuple[int, ...], tuple[float, int]] = {}

    def asked(network: tuple[int, ...]) -> tuple[float, int]:
        members = np.sort(np.concatenate([problem.units[u] for u in network]))[None, :]
        cost, broken = 0.0, 0
        for rule in foreign:
            if hasattr(rule, "allowed"):
                broken += not bool(np.asarray(rule.allowed(members))[0])
            if hasattr(rule, "cost") and not hasattr(rule, "pair_cost"):
                cost += float(np.asarray(rule.cost(members))[0])
        return cost, broken

    def extra(network: tuple[int, ...]) -> tuple[float, int]:
        cost, broken = 0.0, 0
        if foreign and network:
            told = known.get(network)
            if told is None:
                told = known[network] = asked(network)
            cost, broken = told
        for values, weight, mean in fields:
            cost += weight * abs(sum([values[u] for u in network]) - mean)
        return cost, broken

    return extra
