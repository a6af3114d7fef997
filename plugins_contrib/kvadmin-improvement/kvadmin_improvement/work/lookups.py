"""Finding what was typed: measures, diagrams, memberships, indicators, and who people are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from kvadmin.api import Refused, Snapshot, UnknownName, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Indicator, Municipality, Record
from kvadmin.api.wording import near_names
from kvadmin_improvement.records import DriverDiagram, Measure

if TYPE_CHECKING:
    from kvadmin.api import Session


class IndicatorNames(Record, kw_only=True):
    """``indicators.yaml`` as this plugin reads it: the record of the evaluation is not among the public ones."""

    collection: ClassVar[str] = "indicators"

    indicators: list[Indicator] = []


def names_of(data: Snapshot) -> dict[str, str]:
    """``number -> name`` of the register."""
    return {each.number: each.name for each in data.all(Municipality)}


def find_measure(data: Snapshot, text: str) -> Measure:
    """The measure with that id, or with that title where only one has it.

    Raises:
        UnknownName: There is none, or several have the title.
    """
    found = data.find(Measure, text.strip()) if text.strip() else None
    if found is not None:
        return found
    every = data.all(Measure)
    titled = [each for each in every if each.title.casefold() == text.strip().casefold()]
    if len(titled) == 1:
        return titled[0]
    raise UnknownName(
        tr("several measures are called {text!r}", text=text)
        if titled
        else tr("there is no measure {text!r}", text=text),
        details=[f"{each.id} {each.title}" for each in titled],
        hint=tr("`kvadmin measure list`"),
        near={} if titled else near_names(text, {each.id: each.title for each in every}),
        code="ambiguous-name" if titled else "unknown-record",
    )


def find_diagram(data: Snapshot, text: str) -> DriverDiagram:
    """The driver diagram with that id.

    Raises:
        UnknownName: There is none.
    """
    found = data.find(DriverDiagram, text.strip()) if text.strip() else None
    if found is None:
        raise UnknownName(
            tr("there is no driver diagram {text!r}", text=text),
            hint=tr("`kvadmin drivers list`"),
            near=near_names(text, {each.id: each.aim for each in data.all(DriverDiagram)}),
            code="unknown-record",
        )
    return found


def find_member(run: Session, cohort: str, text: str) -> tuple[Cohort, Municipality]:
    """A cohort and a municipality that is, or was, a member of it.

    Raises:
        UnknownName: There is no such cohort or municipality.
        Refused: It never was a member.
    """
    group = run.data.get(Cohort, cohort)
    found = find_municipality(run.data, text, run.today)
    if all(each.municipality != found.number for each in group.memberships):
        raise Refused(
            tr("{number} is no member of {id}", number=found.number, id=group.id),
            where="MUNICIPALITY",
            hint=tr("`kvadmin cohort show {id}`", id=group.id),
            code="not-a-member",
        )
    return group, found


def stored_indicators(data: Snapshot) -> list[Indicator]:
    """The indicators of ``indicators.yaml``."""
    record = data.find(IndicatorNames)
    return list(record.indicators) if record else []


def all_indicators(run: Session) -> dict[str, Indicator]:
    """Every indicator there is, by id: those of the programme, and those that plugins offer."""
    found = {each.id: each for each in run.gather("kvadmin_indicators")}
    return found | {each.id: each for each in stored_indicators(run.data)}


def read_indicators(run: Session, texts: Iterable[str]) -> list[str]:
    """The ids of indicators that were typed by id or name, each once.

    Raises:
        UnknownName: There is none of that name.
    """
    known = all_indicators(run)
    found = []
    for text in texts:
        names = [
            each.id
            for each in known.values()
            if text.casefold() in {name.casefold() for name in (each.id, each.nb, each.nn) if name}
        ]
        if text in known:
            names = [text]
        if len(names) != 1:
            raise UnknownName(
                tr("there is no indicator {name!r}", name=text),
                where="indicators",
                hint=tr("`kvadmin evaluation indicators list`"),
                near=near_names(text, {each.id: (each.nb, each.nn) for each in known.values()}),
                code="unknown-indicator",
            )
        found += names
    return list(dict.fromkeys(found))


def indicator_names(data: Snapshot, language: str) -> dict[str, str]:
    """``id -> name`` of the programme's indicators in a document."""
    return {each.id: (each.nn if language == "nn" else each.nb) or each.id for each in stored_indicators(data)}


def unknown_cycle(measure: Measure, number: int) -> UnknownName:
    """The error of a cycle that a measure does not have."""
    known = ", ".join(str(each.number) for each in measure.cycles)
    return UnknownName(
        tr("{id} has no cycle {number}", id=measure.id, number=number),
        hint=tr("it has {known}", known=known) if known else tr("`kvadmin cycle add {id} PLAN`", id=measure.id),
        code="unknown-record",
    )
