"""What was held while a municipality was a member of a cohort."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api.records import Cohort
from kvadmin_visits.records import Visit
from kvadmin_visits.work.overview import overview_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def held_as_member(snapshot: Snapshot, cohort: Cohort, number: str, until: date | None = None) -> list[Visit]:
    """The contacts that were held from the first to the last day of a municipality's memberships, both included.

    A contact counts in every cohort that its municipality was a member of on the day, and once in each.

    Args:
        snapshot: The data.
        cohort: The cohort.
        number: The municipality.
        until: What is later has not been held; None: as it is noted.
    """
    spans = [(each.start, each.to or date.max) for each in cohort.memberships if each.municipality == number]
    return [
        each
        for each in overview_of(snapshot).by_municipality.get(number, ())
        if each.held and (until is None or each.day <= until) and any(start <= each.day <= end for start, end in spans)
    ]
