"""Many places: leaves of a recursive bisection first, then overlapping windows, all solved exactly.

Windows of one sweep are disjoint, so they may be solved in any order or side by side;
the number of networks is shared out among them by the convex values of their relaxations.
Memory grows with the places, never with their square.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import tr

from ..exact.column_generation import ColumnGeneration, Solution
from ..problem import SplitProblem, padded
from ..time_budget import TimeBudget

#: Networks of a window.
WINDOW = 16
_SHARE_TOLERANCE = 1e-6

#: The networks of a window, as units of the whole problem, and their costs.
_Solved = tuple[list[tuple[int, ...]], list[float]]


@dataclass(frozen=True)
class WindowTask:
    """One window: its units, its present networks (rows of units) and numbers of networks to try."""

    units: np.ndarray
    networks: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]


def sub_problem(problem: SplitProblem, units: np.ndarray, count: int | None) -> SplitProblem:
    """The problem of some of the units only."""
    return replace(problem, units=tuple(problem.units[int(u)] for u in units), networks=count)


def bisect(points: np.ndarray, weights: np.ndarray, most: float, angle: float) -> Iterator[np.ndarray]:
    """Cut points into compact parts of at most ``most`` weight each.

    Args:
        points: Latitude and longitude in degrees, shape (m, 2).
        weights: Weight per point.
        most: Largest weight of a part.
        angle: Turns the cuts, so that different sweeps cut elsewhere.
    """
    stack = [np.arange(len(points))]
    while stack:
        at = stack.pop()
        total = float(weights[at].sum())
        if total <= most or len(at) == 1:
            yield np.sort(at)
            continue
        lat, lon = points[at, 0], points[at, 1]
        x, y = (lon - lon.mean()) * np.cos(np.radians(lat.mean())), lat - lat.mean()
        turned = (np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x)
        along = max(turned, key=lambda t: float(np.ptp(t)))
        order = at[np.lexsort((at, np.round(along, 9)))]
        parts = int(np.ceil(total / most - 1e-9))
        cut = int(np.searchsorted(np.cumsum(weights[order]), total * (parts // 2) / parts))
        cut = min(max(1, cut), len(order) - 1)
        stack += [order[cut:], order[:cut]]


def share_out(tables: list[dict[int, float]], total: int) -> list[int] | None:
    """Numbers of networks per window, one from each table, with the least sum of values.

    The tables are convex (values of linear relaxations), so moving one network at a time to
    where it is worth most ends at the optimum. None when the total cannot be met.
    """
    counts = [min(t, key=lambda k: (t[k], k)) for t in tables]
    while sum(counts) != total:
        step = 1 if sum(counts) < total else -1
        options = [
            (t[c + step] - t[c], i) for i, (t, c) in enumerate(zip(tables, counts, strict=True)) if c + step in t
        ]
        if not options:
            return None
        counts[min(options)[1]] += step
    return counts


def balanced_parts(points: np.ndarray, count: int, size_min: int, size_max: int) -> list[np.ndarray]:
    """A plain feasible split of single places: halved along the longer side until one network is left.

    Needs ``size_min * count <= len(points) <= size_max * count``.
    """
    done, stack = [], [(np.arange(len(points)), count)]
    while stack:
        at, k = stack.pop()
        if k == 1:
            done.append(np.sort(at))
            continue
        half = k // 2
        lat, lon = points[at, 0], points[at, 1]
        x, y = (lon - lon.mean()) * np.cos(np.radians(lat.mean())), lat - lat.mean()
        along = x if np.ptp(x) > np.ptp(y) else y
        order = at[np.lexsort((at, np.round(along, 9)))]
        low = max(size_min * half, len(at) - size_max * (k - half))
        high = min(size_max * half, len(at) - size_min * (k - half))
        cut = min(max(round(len(at) * half / k), low), high)
        stack += [(order[cut:], k - half), (order[:cut], half)]
    return done


class Windows:
    """A large problem, improved window by window.

    Args:
        problem: All units; its cost matrix is never built.
        points: Latitude and longitude of each unit, shape (n, 2).
        clock: Its end, and who hears of progress.
        sweeps: How often every network is looked at again.
        size: Networks per window.
    """

    def __init__(
        self, problem: SplitProblem, points: np.ndarray, clock: TimeBudget, sweeps: int, size: int = WINDOW
    ) -> None:
        self.problem, self.points, self.clock, self.sweeps, self.size = problem, points, clock, sweeps, size
        self.networks: list[tuple[int, ...]] = []
        self.costs: list[float] = []

    def run(self) -> Solution:
        """First split and sweeps; the value only falls. Nothing when some part of the first split cannot be made."""
        if not self.networks and not self._first():
            return Solution(None, np.inf, None, False)
        try:
            self.clock.tell(tr("first split"), sum(self.costs), None)
            self._sweeps()
        except KeyboardInterrupt:
            self.clock.halt()  # a sweep only counts when it is complete
        cols = padded(self.networks, self.problem.n, self.problem.size_max)
        return Solution(cols, float(sum(self.costs)), None, False)

    def _sweeps(self) -> None:
        for sweep in range(self.sweeps):
            if self.clock.spent():
                break
            before = sum(self.costs)
            self._sweep(0.35 + 0.61 * sweep)
            self.clock.tell(tr("sweep {number}", number=sweep + 1), sum(self.costs), None)
            if before - sum(self.costs) < _SHARE_TOLERANCE * before:
                break

    def take(self, cols: np.ndarray) -> None:
        """Start from a known split, if every rule allows it."""
        self.networks, self.costs = [], []
        for start in range(0, len(cols), WINDOW):
            rows = cols[start : start + WINDOW]
            units = np.unique(rows[rows < self.problem.n])
            place = {int(u): i for i, u in enumerate(units)}
            part = sub_problem(self.problem, units, None)
            local = padded([[place[int(u)] for u in r if u < self.problem.n] for r in rows], part.n, part.size_max)
            kept, costs = part.priced(local)
            if len(kept) < len(local):
                self.networks, self.costs = [], []
                return
            self.networks += [tuple(int(u) for u in r if u < self.problem.n) for r in rows]
            self.costs += [float(c) for c in costs]

    def _first(self) -> bool:
        """Make the first split, part by part; False when one cannot be made."""
        problem = self.problem
        weights = problem.weights[:-1].astype(float)
        mean = weights.sum() / problem.networks if problem.networks else problem.size_min
        leaves = list(bisect(self.points, weights, self.size * mean, 0.0))
        tasks = []
        for units in leaves:
            have = int(weights[units].sum())
            tasks.append(WindowTask(units, (), self._counts(have)))
        for found in self._solve(tasks):
            if found is None:
                self.networks, self.costs = [], []
                return False
            self.networks += found[0]
            self.costs += found[1]
        return True

    def _counts(self, have: int) -> tuple[int, ...]:
        """Numbers of networks for a leaf: not so few or many that hardly any split of it is left."""
        small, large = self.problem.size_min, self.problem.size_max
        low, high = -(-have // large), have // small
        if self.problem.tight:
            return tuple(range(low, high + 1))  # the whole is that tight
        easy = range(-(-(have + large - 1) // large), max(0, have - small + 1) // small + 1)
        return tuple(easy) or tuple(range(low, high + 1))

    def _sweep(self, angle: float) -> None:
        """Cut the networks into windows along new lines and solve each again."""
        centres = np.array([self.points[list(g)].mean(axis=0) for g in self.networks])
        parts = list(bisect(centres, np.ones(len(centres)), self.size, angle))
        tasks = []
        for part in parts:
            inside = tuple(self.networks[i] for i in part)
            units = np.sort(np.concatenate([np.array(g) for g in inside]))
            have = int(self.problem.weights[units].sum())
            low, high = -(-have // self.problem.size_max), have // self.problem.size_min
            tasks.append(WindowTask(units, inside, tuple(range(max(low, len(part) - 1), min(high, len(part) + 1) + 1))))
        networks: list[tuple[int, ...]] = []
        costs: list[float] = []
        kept = dict(zip(self.networks, self.costs, strict=True))
        for task, found in zip(tasks, self._solve(tasks), strict=True):
            more, prices = found or (list(task.networks), [kept[network] for network in task.networks])
            networks += more
            costs += prices
        if sum(costs) < sum(self.costs):
            self.networks, self.costs = networks, costs

    def _solve(self, tasks: list[WindowTask]) -> list[_Solved | None]:
        """Each window solved; None where it could not be, or where the clock has left it as it is."""
        counts: list[int | None] = [None] * len(tasks)
        if self.problem.networks is not None:
            shared = self._shared(tasks)
            if shared is None:
                return [None] * len(tasks)
            counts = list(shared)
        out: list[_Solved | None] = []
        for task, count in zip(tasks, counts, strict=True):
            late = bool(task.networks) and self.clock.spent()
            out.append(None if late else solve_window(self.problem, self.points, task, count, self.clock))
        left = [at for at, found in enumerate(out) if found is None and tasks[at].networks]
        if left and self.problem.networks is not None:  # the others keep the number together only by their old numbers
            for at, (task, found) in enumerate(zip(tasks, out, strict=True)):
                if found is not None and len(found[0]) != len(task.networks):
                    out[at] = None
        return out

    def _shared(self, tasks: list[WindowTask]) -> list[int] | None:
        """The number of networks of each window; the present ones when the clock does not let them be weighed.

        None for a first split that the numbers do not allow, or the clock.
        """
        before = [len(task.networks) for task in tasks] if all(task.networks for task in tasks) else None
        tables = []
        for task in tasks:
            if self.clock.spent():
                return before
            tables.append(window_values(self.problem, task, self.clock))
        assert self.problem.networks is not None
        return share_out(tables, self.problem.networks) or before


def window_values(problem: SplitProblem, task: WindowTask, clock: TimeBudget) -> dict[int, float]:
    """Value of a window's relaxation for each number of networks to try."""
    middle = task.counts[len(task.counts) // 2]
    part = sub_problem(problem, task.units, middle)
    direct = ColumnGeneration(part, clock, exact=False)
    values = {}
    for count in sorted(task.counts, key=lambda k: (abs(k - middle), k)):
        direct.master.set_networks(count)
        now = direct.relax()
        values[count] = now.value
    return values


def solve_window(
    problem: SplitProblem, points: np.ndarray, task: WindowTask, count: int | None, clock: TimeBudget
) -> _Solved | None:
    """A window's best networks (as units of the whole problem) and their costs; None when none were found."""
    part = sub_problem(problem, task.units, count)
    start = None
    if task.networks and (count is None or count == len(task.networks)):
        place = {int(u): i for i, u in enumerate(task.units)}
        start = padded([[place[u] for u in g] for g in task.networks], part.n, part.size_max)
    elif count is not None and part.single:
        cut = balanced_parts(points[task.units], count, part.size_min, part.size_max)
        start = padded([c.tolist() for c in cut], part.n, part.size_max)
    cols = ColumnGeneration(part, clock, start=start, nodes=30, exact=False, most=2500).run().cols
    if cols is None:
        return None
    _, costs = part.priced(cols)
    networks = [tuple(int(task.units[u]) for u in c if u < part.n) for c in cols]
    return networks, [float(c) for c in costs]
