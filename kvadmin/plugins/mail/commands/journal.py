"""``journal export``: the list of letters out and applications in, by case and document number."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, listing

from ..after.journal import whole_journal
from .letter_columns import day_cell

_COLUMNS = (
    Column("case", "Case"),
    Column("document", "Document", "int", get=lambda row: row.document or None),
    Column("date", "Date", "date", get=attrgetter("sent"), show=day_cell, json=False),
    Column("direction", "In/out", rank=1),
    Column("party", "Party"),
    Column("addressee", "From or to"),
    Column("subject", "Subject"),
    Column("channel", "By", rank=2),
    Column("form", "Form", rank=2),
    Column("attachments", "Attachments", "int", rank=3),
    Column("mailing", "Mailing", rank=3),
    Column("message_id"),
    Column("date", get=attrgetter("sent")),  # JSON has always had the day last
)


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
    run = session(ctx)
    begin = parse_day(first, where="--from").isoformat() if first else ""
    end = parse_day(last, where="--to").isoformat() if last else "9999"
    rows = [
        row
        for row in whole_journal(run.data, run.folder)
        if begin <= row.sent <= end and (not case or row.case == case)
    ]
    run.show(listing("documents", _COLUMNS, rows, title="Journal", personal=True))
