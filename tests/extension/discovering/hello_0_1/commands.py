"""The command ``kvadmin hello``."""

from __future__ import annotations

from typing import Annotated

import typer
from hello_0_1.greeting import greeting

from kvadmin.api import Column, Municipality, Register, Report, Table, session

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
