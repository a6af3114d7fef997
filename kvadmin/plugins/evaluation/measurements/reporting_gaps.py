"""Who should have reported for a period, and who has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kvadmin.api.records import Cohort

from ..periods import Period
from .value_files import Measurement


def expected_reporters(cohorts: Iterable[Cohort], period: Period, day: date) -> dict[str, list[str]]:
    """``municipality -> groups`` of those that are members on a day of the period.

    Args:
        cohorts: Whose members report.
        period: The period.
        day: Its last day, or today while it lasts: who has left by then owes nothing.
    """
    found: dict[str, list[str]] = {}
    for cohort in cohorts:
        for number in cohort.members_on(max(day, period.first_day)):
            found.setdefault(number, []).append(cohort.id)
    return dict(sorted(found.items()))


def missing_reporters(
    measurements: Iterable[Measurement], wanted: Mapping[str, object], period: Period, marks: Mapping[str, int]
) -> dict[str, str | None]:
    """``municipality -> mark`` of those without a figure; None where nothing is stored at all."""
    stored: dict[str, str] = {}
    for each in measurements:
        if each.period == period:
            stored[each.municipality] = each.value
    return {number: stored.get(number) for number in wanted if stored.get(number) is None or stored[number] in marks}
