"""``kvadmin status``: what the plugins report, and what needs action, each with its command."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..work_list import ListedAction, WorkList, work_list

if TYPE_CHECKING:
    from kvadmin.api.reports import Table

app = typer.Typer(rich_markup_mode=None)


@app.command()
def status(
    ctx: typer.Context,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="Reference date.")] = "",
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write it as a page to read and print; - is stdout."),
    ] = None,
) -> None:
    """Show what stands where, which days come, and what needs action, each with the command that does it.

    Example: kvadmin status --html status.html
    """
    run = session(ctx)
    if html is not None:
        from ..status_page.page_file import check_page_file, write_page_file

        alone = check_page_file(run, str(html))
    day = parse_day(as_of, where="--as-of") if as_of else run.today
    found = work_list(run, day)
    if html is not None:
        write_page_file(run, found, str(html))
        if alone:
            return
    run.show(_report(found))


def _report(found: WorkList) -> Report:
    data = {
        "schema": 1,
        "as_of": found.day,
        "sections": json_of(_SECTIONS, found.sections),
        "needs_action": json_of(_ACTIONS, found.actions),
        "calendar": json_of(_DAYS, found.days),
    }
    lines = [(section.title, line) for section in found.sections for line in section.lines]
    stands = table_of(tr("Status on {day}", day=found.day), _LINES, lines)
    tables = [stands, *(table for section in found.sections for table in section.tables)]
    if found.days:
        tables.append(table_of("Calendar", _shown_days(found), found.days))
    tables.append(table_of("Needs action", _shown_actions(found), found.actions, empty=tr("Nothing needs action.")))
    return Report(data, tuple(tables))


def _tables(section: Any) -> list[dict[str, Any]]:
    """The tables for programs: each row by the keys of its columns."""
    return [{"title": each.title, "rows": _rows(each)} for each in section.tables]


def _rows(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _shown_days(found: WorkList) -> tuple[Column, ...]:
    """The columns of the calendar on the screen: the last day only where something lasts longer than one."""
    lasting = any(one.entry.until for one in found.days)
    return tuple(column for column in _DAYS if lasting or column.key != "until")


def _shown_actions(found: WorkList) -> tuple[Column, ...]:
    """The columns of the actions on the screen: how urgent one is in a word, where any is; its colour says no more."""

    def urgency(one: ListedAction) -> str:
        if one.item.due and one.item.due < found.day:
            return tr("overdue")
        return tr("urgent") if one.item.urgent else ""

    if not any(map(urgency, found.actions)):
        return _ACTIONS
    at = next(index for index, column in enumerate(_ACTIONS) if column.key == "urgent")
    return (*_ACTIONS[:at], Column("urgency", "Urgency", get=urgency, json=False), *_ACTIONS[at:])


_SECTIONS = (
    Column("title"),
    Column("lines", get=lambda section: list(section.lines)),
    Column("figures", get=lambda section: [asdict(figure) for figure in section.figures]),
    Column("tables", get=_tables),
)
_LINES = (
    Column("section", "Part", get=lambda line: line[0]),
    Column("line", "What stands there", get=lambda line: line[1]),
)


def _of_day(name: str) -> Any:
    return lambda one: getattr(one.entry, name)


def _of_action(name: str) -> Any:
    return lambda one: getattr(one.item, name)


_DAYS: tuple[Column, ...] = (
    Column("day", "Day", "date", get=_of_day("day")),
    Column("until", "Until", "date", get=_of_day("until"), rank=1),
    Column("section", "Part", get=lambda one: one.section, rank=2),
    Column("text", "What", get=_of_day("text")),
    Column("key", get=_of_day("key")),
    Column("about", get=_of_day("about")),
)
_ACTIONS: tuple[Column, ...] = (
    Column("section", "Part", get=lambda one: one.section, rank=1),
    Column("text", "What", get=_of_action("text")),
    Column("command", get=_of_action("command")),  # JSON has it here, the table at its end
    Column("due", "Due", "date", get=_of_action("due")),
    Column("urgent", get=_of_action("urgent")),
    Column("key", get=_of_action("key")),
    Column("about", get=_of_action("about")),
    Column("command", "Command", "command", get=_of_action("command"), json=False),
)
