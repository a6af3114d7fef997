"""Measures, the five steps, PDSA cycles and driver diagrams: what the plugin declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import (
        Annotation,
        ApplicationVariable,
        Job,
        Migration,
        PersonalData,
        Predicate,
        ResultSection,
        SheetDeclaration,
        StatusSection,
    )

_SECTION = "Improvement"
_HERE = "kvadmin_improvement.commands"
_IMPORTS = "kvadmin_improvement.importing"
_RECORDS = "kvadmin_improvement.records"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``measure``, ``cycle`` and ``drivers``; each command is imported when it runs."""
    changes, cycles, drivers = f"{_HERE}.measure_changes", f"{_HERE}.cycles", f"{_HERE}.drivers"
    measure_import = Command(
        "import", "Import measures from a workbook.", f"{_HERE}.importing:import_measures",
        writes=True, rerun=True, imports=f"{_IMPORTS}.measure_file:MEASURES",
    )  # fmt: skip
    driver_import = Command(
        "import", "Add the boxes of a list.", f"{_HERE}.importing:import_drivers",
        writes=True, rerun=True, imports=f"{_IMPORTS}.driver_file:DRIVERS",
    )  # fmt: skip
    return [
        Command(
            "measure",
            "What members do to reach their goals: dates, steps, who took part.",
            section=_SECTION,
            commands=(
                _writing("add", "Note a measure of a member.", f"{changes}:add"),
                Command("list", "List measures.", f"{_HERE}.measures:list_measures"),
                Command("show", "Show one measure.", f"{_HERE}.measures:show"),
                _writing("set", "Change fields of a measure.", f"{changes}:set_field"),
                _writing("step", "Note a step, and who took part.", f"{changes}:step"),
                _writing("remove", "Remove a measure.", f"{changes}:remove"),
                measure_import,
                Command("parties", "Count in which steps the three parties took part.", f"{_HERE}.measures:parties"),
            ),
        ),
        Command(
            "cycle",
            "PDSA cycles of measures: plan, prediction, done, learned, next.",
            section=_SECTION,
            commands=(
                _writing("add", "Begin a PDSA cycle of a measure.", f"{cycles}:add"),
                Command("list", "List PDSA cycles.", f"{cycles}:list_cycles"),
                _writing("set", "Change fields of a cycle.", f"{cycles}:set_field"),
                _writing("remove", "Remove a cycle.", f"{cycles}:remove"),
            ),
        ),
        Command(
            "drivers",
            "Driver diagrams: aim, primary and secondary drivers, change ideas.",
            section=_SECTION,
            commands=(
                _writing("new", "Begin a driver diagram.", f"{drivers}:new"),
                Command("list", "List driver diagrams.", f"{drivers}:list_diagrams"),
                Command("show", "Show a driver diagram as an outline.", f"{drivers}:show"),
                _writing("add", "Add a box.", f"{drivers}:add"),
                _writing("set", "Change a box, or the aim.", f"{drivers}:set_field"),
                _writing("remove", "Remove a box, or a diagram.", f"{drivers}:remove"),
                driver_import,
                Command("draw", "Draw a driver diagram as SVG or PNG.", f"{drivers}:draw"),
            ),
        ),
    ]


def _writing(name: str, text: str, target: str) -> Command:
    """A command that writes, and may run again from its beginning where somebody was quicker."""
    return Command(name, text, target, writes=True, rerun=True)


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """One file a measure, with its steps and cycles; one a member whose measures were removed; one a driver diagram."""

    def whose(kind: str) -> tuple[Reference, Reference]:
        return (
            Reference("cohort", "cohorts", (), f"{kind}-cohort", "kvadmin cohort list"),
            Reference(
                "municipality", "cohorts/memberships.municipality", ("cohort",), f"{kind}-member", "kvadmin cohort show"
            ),
        )

    return [
        Collection(
            "measures",
            "measures/{id}.yaml",
            f"{_RECORDS}:Measure",
            "What members do, with steps and PDSA cycles.",
            references=(
                *whose("measure"),
                Reference("indicators", "indicators/indicators.id", (), "measure-indicator"),
            ),
        ),
        Collection(
            "measure_numbers",
            "measures/numbers/{municipality}.yaml",
            f"{_RECORDS}:MeasureNumbers",
            "Up to which number ids of measures were given.",
        ),
        Collection(
            "drivers",
            "drivers/{id}.yaml",
            f"{_RECORDS}:DriverDiagram",
            "Driver diagrams.",
            references=(*whose("diagram"), Reference("drivers.measure", "measures", (), "driver-measure")),
        ),
    ]


@hookimpl
def kvadmin_migrations() -> list[Migration]:
    """From the records without remembered numbers to those with them."""
    from kvadmin.api.hooks import Migration

    return [
        Migration(
            2,
            "Measures remember the highest number of a cycle, and members the highest of a removed measure.",
            "kvadmin_improvement.lifting.remembered_numbers:remembered_numbers",
        )
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``kvadmin sheet out measures``, of all members, of a cohort or of a selection."""
    from kvadmin.api.hooks import SheetDeclaration

    target = "kvadmin_improvement.measure_sheet:MEASURE_SHEET"
    return [SheetDeclaration("measures", "a measure", target, scope=("cohort", "selection"), optional=True)]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """Measures and driver diagrams that cannot be."""
    from kvadmin_improvement.hooks.checks import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """Measures past their dates, without steps, cycles nothing was learned from, parties that are never there."""
    if not snapshot.files("measures"):  # every status asks, most folders have none: nothing is imported for them
        return []
    from kvadmin_improvement.hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_letter_context(
    snapshot: Snapshot, municipality: str, today: date, language: str, about: str
) -> dict[str, Any]:
    """``measures`` of a letter about a cohort."""
    from kvadmin_improvement.hooks.letter_context import context

    return context(snapshot, municipality, today, language, about)


@hookimpl
def kvadmin_selection_words(snapshot: Snapshot, today: date) -> Sequence[Predicate]:
    """``measure:C``, ``measure-overdue:C`` and others in selections."""
    from kvadmin_improvement.hooks.selection_words import predicates

    return predicates(snapshot, today)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """The persons who are responsible for measures."""
    from kvadmin_improvement.hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_annotations(snapshot: Snapshot, indicator: str, municipality: str) -> Sequence[Annotation]:
    """The day on which a measure began, on the charts of the indicators that it should move."""
    from kvadmin_improvement.hooks.annotations import happenings

    return happenings(snapshot, indicator, municipality)


@hookimpl
def kvadmin_result_sections(
    snapshot: Snapshot, cohort: str, municipality: str, today: date, language: str
) -> Sequence[ResultSection]:
    """Measures, who took part, the driver diagram, and what was learned."""
    from kvadmin_improvement.hooks.result_sections import sections

    return sections(snapshot, cohort, municipality, today, language)


@hookimpl
def kvadmin_application_variables(snapshot: Snapshot) -> Sequence[ApplicationVariable]:
    """Counts of measures, steps and parties, for the evaluator."""
    from kvadmin_improvement.hooks.application_variables import variables

    return variables(snapshot)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from kvadmin_improvement.hooks.jobs import JOBS

    return JOBS
