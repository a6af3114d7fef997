"""``kvadmin status``: what the plugins report, and what needs action, each with its command."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.hooks import StatusSection
from kvadmin.api.reports import Column, Report, Table

app = typer.Typer(rich_markup_mode=None)


@app.command()
def status(
    ctx: typer.Context,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="Reference date.")
    ] = None,
) -> None:
    """Show what stands where and what needs action, each with the command that does it.

    Example: kvadmin status
    """
    run = session(ctx)
    day = as_of.date() if as_of else run.today
    sections: list[StatusSection] = run.gather("kvadmin_status", snapshot=run.data, today=day)
    actions = [(section.title, item) for section in sections for item in section.actions]
    actions.sort(key=lambda pair: (not pair[1].urgent, str(pair[1].due or "9999")))
    data = {
        "schema": 1,
        "as_of": day,
        "sections": [{"title": section.title, "lines": list(section.lines)} for section in sections],
        "needs_action": [
            {"section": title, "text": item.text, "command": item.command, "due": item.due, "urgent": item.urgent}
            for title, item in actions
        ],
    }
    facts = Table(
        tr("Status on {day}", day=day.isoformat()),
        (Column("section", "Part"), Column("line", "What stands there")),
        tuple((section.title, line) for section in sections for line in section.lines),
    )
    todo = Table(
        tr("Needs action"),
        (
            Column("section", "Part"),
            Column("text", "What"),
            Column("due", "Due", "date"),
            Column("command", "Command", "command"),
        ),
        tuple((title, item.text, item.due, item.command) for title, item in actions),
    )
    run.show(Report(data, (facts, todo)))
