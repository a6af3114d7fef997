"""Everybody who competed for the places of one run of the rule: what its smallest changes are tried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import admission as rule
from ..admission.quotas import signature
from ..admission.walk import Candidate, walk_until


@dataclass(frozen=True, slots=True)
class Contest:
    """The walk of one run of the rule, ready to be run again with something else.

    Args:
        call: The call, its quotas in canonical order.
        decisions: Who competed for the free places, best ranked first.
        candidates: The same, as the walk takes them.
        fixed: Who held a place before and kept it.
    """

    call: rule.Call
    decisions: tuple[rule.Decision, ...]
    candidates: tuple[Candidate, ...]
    fixed: tuple[Candidate, ...]

    def index(self, number: str) -> int:
        """Where an applicant stands in the order, from 0."""
        return next(i for i, each in enumerate(self.decisions) if each.number == number)

    def admitted(
        self,
        *,
        order: Sequence[Candidate] | None = None,
        quotas: Sequence[rule.QuotaRule] | None = None,
        capacity: int | None = None,
        last: str | None = None,
    ) -> list[str]:
        """Who is admitted with another order, other bounds of the quotas or another number of places.

        Args:
            order: The candidates in this order instead.
            quotas: The quotas with other bounds, in the same order.
            capacity: The number of places.
            last: Whoever comes after this number is of no interest.

        Returns:
            Their numbers in that order; nobody where the rule would have refused to decide.
        """
        found = walk_until(
            self.candidates if order is None else order,
            self.call.quotas if quotas is None else quotas,
            self.call.capacity if capacity is None else capacity,
            self.fixed,
            last,
        )
        return found or []

    def ahead_of(self, number: str, place: int) -> tuple[Candidate, ...]:
        """The order with one applicant moved up to a place (from 0)."""
        at = self.index(number)
        rest = (*self.candidates[:at], *self.candidates[at + 1 :])
        return (*rest[:place], self.candidates[at], *rest[place:])

    def count(self, quota: int, numbers: Sequence[str]) -> int:
        """How many of these, and of those who kept a place, count in a quota (by its index)."""
        chosen = set(numbers)
        counted = [*self.fixed, *(each for each in self.candidates if each.number in chosen)]
        return sum(each.signature >> quota & 1 for each in counted)


def contest_of(admission: rule.Admission, attributes: Mapping[str, Mapping[str, str]]) -> Contest:
    """The contest of a run.

    Args:
        admission: What the rule decided.
        attributes: What quotas count by, for each applicant by number.
    """
    quotas, held = admission.call.quotas, {each.number for each in admission.members}
    waiting = tuple(each for each in admission.decisions if each.rank is not None and each.number not in held)
    return Contest(
        admission.call,
        waiting,
        tuple(Candidate(each.number, signature(quotas, attributes[each.number])) for each in waiting),
        tuple(Candidate(each.number, signature(quotas, each.attributes)) for each in admission.members),
    )
