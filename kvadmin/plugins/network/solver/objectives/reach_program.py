"""Whether all places can travel to meeting places within a limit: a small integer program, for bounds.

A column says that place i travels to place h, of those h within the limit; i = h says that h is a meeting place. Rows:
everybody travels once, and to a meeting place; sizes and number of networks; together, apart, at most and at least so
many of a value. That the meeting place is the member with the least sum is left out, as are costs and rules of
plugins: where this cannot be met, no split can.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from ..conflicts.groups import rest_of
from ..exact.master import engine_with_limits, within
from ..request import SplitRequest
from ..rules import DifferentNetworks, MaxPer, MinPer, SameNetwork
from ..time_budget import TimeBudget

#: Nodes of the search: what is not decided by then counts as possible.
_NODES = 1
_ROUNDED = 1e-9


@dataclass
class _Rows:
    """Rows of a program, one after another."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    index: list[np.ndarray] = field(default_factory=list)
    values: list[np.ndarray] = field(default_factory=list)
    length: int = 0

    def add(self, index: np.ndarray, values: np.ndarray, lower: float, upper: float) -> None:
        """One row; columns that are not there (-1) are left out."""
        there = index >= 0
        self.starts.append(self.length)
        self.index.append(index[there].astype(np.int32))
        self.values.append(values[there].astype(float))
        self.length += int(there.sum())
        self.lower.append(lower)
        self.upper.append(upper)


class ReachProgram:
    """The program of one request, for any limit."""

    def __init__(self, request: SplitRequest, clock: TimeBudget) -> None:
        self.request, self.clock = request, clock
        self.at = np.array(rest_of(request), dtype=np.int64)
        self.ways = request.tabled[0].block(self.at, self.at)
        self.forbidden = np.zeros(self.ways.shape, dtype=bool)
        for rule in request.bound_rules(request.networks or 1):
            if hasattr(rule, "forbidden"):
                self.forbidden |= np.asarray(rule.forbidden(self.at, self.at), dtype=bool)
        np.fill_diagonal(self.forbidden, val=False)

    def refuted(self, limit: float) -> bool:
        """Whether it is proven that nobody can have to travel no further than a limit."""
        n = len(self.at)
        if not n:
            return False
        member, hub = np.nonzero((self.ways <= limit + _ROUNDED) & ~self.forbidden)
        many = len(member)
        column = np.full((n, n), -1, dtype=np.int64)
        column[member, hub] = np.arange(many)
        rows = self._rows(column, member, hub)
        engine = engine_with_limits()
        engine.setOptionValue("mip_max_nodes", _NODES)
        within(engine, self.clock)
        none = np.empty(0, dtype=np.int32)
        starts = np.zeros(many, dtype=np.int32)
        engine.addCols(many, np.zeros(many), np.zeros(many), np.ones(many), 0, starts, none, np.empty(0))
        engine.changeColsIntegrality(
            many, np.arange(many, dtype=np.int32), np.full(many, highspy.HighsVarType.kInteger)
        )
        engine.addRows(
            len(rows.lower), np.array(rows.lower), np.array(rows.upper), rows.length,
            np.array(rows.starts, dtype=np.int32), np.concatenate(rows.index), np.concatenate(rows.values),
        )  # fmt: skip
        engine.run()
        return bool(engine.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    def _rows(self, column: np.ndarray, member: np.ndarray, hub: np.ndarray) -> _Rows:
        request, rows, n = self.request, _Rows(), len(self.at)
        own = column[np.arange(n), np.arange(n)]
        for i in range(n):
            rows.add(column[i], np.ones(n), 1.0, 1.0)
        for i, h in zip(member.tolist(), hub.tolist(), strict=True):
            if i != h:
                rows.add(np.array([column[i, h], own[h]]), np.array([1.0, -1.0]), -np.inf, 0.0)
        for h in range(n):
            self._sized(rows, column[:, h], own[h], np.ones(n), request.size_min, request.size_max)
        if request.networks is not None:
            left = float(request.networks - len(request.locked))
            rows.add(own, np.ones(n), left, left)
        self._ruled(rows, column, own)
        return rows

    def _ruled(self, rows: _Rows, column: np.ndarray, own: np.ndarray) -> None:
        request, n = self.request, len(self.at)
        place = {request.places.ids[at]: i for i, at in enumerate(self.at.tolist())}
        for rule in request.rules:
            if isinstance(rule, SameNetwork):
                first, *others = [place[each] for each in rule.ids if each in place] or [0]
                for other in others:
                    for h in range(n):
                        rows.add(np.array([column[first, h], column[other, h]]), np.array([1.0, -1.0]), 0.0, 0.0)
            elif isinstance(rule, DifferentNetworks):
                inside = np.zeros(n)
                inside[[place[each] for each in rule.ids if each in place]] = 1.0
                for h in range(n):
                    self._sized(rows, column[:, h], own[h], inside, 0, 1)
            elif isinstance(rule, (MaxPer, MinPer)):
                self._counted(rows, column, own, rule)

    def _counted(self, rows: _Rows, column: np.ndarray, own: np.ndarray, rule: MaxPer | MinPer) -> None:
        texts = np.array(self.request.places.texts(rule.field))[self.at]
        least = isinstance(rule, MinPer)
        values = [rule.value] if isinstance(rule, MinPer) else sorted(set(texts.tolist()) - {""})
        for value in values:
            inside = (texts == value).astype(float)
            if isinstance(rule, MaxPer) and inside.sum() <= rule.most:
                continue
            low, high = (rule.least, self.request.size_max) if isinstance(rule, MinPer) else (0, rule.most)
            for h in range(len(self.at)):
                self._sized(rows, column[:, h], own[h], inside, low, high, only=least)

    @staticmethod
    def _sized(
        rows: _Rows, members: np.ndarray, own: int, inside: np.ndarray, low: int, high: int, *, only: bool = False
    ) -> None:
        """From ``low`` to ``high`` (when it is not ``only`` a least) of those inside around one meeting place."""
        index = np.append(np.where(inside > 0, members, -1), own)
        # the meeting place itself may be inside: its column stands twice then, which no engine takes
        at = int(np.flatnonzero(index[:-1] == own)[0]) if (index[:-1] == own).any() else -1
        values = np.append(inside, 0.0)
        if at >= 0:
            index[at] = -1
        base = 1.0 if at >= 0 else 0.0
        if low:
            values[-1] = base - low
            rows.add(index, values, 0.0, np.inf)
        if not only:
            values = values.copy()
            values[-1] = base - high
            rows.add(index, values, -np.inf, 0.0)
