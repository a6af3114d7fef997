"""Tripartite work: in how many steps each of the three parties took part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kvadmin_improvement.records import PARTIES, Measure


@dataclass(frozen=True, slots=True)
class Participation:
    """What is noted of the steps of some measures.

    Attributes:
        measures: How many measures there are.
        steps: How many steps of theirs are noted: with a day, or with a party that took part.
        by_party: Party -> in how many of those steps it took part.
        all_three: In how many of those steps all three took part.
    """

    measures: int
    steps: int
    by_party: dict[str, int]
    all_three: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The parties that took part in none of the steps, in order; none where no step is noted."""
        return tuple(each for each in PARTIES if self.steps and not self.by_party[each])


def participation(measures: Iterable[Measure]) -> Participation:
    """Count the steps of these measures."""
    several = list(measures)
    steps = [step for each in several for step in each.steps if step.done or step.parties]
    by_party = {party: sum(party in step.parties for step in steps) for party in PARTIES}
    return Participation(len(several), len(steps), by_party, sum(set(PARTIES) <= set(step.parties) for step in steps))


def measures_of(measures: Sequence[Measure], cohort: str, numbers: Iterable[str] | None = None) -> list[Measure]:
    """The measures of a cohort, or of some of its members."""
    wanted = None if numbers is None else set(numbers)
    return [each for each in measures if each.cohort == cohort and (wanted is None or each.municipality in wanted)]
