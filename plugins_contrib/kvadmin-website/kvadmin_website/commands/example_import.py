"""``website example import``: the answers of a web form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.imports import nothing_taken_in, read_list, register_on, rows_report
from kvadmin.api.reports import Column
from kvadmin_website.bank.example_file import EXAMPLES, merge_answers

_COLUMNS = (Column("example", "Example"), Column("title", "Title"))


def import_examples(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The answers of a web form: xlsx, csv, xls or ods.")],
) -> None:
    """Take in the answers of a web form; the same file, with more answers in it, may come again and again.

    An answer that came before is known again, also where its text was edited since, or where it was removed.

    Example: kvadmin website example import svar.xlsx
    """
    run = session(ctx)
    read = read_list(run, file, EXAMPLES)
    merged = merge_answers(run, read.tables.tables, register_on(run.data, run.today), read.choices.date_order)
    report = rows_report(merged.rows, tr("Examples"), _COLUMNS)
    if refusal := nothing_taken_in([each for each in merged.rows if each.outcome != "manual"], str(file)):
        run.show(report)
        raise refusal
    change = run.transaction()
    for each in merged.new:
        change.create(each)
    read.remember(change)
    run.commit(change)
    run.show(report)
