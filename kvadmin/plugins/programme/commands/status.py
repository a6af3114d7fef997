"""``kvadmin status``: what the plugins report, and what needs action, each with its command."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.hooks import StatusSection
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..missed_plugins import missed_section
from ..status_order import ordered_actions, ordered_days

app = typer.Typer(rich_markup_mode=None)

_SECTIONS = (
    Column("title"),
    Column("lines", get=lambda section: list(section.lines)),
    Column("figures", get=lambda section: [asdict(figure) for figure in section.figures]),
)
_LINES = (
    Column("section", "Part", get=lambda line: line[0]),
    Column("line", "What stands there", get=lambda line: line[1]),
)
_DAYS = (
    Column("day", "Day", "date", get=lambda line: line[1].day),
    Column("until", "Until", "date", get=lambda line: line[1].until),
    Column("section", "Part", get=lambda line: line[0]),
    Column("text", "What", get=lambda line: line[1].text),
    Column("key", get=lambda line: line[1].key),
    Column("about", get=lambda line: line[1].about),
)
_ACTIONS = (
    Column("section", "Part", rank=1),
    Column("text", "What"),
    Column("command"),  # JSON has it here, the table at its end
    Column("due", "Due", "date"),
    Column("urgent"),
    Column("key"),
    Column("about"),
    Column("command", "Command", "command", json=False),
)


@app.command()
def status(
    ctx: typer.Context,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="Reference date.")] = "",
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write it as a page to read and print; - is stdout."),
    ] = None,
) -> None:
    """Show what stands where and what needs action, each with the command that does it.

    Example: kvadmin status --html status.html
    """
    run = session(ctx)
    if html is not None:
        from ..status_page.page_file import check_page_file, write_page_file

        alone = check_page_file(run, str(html))
    day = parse_day(as_of, where="--as-of") if as_of else run.today
    sections: list[StatusSection] = run.gather("kvadmin_status", snapshot=run.data, today=day)
    sections = [*missed_section(run), *sections]
    if html is not None:
        write_page_file(run, sections, day, str(html))
        if alone:
            return
    actions = [{"section": title, **asdict(item)} for title, item in ordered_actions(sections)]
    days = ordered_days(sections)
    data = {
        "schema": 1,
        "as_of": day,
        "sections": json_of(_SECTIONS, sections),
        "needs_action": json_of(_ACTIONS, actions),
        "calendar": json_of(_DAYS, days),
    }
    lines = [(section.title, line) for section in sections for line in section.lines]
    stands = table_of(tr("Status on {day}", day=day), _LINES, lines)
    tables = [stands, *(table for section in sections for table in section.tables)]
    if days:
        tables.append(table_of("Calendar", _DAYS, days))
    run.show(Report(data, (*tables, table_of("Needs action", _ACTIONS, actions))))
