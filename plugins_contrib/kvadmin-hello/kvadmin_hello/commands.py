"""The command ``kvadmin hello``."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin.api.imports import Register
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column, Report, Table
from kvadmin_hello.greeting import greeting

app = typer.Typer(rich_markup_mode=None)


@app.command()
def hello(
    ctx: typer.Context, municipality: Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name.")]
) -> None:
    """Greet a municipality.

    Example: kvadmin hello 0301
    """
    run = session(ctx)
    found = Register(run.data.all(Municipality)).find(municipality)
    text = greeting(found)
    data = {"schema": 1, "municipality": found.number, "greeting": text}
    run.show(Report(data, (Table("", (Column("greeting", "Greeting"),), ((text,),)),)))
