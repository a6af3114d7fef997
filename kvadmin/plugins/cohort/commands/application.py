"""The group ``kvadmin application``: which command is which function."""

from __future__ import annotations

import typer

from . import applications, scoring

app = typer.Typer(help="Import, judge and complete applications.", no_args_is_help=True, rich_markup_mode=None)

app.command("list")(applications.list_applications)
app.command("show")(applications.show)
app.command("missing")(applications.missing)
app.command("score")(scoring.score)
