"""Strangers whose commands stand under the nouns of others, and one whose noun is a Typer app."""

from __future__ import annotations

from extension.stranger import STAR

#: Commands under built-in nouns: one that reads, one that writes, a group, an import.
VISITS = (
    STAR
    + '''
import typer
from pathlib import Path
from typing import Annotated
from kvadmin.api.imports import WHO_FIELDS, Importer, parse_fields, read_list
GUESTS = Importer("guests", parse_fields("guest: Gjest", WHO_FIELDS, {}), (("guest",),))
def visits(ctx: typer.Context, municipality: Annotated[str, typer.Argument(metavar="MUNICIPALITY")], how: str = ""):
    """Show the visits of a municipality.

    Example: kvadmin municipality visits 0301
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    if how == "break":
        raise ValueError("the road is closed")
    if how == "refuse":
        raise Refused("nobody is at home", code="state-forbids")
    run.show(listing("visits", (Column("number", "No."), Column("population", "People")), [found]))
def visit(ctx: typer.Context, municipality: str, population: int):
    """Count the inhabitants on a visit."""
    run = session(ctx)
    change = run.transaction()
    found = find_municipality(run.data, municipality, run.today)
    change.set_extra(Municipality, found.number, "counted", population)
    change.put_file("guests.txt", b"Ola")
    run.commit(change)
def guests(ctx: typer.Context, file: Path):
    """Take guests in."""
    for table in read_list(session(ctx), file, GUESTS).tables.tables:
        session(ctx).info(table.text(table.rows[0], "guest"))
@hookimpl
def kvadmin_commands():
    here = "plugin_visits:"
    return [
        Command("visits", "Visits of a municipality.", here + "visits", under="municipality", formats=("odt",)),
        Command("visit", "Count on a visit.", here + "visit", under="municipality", writes=True, sends=True),
        Command("guests", "Guests.", here + "guests", under="municipality", writes=True, imports=here + "GUESTS"),
        Command("notes", "Notes on indicators.", under="evaluation  indicators", commands=(
            Command("show", "Show the notes.", here + "visits"), Command("add", "Add one.", here + "visit", writes=True))),
    ]
@hookimpl
def kvadmin_fields():
    return [ExtraField("municipalities", "counted", "int")]
@hookimpl
def kvadmin_jobs():
    question = JobQuestion("municipality", "Which one?", like="municipality visits")
    return [Job("visits", "Visits", (JobStep("Look", "municipality visits {municipality}"),), (question,), order=1)]
'''
)

#: A noun of a stranger that is a Typer app with a group in it: what it has is known when it is loaded.
SHOP = (
    STAR
    + '''
import typer
app = typer.Typer(help="The shop.", rich_markup_mode=None)
inner = typer.Typer(help="The room behind it.")
app.add_typer(inner, name="inner")
@app.command("list")
def list_(ctx: typer.Context):
    """List the goods."""
    session(ctx).info("own list")
@app.command("show")
def show(ctx: typer.Context):
    """Show one."""
    session(ctx).info("own show")
@inner.command("one")
def one(ctx: typer.Context):
    """The first."""
@inner.command("two")
def two(ctx: typer.Context):
    """The second."""
@hookimpl
def kvadmin_commands():
    return [Command("shop", "The shop.", "plugin_shop:app", writes=("list",))]
'''
)


def commands(*declared: str, name: str = "odd") -> str:
    """A stranger with these declarations; the target ``T`` says which command it was called as."""
    items = ", ".join(
        each.replace("T)", f"'plugin_{name}:said')").replace("T,", f"'plugin_{name}:said',") for each in declared
    )
    return (
        STAR
        + f"""
import typer
def said(ctx: typer.Context):
    '''Say it.'''
    session(ctx).info("{name}: " + session(ctx).command)
@hookimpl
def kvadmin_commands():
    return [Command('good', 'Good.', 'plugin_{name}:said'), {items}]
"""
    )


#: A command under a noun that changes a record of another plugin and writes a file, and nothing else.
UNDER = (
    STAR
    + '''
import typer
def populate(ctx: typer.Context, number: str):
    """Count the inhabitants."""
    run = session(ctx)
    change = run.transaction()
    found = find_municipality(run.data, number, run.today)
    found.population = 600
    change.update(found)
    change.put_file("populated.txt", b"yes")
    run.commit(change)
@hookimpl
def kvadmin_commands():
    return [Command("populate", "Count.", "plugin_odd:populate", under="{noun}", writes=True)]
'''
)
