"""Guidance by phone, e-mail and visit: what the plugin declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference, SheetDeclaration

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import ApplicationVariable, Job, PersonalData, Predicate, ResultSection, StatusSection

_READING = "kvadmin_visits.commands.reading"
_CHANGES = "kvadmin_visits.commands.changes"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``visit``, and ``municipality visits``; each command is imported when it runs."""
    return [
        Command(
            "visit",
            "Guidance of municipalities by phone, e-mail and visit.",
            section="Guidance",
            commands=(
                _writing("add", "Note a contact with a municipality.", f"{_CHANGES}:add"),
                Command("list", "List contacts, held and planned.", f"{_READING}:list_visits"),
                Command("show", "Show one contact.", f"{_READING}:show"),
                _writing("set", "Change fields of a contact.", f"{_CHANGES}:set_field"),
                _writing("remove", "Remove a contact.", f"{_CHANGES}:remove"),
                Command(
                    "import",
                    "Import a list of calls, e-mails and visits.",
                    "kvadmin_visits.commands.importing:import_visits",
                    writes=True,
                    rerun=True,
                    imports="kvadmin_visits.importing.call_list:CALLS",
                ),
                Command("load", "Count contacts per advisor and quarter.", f"{_READING}:load"),
                Command("silent", "List members nobody has spoken with for months.", f"{_READING}:silent"),
                Command(
                    "report",
                    "Write visit reports as docx or pdf.",
                    "kvadmin_visits.commands.reporting:report",
                    formats=("docx", "pdf", "md", "html"),
                ),
            ),
        ),
        Command(
            "visits", "List the contacts with one municipality.", f"{_READING}:of_municipality", under="municipality"
        ),
    ]


def _writing(name: str, text: str, target: str) -> Command:
    """A command that writes, and may run again from its beginning where somebody was quicker."""
    return Command(name, text, target, writes=True, rerun=True)


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """One file a visit."""
    municipality = Reference("municipality", "municipalities")
    return [
        Collection("visits", "visits/{id}.yaml", "kvadmin_visits.records:Visit", "Visits.", references=(municipality,))
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``kvadmin sheet out visits``, of all municipalities or of a selection."""
    return [SheetDeclaration("visits", "a visit", "kvadmin_visits.sheet:VISITS", scope=("selection",), optional=True)]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """Contacts that cannot be."""
    from kvadmin_visits.hooks.checks import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """Members that nobody has spoken with for months, and visits whose day is past."""
    if not snapshot.files("visits"):  # every status asks, most folders have none: nothing is imported for them
        return []
    from kvadmin_visits.hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_selection_words(snapshot: Snapshot, today: date) -> Sequence[Predicate]:
    """``silent:6``, ``contacted-since:DATE`` and others in selections."""
    from kvadmin_visits.hooks.selection_words import predicates

    return predicates(snapshot, today)


@hookimpl
def kvadmin_letter_context(snapshot: Snapshot, municipality: str, today: date, language: str) -> dict[str, Any]:
    """``visits`` of a letter to a municipality: days, counts and the advisor, never a text."""
    from kvadmin_visits.hooks.letter_context import context

    return context(snapshot, municipality, today, language)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Who spoke with whom, and texts that name somebody."""
    from kvadmin_visits.hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_result_sections(
    snapshot: Snapshot, cohort: str, municipality: str, today: date, language: str
) -> Sequence[ResultSection]:
    """How many contacts there were in the membership, by kind."""
    from kvadmin_visits.hooks.result_sections import sections

    return sections(snapshot, cohort, municipality, today, language)


@hookimpl
def kvadmin_application_variables(snapshot: Snapshot) -> Sequence[ApplicationVariable]:
    """Counts of contacts by kind, for the evaluator."""
    from kvadmin_visits.hooks.application_variables import variables

    return variables(snapshot)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from kvadmin_visits.hooks.jobs import JOBS

    return JOBS
