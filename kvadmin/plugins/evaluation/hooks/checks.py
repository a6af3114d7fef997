"""What ``kvadmin check`` finds in indicators, values and plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from kvadmin.api import Finding, InvalidData, Snapshot, tr
from kvadmin.api.records import Indicator, OwnEvaluation, ProjectPlan
from kvadmin.api.wording import did_you_mean, near_names

from ..indicators.definition import definition_problems, event_problems
from ..indicators.indicators_file import Indicators
from ..measurements import value_files
from ..measurements.survey_values import survey_faults
from .code_checks import code_findings, equal_findings
from .event_checks import event_findings
from .goal_checks import goal_findings

_LINE = re.compile(r"(.+?):(\d+)(?::(\d+))?$")


def findings(snapshot: Snapshot) -> list[Finding]:
    """All findings, each at its line."""
    record = snapshot.find(Indicators)
    indicators = record.indicators if record else []
    found = [finding for at, each in enumerate(indicators) for finding in _indicator(snapshot, at, each)]
    found += _files(snapshot, indicators)
    for name, count in Counter(each.id for each in indicators).items():
        if count > 1:
            place = _place(snapshot.where(Indicators, "", ("indicators",)))
            found.append(Finding(*place, "indicator-twice", tr("{id} is defined {count} times", id=name, count=count)))
    for plan in snapshot.all(ProjectPlan):
        found.extend(_plan(snapshot, plan))
    found.extend(goal_findings(snapshot, indicators, _place))
    return found


def _indicator(snapshot: Snapshot, at: int, indicator: Indicator) -> Iterator[Finding]:
    def place(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Indicators, "", ("indicators", at, *path)))

    broken = False
    for field, text, hint in definition_problems(indicator):
        broken = broken or field == "period"
        yield Finding(*place(field), f"indicator-{field}", text, hint or None)
    if broken:
        return
    for index, event in enumerate(indicator.events):
        for field, text, hint in event_problems(indicator, event):
            yield Finding(*place("events", index, field), f"event-{field}", text, hint or None)
    yield from code_findings(indicator, place)
    yield from _values(snapshot, indicator, place)


def _values(
    snapshot: Snapshot, indicator: Indicator, place_of: Callable[..., tuple[str, int, int]]
) -> Iterator[Finding]:
    path = value_files.values_path(indicator.id)
    try:
        values = value_files.read_values(snapshot, indicator)
    except InvalidData as error:
        yield Finding(*_place(error.where or path), "measurement", error.message, error.hint)
        return
    yield from equal_findings(indicator, values)
    yield from event_findings(indicator, values, place_of)
    for line, why in survey_faults(indicator, values):
        yield Finding(path, line, 1, "measurement-survey", why, tr("kvadmin evaluation import FILE --replace"))
    sized = sum(bool(each.denominator) for each in values)
    if indicator.denominator and sized < len(values) and any(_lacks_size(indicator, each) for each in values):
        line = next(at for at, each in enumerate(values, 2) if _lacks_size(indicator, each))
        yield Finding(path, line, 1, "measurement-denominator", tr("a value without its denominator"))


def _lacks_size(indicator: Indicator, each: value_files.Measurement) -> bool:
    return not each.denominator and each.value not in value_files.missing_marks(indicator)


def _files(snapshot: Snapshot, indicators: list[Indicator]) -> list[Finding]:
    """Files of values that no indicator has."""
    expected = {value_files.values_path(each.id) for each in indicators}
    paths = [path for path in snapshot.files(value_files.FOLDER) if path.endswith(".csv")]
    return [
        Finding(path, 0, 0, "measurement-orphan", tr("no indicator has that name"), tr("kvadmin evaluation indicators"))
        for path in paths
        if path not in expected
    ]


def _plan(snapshot: Snapshot, plan: ProjectPlan) -> Iterator[Finding]:
    key = f"{plan.cohort}/{plan.municipality}"

    def place(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(ProjectPlan, key, path))

    if plan.status not in ProjectPlan.STATUSES:
        text = tr("unknown status {status!r}", status=plan.status)
        near = did_you_mean(near_names(plan.status, ProjectPlan.STATUSES))
        hint = near or tr("one of {statuses}", statuses=", ".join(ProjectPlan.STATUSES))
        yield Finding(*place("status"), "plan-status", text, hint)
    for index, each in enumerate(plan.evaluations):
        if each.kind not in OwnEvaluation.KINDS:
            text = tr("unknown kind {kind!r}", kind=each.kind)
            near = did_you_mean(near_names(each.kind, OwnEvaluation.KINDS))
            hint = near or tr("one of {kinds}", kinds=", ".join(OwnEvaluation.KINDS))
            yield Finding(*place("evaluations", index, "kind"), "evaluation-kind", text, hint)
    for kind, count in Counter(each.kind for each in plan.evaluations).items():
        if count > 1:
            text = tr("the {kind} evaluation stands here {count} times", kind=tr(kind), count=count)
            yield Finding(*place("evaluations"), "evaluation-twice", text)


def _place(where: str) -> tuple[str, int, int]:
    found = _LINE.fullmatch(where)
    if not found:
        return where, 0, 0
    path, line, column = found[1], found[2], found[3]
    return path, int(line), int(column or 1)
