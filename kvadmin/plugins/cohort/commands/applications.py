"""``application list``, ``show`` and ``missing``: what has come in, and what each one lacks."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.records import Application, Cohort, State
from kvadmin.api.reports import Column, Report, Table
from kvadmin.api.wording import municipality_key

from ..applications.derived_state import assessment_of, missing_items, ruling_of
from ..applications.items import ITEM_LABELS
from ..applications.lookup import find_application
from ..intake.open_rows import open_rows, row_name, settling_command
from ..intake.reasons import REASONS
from .cohorts import names_of

CohortOption = Annotated[str, typer.Option("--cohort", metavar="C", help="Id of the cohort.")]
#: States in which an application stands for nothing any more.
_OUT = ("withdrawn", "superseded", "ineligible")
MunicipalityArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of the municipality.")]


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
            hint=tr("one of {state}", state=", ".join(State)),
        )
    found = run.data.get(Cohort, cohort)
    names = names_of(run.data)
    applications = [each for each in run.data.all(Application, under=found.id) if state in (None, each.state)]
    applications.sort(key=lambda each: municipality_key(names.get(each.municipality, ""), each.municipality))
    rows = [_row(each, found, names) for each in applications]
    columns = (
        Column("municipality", "No."),
        Column("name", "Municipality"),
        Column("received", "Received"),
        Column("state", "State"),
        Column("on_time", "On time"),
        Column("complete", "Complete", "bool"),
        Column("score", "Score", "decimal"),
        Column("question", "Open question"),
    )
    table = Table.of(tr("Applications to {id}", id=found.id), columns, rows, (_counted(rows),))
    run.show(Report({"schema": 1, "cohort": found.id, "applications": rows}, (table,)))


def _row(application: Application, cohort: Cohort, names: dict[str, str]) -> dict[str, Any]:
    missing = missing_items(application)
    return {
        "municipality": application.municipality,
        "name": names.get(application.municipality, ""),
        "received": application.received.strftime("%Y-%m-%d") if application.received else None,
        "state": application.state,
        "on_time": ruling_of(application, cohort).value,
        "complete": not missing,
        "missing": list(missing),
        "score": application.score,
        "question": application.question,
    }


def _counted(rows: list[dict[str, Any]]) -> str:
    live = [row for row in rows if row["state"] not in _OUT]
    good = sum(row["complete"] and row["on_time"] in ("on-time", "late-accepted") for row in live)
    out = f", {len(rows) - len(live)} withdrawn or out" if len(live) < len(rows) else ""
    return tr("{number} applications, {good} complete and on time{out}", number=len(live), good=good, out=out)


def show(ctx: typer.Context, cohort: CohortOption, municipality: MunicipalityArgument) -> None:
    """Show one application with its contents, its source and its history.

    Example: kvadmin application show 0301 --cohort P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    application = find_application(run, found.id, municipality)
    row = _row(application, found, names_of(run.data))
    source = application.source
    contents = {item: application.contents.get(item, "") for item in ITEM_LABELS}
    data = {
        "schema": 1,
        "cohort": found.id,
        **row,
        "postmark": application.postmark,
        "contents": contents,
        "political_case": _case(application),
        "contact": application.contact,
        "emails": application.emails,
        "phones": application.phones,
        "points": application.points,
        "accepted_late": application.accepted_late.why if application.accepted_late else None,
        "note": application.note,
        "source": {"file": source.file, "sheet": source.sheet, "row": source.row, "sha256": source.sha256}
        if source
        else None,
        "changes": [{"state": c.state, "date": c.date, "who": c.who, "why": c.why} for c in application.changes],
    }
    facts = [
        (name, _plain(data[name]))
        for name in ("municipality", "name", "received", "postmark", "state", "on_time", "missing", "score", "question")
    ]
    facts += [(labels[2], contents[item]) for item, labels in ITEM_LABELS.items()]
    facts += [("Political case", _case(application)), ("Contact", application.contact), ("Note", application.note)]
    if source:
        facts.append(("Source", f"{source.file}, {source.sheet or 'csv'}, row {source.row}"))
    field, value = Column("field", "Field"), Column("value", "Value")
    tables = (
        Table(
            tr("Application of {municipality} to {id}", municipality=application.municipality, id=found.id),
            (field, value),
            tuple(f for f in facts if f[1]),
        ),
        Table(
            tr("History"),
            (Column("date", "Date", "date"), Column("state", "State"), Column("who", "Who"), Column("why", "Why")),
            tuple((c.date, c.state, c.who, c.why) for c in application.changes),
        ),
    )
    run.show(Report(data, tables))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return "" if value is None else str(value)


def _case(application: Application) -> str:
    case = assessment_of(application).case
    return " ".join(part for part in (case.body, case.number, str(case.date or "")) if part) if case else ""


def missing(ctx: typer.Context, cohort: CohortOption) -> None:
    """List exactly what each incomplete application lacks, and the rows that wait for a person.

    Example: kvadmin application missing --cohort P3
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    names = names_of(run.data)
    lacking = [(each, missing_items(each)) for each in run.data.all(Application, under=found.id) if _counts(each)]
    lacking = [(each, items) for each, items in lacking if items]
    lacking.sort(key=lambda pair: municipality_key(names.get(pair[0].municipality, ""), pair[0].municipality))
    waiting = open_rows(run.data, found.id)
    data = {
        "schema": 1,
        "cohort": found.id,
        "incomplete": [
            {"municipality": a.municipality, "name": names.get(a.municipality, ""), "missing": list(items)}
            for a, items in lacking
        ],
        "waiting_rows": [
            {
                "row": row_name(row),
                "outcome": row.outcome,
                "municipality": row.municipality,
                "reason": row.reason,
                "candidates": row.candidates,
            }
            for _, row in waiting
        ],
    }
    tables = (
        Table(
            tr("Incomplete applications to {id}", id=found.id),
            (Column("municipality", "No."), Column("name", "Municipality"), Column("missing", "Missing")),
            tuple(
                (a.municipality, names.get(a.municipality, ""), "; ".join(ITEM_LABELS[i][2] for i in items))
                for a, items in lacking
            ),
        ),
        Table(
            tr("Rows that wait for a person"),
            (
                Column("row", "Row"),
                Column("outcome", "Outcome"),
                Column("reason", "Reason"),
                Column("candidates", "Candidates"),
                Column("command", "Settle it with", "command"),
            ),
            tuple(
                (
                    row_name(row),
                    row.outcome,
                    REASONS[row.reason][2] if row.reason in REASONS else row.reason,
                    ", ".join(row.candidates or filter(None, [row.municipality])),
                    settling_command(found.id, row),
                )
                for _, row in waiting
            ),
        ),
    )
    run.show(Report(data, tables))


def _counts(application: Application) -> bool:
    return application.state not in _OUT
