"""Candidate networks that continue an old one: the model behind a repair with few moves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import highspy
import numpy as np

from ..clock import Clock
from ..problem import SplitProblem
from .candidate_pool import distinct, near_pool
from .master import Choice, answer, engine_with_limits

_TOLERANCE = 1e-6
#: Places looked at as newcomers of an old network, and how many may come at once.
_NEWCOMERS, _COME = 16, 3
#: Labels tried per candidate: the old networks most of its members come from.
_LABELS = 3
#: Candidates of the integer program.
_MOST = 12_000


@dataclass(frozen=True)
class LabelledCandidates:
    """Candidates with the old network they continue (-1: none) and how many members move."""

    cols: np.ndarray
    costs: np.ndarray  # without the price of moves
    label: np.ndarray
    moves: np.ndarray

    def at(self, rows: np.ndarray) -> LabelledCandidates:
        """Some of them."""
        return LabelledCandidates(self.cols[rows], self.costs[rows], self.label[rows], self.moves[rows])


def labelled_pool(
    problem: SplitProblem, old: np.ndarray, held: np.ndarray, most_moves: int | None
) -> LabelledCandidates:
    """All near candidates and all small changes of the old networks, with the labels worth trying.

    Args:
        problem: The problem after the change.
        old: Old network of each place (by position), -1 for a newcomer.
        held: Places that must stay with their old network, shape (places,).
        most_moves: Members that may move in all, or None.
    """
    near, _ = near_pool(problem, Clock())
    cols = distinct(np.concatenate([near, _changes(problem, old, most_moves)]), problem.n)
    cols, costs = problem.priced(cols)
    members = problem.members(cols)
    labels = np.where(members >= 0, old[members], -1)
    known = (labels >= 0).sum(axis=1)
    parts = [(np.arange(len(cols)), np.full(len(cols), -1), known)]
    same = ((labels[:, :, None] == labels[:, None, :]) & (labels[:, :, None] >= 0)).sum(axis=2)
    seen = np.zeros(len(cols), dtype=np.int64)
    order = np.argsort(-same, axis=1, kind="stable")
    taken = np.full((len(cols), _LABELS), -2)
    for slot in range(order.shape[1]):
        label = np.take_along_axis(labels, order[:, slot : slot + 1], axis=1)[:, 0]
        count = np.take_along_axis(same, order[:, slot : slot + 1], axis=1)[:, 0]
        rows = np.flatnonzero((label >= 0) & (seen < _LABELS) & ~(taken == label[:, None]).any(axis=1))
        taken[rows, seen[rows]] = label[rows]
        seen[rows] += 1
        parts.append((rows, label[rows], known[rows] - count[rows]))
    row, label, moves = (np.concatenate([p[k] for p in parts]) for k in range(3))
    stuck = (held[members[row]] & (members[row] >= 0) & (labels[row] != label[:, None])).any(axis=1)
    keep = ~stuck if most_moves is None else ~stuck & (moves <= most_moves)
    at = np.flatnonzero(keep)
    return LabelledCandidates(cols[row[at]], costs[row[at]], label[at], moves[at])


def _changes(problem: SplitProblem, old: np.ndarray, most_moves: int | None) -> np.ndarray:
    """Every old network with a few members gone and a few of the nearest come."""
    of_unit = np.array([old[u[0]] for u in problem.units])
    gone = 2 if most_moves is None else min(2, most_moves)
    out = []
    for label in np.unique(of_unit[of_unit >= 0]):
        base = np.flatnonzero(of_unit == label)
        distance = np.minimum(problem.costs[:-1, :-1], 1e9)[base].mean(axis=0)
        distance[base] = np.inf
        close = np.argsort(np.round(distance, 9), kind="stable")[: min(_NEWCOMERS, problem.n - len(base))]
        stay = [s for k in range(min(gone, len(base)) + 1) for s in combinations(base.tolist(), len(base) - k) if s]
        come = [c for k in range(_COME + 1) for c in combinations(close.tolist(), k)]
        for one in range(max(map(len, stay)), 0, -1):
            rows = np.array([s for s in stay if len(s) == one], dtype=np.int32)
            for many in range(_COME + 1):
                if not len(rows) or one + many > problem.size_max:
                    continue
                chosen = [c for c in come if len(c) == many]
                more = np.array(chosen, dtype=np.int32).reshape(len(chosen), many)
                block = np.full((len(rows) * len(more), problem.size_max), problem.n, dtype=np.int32)
                block[:, :one] = np.repeat(rows, len(more), axis=0)
                block[:, one : one + many] = np.tile(more, (len(rows), 1))
                out.append(np.sort(block, axis=1))
    return np.concatenate(out) if out else np.empty((0, problem.size_max), dtype=np.int32)


class Continuation:
    """Choice of labelled candidates: each unit once, each old network continued at most once, few moves."""

    def __init__(
        self, problem: SplitProblem, pool: LabelledCandidates, move_cost: float, most_moves: int | None
    ) -> None:
        self.problem, self.pool, self.most_moves = problem, pool, most_moves
        self.prices = pool.costs + move_cost * pool.moves
        self.labels = np.unique(pool.label[pool.label >= 0])
        self.row_of = np.full(int(self.labels.max(initial=-1)) + 2, -1)
        n = problem.n
        self.count_row, self.first_label, self.move_row = n, n + 1, n + 1 + len(self.labels)
        self.row_of[self.labels] = self.first_label + np.arange(len(self.labels))
        self.lower = np.concatenate([np.ones(n), [0.0], np.full(len(self.labels), -np.inf), [-np.inf]])
        upper_moves = np.inf if most_moves is None else float(most_moves)
        self.upper = np.concatenate([np.ones(n), [np.inf], np.ones(len(self.labels)), [upper_moves]])
        if problem.networks is not None:
            self.lower[n] = self.upper[n] = problem.networks

    def solve(self) -> tuple[LabelledCandidates | None, float]:
        """The best choice and a bound over the candidates (inf when there is none)."""
        duals, value = self._relax()
        if duals is None:
            return None, np.inf
        reduced = self._reduced(duals)
        networks = self.problem.networks or self.problem.n / self.problem.size_max
        reach = 0.1 * value / max(1.0, networks) + 1.0
        best, best_value = None, np.inf
        while True:
            rows = np.flatnonzero(reduced < reach)
            if len(rows) > _MOST:
                rows = rows[np.argsort(np.round(reduced[rows], 9), kind="stable")[:_MOST]]
            choice = self._integer(rows)
            if choice.rows is not None and choice.value < best_value - _TOLERANCE:
                best, best_value = self.pool.at(rows[choice.rows]), choice.value
            complete = len(rows) == len(reduced) or best_value - value <= reach
            if complete or len(rows) >= _MOST or (best is not None and len(rows) > _MOST // 2):
                return best, min(best_value, max(value, value if not complete else choice.bound))
            reach = min(reach * 1.8, max(best_value - value, reach + 1.0)) if best is not None else reach * 1.8

    def _engine(self) -> highspy.Highs:
        engine = engine_with_limits()
        rows = len(self.lower)
        none = np.empty(0, dtype=np.int32)
        engine.addRows(rows, self.lower, self.upper, 0, np.zeros(rows + 1, dtype=np.int32), none, np.empty(0))
        return engine

    def _add(self, engine: highspy.Highs, rows: np.ndarray, top: float) -> None:
        cols, label, moves = self.pool.cols[rows], self.pool.label[rows], self.pool.moves[rows]
        inside = cols < self.problem.n
        many = len(rows)
        extra = np.stack([np.full(many, self.count_row), self.row_of[label], np.full(many, self.move_row)], axis=1)
        index = np.concatenate([cols, extra], axis=1)
        value = np.concatenate([np.ones(cols.shape), np.ones((many, 2)), moves[:, None]], axis=1)
        use = np.concatenate([inside, np.ones((many, 1), bool), (label >= 0)[:, None], (moves > 0)[:, None]], axis=1)
        starts = np.concatenate([[0], np.cumsum(use.sum(axis=1))[:-1]]).astype(np.int32)
        engine.addCols(
            many, self.prices[rows], np.zeros(many), np.full(many, top), int(use.sum()), starts,
            index[use].astype(np.int32), value[use],
        )  # fmt: skip

    def _reduced(self, duals: np.ndarray) -> np.ndarray:
        prices = np.append(duals[: self.problem.n], 0.0)
        out: np.ndarray = self.prices - duals[self.count_row] - duals[self.move_row] * self.pool.moves
        labels = self.pool.label
        out -= np.where(labels >= 0, duals[self.row_of[labels]], 0.0)
        for a in range(self.pool.cols.shape[1]):
            out -= prices[self.pool.cols[:, a]]
        return out

    def _relax(self) -> tuple[np.ndarray | None, float]:
        """Column generation over the pool; None when even the relaxation has no solution."""
        engine = self._engine()
        n, penalty = self.problem.n, 20.0 * float(self.prices.max(initial=1.0)) + 1e3
        rows = np.concatenate([np.arange(n), [n, n, self.move_row]]).astype(np.int32)
        sign = np.concatenate([np.ones(n + 1), [-1.0, -1.0]])
        many = len(rows)
        engine.addCols(
            many, np.full(many, penalty), np.zeros(many), np.full(many, np.inf), many,
            np.arange(many, dtype=np.int32), rows, sign,
        )  # fmt: skip
        inside = np.zeros(len(self.prices), dtype=bool)
        take = np.flatnonzero(self.pool.moves == 0)[:5000]
        while True:
            inside[take] = True
            self._add(engine, take, np.inf)
            engine.run()
            solution = engine.getSolution()
            duals = np.array(solution.row_dual)
            reduced = self._reduced(duals)
            better = np.flatnonzero((reduced < -_TOLERANCE) & ~inside)
            if not len(better):
                break
            take = better[np.argsort(np.round(reduced[better], 9), kind="stable")[:600]]
        slack = np.array(solution.col_value)[:many]
        if slack.sum() > _TOLERANCE:
            return None, np.inf
        return duals, float(engine.getInfo().objective_function_value)

    def _integer(self, rows: np.ndarray) -> Choice:
        engine = self._engine()
        engine.setOptionValue("mip_rel_gap", 0.0)
        engine.setOptionValue("mip_max_nodes", 500)
        self._add(engine, rows, 1.0)
        kinds = np.full(len(rows), highspy.HighsVarType.kInteger)
        engine.changeColsIntegrality(len(rows), np.arange(len(rows), dtype=np.int32), kinds)
        engine.run()
        return answer(engine, self.prices[rows])
