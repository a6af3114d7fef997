"""What ``kvadmin check`` finds in measures and driver diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kvadmin.api import Finding, Snapshot, screen_language, tr
from kvadmin.api.records import Record
from kvadmin_improvement.diagram.tree_rules import diagram_problems
from kvadmin_improvement.records import STEPS, DriverDiagram, Measure
from kvadmin_improvement.work.measure_change import late_step
from kvadmin_improvement.work.measure_rules import measure_problems
from kvadmin_improvement.work.overview import overview_of
from kvadmin_improvement.work.persons import KnownPersons
from kvadmin_improvement.work.published import open_texts
from kvadmin_improvement.work.words import shown

_LINE = re.compile(r"(.+?):(\d+)(?::(\d+))?$")


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """All findings, each at its line."""
    seen = overview_of(snapshot)
    persons = seen.persons
    found = [one for each in seen.measures.values() for one in _measure(snapshot, each, today, persons)]
    for diagram in seen.diagrams:
        for at, text, hint in diagram_problems(diagram):
            place = _place(snapshot, diagram, ("aim",) if at is None else ("drivers", at))
            found.append(Finding(*place, "driver-diagram", text, hint or None))
    return found


def _measure(snapshot: Snapshot, measure: Measure, today: date, persons: KnownPersons) -> Iterator[Finding]:
    for field, text, hint in measure_problems(measure, today):
        yield Finding(*_place(snapshot, measure, (field,)), f"measure-{field.replace('_', '-')}", text, hint or None)
    if persons.include(measure.responsible):
        text = tr("{text!r} is a person: responsible is a role or a unit", text=measure.responsible)
        hint = tr("a person's name stands in the field person")
        yield Finding(*_place(snapshot, measure, ("responsible",)), "measure-names-person", text, hint)
    for field, text in open_texts(measure):
        if persons.are_named_in(text):
            told = tr("the text names somebody: results reports leave it out")
            yield Finding(*_place(snapshot, measure, (field,)), "measure-text-person", told, None, "warning")
    if pair := late_step(measure):
        one, other = (shown(each, STEPS, screen_language()) for each in pair)
        told = tr("the step {second} is done before the step {first}", first=one, second=other)
        yield Finding(*_place(snapshot, measure, ("steps",)), "measure-step-order", told, None, "warning")


def _place(snapshot: Snapshot, record: Measure | DriverDiagram, path: tuple[str | int, ...]) -> tuple[str, int, int]:
    kind: type[Record] = type(record)
    where = snapshot.where(kind, record.id, path)
    found = _LINE.fullmatch(where)
    return (found[1], int(found[2]), int(found[3] or 1)) if found else (where, 0, 0)
