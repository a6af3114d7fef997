"""The command ``kvadmin hello``."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin.api.commands import find_municipality
from kvadmin.api.reports import Column, listing
from kvadmin_hello.greeting import greeting

COLUMNS = (Column("municipality", "No."), Column("greeting", "Greeting"))


def hello(
    ctx: typer.Context,
    municipality: Annotated[str, typer.Argument(metavar="NUMBER", help="The municipality, by number or name.")],
) -> None:
    """Greet a municipality.

    Example: kvadmin hello 0301
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    said = {"municipality": found.number, "greeting": greeting(run.data, found)}
    run.show(listing("greetings", COLUMNS, [said]))
