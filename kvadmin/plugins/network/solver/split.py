"""The best split of places into networks: the way into the solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import Refused, tr

from .choosing.target_size import TargetSizes, check_target, requests_by_target
from .conflicts.presolve import seen_at_once
from .conflicts.refusal import no_split, refusal
from .distance import pair_sums
from .exact.column_generation import FAR, ColumnGeneration, Solution
from .large.annealing import Annealing
from .large.further import proven_further
from .large.windows import WINDOW, Windows, balanced_parts
from .meetings.meeting_costs import TripLimit
from .problem import SplitProblem, padded
from .request import SplitRequest
from .rules import Balance
from .score_card import Score, canonical, score
from .starting.annealed import Start, kept_start
from .starting.counted import counted
from .starting.dealing import dealt
from .time_budget import Progress, TimeBudget
from .trips.longest_trip import Found, by_longest_trip
from .trips.quick_search import QuickSearch
from .units import problem_of

#: Up to here one integer program looks at all places; above, annealing and windows.
DIRECT_PLACES = 600
#: Windows re-optimised after the annealing, and sweeps at most.
_WINDOWS, _SWEEPS = 150, 4
#: Proposals of the annealing per place, and in all.
_ROUNDS, _PROPOSALS = 4000, 60_000_000
_EQUAL = 1e-6
#: Places up to which every number of networks is tried under every limit to the trips, where the number decides much.
_EVERY_NUMBER = 16
#: Sweeps and networks per window when the integer program stops far above the relaxation.
_POLISH, _POLISHED = 3, 10
#: Seconds per place kept for the score card, the names and the printing of a split.
_ANSWERING = 1e-4
#: Shares of the time left: for weighing numbers of networks, and for annealing before windows.
_WEIGHING, _ANNEALING = 0.4, 0.7
#: Units at most for exchanges, which look at the costs of all pairs.
_EXCHANGED = 2000


@dataclass(frozen=True)
class NumberOfNetworks:
    """What is known of splits into a number of networks: none is below ``at_least`` (inf: there is none)."""

    networks: int
    at_least: float


@dataclass(frozen=True)
class Split:
    """A split with its score and a proof of how good it is.

    ``bound`` belongs to the objective: no split (scope ``all``) or no split of the candidates
    looked at (scope ``candidates``) is below it. ``cut_short``: the clock or the user stopped it.
    ``by_number`` says what other numbers of networks promise, where the number was free and that was worked out;
    ``sizes`` what a target size came to.
    """

    networks: tuple[tuple[str, ...], ...]
    score: Score
    bound: float | None
    bound_scope: str | None
    cut_short: bool = False
    by_number: tuple[NumberOfNetworks, ...] = ()
    sizes: TargetSizes | None = None

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


def split(
    request: SplitRequest,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    clock: TimeBudget | None = None,
) -> Split:
    """Split places into networks with the least sum of travel and weighted terms.

    Args:
        request: Places, sizes, rules, locks, seed and time limit.
        progress: Called with (step, current value, bound).
        stop: Asked between steps; True gives the best so far, as a time limit does.
        clock: One that runs already, instead of the time limit of the request and its seconds for proofs.

    Raises:
        UsageError, InvalidData, UnknownName: the request makes no sense.
        Refused: no split meets the rules, and those that are at odds are named; or none was found, by the search or in
            the time there was, which proves nothing and is said so.
    """
    if clock is None:
        clock = TimeBudget.of(request.time_limit, request.prove)
        clock.tell, clock.stop = progress or clock.tell, stop or clock.stop
    request = replace(request, prove=clock.proving)
    request.checked()
    check_target(request)
    clock.keep(_ANSWERING * len(request.places))
    near = _near_target(request, clock) if request.target is not None else None
    if near is not None:
        return near
    contradiction = seen_at_once(request, clock)
    if contradiction is not None:
        raise refusal(request, contradiction)
    found, impossible = _found(request, clock)
    if found is None:
        raise no_split(request, clock, proven=impossible)
    return found


def _near_target(request: SplitRequest, clock: TimeBudget) -> Split | None:
    """The best split with sizes as near the target as can be found; None when none was found at all."""
    for asked, sizes in requests_by_target(request):
        if seen_at_once(asked, clock) is None:
            found, _ = _found(asked, clock)
            if found is not None:
                return replace(found, sizes=sizes)
        if clock.spent():
            break
    return None


def _found(request: SplitRequest, clock: TimeBudget) -> tuple[Split | None, bool]:
    """The best split by what is minimised; without one, whether it is proven that there is none."""
    if not request.objective.longest:
        return _summed(request, clock)

    by_number = _needs_count(request) or request.objective.pairwise > 0
    fixed = len(request.places) > (_EVERY_NUMBER if by_number else DIRECT_PLACES)
    best = by_longest_trip(request, clock, _searched, one_number=fixed)
    if best.networks is None:
        return None, best.impossible
    card = score(request, best.networks)
    bound = None if best.bound is None else min(best.bound, card.objective)
    return Split(best.networks, card, bound, None if bound is None else "all", clock.cut), False


def _searched(request: SplitRequest, any_will_do: bool, clock: TimeBudget) -> Found:
    """The best split by a sum; one under a limit to the trips is found first, which is hard enough."""
    limited = any(isinstance(rule, TripLimit) for rule in request.rules)
    problem = problem_of(request, request.networks)
    by_number = request.networks is None and (_needs_count(request) or request.objective.pairwise > 0)
    direct = 0 < problem.n <= DIRECT_PLACES and not by_number
    if not direct or not (limited or any_will_do):
        return _as_found(*_summed(request, clock))
    first = QuickSearch(problem, clock).run()
    if first.cols is None and not limited:
        return _as_found(*_summed(request, clock))
    if first.cols is None:
        return Found(None, first.bound if first.exact else None, first.impossible)
    outcome = first if any_will_do else ColumnGeneration(problem, clock, start=first.cols).run()
    return _as_found(_finish(request, problem, outcome, request.networks, cut=clock.cut), impossible=False)


def _as_found(found: Split | None, impossible: bool) -> Found:
    if found is None:
        return Found(None, None, impossible)
    return Found(found.networks, found.bound if found.bound_scope == "all" else None)


def _summed(request: SplitRequest, clock: TimeBudget) -> tuple[Split | None, bool]:
    """The best split by what is a sum over its networks."""
    count, small = request.networks, len(request.places) <= DIRECT_PLACES
    plain = request.objective.is_pairwise
    if count is None and (plain or not small or _needs_count(request)):
        found, impossible = _by_count(request, clock)
    else:
        found, impossible = _fixed(request, count, clock)
    if found is not None and not small and not plain:  # these bounds rest on tables that are too large to check
        found = replace(found, bound=None, bound_scope=None)
    return found, impossible


def _needs_count(request: SplitRequest) -> bool:
    """Whether some rule costs by the number of networks."""
    return any(isinstance(rule, Balance) and rule.weight > 0 for rule in request.rules)


def _finish(
    request: SplitRequest, problem: SplitProblem, outcome: Solution, networks: int | None, *, cut: bool
) -> Split:
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


def _fixed(request: SplitRequest, networks: int | None, clock: TimeBudget) -> tuple[Split | None, bool]:
    """The best split into a number of networks (None: any); without one, whether it is proven that there is none."""
    problem = problem_of(request, networks)
    if problem.n == 0:
        nothing = Solution(padded([], 0, problem.size_max), 0.0, 0.0, True)
        return _finish(request, problem, nothing, networks, cut=False), False
    outcome = _large(request, problem, clock) if problem.n > DIRECT_PLACES else _direct(request, problem, clock)
    if outcome.cols is None:
        return None, outcome.impossible
    return _finish(request, problem, outcome, networks, cut=clock.cut), False


def _direct(request: SplitRequest, problem: SplitProblem, clock: TimeBudget) -> Solution:
    """A few hundred places: exact pricing and integer programs."""
    start = _start(request, problem, clock)
    generation = ColumnGeneration(problem, clock, start=start.cols, pool=start.more)
    outcome = _polished(request, problem, generation.run(), clock)
    if not clock.proving or outcome.closed or clock.spent():
        return outcome
    with clock.further() as further:
        return generation.proven(further, outcome.cols)


def _polished(request: SplitRequest, problem: SplitProblem, outcome: Solution, clock: TimeBudget) -> Solution:
    """Windows over a solution that is far above its bound."""
    far = outcome.bound is not None and outcome.value > outcome.bound * (1 + FAR)
    if outcome.cols is None or not far or clock.spent():
        return outcome
    windows = Windows(problem, _points(request, problem), clock, _POLISH, size=_POLISHED)
    windows.take(outcome.cols)
    polished = windows.run()
    return replace(outcome, cols=polished.cols, value=polished.value) if polished.value < outcome.value else outcome


def _start(request: SplitRequest, problem: SplitProblem, clock: TimeBudget) -> Start:
    """A short annealing as warm start; one that keeps every rule, when there is more to keep than loose sizes."""
    if problem.networks is None:
        return Start()
    if problem.rules or problem.tight or not problem.single:
        return kept_start(problem, _points(request, problem), request.seed, clock)
    return Start(_annealed(request, problem, clock, min(200, 20_000 // problem.n), _WEIGHING))


def _annealed(request: SplitRequest, problem: SplitProblem, clock: TimeBudget, rounds: int, share: float) -> np.ndarray:
    """Single places annealed from compact parts."""
    assert problem.networks is not None
    points = _points(request, problem)
    parts = balanced_parts(points, problem.networks, problem.size_min, problem.size_max)
    if problem.n > problem.size_max:
        annealing = Annealing(points, problem.size_min, problem.size_max, request.seed, problem, clock, share)
        parts = annealing.run(parts, rounds)
    return padded([p.tolist() for p in parts], problem.n, problem.size_max)


def _kept(request: SplitRequest, problem: SplitProblem, clock: TimeBudget) -> np.ndarray | None:
    """Thousands of units in networks that keep the rules that count: by exchanges, or else as they are dealt out."""
    assert problem.networks is not None
    points = _points(request, problem)
    if problem.n <= _EXCHANGED:
        found = kept_start(problem, points, request.seed, clock).cols
        if found is not None:
            return found
    parts = dealt(counted(problem), points, problem.networks)
    return padded(parts, problem.n, problem.size_max) if max(map(len, parts)) <= problem.size_max else None


def _points(request: SplitRequest, problem: SplitProblem) -> np.ndarray:
    lat, lon = request.places.lat, request.places.lon
    return np.array([[lat[u].mean(), lon[u].mean()] for u in problem.units])


def _large(request: SplitRequest, problem: SplitProblem, clock: TimeBudget) -> Solution:
    """Annealing, then windows, for thousands of places."""
    points = _points(request, problem)
    windows = Windows(problem, points, clock, 0, size=_POLISHED if problem.rules else WINDOW)
    if problem.networks is not None:
        clock.tell(tr("annealing"), None, None)
        if problem.single:
            windows.take(_annealed(request, problem, clock, min(_ROUNDS, _PROPOSALS // problem.n), _ANNEALING))
        if not windows.networks and not clock.spent():  # what was annealed in batches breaks rules
            kept = _kept(request, problem, clock)
            if kept is not None:
                windows.take(kept)
    sweeps = min(_SWEEPS, _WINDOWS * WINDOW // max(1, len(windows.networks) or problem.n // problem.size_max))
    windows.sweeps = sweeps
    found = windows.run()
    if request.prove is None or found.cols is None:
        return found
    split = found.cols, np.array(windows.costs)
    return proven_further(problem, points, clock, split, request.prove)


def _any_number(request: SplitRequest, best: Split, clock: TimeBudget) -> Split:
    """The further proof for a split of many places when every number of networks is allowed."""
    assert request.prove is not None
    problem = problem_of(request, len(best.networks))
    unit_of = {request.places.ids[int(i)]: u for u, unit in enumerate(problem.units) for i in unit}
    locked = set(canonical(request.locked))
    rows = [sorted({unit_of[p] for p in members}) for members in best.networks if members not in locked]
    points = _points(request, problem)
    windows = Windows(problem, points, clock, 0)
    windows.take(padded(rows, problem.n, problem.size_max))
    if not windows.networks:
        return best
    split = padded(windows.networks, problem.n, problem.size_max), np.array(windows.costs)
    outcome = proven_further(problem, points, clock, split, request.prove, any_number=True)
    return _finish(request, problem, outcome, len(best.networks), cut=clock.cut)


@dataclass(frozen=True)
class _Promise:
    """No split into that number of networks is below ``value``; inf when there is none, -inf when it is not known."""

    value: float
    exact: bool


def _by_count(request: SplitRequest, clock: TimeBudget) -> tuple[Split | None, bool]:
    """Each number of networks by itself, most promising first, until no other can be better."""
    counts = [k for k in request.counts() if k > len(request.locked)] or [len(request.locked)]
    small = len(request.places) <= DIRECT_PLACES
    if not small:
        counts = sorted(counts, key=lambda k: -k)[: max(1, len(counts) // 10) * 4 : max(1, len(counts) // 10)]
    best = _at_once(request, counts, clock) if small and clock.until is not None else None
    moment = clock.moment(_WEIGHING)
    further = request if request.prove and not small else None
    request = replace(request, prove=None) if further else request
    promises = {k: _promise(request, k, clock, moment) if small else _Promise(float(-k), exact=False) for k in counts}
    low, exact, impossible = np.inf, True, small
    for count in sorted(counts, key=lambda k: (promises[k].value == -np.inf, promises[k].value, k)):
        promise = promises[count]
        if promise.value == np.inf:
            continue
        exact, impossible = exact and promise.exact, False
        if best is not None and small and promise.value >= best.objective - _EQUAL:
            low = min(low, promise.value)
            continue
        if clock.spent():
            low = -np.inf
            break
        found, _ = _fixed(request, count, clock)
        low = min(low, found.bound if found is not None and found.bound is not None else promise.value)
        if found is not None:
            best = found if best is None or found.objective < best.objective - _EQUAL else best
    if best is None:
        return None, impossible
    if further is not None:
        return _any_number(further, best, clock), False
    bound = min(float(low), best.objective) if np.isfinite(low) and small else None
    scope = None if bound is None else "all" if exact and best.bound_scope != "candidates" else "candidates"
    known = _known(request, promises) if small else ()
    return replace(best, bound=bound, bound_scope=scope, cut_short=clock.cut, by_number=known), False


def _known(request: SplitRequest, promises: dict[int, _Promise]) -> tuple[NumberOfNetworks, ...]:
    """What is proven of each number of networks; locked ones count with their travel."""
    travel = sum(
        float(pair_sums(request.distances, request.places.indexes(members)[None, :])[0]) for members in request.locked
    )
    fixed = request.objective.pairwise * travel
    proven = {count: promise.value for count, promise in sorted(promises.items()) if promise.exact}
    return tuple(NumberOfNetworks(count, value + fixed) for count, value in proven.items())


def _at_once(request: SplitRequest, counts: list[int], clock: TimeBudget) -> Split | None:
    """Some split to fall back on when the time is short: the annealed start of a likely number of networks."""
    for count in (counts[-1], counts[len(counts) // 2], counts[0]):
        problem = problem_of(request, count)
        start = _start(request, problem, clock).cols if problem.n else None
        if start is not None:
            kept, costs = problem.priced(start)
            if len(kept) == len(start):
                return _finish(request, problem, Solution(kept, float(costs.sum()), None, False), count, cut=clock.cut)
    return None


def _promise(request: SplitRequest, count: int, clock: TimeBudget, moment: float | None) -> _Promise:
    """What the relaxation says about a number of networks."""
    problem = problem_of(request, count)
    if problem.networks is None or problem.n == 0:
        return _Promise(0.0, exact=True)
    if clock.past(moment):
        return _Promise(-np.inf, exact=False)
    value, exact = ColumnGeneration(problem, clock).promise(moment)
    return _Promise(-np.inf if not exact and clock.past(moment) else value, exact)
