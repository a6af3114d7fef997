"""``application list``, ``show`` and ``missing``: what has come in, and what each one lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.records import Application, Cohort, State
from kvadmin.api.reports import Column, Report, Table, facts, json_of, listing, table_of
from kvadmin.api.wording import municipality_key, near_names

from ..applications.derived_state import assessment_of, missing_items, ruling_of
from ..applications.items import ITEM_LABELS
from ..applications.lookup import find_application
from ..decisions.decision_words import item_in_words, question_in_words, why_in_words
from ..intake.open_rows import open_rows, place_of, settling_command
from ..intake.reasons import reason_in_words
from ..intake.records import IntakeRow
from ..municipality_names import municipality_names
from .arguments import CohortOption, MunicipalityArgument

#: States in which an application stands for nothing any more.
_OUT = ("withdrawn", "superseded", "ineligible")

_DATE = Column("date", "Date", "date")
_STATE = Column("state", "State")
_WHO_AND_WHY = (Column("who", "Who"), Column("why", "Why", show=why_in_words))
_SOURCE_COLUMNS = (Column("file"), Column("sheet"), Column("row"), Column("sha256"))


def list_applications(
    ctx: typer.Context,
    cohort: CohortOption,
    state: Annotated[str | None, typer.Option("--state", metavar="STATE", help="Only those in this state.")] = None,
) -> None:
    """List the applications of a cohort: received, state, on time, complete, score.

    Example: kvadmin application list --cohort P3
    """
    run = session(ctx)
    if state is not None and state not in set(State):
        raise UsageError(
            tr("{state!r} is no state of an application", state=state),
            where="--state",
            hint=tr("one of {states}", states=", ".join(State)),
            near=near_names(state, State),
            code="unknown-word",
        )
    found = run.data.get(Cohort, cohort)
    names = municipality_names(run.data)
    columns = _columns(found, names)
    applications = _by_name(
        (each for each in run.data.all(Application, under=found.id) if state in (None, each.state)), names
    )
    counted = _counted(json_of(columns, applications))
    title = tr("Applications to {id}", id=found.id)
    nothing = tr("No applications to {id}.", id=found.id)
    if state is not None:
        nothing = tr("No applications to {id} are {state}.", id=found.id, state=tr(state))
    notes = (counted,)
    run.show(
        listing("applications", columns, applications, title=title, notes=notes, empty=nothing, cohort=found.id),
        keys=[f"{found.id}/{each.municipality}" for each in applications],
    )


def _columns(cohort: Cohort, names: dict[str, str]) -> tuple[Column, ...]:
    """What a list says of an application to the cohort; ``show`` begins with the same."""
    return (
        Column("municipality", "No."),
        Column("name", "Municipality", get=lambda each: names.get(each.municipality, "")),
        Column("received", "Received", "date", get=lambda each: each.received.date() if each.received else None),
        Column("state", "State"),
        Column("on_time", "On time", get=lambda each: ruling_of(each, cohort).value),
        Column("complete", "Complete", "bool", get=lambda each: not missing_items(each), rank=1),
        Column("missing", get=lambda each: list(missing_items(each))),
        Column("score", "Score", "decimal", rank=1),
        Column("question", "Open question", show=question_in_words, rank=2),
    )


def _by_name(applications: Iterable[Application], names: dict[str, str]) -> list[Application]:
    return sorted(applications, key=lambda each: municipality_key(names.get(each.municipality, ""), each.municipality))


def _counted(rows: list[dict[str, Any]]) -> str:
    live = [row for row in rows if row["state"] not in _OUT]
    good = sum(row["complete"] and row["on_time"] in ("on-time", "late-accepted") for row in live)
    if len(live) == len(rows):
        return tr("{number} applications, {good} complete and on time", number=len(live), good=good)
    return tr(
        "{number} applications, {good} complete and on time, {out} withdrawn or out",
        number=len(live),
        good=good,
        out=len(rows) - len(live),
    )


def show(ctx: typer.Context, cohort: CohortOption, municipality: MunicipalityArgument) -> None:
    """Show one application with its contents, its source and its history.

    Example: kvadmin application show 0301 --cohort P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    application = find_application(run, found.id, municipality)
    (summary,) = json_of(_columns(found, municipality_names(run.data)), [application])
    data = {
        "schema": 1,
        "cohort": found.id,
        **summary,
        "postmark": application.postmark,
        "contents": {item: application.contents.get(item, "") for item in ITEM_LABELS},
        "political_case": _case(application),
        "contact": application.contact,
        "emails": application.emails,
        "phones": application.phones,
        "points": application.points,
        "accepted_late": application.accepted_late.why if application.accepted_late else None,
        "note": application.note,
        "source": json_of(_SOURCE_COLUMNS, [application.source])[0] if application.source else None,
        "changes": json_of((_STATE, _DATE, *_WHO_AND_WHY), application.changes),
    }
    title = tr("Application of {municipality} to {id}", municipality=application.municipality, id=found.id)
    history = table_of("History", (_DATE, _STATE, *_WHO_AND_WHY), application.changes)
    run.show(Report(data, (_sheet(title, application, summary), history), personal=True))


