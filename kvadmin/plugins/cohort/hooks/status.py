"""The cohort plugin's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Application, Cohort

from ..call_days import call_days
from ..cohort_lines import CohortRow, cohort_rows, cohort_table
from ..decisions.free_places import FreePlaces, free_places
from ..memberships.status_table import StatusTable, status_table
from ..open_matters import open_matters

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """The status table, what of it needs words, and per cohort what waits for a person and which days come."""
    cohorts = {each.id: each for each in snapshot.all(Cohort)}
    free = {each.id: free_places(snapshot, each, today) for each in cohorts.values()}
    # Read once for all that looks at them: a record is made anew at every reading.
    applications = {each.id: snapshot.all(Application, under=each.id) for each in cohorts.values()}
    table = status_table([*cohorts.values()], today)
    rows = cohort_rows(snapshot, cohorts, applications, free, table)
    lines = [_sum_in_words(table)]
    figures: list[StatusFigure] = []
    for row in rows:
        found = free[row.id]
        lines += [_free_in_words(row.id, found)] if found is not None else []
        figures += _figures(row, found)
    figures += [
        StatusFigure("memberships-active", table.row_sum),
        StatusFigure("municipalities-in-several-groups", len(table.in_several_groups)),
        StatusFigure("municipalities-distinct", table.distinct),
    ]
    actions: list[ActionItem] = []
    days: list[StatusDay] = []
    for each in cohorts.values():
        actions += open_matters(snapshot, each, applications[each.id], free[each.id], today)
        days += call_days(snapshot, each, applications[each.id], today)
    tables = (cohort_table(rows, ()),) if rows else ()
    return [StatusSection(tr("Cohorts"), tuple(lines), tuple(actions), tuple(figures), tables, tuple(days))]


def _sum_in_words(table: StatusTable) -> str:
    """Never a bare total: memberships are counted, and municipalities."""
    return tr(
        "{row_sum} active memberships, {number} in several groups, {distinct} distinct municipalities",
        row_sum=table.row_sum,
        number=len(table.in_several_groups),
        distinct=table.distinct,
    )


def _free_in_words(cohort: str, free: FreePlaces) -> str:
    if not free.waiting:
        return tr("{id}: free places {free}, nobody waits", id=cohort, free=free.free)
    if free.promoted:
        return tr("{id}: free places {free}, waiting {waiting}", id=cohort, free=free.free, waiting=free.waiting)
    return tr(
        "{id}: free places {free}, waiting {waiting}, and the rule gives none of them a place",
        id=cohort,
        free=free.free,
        waiting=free.waiting,
    )


def _figures(row: CohortRow, free: FreePlaces | None) -> list[StatusFigure]:
    counted = {
        "memberships-active": row.active,
        "memberships-ended": row.ended,
        "memberships-to-begin": row.to_begin,
    }
    if free is not None:
        counted |= {"places-free": free.free, "applications-waiting": free.waiting}
    return [StatusFigure(key, value, row.id) for key, value in counted.items()]
