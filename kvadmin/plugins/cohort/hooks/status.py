"""The cohort plugin's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin.api.records import Cohort

from ..decisions.free_places import FreePlaces, free_places
from ..memberships.status_table import GroupLine, status_table
from ..open_matters import open_matters


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """The status table in words, and per cohort what waits for a person."""
    cohorts = {each.id: each for each in snapshot.all(Cohort)}
    free = {each.id: free_places(snapshot, each, today) for each in cohorts.values()}
    table = status_table([*cohorts.values()], today)
    lines: list[str] = []
    figures: list[StatusFigure] = []
    for group in table.groups:
        lines.append(_line(group, free[group.id]))
        figures += _figures(group, free[group.id])
    several = len(table.in_several_groups)
    lines.append(
        tr(
            "{row_sum} active memberships, {number} in several groups, {distinct} distinct municipalities",
            row_sum=table.row_sum,
            number=several,
            distinct=table.distinct,
        )
    )
    figures += [
        StatusFigure("memberships-active", table.row_sum),
        StatusFigure("municipalities-in-several-groups", several),
        StatusFigure("municipalities-distinct", table.distinct),
    ]
    actions: list[ActionItem] = []
    for each in cohorts.values():
        actions += open_matters(snapshot, each, free[each.id], today)
    return [StatusSection(tr("Cohorts"), tuple(lines), tuple(actions), tuple(figures))]


def _line(group: GroupLine, free: FreePlaces | None) -> str:
    line = tr(
        "{id} {name}: {active} active, {ended} ended",
        id=group.id,
        name=group.name,
        active=group.active,
        ended=group.ended,
    )
    if group.to_begin:
        line = tr("{line}, {number} admitted and yet to begin", line=line, number=group.to_begin)
    if free is None:
        return line
    if not free.waiting:
        return tr("{line}; free places {free}, nobody waits", line=line, free=free.free)
    line = tr("{line}; free places {free}, waiting {waiting}", line=line, free=free.free, waiting=free.waiting)
    return line if free.promoted else tr("{line}, and the rule gives none of them a place", line=line)


def _figures(group: GroupLine, free: FreePlaces | None) -> list[StatusFigure]:
    counted = {
        "memberships-active": group.active,
        "memberships-ended": group.ended,
        "memberships-to-begin": group.to_begin,
    }
    if free is not None:
        counted |= {"places-free": free.free, "applications-waiting": free.waiting}
    return [StatusFigure(key, value, group.id) for key, value in counted.items()]
