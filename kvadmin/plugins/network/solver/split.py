"""The best split of places into networks: the way into the solver."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import Refused, tr

from .exact.column_generation import FAR, Budget, ColumnGeneration, Solution
from .large.annealing import Annealing
from .large.windows import WINDOW, Windows, balanced_parts
from .problem import SplitProblem, padded
from .request import SplitRequest
from .rule_conflict import no_split
from .score_card import Score, canonical, score
from .units import problem_of

#: Up to here one integer program looks at all places; above, annealing and windows.
DIRECT_PLACES = 600
#: Windows re-optimised after the annealing, and sweeps at most.
_WINDOWS, _SWEEPS = 150, 4
#: Proposals of the annealing per place, and in all.
_ROUNDS, _PROPOSALS = 4000, 60_000_000
_EQUAL = 1e-6
#: Sweeps and networks per window when the integer program stops far above the relaxation.
_POLISH, _POLISHED = 3, 10

Progress = Callable[[str, float | None, float | None], None]


@dataclass(frozen=True)
class Split:
    """A split with its score and a proof of how good it is.

    ``bound`` belongs to the objective: no split (scope ``all``) or no split of the candidates
    looked at (scope ``candidates``) is below it. ``cut_short``: the clock or the user stopped it.
    """

    networks: tuple[tuple[str, ...], ...]
    score: Score
    bound: float | None
    bound_scope: str | None
    cut_short: bool = False

    @property
    def objective(self) -> float:
        """What was minimised."""
        return self.score.objective

    @property
    def gap(self) -> float | None:
        """How far above the bound the split may be, as a share of it."""
        if self.bound is None or self.bound <= 0:
            return None
        return max(0.0, self.objective / self.bound - 1)


def split(request: SplitRequest, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> Split:
    """Split places into networks with the least sum of travel and weighted terms.

    Args:
        request: Places, sizes, rules, locks, seed and time limit.
        progress: Called with (step, current value, bound).
        stop: Asked between steps; True gives the best so far, as a time limit does.

    Raises:
        UsageError, InvalidData, UnknownName: the request makes no sense.
        Refused: no split meets the rules; the smallest conflicting set of them is named.
    """
    request.checked()
    tell = progress or (lambda *_: None)
    until = None if request.time_limit is None else time.monotonic() + request.time_limit
    budget = Budget(until, tell, stop or (lambda: False))
    if request.networks is not None:
        return _fixed(request, request.networks, budget)
    return _by_count(request, budget)


def _finish(request: SplitRequest, problem: SplitProblem, outcome: Solution, networks: int | None, cut: bool) -> Split:
    """Turn chosen candidates into named networks, recompute every figure and check the rules."""
    ids = request.places.ids
    named = [tuple(ids[i] for _, m in problem.groups(c[None, :]) for i in m[0]) for c in outcome.cols]  # type: ignore[union-attr]  # only called with a solution
    named += list(request.locked)
    card = score(replace(request, networks=networks), named)
    if card.broken:
        raise Refused(tr("the split found breaks a rule"), details=card.broken, code="rule-broken")
    offset = card.objective - outcome.value  # what the locked networks cost
    bound = None if outcome.bound is None else min(outcome.bound + offset, card.objective)
    scope = None if bound is None else ("all" if outcome.exact else "candidates")
    return Split(canonical(named), card, bound, scope, cut)


def _fixed(request: SplitRequest, networks: int, budget: Budget) -> Split:
    problem = problem_of(request, networks)
    if problem.n == 0:
        return _finish(request, problem, Solution(padded([], 0, problem.size_max), 0.0, 0.0, True), networks, False)
    outcome = _large(request, problem, budget) if problem.n > DIRECT_PLACES else _direct(request, problem, budget)
    if outcome.cols is None:
        raise no_split(request, outcome, problem, budget)
    return _finish(request, problem, outcome, networks, budget.spent())


def _direct(request: SplitRequest, problem: SplitProblem, budget: Budget) -> Solution:
    """A few hundred places: exact pricing and integer programs."""
    outcome = ColumnGeneration(problem, budget, start=_start(request, problem, budget)).run()
    far = outcome.bound is not None and outcome.value > outcome.bound * (1 + FAR)
    if outcome.cols is None or not far or budget.spent():
        return outcome
    windows = Windows(problem, _points(request, problem), budget, _POLISH, size=_POLISHED)
    windows.take(outcome.cols)
    polished = windows.run()
    return replace(outcome, cols=polished.cols, value=polished.value) if polished.value < outcome.value else outcome


def _start(request: SplitRequest, problem: SplitProblem, budget: Budget) -> np.ndarray | None:
    """A short annealing as warm start, when sizes and number are all there is to keep."""
    if not problem.single or problem.networks is None:
        return None
    points = _points(request, problem)
    parts = balanced_parts(points, problem.networks, problem.size_min, problem.size_max)
    if problem.n > problem.size_max:
        annealing = Annealing(points, problem.size_min, problem.size_max, request.seed, problem, budget)
        parts = annealing.run(parts, min(200, 20_000 // problem.n))
    return padded([p.tolist() for p in parts], problem.n, problem.size_max)


def _points(request: SplitRequest, problem: SplitProblem) -> np.ndarray:
    lat, lon = request.places.lat, request.places.lon
    return np.array([[lat[u].mean(), lon[u].mean()] for u in problem.units])


def _large(request: SplitRequest, problem: SplitProblem, budget: Budget) -> Solution:
    """Annealing, then windows, for thousands of places."""
    points = _points(request, problem)
    windows = Windows(problem, points, budget, 0, size=_POLISHED if problem.rules else WINDOW)
    if problem.single and problem.networks is not None:
        parts = balanced_parts(points, problem.networks, problem.size_min, problem.size_max)
        budget.tell("annealing", None, None)
        annealing = Annealing(points, problem.size_min, problem.size_max, request.seed, problem, budget)
        parts = annealing.run(parts, min(_ROUNDS, _PROPOSALS // problem.n))
        cols = padded([p.tolist() for p in parts], problem.n, problem.size_max)
        windows.take(cols)
    sweeps = min(_SWEEPS, _WINDOWS * WINDOW // max(1, len(windows.networks) or problem.n // problem.size_max))
    windows.sweeps = sweeps
    return windows.run()


def _attempt(request: SplitRequest, count: int, budget: Budget) -> Split | None:
    try:
        return _fixed(request, count, budget)
    except Refused:
        return None


def _by_count(request: SplitRequest, budget: Budget) -> Split:
    """Each number of networks by itself, most promising first, until no other can be better."""
    counts = [k for k in request.counts() if k > len(request.locked)]
    small = len(request.places) <= DIRECT_PLACES
    guess = {k: _promise(request, k) if small else float(-k) for k in counts}
    if not small:
        counts = sorted(counts, key=lambda k: -k)[: max(1, len(counts) // 10) * 4 : max(1, len(counts) // 10)]
    best: Split | None = None
    low = np.inf
    for count in sorted(counts, key=lambda k: (guess[k], k)):
        if best is not None and (budget.spent() or (small and guess[count] >= best.objective - _EQUAL)):
            low = min(low, guess[count])
            continue
        found = _attempt(request, count, budget)
        if found is not None:
            low = min(low, found.bound if found.bound is not None else -np.inf)
            best = found if best is None or found.objective < best.objective - _EQUAL else best
    if best is None:
        return _fixed(request, counts[0], budget)  # raises, with the reason
    bound = min(float(low), best.objective) if np.isfinite(low) and small else None
    return replace(best, bound=bound, bound_scope=None if bound is None else best.bound_scope)


def _promise(request: SplitRequest, count: int) -> float:
    """Value of the relaxation for a number of networks: no split of that number is below it."""
    problem = problem_of(request, count)
    if problem.networks is None or problem.n == 0:
        return 0.0
    return ColumnGeneration(problem, Budget()).relax().value
