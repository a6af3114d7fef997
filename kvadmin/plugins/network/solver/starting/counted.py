"""Rules that count: what each unit adds to which count of its network, and how far a count is outside its limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..problem import SplitProblem
from ..rules import _DifferentNetworks, _MaxPer, _MinPer

#: Rules kept by counting; sizes are counted with them.
COUNTED = (_MaxPer, _MinPer, _DifferentNetworks)


@dataclass(frozen=True)
class Counted:
    """Counts that a network keeps: its places first, then one per value, kind or group that can be broken at all.

    Attributes:
        amounts: What each unit adds, shape (units, counts).
        low: Least sum of each count in a network, shape (counts,).
        high: Largest sum of each, shape (counts,).
    """

    amounts: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def sums(self, parts: list[list[int]]) -> np.ndarray:
        """Sum of every count in every network, shape (networks, counts)."""
        return np.array([self.amounts[part].sum(axis=0) for part in parts])

    def excess(self, sums: np.ndarray) -> np.ndarray:
        """How far sums are outside the limits, same shape."""
        out: np.ndarray = np.maximum(0, sums - self.high) + np.maximum(0, self.low - sums)
        return out

    def scarcity(self, networks: int) -> np.ndarray:
        """How much of what networks can hold is there, or of what is there they need; 1: nothing to spare."""
        there = np.maximum(1, self.amounts.sum(axis=0))
        out: np.ndarray = np.maximum(there / np.maximum(1, networks * self.high), networks * self.low / there)
        return out


def counted(problem: SplitProblem) -> Counted:
    """The counts of a problem's sizes and rules."""
    flat, owner = problem.flat, np.repeat(np.arange(problem.n), problem.weights[:-1])
    every = int(problem.weights.sum())
    columns, low, high = [problem.weights[:-1]], [problem.size_min], [problem.size_max]

    def add(places: np.ndarray, least: int, most: int) -> None:
        columns.append(np.bincount(owner[places], minlength=problem.n))
        low.append(least)
        high.append(most)

    for rule in problem.rules:
        if isinstance(rule, _MaxPer):
            codes = rule.codes[flat]
            for code in np.unique(codes):
                if int((codes == code).sum()) > rule.most:
                    add(codes == code, 0, rule.most)
        elif isinstance(rule, _MinPer) and rule.least > 0:
            add(rule.kind[flat], rule.least, every)
        elif isinstance(rule, _DifferentNetworks):
            add(np.isin(flat, rule.places), 0, 1)
    return Counted(np.stack(columns, axis=1).astype(np.int64), np.array(low), np.array(high))
