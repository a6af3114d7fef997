"""Column generation and integer programs over all candidates that matter: up to a few hundred places."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import tr

from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .candidate_relaxation import CandidateRelaxation
from .master import Relaxation, choose
from .subset_rows import held

_TOLERANCE = 1e-6
#: Share of the mean cost of a network that the first integer program looks into, without and with cuts.
_FIRST_REACH, _SHARP_REACH = 0.08, 0.04
#: A bound over all splits is worth more than one over candidates if it is above this share of the value.
_WORTHLESS = 0.97
#: A gap this many times the reach is looked into at once.
_ALMOST = 2.5
#: When the relaxation without cuts wants fewer than one candidate for so many units, cuts are next.
_FEW = 6
#: How much wider the next one looks.
_WIDER = 1.6
#: Integer programs at most.
_PROGRAMS = 12
#: Candidates an integer program may have when it is to prove the optimum.
_PROOF_CANDIDATES = 4_000
#: The same when the user has given time for it.
_PATIENT_CANDIDATES = 60_000
#: A value this far above the relaxation (share of it) is worth one larger program.
FAR = 0.004
_LAST_MORE = 1.5
#: Shares of the time left that the relaxation may take, before and after there is a split.
_RELAXING, _IMPROVING = 0.6, 0.8
#: Partial sets to look at for an integer program; the same, nodes and rounds of cuts when the user has given time.
_PROGRAM_SETS, _PATIENT_SETS = 4_000_000, 15_000_000
_PROOF_NODES, _PROOF_ROUNDS = 10_000_000, 200
#: Partial sets to look at when it is to be proven that no candidates make a split.
_PROOF_SETS = 150_000


@dataclass
class Solution:
    """The best choice of candidates found for a problem.

    ``impossible``: it is proven that there is none at all.
    """

    cols: np.ndarray | None
    value: float
    bound: float | None
    exact: bool  # the bound holds over all splits, not only over the candidates tried
    impossible: bool = False

    @property
    def closed(self) -> bool:
        """Whether nothing is left to be proven."""
        return self.impossible or (self.exact and self.bound is not None and self.value - self.bound <= _TOLERANCE)


class ColumnGeneration(CandidateRelaxation):
    """One problem solved by set partitioning.

    Args:
        problem: What to split.
        clock: Its end, and who hears of progress.
        start: Candidates of a known solution, to be improved.
        nodes: Nodes of each integer program.
        exact: Whether to price over all candidates (else only those among near neighbours).
        most: Candidates an integer program may have.
        pool: Further candidates to begin with.
    """

    def __init__(
        self,
        problem: SplitProblem,
        clock: TimeBudget,
        start: np.ndarray | None = None,
        nodes: int = 300,
        exact: bool = True,
        most: int = _PROOF_CANDIDATES,
        pool: np.ndarray | None = None,
    ) -> None:
        super().__init__(problem, clock, exact=exact, pool=pool)
        self.most, self.nodes = most, nodes
        self.best: np.ndarray | None = None
        self.value = np.inf
        self.bound: float | None = None
        self.programs = 0
        self.last = False
        self.relaxed: Relaxation | None = None
        self.sets = _PROGRAM_SETS
        if start is not None:
            self._offer(start)

    @property
    def solved(self) -> bool:
        """See :class:`CandidateRelaxation`."""
        return self.best is not None

    def _offer(self, cols: np.ndarray) -> None:
        """Take a solution if it is the best so far."""
        kept, costs = self.problem.priced(cols)
        if len(kept) == len(cols) and costs.sum() < self.value - _TOLERANCE:
            self.best, self.value = kept, float(costs.sum())
            self.master.add(kept, costs)

    def run(self) -> Solution:
        """Relaxation, then integer programs over a growing reach of reduced cost.

        Raises:
            KeyboardInterrupt: interrupted before there was any solution to keep.
        """
        try:
            return self._run()
        except KeyboardInterrupt:
            if self.best is None:
                raise
            self.clock.halt()
            return Solution(self.best, self.value, self.bound, self.exact)

    def proven(self, clock: TimeBudget, better: np.ndarray | None) -> Solution:
        """What was found and proven, taken further until a clock ends: more cuts, all candidates within the gap.

        Args:
            clock: Its end.
            better: Candidates of a solution that somebody has found since.
        """
        self.clock = self.master.clock = clock
        if better is not None:
            self._offer(better)
        bound = self.bound if self.exact else None
        self.nodes, self.most, self.sets = _PROOF_NODES, _PATIENT_CANDIDATES, _PATIENT_SETS
        try:
            now = self.relaxed or self.settled()
            if not self.exact:
                now = self._priced(now, None)
            if self._sharpens and self.exact:
                now = self.sharpen(now, None, _PROOF_ROUNDS)
            if self.exact:
                self._programs(now, _SHARP_REACH)
        except KeyboardInterrupt:
            clock.halt()
        if bound is not None:
            self.exact, self.bound = True, max(bound, self.bound or 0.0)
        return Solution(self.best, self.value, self.bound, self.exact, self.impossible)

    def refuted(self, moment: float | None = None) -> bool:
        """Whether it is proven by a moment that there is no split at all."""
        now = self.settled(moment)
        if not self.impossible and self.exact and not self.clock.past(moment):
            self._integer(now, self._whole_reach(now), _PROOF_SETS)
        return self.impossible

    def promise(self, moment: float | None = None) -> tuple[float, bool]:
        """The value of the relaxation (inf: there is no split), and whether no split is below it."""
        now = self.settled(moment)
        return (np.inf, True) if self.impossible else (now.value, self.exact)

    def _run(self) -> Solution:
        moment = self.clock.moment(_RELAXING if self.best is None else _IMPROVING)
        now = self.settled(moment, self.problem.n // _FEW if self._sharpens else 0)
        if self.impossible:
            return Solution(None, np.inf, None, True, impossible=True)
        if not self.exact and self.clock.past(moment):
            self._rounded()
            return self._resting(Solution(self.best, self.value, None, False))
        sharp = self.relaxed = self._sharpened(now, moment)
        self._programs(sharp, _FIRST_REACH if sharp is now else _SHARP_REACH)
        return self._resting(Solution(self.best, self.value, self.bound, self.exact, self.impossible))

    def _resting(self, outcome: Solution) -> Solution:
        """The same, resting on the best bound over all splits where its own holds over candidates only."""
        known = outcome.exact or outcome.impossible or not self.floor > _WORTHLESS * outcome.value
        return outcome if known else replace(outcome, bound=min(self.floor, outcome.value), exact=True)

    @property
    def _sharpens(self) -> bool:
        """Whether cuts can be priced."""
        return self.price_all and self.problem.search is None

    def _sharpened(self, now: Relaxation, moment: float | None) -> Relaxation:
        """The relaxation with cuts, where it is over all candidates and not a split already."""
        if not self._sharpens or now.unmet > _TOLERANCE or self.value - now.value <= _TOLERANCE:
            return now if self.exact else self._priced(now, moment)
        return self.sharpen(now, moment)

    def _programs(self, now: Relaxation, first: float) -> None:
        """Integer programs over more and more candidates, until no others can be better.

        Args:
            now: The relaxation whose prices say which candidates matter.
            first: Share of the mean cost of a network that the first one looks into.
        """
        problem = self.problem
        self.bound = max(self.bound or 0.0, now.value) if now.unmet <= _TOLERANCE else self.bound
        networks = problem.networks or max(1, round(problem.n / problem.size_max))
        reach = first * abs(now.value) / max(1, networks) + _TOLERANCE
        if now.unmet > _TOLERANCE and not self.price_all:  # the pool makes no split: that is not worth a long search
            self.sets = _PROOF_SETS
        for _ in range(_PROGRAMS):
            gap = self.value - now.value
            if gap <= _TOLERANCE or self.impossible or self.clock.spent():
                break
            reach = gap if gap < _ALMOST * reach else reach
            if not self._integer(now, reach) or self.value - now.value <= reach + _TOLERANCE:
                break
            reach *= _WIDER
        if self.best is None and self.exact and not self.impossible and not self.clock.spent():
            self._integer(now, self._whole_reach(now), _PROOF_SETS)

    def _whole_reach(self, now: Relaxation) -> float:
        """No member of any split has a reduced cost above this."""
        return self.problem.ceiling - now.value + 1.0

    def _rounded(self) -> None:
        """The best split of the candidates that the relaxation had when the clock ended it."""
        cols, costs = self.master.cols, self.master.costs
        start = None
        if self.best is not None:
            cols, costs, start = _with(cols, costs, *self.problem.priced(self.best))
        if self.clock.spent():
            return
        choice = choose(self.problem, cols, costs, nodes=self.nodes, clock=self.clock, start=start)
        if choice.rows is not None:
            self._offer(cols[choice.rows])

    def _integer(self, now: Relaxation, reach: float, sets: int | None = None) -> bool:
        """One integer program over all candidates within reach; False: there is no point in going on."""
        found = self.searched(now, reach, limit=sets or self.sets)
        cols, costs = found.cols, found.costs
        most = self.most if self.clock.until is None else _PATIENT_CANDIDATES
        if len(cols) > most:
            far = self.value > now.value * (1 + FAR)
            if self.last or (self.programs and np.isfinite(self.value) and not far):
                return False
            if self.programs and np.isfinite(self.value):
                most, self.last = max(most, int(self.most * _LAST_MORE)), True
        if len(cols) > most:
            cols, costs, reach = cols[:most], costs[:most], float(found.reduced[most])
            self.most *= 2  # if there is no solution yet, the next program may be larger
        start = None
        if self.best is not None:
            cols, costs, start = _with(cols, costs, *self.problem.priced(self.best))
        self.programs += 1
        if self.clock.spent():
            return False
        rows = [(row.astype(float), -np.inf, 1.0) for row in held(cols, now.cuts.triples, self.problem.n).T]
        choice = choose(self.problem, cols, costs, nodes=self.nodes, clock=self.clock, start=start, extra=rows)
        whole = found.exact and len(cols) == len(found.cols) and reach >= self._whole_reach(now) - 1.0
        self.impossible = whole and choice.finished and choice.rows is None
        if choice.rows is not None:
            self._offer(cols[choice.rows])
        if found.exact or not self.exact:
            self.bound = max(self.bound or 0.0, min(choice.bound, now.value + reach, self.value))
        self.clock.tell(tr("integer program"), self.value, self.bound)
        return (choice.finished and found.exact) or not np.isfinite(self.value)


def _with(
    cols: np.ndarray, costs: np.ndarray, known: np.ndarray, known_costs: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Candidates with those of a known solution among them, and where these are."""
    where = {c.tobytes(): i for i, c in enumerate(np.ascontiguousarray(cols, dtype=np.int32))}
    start: list[int] = []
    more: list[int] = []
    for row, c in enumerate(np.ascontiguousarray(known, dtype=np.int32)):
        at = where.get(c.tobytes())
        if at is None:
            at = len(cols) + len(more)
            more.append(row)
        start.append(at)
    cols, costs = np.concatenate([cols, known[more]]), np.concatenate([costs, known_costs[more]])
    return cols, costs, np.array(start, dtype=np.int64)
