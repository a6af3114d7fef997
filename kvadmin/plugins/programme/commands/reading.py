"""``reading explain``, ``list`` and ``forget``: how office files are read, and what has been said of it."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import msgspec
import typer

from kvadmin.api import UnknownName, session, tr
from kvadmin.api.imports import explanation, find_importer, kept_readings, look_into
from kvadmin.api.records import KeptReading, Readings
from kvadmin.api.reports import Column, Report, listing
from kvadmin.api.wording import near_names


def explain(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Workbook or csv, as it is.")],
    kind: Annotated[str, typer.Option("--as", metavar="KIND", help="applications, registrations, scores, contacts, …")],
) -> None:
    """Show how a file would be read: per column what it is taken as and why; questions with what answers them.

    Nothing is imported. Exit 1 when there are questions.

    Example: kvadmin reading explain memberships.csv --as memberships
    """
    run = session(ctx)
    tables = look_into(run, file, find_importer(run, kind))
    data, table = explanation(tables)
    run.show(Report({"schema": 1, "file": file.name, "as": kind, **data}, (table,), personal=True))
    if tables.questions:
        raise typer.Exit(1)


class _Line(msgspec.Struct):
    importer: str
    number: int
    reading: KeptReading


_COLUMNS = (
    Column("importer", "Kind"),
    Column("number", "No.", "int"),
    Column("said", "Said", get=lambda line: _said(line.reading), show=" ".join),
    Column("headings", "Headings", rank=1, get=lambda line: line.reading.headings, show=", ".join),
    Column("file", "Of", rank=2, get=lambda line: line.reading.file),
    Column("kept", "On", "date", rank=3, get=lambda line: line.reading.kept),
)


def list_(ctx: typer.Context) -> None:
    """List what has been said of how lists are read; the next list with the same headings is read that way.

    Example: kvadmin reading list
    """
    run = session(ctx)
    lines = [
        _Line(each.importer, number, reading)
        for each in run.data.all(Readings)
        for number, reading in enumerate(each.lists, 1)
    ]
    run.show(
        listing(
            "readings", _COLUMNS, lines, title=tr("{count} readings", count=len(lines)), empty=tr("No reading is kept.")
        )
    )


def _said(reading: KeptReading) -> list[str]:
    """The options that would say the same."""
    said = [f"--map {quote(f'{heading}={field}')}" for heading, field in reading.mapped.items()]
    said += [f"--ignore {quote(heading)}" for heading in reading.ignored]
    said += [f"--sheet {quote(reading.sheet)}"] if reading.sheet else []
    said += [f"--header-row {reading.header_row}"] if reading.header_row else []
    return [*said, *([f"--date-order {reading.date_order}"] if reading.date_order else [])]


def forget(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="applications, registrations, …")],
    number: Annotated[
        int | None, typer.Argument(metavar="[NO]", help="Its number in `reading list`; else all.")
    ] = None,
) -> None:
    """Forget what was said of how a kind of list is read.

    Example: kvadmin cohort import memberships.csv --ignore reason && kvadmin reading forget memberships 1
    """
    run = session(ctx)
    kept = kept_readings(run.data, kind)
    if not kept or (number is not None and not 1 <= number <= len(kept)):
        raise UnknownName(
            tr("nothing of that is kept: {kind} {number}", kind=kind, number=number or ""),
            hint=tr("see: kvadmin reading list"),
            near=near_names(kind, [] if kept else [each.importer for each in run.data.all(Readings)]),
            code="unknown-reading",
        )
    left = [each for at, each in enumerate(kept, 1) if number is not None and at != number]
    change = run.transaction()
    if left:
        change.update(Readings(importer=kind, lists=left))
    else:
        change.delete(Readings, kind)
    run.commit(change)
