"""A start that keeps every rule: dealt out, then annealed by exchanges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..problem import SplitProblem, padded
from ..time_budget import TimeBudget
from .dealing import dealt
from .exchanges import Exchanges
from .prices import Prices, prices_of

#: Proposals per unit of the runs one after another, as long as they find better ones, and in all of a run.
_ROUNDS, _PROPOSALS = (300, 2000, 5000), 500_000
#: The same where rules have to be asked about whole networks.
_ASKED = 60_000
#: Share of the time left that it may take.
_SHARE = 0.5


@dataclass(frozen=True)
class Start:
    """A split that keeps every rule (candidates), or None; and further candidates met on the way, not all allowed."""

    cols: np.ndarray | None = None
    more: np.ndarray | None = None


def kept_start(
    problem: SplitProblem, points: np.ndarray, seed: int, clock: TimeBudget, prices: Prices | None = None
) -> Start:
    """A split that keeps every rule, improved a little, where one is found.

    Args:
        problem: Units and number of networks (given).
        points: Latitude and longitude of each unit in degrees, shape (n, 2).
        seed: Of the proposals.
        clock: Its end.
        prices: What to minimise instead of the problem's own costs.
    """
    if problem.networks is None or problem.networks < 1 or problem.n <= problem.networks:
        return Start()
    prices = prices or prices_of(problem)
    exchanges = Exchanges(problem, prices, seed, clock)
    moment = clock.moment(_SHARE)
    parts, most = dealt(prices.counts, points, problem.networks), _ASKED if prices.extra else _PROPOSALS
    for rounds in _ROUNDS:
        before = exchanges.value
        exchanges.run(parts, max(1, min(rounds, most // problem.n)), moment)
        if exchanges.value == before < np.inf or clock.past(moment):
            break
    noted = sorted(network for network in exchanges.seen if 0 < len(network) <= problem.size_max)
    best = exchanges.best
    cols = None if best is None else padded(best, problem.n, problem.size_max)
    return Start(cols, padded(noted, problem.n, problem.size_max))
