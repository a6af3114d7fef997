"""A gathering with its people and networks, read once; written with its entry in calendars brought up to date."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from kvadmin.api import InvalidData, Session, Snapshot, tr
from kvadmin.api.records import Gathering, Municipality, Programme

from .agenda import agenda_faults
from .calendar_entries import with_current_calendar
from .cohort_networks import CohortNetworks, networks_of_cohort
from .registrations.registration_book import RegistrationBook
from .registrations.roster import Roster, RosterAudience, RosterGrouping, make_roster


@dataclass(frozen=True, slots=True)
class LoadedGathering:
    """Everything that is read for one gathering."""

    gathering: Gathering
    programme: Programme
    book: RegistrationBook
    networks: CohortNetworks

    def roster(self, by: RosterGrouping = "network", audience: RosterAudience | None = None) -> Roster:
        """The list for an audience."""
        return make_roster(self.gathering, self.book.active, self.networks, by=by, audience=audience)

    def with_present_groups(self) -> Gathering:
        """The gathering with those who still come in its table groups."""
        here = {each.id for each in self.book.active}
        groups = [[[one for one in table if one in here] for table in tables] for tables in self.gathering.groups]
        return msgspec.structs.replace(self.gathering, groups=groups)


def load_gathering(run: Session, gathering: str) -> LoadedGathering:
    """Read a gathering with its people and networks.

    Raises:
        UnknownName: There is no such gathering.
        InvalidData: Its days or its programme cannot be.
    """
    data = run.data
    found = data.get(Gathering, gathering)
    check_sound(found)
    return LoadedGathering(found, programme_of(data), RegistrationBook(data, found), networks_of_cohort(data, found))


def check_sound(gathering: Gathering) -> None:
    """Refuse a gathering that ends before it begins, or a programme with two things at a time.

    Raises:
        InvalidData: With everything that is wrong.
    """
    if gathering.end < gathering.start:
        raise InvalidData(
            tr("the last day {end} lies before the first day {start}", end=gathering.end, start=gathering.start),
            where=tr("gathering {id}", id=gathering.id),
            code="days-in-wrong-order",
        )
    if found := agenda_faults(gathering):
        raise InvalidData(
            found[0][2],
            where=tr("programme of {id}", id=gathering.id),
            details=[text for _, _, text in found[1:]],
            hint=tr(
                "items at the same time need different tracks (--track); `kvadmin gathering agenda list` shows them"
            ),
        )


def save_gathering(run: Session, before: Gathering, after: Gathering, confirm: str = "") -> Gathering:
    """Write a changed gathering, its calendar entry brought up to date."""
    check_sound(after)
    after = with_current_calendar(after, programme_of(run.data), run.today)
    change = run.transaction()
    if after != before:
        change.update(after)
    run.commit(change, confirm=confirm)
    return after


def programme_of(data: Snapshot) -> Programme:
    """The programme's own record."""
    return data.get(Programme)


def municipalities_by_number(data: Snapshot) -> dict[str, Municipality]:
    """Every municipality by number."""
    return {each.number: each for each in data.all(Municipality)}
