"""The guidance's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import joined, tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Cohort
from kvadmin_visits.records import Visit
from kvadmin_visits.work.months import months_after
from kvadmin_visits.work.overview import VisitOverview, is_overdue, is_planned, overview_of
from kvadmin_visits.work.silence import MONTHS, Silence, silences
from kvadmin_visits.work.words import how_on_screen

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: Members that a line names before it counts the rest.
_NAMED = 3


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Contacts per cohort, who waits for one, and what is planned; nothing while no contact is noted at all."""
    overview = overview_of(snapshot)
    if not overview.visits:
        return []
    members = silences(snapshot, today)
    lines, figures, actions = [], [], []
    for cohort in snapshot.all(Cohort):
        mine = [each for each in members if cohort.id in each.cohorts]
        if mine:
            line, counted = _recently(cohort.id, mine, overview, today)
            lines.append(line)
            figures += counted
            silent = [each for each in mine if each.lasts(MONTHS, today)]
            figures.append(StatusFigure("members-silent", len(silent), cohort.id))
            if silent:
                actions.append(_silent(cohort.id, silent, overview))
    late = [each for each in overview.visits if is_overdue(each, today)]
    figures.append(StatusFigure("visits-overdue", len(late)))
    if late:
        actions.append(_overdue(late, overview))
    days = tuple(_day(each, overview) for each in overview.visits if is_planned(each, today))
    return [StatusSection(tr("Guidance and visits"), tuple(lines), tuple(actions), tuple(figures), (), days)]


def _recently(
    cohort: str, members: list[Silence], overview: VisitOverview, today: date
) -> tuple[str, list[StatusFigure]]:
    """Contacts of the last six months, and how many members had one."""
    recent = [
        [each for each in overview.held(one.number, today) if months_after(each.day, MONTHS) > today] for one in members
    ]
    contacts, reached = sum(map(len, recent)), sum(map(bool, recent))
    text = tr(
        "{id}: contacts in the last {months} months: {number}, with {reached} of {members} members",
        id=cohort, months=MONTHS, number=contacts, reached=reached, members=len(members),
    )  # fmt: skip
    return text, [StatusFigure("contacts", contacts, cohort), StatusFigure("members-contacted", reached, cohort)]


def _silent(cohort: str, members: list[Silence], overview: VisitOverview) -> ActionItem:
    names = [overview.names.get(each.number, each.number) for each in members]
    shown = joined(", ", names[:_NAMED])
    if len(names) > _NAMED:
        text = tr(
            "{id}: nobody has spoken with {names} and {number} more members for {months} months",
            id=cohort, names=shown, number=len(names) - _NAMED, months=MONTHS,
        )  # fmt: skip
    else:
        text = tr("{id}: nobody has spoken with {names} for {months} months", id=cohort, names=shown, months=MONTHS)
    return ActionItem(text, f"kvadmin visit silent {quote(f'cohort:{cohort}')}", key="members-silent", about=cohort)


def _overdue(late: list[Visit], overview: VisitOverview) -> ActionItem:
    if len(late) == 1:
        one = late[0]
        text = tr(
            "{name}: planned for {day} ({how}), and not noted as held",
            name=overview.names.get(one.municipality, one.municipality),
            day=one.day,
            how=how_on_screen(one.how),
        )
        return ActionItem(text, f"kvadmin visit set {quote(one.id)} held yes", key="visits-overdue", about=one.id)
    text = tr("Planned contacts whose day is past, not noted as held: {number}", number=len(late))
    return ActionItem(text, "kvadmin visit list --only overdue", key="visits-overdue")


def _day(visit: Visit, overview: VisitOverview) -> StatusDay:
    name = overview.names.get(visit.municipality, visit.municipality)
    text = joined(": ", (name, how_on_screen(visit.how)))
    return StatusDay(visit.day, text, "visit-planned", visit.id)
