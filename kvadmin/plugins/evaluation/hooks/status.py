"""The evaluation's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Cohort, Indicator, Programme, ProjectPlan

from ..indicators.definition import period_kind
from ..indicators.indicator_catalogue import stored_indicators
from ..measurements.reporting_gaps import expected_reporters, missing_reporters
from ..measurements.value_files import missing_marks, read_values
from ..periods import Period, period_containing
from ..plans.overdue import overdue_items, plans_of
from ..plans.plan_days import plan_days
from ..plans.plan_matters import is_over, plan_matters
from ..progress.goal_matters import goal_section

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Plans and goals per cohort and figures per indicator, with what is owed; nothing when none is there."""
    cohorts, programme = snapshot.all(Cohort), snapshot.find(Programme)
    found = [
        _plans(snapshot, cohorts, programme, today),
        _figures(snapshot, cohorts, programme, today),
        goal_section(snapshot, cohorts, programme, today),
    ]
    return [section for section in found if section.lines or section.actions or section.days]


def _plans(snapshot: Snapshot, cohorts: list[Cohort], programme: Programme | None, today: date) -> StatusSection:
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    days: list[StatusDay] = []
    by_cohort: dict[str, dict[str, ProjectPlan]] = {}
    for plan in snapshot.all(ProjectPlan):
        by_cohort.setdefault(plan.cohort, {})[plan.municipality] = plan
    for cohort in cohorts:
        noted = by_cohort.get(cohort.id, {})
        members = cohort.holders_on(today)
        every = plans_of(cohort, noted, today)
        owed = overdue_items(every, members, today)
        actions += plan_matters(cohort, every, owed, programme, today)
        days += plan_days(cohort, every, set(members))
        if not noted:
            continue
        plans = [plan for plan in every if plan.municipality in set(members)]
        received = sum(plan.received is not None for plan in plans)
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
        counted = {"plans": len(plans), "plans-received": received, "plans-overdue": late}
        figures += [StatusFigure(key, value, cohort.id) for key, value in counted.items()]
    return StatusSection(tr("Project plans"), tuple(lines), tuple(actions), tuple(figures), (), tuple(days))


def _figures(snapshot: Snapshot, cohorts: list[Cohort], programme: Programme | None, today: date) -> StatusSection:
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    running: dict[Period, list[str]] = {}
    for indicator in stored_indicators(snapshot):
        line, counted, action = _indicator(snapshot, indicator, cohorts, programme, today)
        lines.append(line)
        actions += action
        figures += [StatusFigure(key, value, indicator.id) for key, value in counted.items()]
        running.setdefault(period_containing(today, period_kind(indicator)), []).append(indicator.id)
    days = tuple(
        _reporting_day(period, ids) for period, ids in running.items() if not is_over(programme, period.first_day)
    )
    return StatusSection(tr("Indicators"), tuple(lines), tuple(actions), tuple(figures), (), days)


def _reporting_day(period: Period, indicators: list[str]) -> StatusDay:
    """The first day on which the figures of a period can be there."""
    text = tr("figures of {period} can be reported: {indicators}", period=period, indicators=", ".join(indicators))
    return StatusDay(period.next.first_day, text, "figures-period", indicators[0] if len(indicators) == 1 else "")


def _indicator(
    snapshot: Snapshot, indicator: Indicator, cohorts: list[Cohort], programme: Programme | None, today: date
) -> tuple[str, dict[str, int], list[ActionItem]]:
    """How many have reported for the last period that is over."""
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
    command = f"kvadmin evaluation import FILE --indicator {quote(indicator.id)}"
    return line, counted, [ActionItem(text, command, key="figures-missing", about=indicator.id)]
