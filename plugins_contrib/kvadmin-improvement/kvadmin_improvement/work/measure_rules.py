"""What a measure cannot say: the one list that commands, sheets, imports and ``kvadmin check`` go by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import check_text
from kvadmin_improvement.records import PARTIES, STEPS, Cycle, Measure, MeasureStep

#: Longer than any title that a table can show.
_LONGEST_TITLE = 200
_ADDRESS = re.compile(r"\S@\S")


def with_status_by_dates(old: Measure, new: Measure) -> Measure:
    """The measure whose status follows a day that was changed: begun it is in progress, ended it is completed.

    Nothing follows where the status was changed as well, or the measure was stopped.
    """
    if (old.start, old.end) == (new.start, new.end) or old.status != new.status or new.status == "stopped":
        return new
    status = "completed" if new.start and new.end else "in-progress" if new.start else "not-started"
    return msgspec.structs.replace(new, status=status)


def measure_problems(measure: Measure, today: date) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one measure: field, sentence, hint.

    Args:
        measure: The measure.
        today: What is said to be done must not be after it.
    """
    yield from _words(measure)
    yield from _days(measure, today)
    for step in measure.steps:
        yield from _step(step, today)
    for name, count in Counter(each.step for each in measure.steps).items():
        if count > 1:
            yield "steps", tr("the step {step!r} stands here {count} times", step=name, count=count), ""
    for cycle in measure.cycles:
        yield from _cycle(cycle, today)
    for number, count in Counter(each.number for each in measure.cycles).items():
        if count > 1:
            yield "cycles", tr("the cycle {number} stands here {count} times", number=number, count=count), ""


def check_measure(measure: Measure, today: date, where: str = "", *, kept: bool = True) -> None:
    """Refuse a measure that cannot be.

    Args:
        measure: The measure.
        today: What is said to be done must not be after it.
        where: What an error names as its place.
        kept: It is there already: a command that names it can mend it.

    Raises:
        InvalidData: With the first thing that is wrong.
    """
    for name in ("title", "responsible", "person", "focus", "note"):
        check_text(getattr(measure, name), where or f"{measure.id}, {name}")
    for cycle in measure.cycles:
        for name in ("plan", "prediction", "done", "learned", "next"):
            check_text(getattr(cycle, name), where or f"{measure.id}, {name}")
    for field, text, hint in measure_problems(measure, today):
        said = hint if kept or measure.id not in hint else ""
        raise InvalidData(text, where=where or field, hint=said or None, code="bad-value")


def _words(measure: Measure) -> Iterator[tuple[str, str, str]]:
    if not measure.title.strip():
        yield "title", tr("a measure needs a title"), ""
    for name in ("title", "responsible", "person", "focus"):
        text = getattr(measure, name)
        if len(text) > _LONGEST_TITLE:
            yield (
                name,
                tr("{field}: {number} characters are too many", field=name, number=len(text)),
                tr("at most {most}; the rest is a note", most=_LONGEST_TITLE),
            )
        elif "\n" in text or "\r" in text:
            yield name, tr("{field} must be one line", field=name), ""
    if _ADDRESS.search(measure.responsible):
        yield (
            "responsible",
            tr("an e-mail address is somebody's: responsible is a role or a unit"),
            tr("a person's name stands in the field person"),
        )
    if measure.status not in Measure.STATUSES:
        yield (
            "status",
            tr("unknown status {status!r}", status=measure.status),
            tr("one of {words}", words=", ".join(Measure.STATUSES)),
        )


def _days(measure: Measure, today: date) -> Iterator[tuple[str, str, str]]:
    for first, last in (("planned_start", "planned_end"), ("start", "end")):
        begun, ended = getattr(measure, first), getattr(measure, last)
        if begun and ended and ended < begun:
            yield (
                last,
                tr("{last} {ended} is before {first} {begun}", last=last, first=first, ended=ended, begun=begun),
                "",
            )
    for name in ("start", "end"):
        day = getattr(measure, name)
        if day and day > today:
            hint = tr("what is still to come is planned_start or planned_end")
            yield name, tr("{name} {day} is still to come", name=name, day=day), hint
    wanted = {
        "not-started": (False, False),
        "in-progress": (True, False),
        "completed": (True, True),
    }.get(measure.status)
    if wanted is None or wanted == (measure.start is not None, measure.end is not None):
        return
    if wanted[0] and measure.start is None:
        text = tr("a measure that is {status} has a day on which it began", status=tr(measure.status))
        yield "start", text, tr("`kvadmin measure set {id} start DATE`", id=measure.id)
    elif wanted[1] and measure.end is None:
        text = tr("a measure that is {status} has a day on which it ended", status=tr(measure.status))
        yield "end", text, tr("`kvadmin measure set {id} end DATE`", id=measure.id)
    elif measure.end is not None:
        text = tr("a measure that is {status} has no day on which it ended", status=tr(measure.status))
        yield "end", text, tr('`kvadmin measure set {id} end ""`', id=measure.id)
    else:
        text = tr("a measure that is {status} has no day on which it began", status=tr(measure.status))
        yield "start", text, tr('`kvadmin measure set {id} start ""`', id=measure.id)


def _step(step: MeasureStep, today: date) -> Iterator[tuple[str, str, str]]:
    if step.step not in STEPS:
        yield "steps", tr("unknown step {step!r}", step=step.step), tr("one of {words}", words=", ".join(STEPS))
    for party in step.parties:
        if party not in PARTIES:
            yield "steps", tr("unknown party {party!r}", party=party), tr("one of {words}", words=", ".join(PARTIES))
    if step.done and step.done > today:
        yield (
            "steps",
            tr("the step {step!r} is done on {day}, which is still to come", step=step.step, day=step.done),
            "",
        )


def _cycle(cycle: Cycle, today: date) -> Iterator[tuple[str, str, str]]:
    if cycle.number < 1:
        yield "cycles", tr("cycles are counted from 1, not {number}", number=cycle.number), ""
    if not cycle.plan.strip():
        yield "cycles", tr("cycle {number} needs a plan", number=cycle.number), ""
    if cycle.start and cycle.end and cycle.end < cycle.start:
        yield "cycles", tr("cycle {number} ends before it begins", number=cycle.number), ""
    if cycle.end and cycle.end > today:
        yield (
            "cycles",
            tr("cycle {number} ends on {day}, which is still to come", number=cycle.number, day=cycle.end),
            "",
        )
