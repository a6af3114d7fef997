"""The linear relaxation over candidate networks and the integer program over the best of them (HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from ..problem import SplitProblem
from ..time_budget import TimeBudget
from .subset_rows import PricedCuts, held, no_triples

#: The same on every machine: one thread, one seed, limits counted in nodes and never in seconds.
_OPTIONS: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 20080827}

#: A cut whose dual is below this is left out of the prices: that only lowers reduced costs, so bounds stay valid.
_BINDS = 1e-9


@dataclass(frozen=True)
class Relaxation:
    """Optimum of the linear relaxation: its value, prices and what could not be covered."""

    value: float
    prices: np.ndarray  # per unit
    network_price: float
    uncovered: np.ndarray  # per unit, share not covered by any candidate
    miscount: float  # networks too few or too many
    finished: bool = True  # else the clock ended it: value and prices are those of the last step
    cuts: PricedCuts = field(default_factory=PricedCuts)  # those that bind

    @property
    def unmet(self) -> float:
        """Units not covered, and networks too few or too many."""
        return float(self.uncovered.sum()) + self.miscount


def engine_with_limits() -> highspy.Highs:
    """An engine that answers the same on every machine: one thread, one seed, silent."""
    engine = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotations
    for name, value in _OPTIONS.items():
        engine.setOptionValue(name, value)
    return engine


def within(engine: highspy.Highs, clock: TimeBudget, moment: float | None = None) -> None:
    """Let the next run of an engine end by a moment, at the latest when the clock does."""
    ends = [at for at in (moment, clock.until) if at is not None]
    if ends:  # the engine counts the seconds of all its runs
        engine.setOptionValue("time_limit", engine.getRunTime() + max(0.01, min(ends) - clock.read()))


def _rows(engine: highspy.Highs, problem: SplitProblem) -> None:
    """One covering row per unit and, when their number is given, one that counts networks."""
    right = np.ones(problem.n)
    if problem.networks is not None:
        right = np.append(right, float(problem.networks))
    none = np.empty(0, dtype=np.int32)
    engine.addRows(len(right), right, right, 0, np.zeros(len(right) + 1, dtype=np.int32), none, np.empty(0))


def _entries(problem: SplitProblem, cols: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Column starts and row numbers of candidates, as HiGHS takes them."""
    if problem.networks is None:
        inside = cols < problem.n
        return np.concatenate([[0], np.cumsum(inside.sum(axis=1))[:-1]]).astype(np.int32), cols[inside].astype(np.int32)
    # The filling of a row (value n) is used once, as the row that counts networks.
    count = np.full((len(cols), 1), problem.n, dtype=np.int32)
    wide = np.concatenate([cols.astype(np.int32), count], axis=1)
    inside = wide < problem.n
    inside[:, -1] = True
    return np.concatenate([[0], np.cumsum(inside.sum(axis=1))[:-1]]).astype(np.int32), wide[inside]


