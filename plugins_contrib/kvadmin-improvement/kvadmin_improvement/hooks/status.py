"""The improvement work's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Cohort
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.matters import IDLE_DAYS, MATTERS, members_lacking
from kvadmin_improvement.work.parties import measures_of, participation

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Measures per cohort, with what is left undone; nothing while no measure is noted."""
    measures = snapshot.all(Measure)
    if not measures:
        return []
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    days: list[StatusDay] = []
    for cohort in snapshot.all(Cohort):
        mine = measures_of(measures, cohort.id)
        if not mine:
            continue
        members = set(cohort.holders_on(today))
        lines.append(_line(cohort.id, mine))
        figures += _figures(cohort.id, mine)
        actions += _actions(cohort.id, [each for each in mine if each.municipality in members], today)
        days += _days(cohort.id, [each for each in mine if each.municipality in members], today)
    return [StatusSection(tr("Improvement work"), tuple(lines), tuple(actions), tuple(figures), (), tuple(days))]


def _line(cohort: str, measures: list[Measure]) -> str:
    found = participation(measures)
    return tr(
        "{id}: measures: {number}, {going} in progress, {completed} completed; "
        "{all_three} of {steps} steps with all three parties",
        id=cohort,
        number=len(measures),
        going=sum(each.status == "in-progress" for each in measures),
        completed=sum(each.status == "completed" for each in measures),
        all_three=found.all_three,
        steps=found.steps,
    )


def _figures(cohort: str, measures: list[Measure]) -> list[StatusFigure]:
    found = participation(measures)
    counted = {
        "measures": len(measures),
        "measures-completed": sum(each.status == "completed" for each in measures),
        "measure-steps": found.steps,
        "measure-steps-tripartite": found.all_three,
    }
    return [StatusFigure(key, value, cohort) for key, value in counted.items()]


def _actions(cohort: str, measures: list[Measure], today: date) -> list[ActionItem]:
    counted = {word: sum(test(each, today) for each in measures) for word, test in MATTERS.items()}
    sentences = {
        "overdue": (
            "measure-overdue",
            tr("{id}: measures past their date: {number}", id=cohort, number=counted["overdue"]),
        ),
        "idle": (
            "measure-idle",
            tr(
                "{id}: measures without a step in {days} days: {number}",
                id=cohort,
                number=counted["idle"],
                days=IDLE_DAYS,
            ),
        ),
        "unlearned": (
            "cycle-without-learned",
            tr(
                "{id}: measures with a cycle that nothing was learned from: {number}",
                id=cohort,
                number=counted["unlearned"],
            ),
        ),
    }
    found = [
        ActionItem(text, f"kvadmin measure list --only {word} --cohort {quote(cohort)}", key=key, about=cohort)
        for word, (key, text) in sentences.items()
        if counted[word]
    ]
    if lacking := members_lacking(measures):
        text = tr(
            "{id}: members where one of the three parties never took part: {number}", id=cohort, number=len(lacking)
        )
        command = f"kvadmin measure parties --cohort {quote(cohort)}"
        found.append(ActionItem(text, command, key="party-missing", about=cohort))
    return found


def _days(cohort: str, measures: list[Measure], today: date) -> list[StatusDay]:
    """The days to come on which measures are to end."""
    by_day: dict[date, int] = {}
    for each in measures:
        if each.is_open and each.planned_end is not None and each.planned_end >= today:
            by_day[each.planned_end] = by_day.get(each.planned_end, 0) + 1
    return [
        StatusDay(day, tr("{id}: measures that are to end: {number}", id=cohort, number=number), "measures-end", cohort)
        for day, number in sorted(by_day.items())
    ]
