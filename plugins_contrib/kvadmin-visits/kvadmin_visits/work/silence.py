"""Members that nobody has spoken with for so many months, by the calendar and the day of the run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api.records import Cohort
from kvadmin.api.wording import municipality_key
from kvadmin_visits.records import Visit
from kvadmin_visits.work.months import months_after, months_between
from kvadmin_visits.work.overview import has_been, is_planned, overview_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: What ``visit silent`` and the status go by where nothing is said.
MONTHS = 6


@dataclass(frozen=True, slots=True)
class Silence:
    """A member, and since when nobody has spoken with it.

    Attributes:
        number: The municipality.
        cohorts: Those it is an active member of.
        joined: The first day of the earliest of these memberships.
        last: The latest contact, also one from before it joined; None if there was none.
        since: The later of that day and the day it joined: from when the months are counted.
        months: How many whole months have passed since.
        planned: The next contact that is planned.
    """

    number: str
    cohorts: tuple[str, ...]
    joined: date
    last: Visit | None
    since: date
    months: int
    planned: Visit | None

    def lasts(self, months: int, today: date) -> bool:
        """Whether it has lasted for so many months: from that day of the month on."""
        try:
            return months_after(self.since, months) <= today
        except OverflowError:
            return False


def silences(
    data: Snapshot, today: date, *, hows: Collection[str] = (), cohorts: Collection[str] | None = None
) -> list[Silence]:
    """Every active member, those that have waited longest first.

    A membership is active from its first day until the day before it ends: one that ends today has given up its place.

    Args:
        data: The snapshot.
        today: The reference date.
        hows: Only these ways of speaking count; none: every way.
        cohorts: Only members of these; None: of every cohort.
    """
    overview = overview_of(data)
    joined: dict[str, list[tuple[date, str]]] = {}
    for cohort in data.all(Cohort):
        if cohorts is None or cohort.id in cohorts:
            for each in cohort.memberships:
                if each.start <= today and (each.to is None or each.to > today):
                    joined.setdefault(each.municipality, []).append((each.start, cohort.id))
    found = []
    for number, memberships in joined.items():
        mine = [each for each in overview.by_municipality.get(number, ()) if not hows or each.how in hows]
        last = next((each for each in reversed(mine) if has_been(each, today)), None)
        planned = next((each for each in mine if is_planned(each, today)), None)
        first = min(start for start, _ in memberships)
        since = max(first, last.day) if last else first
        ids = tuple(sorted({cohort for _, cohort in memberships}))
        found.append(Silence(number, ids, first, last, since, months_between(since, today), planned))
    names = overview.names
    return sorted(
        found, key=lambda each: (each.since, municipality_key(names.get(each.number, each.number), each.number))
    )
