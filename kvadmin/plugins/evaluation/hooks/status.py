"""The evaluation's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import quote

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin.api.records import Cohort, Indicator, Programme, ProjectPlan

from ..indicators.definition import period_kind
from ..indicators.indicator_catalogue import stored_indicators
from ..measurements.reporting_gaps import expected_reporters, missing_reporters
from ..measurements.value_files import missing_marks, read_values
from ..periods import period_containing
from ..plans.overdue import OverdueItem, overdue_items, plans_of

#: How long before a day it is mentioned.
SOON = timedelta(days=14)
_NOUNS = {"plan": "project plans", "process": "process evaluations", "final": "final evaluations"}


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Plans per cohort and figures per indicator, with what is owed; nothing when neither is there."""
    cohorts = snapshot.all(Cohort)
    found = [_plans(snapshot, cohorts, today), _figures(snapshot, cohorts, today)]
    return [section for section in found if section.lines or section.actions]


def _plans(snapshot: Snapshot, cohorts: list[Cohort], today: date) -> StatusSection:
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    by_cohort: dict[str, dict[str, ProjectPlan]] = {}
    for plan in snapshot.all(ProjectPlan):
        by_cohort.setdefault(plan.cohort, {})[plan.municipality] = plan
    for cohort in cohorts:
        noted = by_cohort.get(cohort.id)
        if not noted:
            continue
        members = cohort.holders_on(today)
        plans = [plan for plan in plans_of(cohort, noted, today) if plan.municipality in set(members)]
        received = sum(plan.received is not None for plan in plans)
        owed = overdue_items(plans, members, today)
        late = sum(each.what == "plan" for each in owed)
        lines.append(
            tr(
                "{id}: {received} of {number} project plans received, {late} overdue",
                id=cohort.id,
                received=received,
                number=len(plans),
                late=late,
            )
        )
        actions += _actions(cohort, plans, owed, today)
        counted = {"plans": len(plans), "plans-received": received, "plans-overdue": late}
        figures += [StatusFigure(key, value, cohort.id) for key, value in counted.items()]
    return StatusSection(tr("Project plans"), tuple(lines), tuple(actions), tuple(figures))


def _actions(cohort: Cohort, plans: list[ProjectPlan], owed: list[OverdueItem], today: date) -> list[ActionItem]:
    items = []
    for what, noun in _NOUNS.items():
        late = [each for each in owed if each.what == what]
        if late:
            text = tr("{id}: {number} {noun} are overdue", id=cohort.id, number=len(late), noun=tr(noun))
            command = f"kvadmin plan overdue --cohort {quote(cohort.id)}"
            items.append(ActionItem(text, command, late[0].due, urgent=True, key=f"{what}-overdue", about=cohort.id))
    due = sorted(
        {plan.due for plan in plans if plan.due and plan.received is None and today <= plan.due <= today + SOON}
    )
    if due:
        text = tr("{id}: project plans are due", id=cohort.id)
        command = f"kvadmin plan list --cohort {quote(cohort.id)}"
        items.append(ActionItem(text, command, due[0], key="plan-due", about=cohort.id))
    return items


def _figures(snapshot: Snapshot, cohorts: list[Cohort], today: date) -> StatusSection:
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    for indicator in stored_indicators(snapshot):
        line, counted, action = _indicator(snapshot, indicator, cohorts, today)
        lines.append(line)
        actions += action
        figures += [StatusFigure(key, value, indicator.id) for key, value in counted.items()]
    return StatusSection(tr("Indicators"), tuple(lines), tuple(actions), tuple(figures))


def _indicator(
    snapshot: Snapshot, indicator: Indicator, cohorts: list[Cohort], today: date
) -> tuple[str, dict[str, int], list[ActionItem]]:
    """How many have reported for the last period that is over."""
    programme = snapshot.find(Programme)
    day = min(today, programme.end + timedelta(days=1)) if programme and programme.end else today
    period = period_containing(day, period_kind(indicator)).previous
    values = read_values(snapshot, indicator)
    wanted = expected_reporters(cohorts, period, period.last_day)
    lacking = missing_reporters(values, wanted, period, missing_marks(indicator))
    counted = {"values": len(values), "reported": len(wanted) - len(lacking), "reporters": len(wanted)}
    line = tr(
        "{id}: {values} values, {reported} of {reporters} reported for {period}",
        id=indicator.id,
        period=period,
        **counted,
    )
    if not lacking or not values:
        return line, counted, []
    text = tr("{id}: {number} have not reported for {period}", id=indicator.id, number=len(lacking), period=period)
    command = f"kvadmin evaluation list {quote(indicator.id)} --missing {period}"
    return line, counted, [ActionItem(text, command, key="figures-missing", about=indicator.id)]
