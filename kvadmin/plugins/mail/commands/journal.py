"""``journal export``: the list of letters out and applications in, by case and document number."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, Report, Table

from .arguments import need_mail_libraries

if TYPE_CHECKING:
    from ..after.journal import JournalRow


def export(
    ctx: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="From that day.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Up to that day.")] = "",
    case: Annotated[str, typer.Option("--case", metavar="NUMBER", help="Only this case.")] = "",
) -> None:
    """The journal list: case and document number, date, party and subject of every letter and application.

    Letters that have left by e-mail or as drafts; those by post once it is noted when they were posted.

    Example: kvadmin journal export --format csv -o journal.csv
    """
    need_mail_libraries()
    from ..after.journal import whole_journal

    run = session(ctx)
    begin = parse_day(first, where="--from").isoformat() if first else ""
    end = parse_day(last, where="--to").isoformat() if last else "9999"
    rows = [
        row
        for row in whole_journal(run.data, run.folder)
        if begin <= row.sent <= end and (not case or row.case == case)
    ]
    run.show(_report(rows))


def _report(found: list[JournalRow]) -> Report:
    columns = (
        Column("case", "Case"),
        Column("document", "Document", "int"),
        Column("date", "Date"),
        Column("direction", "In/out"),
        Column("party", "Party"),
        Column("addressee", "From or to"),
        Column("subject", "Subject"),
        Column("channel", "By"),
        Column("form", "Form"),
        Column("attachments", "Attachments", "int"),
        Column("mailing", "Mailing"),
    )
    told: list[dict[str, Any]] = []
    for row in found:
        values = asdict(row)
        values["date"] = values.pop("sent")
        values["document"] = values["document"] or None
        told.append(values)
    table = Table.of(tr("Journal"), columns, [{c.key: each[c.key] for c in columns} for each in told])
    return Report({"schema": 1, "documents": told}, (table,))
