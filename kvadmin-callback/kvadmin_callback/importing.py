"""``callback import``: a list as an office keeps it, in a workbook, a document or csv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from kvadmin.api import UsageError, session
from kvadmin.api.imports import (
    NEEDS_WHO,
    WHO_FIELDS,
    Importer,
    RowOutcome,
    municipality_of,
    municipality_written,
    parse_fields,
    read_list,
    register_on,
    rows_refusal,
    rows_report,
    why_no_municipality,
)

from kvadmin_callback.records import FIELDS, CallbackEntry, free_id

if TYPE_CHECKING:
    from kvadmin.api.imports import Register, Row, SheetTable

# Which headings a column may have; upper and lower case are one. kvadmin asks where it is not sure.
_HEADINGS = """
text: Oppgave | Oppgåve | Hva | Kva | Tekst | What | Task | Text
due: Frist | Innen | Innan | Due | Deadline | By
"""
_FIELDS = parse_fields(_HEADINGS, WHO_FIELDS, {"due": {"kind": "date"}})
#: What a row must say: what is to be done, and for whom.
ENTRIES = Importer("callback", _FIELDS, (("text",), NEEDS_WHO))


def take_in(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook, a document or csv.")],
) -> None:
    """Take in a list; when a row cannot be right, nothing is written. What is there already stays as it is.

    Example: kvadmin callback import todo.xlsx
    """
    run = session(ctx)
    read = read_list(run, file, ENTRIES)
    register = register_on(run.data, run.today)
    entries = {each.id: each for each in run.data.all(CallbackEntry)}
    before = set(entries)
    rows = [
        _take_row(entries, table, row, register) for table in read.tables.tables for row in table.rows if row.filled
    ]
    report = rows_report(rows, "To do")
    if refusal := rows_refusal(rows, str(file)):
        run.show(report)
        raise refusal
    change = run.transaction()
    for key in sorted(set(entries) - before):
        change.create(entries[key])
    # How this file was read is kept, and need not be asked again.
    read.remember(change)
    run.commit(change)
    run.show(report)


def _take_row(
    entries: dict[str, CallbackEntry],
    table: SheetTable,
    row: Row,
    register: Register,
) -> RowOutcome:
    """Put a row to the entries, unless it is there already; what became of it."""
    match = municipality_of(table, row, register)
    number = match.number
    if match.verdict != "found" or number is None:
        written = municipality_written(table, row)
        return RowOutcome(
            sheet=table.sheet.name,
            row=row.number,
            outcome="refused",
            reason=why_no_municipality(match, written),
            candidates=match.candidates,
            unknown=bool(written),
        )
    try:
        text = FIELDS.read("text", [table.text(row, "text")])[1]
        due = FIELDS.read("due", [table.text(row, "due")])[1]
    except UsageError as error:
        return RowOutcome(
            sheet=table.sheet.name, row=row.number, outcome="refused", municipality=number, reason=error.message
        )
    new = CallbackEntry(id=free_id(set(entries), number), municipality=number, text=text, due=due)
    known = any((each.municipality, each.text, each.due) == (number, text, due) for each in entries.values())
    if not known:
        entries[new.id] = new
    outcome = "unchanged" if known else "imported"
    return RowOutcome(sheet=table.sheet.name, row=row.number, outcome=outcome, municipality=number, reason=text)