def _sheet(title: str, application: Application, summary: dict[str, Any]) -> Table:
    source = application.source
    return facts(
        title,
        (
            ("municipality", application.municipality),
            ("name", summary["name"]),
            ("received", summary["received"]),
            ("postmark", application.postmark),
            ("state", application.state),
            ("on_time", summary["on_time"]),
            ("missing", ", ".join(map(item_in_words, summary["missing"]))),
            ("score", application.score),
            ("question", question_in_words(application.question)),
            *((labels[2], application.contents.get(item, "")) for item, labels in ITEM_LABELS.items()),
            ("Political case", _shown_case(application)),
            ("Contact", application.contact),
            ("Note", application.note),
            (
                "Source",
                tr("{file}, {sheet}, row {row}", file=source.file, sheet=source.sheet or "csv", row=source.row)
                if source
                else "",
            ),
        ),
    )


def _case(application: Application) -> str:
    case = assessment_of(application).case
    return " ".join(part for part in (case.body, case.number, str(case.date or "")) if part) if case else ""


def _shown_case(application: Application) -> str:
    """The same with the day as the screen writes it."""
    case = assessment_of(application).case
    named = " ".join(part for part in (case.body, case.number) if part) if case else ""
    return tr("{case} {day}", case=named, day=case.date).strip() if case and case.date else named


def missing(ctx: typer.Context, cohort: CohortOption) -> None:
    """List exactly what each incomplete application lacks, and the rows that wait for a person.

    Example: kvadmin application missing --cohort P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    names = municipality_names(run.data)
    live = (each for each in run.data.all(Application, under=found.id) if each.state not in _OUT)
    incomplete = _by_name((each for each in live if missing_items(each)), names)
    waiting = [row for _, row in open_rows(run.data, found.id)]
    lacking_columns, waiting_columns = _lacking_columns(names), _waiting_columns(found.id)
    data = {
        "schema": 1,
        "cohort": found.id,
        "incomplete": json_of(lacking_columns, incomplete),
        "waiting_rows": json_of(waiting_columns, waiting),
    }
    tables = (
        table_of(
            tr("Incomplete applications to {id}", id=found.id),
            lacking_columns,
            incomplete,
            empty=tr("No application to {id} lacks anything.", id=found.id),
        ),
        table_of("Rows that wait for a person", waiting_columns, waiting, empty=tr("No row waits for a person.")),
    )
    run.show(Report(data, tables))


def _lacking_columns(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("municipality", "No."),
        Column("name", "Municipality", get=lambda each: names.get(each.municipality, "")),
        Column(
            "missing",
            "Missing",
            get=lambda each: list(missing_items(each)),
            show=lambda items: "; ".join(tr(ITEM_LABELS[item][2]) for item in items),
        ),
    )


def _waiting_columns(cohort: str) -> tuple[Column, ...]:
    def meant(row: IntakeRow) -> list[str]:
        return row.candidates or [row.municipality or ""]

    return (
        Column("id", "Id", get=lambda row: row.name),
        Column("row", "Row", get=place_of),
        Column("outcome", "Outcome"),
        Column("municipality"),
        Column("reason", "Reason", show=reason_in_words),
        Column("candidates"),
        Column("meant", "Candidates", get=meant, json=False, rank=1),
        Column("command", "Settle it with", "command", get=lambda row: settling_command(cohort, row), json=False),
    )
