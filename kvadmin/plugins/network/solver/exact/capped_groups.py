"""Groups of units of which a network takes only so many: the largest sum that a cap allows.

At most ``most`` of every group and ``more`` in all are the bases of a matroid (a truncated partition matroid), so that
taking the largest one that still fits, again and again, gives the largest sum (Edmonds 1971).
"""

from __future__ import annotations

import numpy as np

from ..problem import SplitProblem
from ..rules import _MaxPer


class CappedGroups:
    """The tightest cap of a problem.

    Attributes:
        most: Units of a group in one network at most; a unit of several places counts once, which only weakens a bound.
        codes: Group of each unit, shape (n,); 0 for those whose group is too small for the cap to matter.
        groups: Number of groups, the first one included.
    """

    def __init__(self, problem: SplitProblem, most: int, codes: np.ndarray) -> None:
        self.most = most
        firsts = np.array([codes[unit[0]] for unit in problem.units])
        values, inverse, counts = np.unique(firsts, return_inverse=True, return_counts=True)
        number = np.zeros(len(values), dtype=np.int64)
        number[counts > most] = np.arange(1, int((counts > most).sum()) + 1)
        self.codes = number[inverse]
        self.groups = int(number.max(initial=0)) + 1

    @classmethod
    def of(cls, problem: SplitProblem) -> CappedGroups | None:
        """The cap of a problem that leaves the least, or None when no network could break any."""
        caps = [rule for rule in problem.rules if isinstance(rule, _MaxPer) and rule.most < problem.size_max]
        found = [cls(problem, rule.most, rule.codes) for rule in caps] if problem.n else []
        found = [each for each in found if each.groups > 1]
        return min(found, key=lambda each: each.most, default=None)

    def limit(self) -> np.ndarray:
        """What a network takes of each group at most, shape (groups,)."""
        out = np.full(self.groups, self.most, dtype=np.int64)
        out[0] = np.iinfo(np.int32).max
        return out

    def largest(self, values: np.ndarray, codes: np.ndarray, room: np.ndarray, more: int) -> np.ndarray:
        """The ``more`` largest values of each row that the groups allow, in falling order; -inf when there are none.

        Args:
            values: What each candidate is worth, shape (rows, candidates); -inf: it may not be taken.
            codes: Group of each candidate, the same shape.
            room: How many of each group may be taken, shape (rows, groups).
            more: How many to take.
        """
        values, room = values.copy(), room.copy()
        every = np.arange(len(values))
        out = np.full((len(values), more), -np.inf)
        for step in range(more):
            at = values.argmax(axis=1)
            out[:, step] = values[every, at]
            if step == more - 1:
                break
            values[every, at] = -np.inf
            group = codes[every, at]
            room[every, group] -= 1
            full = np.flatnonzero(room[every, group] <= 0)
            if len(full):
                values[full] = np.where(codes[full] == group[full, None], -np.inf, values[full])
        return out
