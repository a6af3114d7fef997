"""The smallest set of quotas that cannot be met together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from .feasibility import FeasibilityModel, FeasibilityQuestion


@dataclass(slots=True)
class SearchBudget:
    """How many subsets of quotas may still be looked at for a smaller conflict.

    Once it is used up, an irreducible conflict (none of its quotas can be spared) is taken for the smallest.
    That takes dozens of quotas that overlap; counting subsets, not seconds, keeps the answer the same everywhere.
    """

    left: int = 20_000

    def spend(self, subsets: Iterator[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        """The subsets, as far as it lasts."""
        for subset in subsets:
            if self.left == 0:
                return
            self.left -= 1
            yield subset


class _Oracle:
    """Which subsets of the quotas conflict; remembers what each set found did meet."""

    def __init__(self, places: FeasibilityModel, question: FeasibilityQuestion) -> None:
        self._places = places
        self._question = question
        self._met: list[int] = []

    def conflict(self, subset: int) -> bool:
        if any(subset & ~met == 0 for met in self._met):
            return False
        q = self._question
        counts = self._places.complete(FeasibilityQuestion(q.taken, q.least, q.most, subset))
        if counts is None:
            return True
        self._met.append(self._places.met(counts))
        return False


def smallest_conflict(
    places: FeasibilityModel, question: FeasibilityQuestion, effort: SearchBudget, first: Sequence[int] = ()
) -> tuple[int, ...]:
    """The indices of a smallest set of the question's quotas that leaves it without an answer, ascending.

    Which of several smallest ones comes out depends on the quotas' order alone, never on the solver.

    Args:
        places: The groups and quotas.
        question: A question that has no answer with all its quotas, and has one without any.
        effort: How many subsets may be looked at; what is used is taken off.
        first: Indices of quotas to name rather than others when there is a choice.
    """
    oracle = _Oracle(places, question)
    asked = [i for i in range(len(places.quotas)) if question.quotas >> i & 1 and not places.idle(question, i)]
    order = sorted(asked, key=lambda i: (i not in first, i))
    for i in order:
        if oracle.conflict(1 << i):
            return (i,)
    best = _shrink(oracle, order)
    while len(best) > 2:
        # If no set of one less conflicts, no smaller one does: dropping a quota never makes a conflict.
        subsets = effort.spend(combinations(order, len(best) - 1))
        smaller = next((subset for subset in subsets if oracle.conflict(_mask(subset))), None)
        if smaller is None:
            break
        best = _shrink(oracle, list(smaller))
    return tuple(sorted(best))


def _shrink(oracle: _Oracle, conflict: list[int]) -> list[int]:
    """The conflict without every quota that it does not need, later ones dropped before earlier ones."""
    for i in reversed(list(conflict)):
        without = [other for other in conflict if other != i]
        if oracle.conflict(_mask(without)):
            conflict = without
    return conflict


def _mask(indices: Sequence[int]) -> int:
    return sum(1 << i for i in indices)
