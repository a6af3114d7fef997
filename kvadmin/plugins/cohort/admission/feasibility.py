"""Exact feasibility: can these places be filled so that these quotas are met?

Applicants with the same signature (the set of quotas they count in) are interchangeable to every quota, so
the integer programme has one variable per signature: how many of them are admitted. It is built once, and
each question only moves bounds. The solver is loaded when simple counting cannot answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.api import KvadminError, tr

from .records import QuotaRule

# The solver's sums are sums of a few hundred whole numbers.
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class FeasibilityQuestion:
    """One question: a set with at least ``taken`` of each group, ``least`` to ``most`` members, meeting ``quotas``.

    ``quotas`` is a bit mask: the quotas that are asked for, the others being dropped.
    """

    taken: tuple[int, ...]
    least: int
    most: int
    quotas: int


class FeasibilityModel:
    """The groups of applicants by signature, and the one model that all questions share.

    Args:
        quotas: The quotas, in canonical order.
        masks: The signature of each group.
        sizes: How many applicants each group has.

    Attributes:
        solved: How many questions the solver had to answer.
    """

    def __init__(self, quotas: Sequence[QuotaRule], masks: Sequence[int], sizes: Sequence[int]) -> None:
        self.quotas = tuple(quotas)
        self.sizes = tuple(sizes)
        self.counted = [[g for g, mask in enumerate(masks) if mask >> i & 1] for i in range(len(self.quotas))]
        self.everything = (1 << len(self.quotas)) - 1
        self.solved = 0
        self._model: _Model | None = None

    def met(self, counts: Sequence[int]) -> int:
        """The quotas that a set with so many of each group meets, as a bit mask."""
        return sum(1 << i for i in range(len(self.quotas)) if self._low(i) <= self.count(i, counts) <= self._high(i))

    def count(self, index: int, counts: Sequence[int]) -> int:
        """How many of such a set count in one quota."""
        return sum(counts[g] for g in self.counted[index])

    def complete(self, question: FeasibilityQuestion) -> tuple[int, ...] | None:
        """The sizes, group by group, of a set that answers the question; ``None`` when there is none."""
        if not self._possible(question):
            return None
        return self._solver().solve(question, largest=False)

    def largest(self, question: FeasibilityQuestion) -> tuple[int, ...] | None:
        """The same for a set with as many members as can be."""
        if not self._possible(question):
            return None
        return self._solver().solve(question, largest=True)

    def idle(self, question: FeasibilityQuestion, index: int) -> bool:
        """Whether no set of the size asked for could miss this quota, so that it can't be part of any conflict."""
        fewest, most = self._reach(question, index)
        return self._low(index) <= fewest and most <= self._high(index)

    def _reach(self, question: FeasibilityQuestion, index: int) -> tuple[int, int]:
        """The fewest and the most of a quota that a set of the size asked for can hold, whatever the other quotas."""
        surely, at_most = self.count(index, question.taken), self.count(index, self.sizes)
        fewest = max(surely, question.least - (sum(self.sizes) - at_most))
        return fewest, min(at_most, question.most - (sum(question.taken) - surely))

    def _possible(self, question: FeasibilityQuestion) -> bool:
        """Counting each quota by itself: exact when it says no, and no solver is needed to say it."""
        taken, everybody = sum(question.taken), sum(self.sizes)
        if taken > question.most or everybody < question.least:
            return False
        for i in range(len(self.quotas)):
            if not question.quotas >> i & 1:
                continue
            fewest, most = self._reach(question, i)
            if max(self._low(i), fewest) > min(self._high(i), most):
                return False
        return True

    def _low(self, index: int) -> int:
        return self.quotas[index].minimum or 0

    def _high(self, index: int) -> int:
        maximum = self.quotas[index].maximum
        return sum(self.sizes) if maximum is None else maximum

    def bounds(self, index: int) -> tuple[int, int]:
        """The fewest and the most that may count in a quota."""
        return self._low(index), self._high(index)

    def _solver(self) -> _Model:
        self.solved += 1
        if self._model is None:
            self._model = _Model(self)
        return self._model


class _Model:
    """The integer programme: one column per group, row 0 the whole set, then one row per quota."""

    def __init__(self, places: FeasibilityModel) -> None:
        import highspy  # loads numpy, and most admissions never ask

        self._highs: Any = highspy
        self._places = places
        self._h: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor untyped
        h = self._h
        h.silent()
        # So small a model is solved faster than presolved, and one thread gives the same path every time.
        for option, value in (("presolve", "off"), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
            h.setOptionValue(option, value)
        everybody = list(range(len(places.sizes)))
        for g, size in enumerate(places.sizes):
            h.addVar(0.0, float(size))
            h.changeColIntegrality(g, highspy.HighsVarType.kInteger)
        h.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for groups in (everybody, *places.counted):
            h.addRow(0.0, highspy.kHighsInf, len(groups), groups, [1.0] * len(groups))
        # What the model holds now, so that a question moves only what differs from the one before.
        self._taken = [0] * len(places.sizes)
        self._rows: list[tuple[int, int] | None] = [None] * (1 + len(places.quotas))
        self._prize = False

    def solve(self, question: FeasibilityQuestion, *, largest: bool) -> tuple[int, ...] | None:
        """The relaxation first: it starts from the basis before, and nearly always is whole or infeasible already."""
        self._ask(question, largest)
        for relaxed in (True, False):
            if not self._run(relaxed=relaxed):
                return None
            counts = tuple(round(value) for value in self._h.getSolution().col_value)
            # More than the relaxation allows is not to be had, so that reaching it in whole numbers is enough.
            bound = math.floor(self._h.getObjectiveValue() + _TOLERANCE) if largest else 0
            if sum(counts) >= bound and self._answers(question, counts):
                return counts
        raise KvadminError(tr("the quota solver gave an answer that does not add up"), code="solver-failed")

    def _run(self, *, relaxed: bool) -> bool:
        """Solve; whether there is a solution."""
        self._h.setOptionValue("solve_relaxation", relaxed)
        self._h.run()
        status, known = self._h.getModelStatus(), self._highs.HighsModelStatus
        if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
            return False
        if status == known.kOptimal:
            return True
        raise KvadminError(
            tr("the quota solver gave no answer ({status})", status=self._h.modelStatusToString(status)),
            code="solver-failed",
        )

    def _ask(self, question: FeasibilityQuestion, largest: bool) -> None:
        for g, (old, new) in enumerate(zip(self._taken, question.taken, strict=True)):
            if old != new:
                self._h.changeColBounds(g, float(new), float(self._places.sizes[g]))
        self._taken = list(question.taken)
        self._row(0, (question.least, question.most))
        for i in range(len(self._places.quotas)):
            self._row(i + 1, self._places.bounds(i) if question.quotas >> i & 1 else (0, sum(self._places.sizes)))
        if largest != self._prize:
            for g in range(len(self._places.sizes)):
                self._h.changeColCost(g, float(largest))
            self._prize = largest

    def _row(self, index: int, bounds: tuple[int, int]) -> None:
        if self._rows[index] != bounds:
            self._h.changeRowBounds(index, float(bounds[0]), float(bounds[1]))
            self._rows[index] = bounds

    def _answers(self, question: FeasibilityQuestion, counts: tuple[int, ...]) -> bool:
        """Whether these whole numbers answer the question: the solver's tolerances decide nothing."""
        inside = all(t <= c <= s for t, c, s in zip(question.taken, counts, self._places.sizes, strict=True))
        total = question.least <= sum(counts) <= question.most
        return inside and total and question.quotas & ~self._places.met(counts) == 0
