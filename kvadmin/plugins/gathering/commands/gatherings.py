"""``gathering list`` and ``gathering show``."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.documents import PublishedEntries
from kvadmin.api.records import Gathering, Municipality
from kvadmin.api.reports import Column, Report, facts, json_of, listing, table_of
from kvadmin.api.wording import near_names

from ..calendar_entries import calendar_entries
from ..loaded_gathering import load_gathering
from ..registrations.registration_book import RegistrationBook
from ..seating_plan import seating_state
from .agenda import AGENDA_COLUMNS, numbered_items
from .arguments import GatheringArgument

_COLUMNS = (
    Column("id", "Id", get=attrgetter("gathering.id")),
    Column("name", "Name", get=attrgetter("gathering.name")),
    Column("kind", "Kind", get=attrgetter("gathering.kind"), rank=2),
    Column("from", "From", "date", get=attrgetter("gathering.start")),
    Column("to", "To", "date", get=attrgetter("gathering.to"), rank=2),
    Column("place", "Place", get=attrgetter("gathering.place"), rank=3),
    Column("cohort", "Cohort", get=attrgetter("gathering.cohort"), rank=1),
    Column("municipality", "Municipality", get=attrgetter("gathering.municipality"), rank=2),
    Column("capacity", "Seats", "int", get=attrgetter("gathering.capacity"), rank=2),
    Column("active", "Registered", "int", get=lambda each: len(each.active)),
    Column("waiting", "Waiting", "int", get=lambda each: len(each.waiting), rank=1),
    Column("free", "Free", "int", get=attrgetter("free"), rank=2),
    Column("cancelled", "Cancelled", "bool", get=attrgetter("gathering.cancelled"), rank=1),
)


def list_gatherings(
    ctx: typer.Context,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Only of this kind, such as visit.")] = "",
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", metavar="M", help="Only visits of this one: number or name.")
    ] = "",
) -> None:
    """List the gatherings by day, with how many come and wait.

    Example: kvadmin gathering list
    """
    run = session(ctx)
    if kind and kind not in Gathering.KINDS:
        hint = tr("one of {kinds}", kinds=", ".join(Gathering.KINDS))
        near = near_names(kind, Gathering.KINDS)
        raise UsageError(
            tr("unknown kind {kind!r}", kind=kind), where="--kind", hint=hint, near=near, code="unknown-word"
        )
    number = find_municipality(run.data, municipality, run.today).number if municipality else ""
    found = [
        each
        for each in sorted(run.data.all(Gathering), key=lambda each: (each.start, each.id))
        if (not kind or each.kind == kind) and (not number or each.municipality == number)
    ]
    books = (RegistrationBook(run.data, each) for each in found)
    run.show(listing("gatherings", _COLUMNS, books), keys=[each.id for each in found])


def show(ctx: typer.Context, gathering: GatheringArgument) -> None:
    """Show one gathering: its days, how many come, who waits, and its programme.

    Example: kvadmin gathering show 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    one, book = found.gathering, found.book
    hidden = found.roster().hidden
    seats, plan = book.seats, seating_state(one, book.active)
    items = numbered_items(one)
    [entry] = calendar_entries(one, found.programme, "nb", PublishedEntries.of(run.data))
    data = {
        "schema": 1,
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "from": one.start,
        "to": one.to,
        "place": one.place,
        "cohort": one.cohort or None,
        "municipality": one.municipality or None,
        "registration_deadline": one.registration_deadline,
        "capacity": one.capacity,
        "cancelled": one.cancelled,
        "active": seats.taken,
        "free": seats.free,
        "too_many": seats.over,
        "hidden": hidden,
        "waiting": [{"id": each.id, "name": each.registration.name} for each in book.waiting],
        "seating_plan": plan.as_json() if one.groups else None,
        "uid": entry.uid,
        "sequence": entry.sequence,
        "invitations": [{"to": each.to, "on": each.on, "contacts": each.contacts} for each in one.invitations],
        "agenda": json_of([each for each in AGENDA_COLUMNS if each.key != "number"], items),
    }
    sheet = facts(
        tr("Gathering {id}", id=one.id),
        (
            ("Name", one.name),
            ("Kind", one.kind),
            ("Days", tr("{first} to {last}", first=one.start, last=one.end) if one.end != one.start else one.start),
            ("Place", one.place),
            ("Cohort", one.cohort),
            ("Municipality", _named(run, one.municipality)),
            ("Register by", one.registration_deadline),
            ("Cancelled", one.cancelled or None),
            ("Registered", seats.sentence()),
            ("Not on the list", hidden),
            ("Waiting", ", ".join(each.registration.name for each in book.waiting)),
            ("Seating plan", plan.sentence() if one.groups else None),
            ("Invited", "; ".join(f"{each.to} ({len(each.contacts)})" for each in one.invitations)),
        ),
    )
    run.show(Report(data, (sheet, table_of("Programme", AGENDA_COLUMNS, items)), personal=True))


def _named(run: Session, number: str) -> str:
    """``0301 Oslo``; the number alone where nobody has it."""
    found = run.data.find(Municipality, number) if number else None
    return f"{number} {found.name}" if found else number
