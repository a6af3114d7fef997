"""Who holds a membership on the day that counts, and which of them exclude from another cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kvadmin.api.records import Cohort


@dataclass(frozen=True, slots=True)
class HeldMembership:
    """A municipality's membership of a group: its id and kind (``cohort`` excludes, ``effort`` does not)."""

    group: str
    kind: str = "cohort"


def held_memberships(cohorts: Sequence[Cohort], on: date) -> dict[str, tuple[HeldMembership, ...]]:
    """Who is in which group: memberships that have not ended before the day, those to come included."""
    found: dict[str, list[HeldMembership]] = {}
    for cohort in sorted(cohorts, key=lambda each: each.id):
        for number in sorted({each.municipality for each in cohort.memberships if each.to is None or each.to >= on}):
            found.setdefault(number, []).append(HeldMembership(cohort.id, cohort.kind))
    return {number: tuple(groups) for number, groups in sorted(found.items())}


def reference_day(cohort: Cohort, today: date) -> date:
    """The day on which municipalities must exist and memberships of other cohorts exclude.

    The start of the memberships (else the deadline) and not the clock, so that verifying years
    later asks the same question.
    """
    return cohort.start or cohort.deadline or today


def members_elsewhere(cohorts: Sequence[Cohort], but: str, day: date) -> dict[str, str]:
    """Municipality number to the *cohort* it is a member of on that day; effort groups exclude nobody."""
    return {
        number: next(group.group for group in groups if group.kind == "cohort")
        for number, groups in held_memberships([cohort for cohort in cohorts if cohort.id != but], day).items()
        if any(group.kind == "cohort" for group in groups)
    }
