"""Each cohort in one row of ``kvadmin status``: its places, who applied, who has a place, who waits, its networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api import UnknownName
from kvadmin.api.records import Application, Cohort, Networks
from kvadmin.api.reports import Column, Table, table_of

from .decisions.free_places import FreePlaces
from .memberships.status_table import GroupLine, StatusTable

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: States in which an application stands for nothing any more.
_OUT = ("withdrawn", "superseded", "ineligible")


class CohortRow(NamedTuple):
    """What the table says of a cohort; None where it has none of that.

    ``admitted`` counts every membership, those that have ended and those that are yet to begin included; so it is the
    sum of ``active``, ``to_begin`` and ``ended``. ``waiting`` are those on the waiting list.
    """

    id: str
    name: str
    kind: str
    places: int | None
    applications: int | None
    admitted: int
    active: int
    to_begin: int
    ended: int
    free: int | None
    waiting: int | None
    networks: int | None


def cohort_rows(
    snapshot: Snapshot,
    cohorts: Mapping[str, Cohort],
    applications: Mapping[str, Sequence[Application]],
    free: Mapping[str, FreePlaces | None],
    table: StatusTable,
) -> list[CohortRow]:
    """A row for every group, in the order of the status table."""
    networks = _networks(snapshot)
    return [_row(cohorts[each.id], applications[each.id], free[each.id], each, networks) for each in table.groups]


def _row(
    cohort: Cohort,
    applications: Sequence[Application],
    free: FreePlaces | None,
    line: GroupLine,
    networks: Mapping[str, int],
) -> CohortRow:
    states = Counter(each.state for each in applications)
    live = sum(count for state, count in states.items() if state not in _OUT)
    return CohortRow(
        cohort.id,
        cohort.name,
        cohort.kind,
        places=cohort.capacity,
        applications=live if states else None,
        admitted=line.admitted + line.to_begin,
        active=line.active,
        to_begin=line.to_begin,
        ended=line.ended,
        free=free.free if free is not None else None,
        waiting=states["waitlisted"] if states else None,
        networks=networks.get(cohort.id),
    )


def _networks(snapshot: Snapshot) -> dict[str, int]:
    """How many networks a cohort has; of those that have been split."""
    try:
        return {each.cohort: len(each.networks) for each in snapshot.all(Networks)}
    except UnknownName:  # the plugin that keeps them is switched off
        return {}


def cohort_table(rows: Sequence[CohortRow], notes: Sequence[str]) -> Table:
    """The rows as a table; a column that has nothing in any row is left out."""
    shown = [each for each in _COLUMNS if each.rank == 0 or any(getattr(row, each.key) for row in rows)]
    return table_of("Cohorts", shown, rows, notes)


#: What every table has comes with rank 0; the others go in this order when the window is narrow.
_COLUMNS = (
    Column("id", "Group"),
    Column("name", "Name"),
    Column("kind", "Kind", rank=7),
    Column("places", "Places", "int", rank=2),
    Column("applications", "Applications", "int", rank=3),
    Column("admitted", "Admitted", "int", rank=4),
    Column("active", "Active", "int"),
    Column("to_begin", "To begin", "int", rank=1),
    Column("ended", "Ended", "int", rank=6),
    Column("free", "Free", "int", rank=1),
    Column("waiting", "Waiting", "int", rank=2),
    Column("networks", "Networks", "int", rank=5),
)