class Master:
    """The linear relaxation, growing by columns.

    Args:
        problem: Units and number of networks.
        penalty: Price of leaving a unit uncovered, far above any real cost.
        clock: Every run ends with it.
    """

    def __init__(self, problem: SplitProblem, penalty: float, clock: TimeBudget) -> None:
        self.problem, self.penalty, self.clock = problem, penalty, clock
        self.engine = engine_with_limits()
        self.engine.setOptionValue("presolve", "off")
        _rows(self.engine, problem)
        self.cols = np.empty((0, problem.size_max), dtype=np.int32)
        self.costs = np.empty(0)
        self.triples = no_triples()
        self._keys: set[bytes] = set()
        self._slacks()

    def _slacks(self) -> None:
        n, counted = self.problem.n, self.problem.networks is not None
        rows = np.concatenate([np.arange(n), [n, n] if counted else []]).astype(np.int32)
        cost = np.concatenate(
            [np.full(n, self.penalty), np.full(2, self.penalty * self.problem.size_max)[: len(rows) - n]]
        )
        value = np.concatenate([np.ones(n), [1.0, -1.0] if counted else []])
        many = len(rows)
        self.slacks = many
        self.engine.addCols(
            many,
            cost,
            np.zeros(many),
            np.full(many, highspy.kHighsInf),
            many,
            np.arange(many, dtype=np.int32),
            rows,
            value,
        )

    def add(self, cols: np.ndarray, costs: np.ndarray) -> int:
        """Add candidates that are not there yet; returns how many were new."""
        cols = np.ascontiguousarray(cols, dtype=np.int32)
        fresh = []
        for row, key in enumerate(c.tobytes() for c in cols):
            if key not in self._keys:
                self._keys.add(key)
                fresh.append(row)
        if not fresh:
            return 0
        cols, costs = cols[fresh], np.ascontiguousarray(costs[fresh])
        starts, index = _entries(self.problem, cols)
        many = len(cols)
        if len(self.triples):
            starts, index = self._with_cuts(cols, starts, index)
        status = self.engine.addCols(
            many,
            costs,
            np.zeros(many),
            np.full(many, highspy.kHighsInf),
            len(index),
            starts,
            index,
            np.ones(len(index)),
        )
        assert status == highspy.HighsStatus.kOk, status  # it would go on without the columns
        self.cols, self.costs = np.concatenate([self.cols, cols]), np.concatenate([self.costs, costs])
        return many

    def _with_cuts(self, cols: np.ndarray, starts: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Column starts and row numbers with the rows of the cuts as well."""
        column, cut = np.nonzero(held(cols, self.triples, self.problem.n))
        first_row = self.problem.n + (self.problem.networks is not None)
        owners = np.concatenate([np.repeat(np.arange(len(cols)), np.diff(np.append(starts, len(index)))), column])
        order = np.argsort(owners, kind="stable")
        index = np.concatenate([index, (first_row + cut).astype(np.int32)])[order]
        return np.searchsorted(owners[order], np.arange(len(cols))).astype(np.int32), index

    def cut(self, triples: np.ndarray) -> None:
        """Add subset-row cuts, shape (cuts, 3)."""
        cut, column = np.nonzero(held(self.cols, triples, self.problem.n).T)
        starts = np.searchsorted(cut, np.arange(len(triples))).astype(np.int32)
        index = (self.slacks + column).astype(np.int32)
        many = len(triples)
        self.engine.addRows(
            many, np.full(many, -highspy.kHighsInf), np.ones(many), len(index), starts, index, np.ones(len(index))
        )
        self.triples = np.concatenate([self.triples, triples])

    def set_networks(self, count: int) -> None:
        """Ask for another number of networks."""
        self.engine.changeRowBounds(self.problem.n, float(count), float(count))

    def set_penalty(self, penalty: float) -> None:
        """Ask another price for leaving a unit uncovered."""
        self.penalty = penalty
        for at in range(self.slacks):
            self.engine.changeColCost(at, penalty if at < self.problem.n else penalty * self.problem.size_max)

    def solve(self, moment: float | None = None) -> Relaxation:
        """Optimum over the candidates so far; unfinished when the moment came before it."""
        within(self.engine, self.clock, moment)
        self.engine.run()
        solution = self.engine.getSolution()
        duals, values = np.array(solution.row_dual), np.array(solution.col_value)
        n = self.problem.n
        slack = values[: self.slacks]
        return Relaxation(
            self.engine.getInfo().objective_function_value,
            duals[:n],
            float(duals[n]) if self.problem.networks is not None else 0.0,
            slack[:n],
            float(slack[n:].sum()),
            self.engine.getModelStatus() == highspy.HighsModelStatus.kOptimal,
            self._cuts(duals),
        )

    def _cuts(self, duals: np.ndarray) -> PricedCuts:
        prices = -duals[self.problem.n + (self.problem.networks is not None) :]
        binding = prices > _BINDS
        return PricedCuts(self.triples[binding], prices[binding])

    def values(self) -> np.ndarray:
        """How much of each candidate the last optimum takes."""
        return np.array(self.engine.getSolution().col_value)[self.slacks :]


@dataclass(frozen=True)
class Choice:
    """Chosen candidates (row numbers) or None; ``bound`` holds over the candidates offered."""

    rows: np.ndarray | None
    value: float
    bound: float
    finished: bool


def choose(
    problem: SplitProblem,
    cols: np.ndarray,
    costs: np.ndarray,
    *,
    nodes: int,
    clock: TimeBudget,
    start: np.ndarray | None = None,
    extra: list[tuple[np.ndarray, float, float]] | None = None,
) -> Choice:
    """Integer program: the cheapest candidates that cover every unit once.

    Args:
        problem: Units and number of networks.
        cols: Candidates, shape (m, size_max).
        costs: Their costs, shape (m,).
        nodes: Limit of the tree search, so that the answer never depends on the clock.
        clock: Of an impatient user; an answer cut by it is only valid.
        start: Row numbers of a known solution (warm start).
        extra: Further rows (values per candidate, lower, upper).
    """
    engine = engine_with_limits()
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", 1e-6)
    engine.setOptionValue("mip_max_nodes", nodes)
    within(engine, clock)
    _rows(engine, problem)
    starts, index = _entries(problem, cols)
    many = len(cols)
    engine.addCols(many, costs, np.zeros(many), np.ones(many), len(index), starts, index, np.ones(len(index)))
    kinds = np.full(many, highspy.HighsVarType.kInteger)
    engine.changeColsIntegrality(many, np.arange(many, dtype=np.int32), kinds)
    for values, lower, upper in extra or []:
        at = np.flatnonzero(values).astype(np.int32)
        engine.addRow(lower, upper, len(at), at, values[at].astype(float))
    if start is not None:
        engine.setSolution(len(start), np.asarray(start, dtype=np.int32), np.ones(len(start)))
    if clock.until is not None:
        engine.cbMipInterrupt.subscribe(lambda event: event.interrupt(clock.stop()))
    engine.run()
    return answer(engine, costs)


def answer(engine: highspy.Highs, costs: np.ndarray) -> Choice:
    """Read the result of an integer program whose columns have these costs."""
    info = engine.getInfo()
    finished = engine.getModelStatus() in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Choice(None, np.inf, np.inf if finished else bound, finished)
    rows = np.flatnonzero(np.array(engine.getSolution().col_value) > 0.5)
    return Choice(rows, float(costs[rows].sum()), bound, finished)
