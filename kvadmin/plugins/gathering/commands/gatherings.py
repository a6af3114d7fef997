"""``gathering list`` and ``gathering show``."""

from __future__ import annotations

import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Gathering
from kvadmin.api.reports import Column, Report, Table

from ..agenda import items_in_order
from ..loaded_gathering import load_gathering
from ..registrations.registration_book import RegistrationBook
from .arguments import GatheringArgument


def list_gatherings(ctx: typer.Context) -> None:
    """List the gatherings by day, with how many come and wait.

    Example: kvadmin gathering list
    """
    run = session(ctx)
    found = sorted(run.data.all(Gathering), key=lambda each: (each.start, each.id))
    columns = (
        Column("id", "Id"),
        Column("name", "Name"),
        Column("kind", "Kind"),
        Column("from", "From", "date"),
        Column("to", "To", "date"),
        Column("place", "Place"),
        Column("cohort", "Cohort"),
        Column("capacity", "Seats", "int"),
        Column("active", "Registered", "int"),
        Column("waiting", "Waiting", "int"),
        Column("cancelled", "Cancelled", "bool"),
    )
    rows = []
    for each in found:
        book = RegistrationBook(run.data, each)
        numbers = (each.capacity, len(book.active), len(book.waiting))
        rows.append(
            (each.id, each.name, each.kind, each.start, each.to, each.place, each.cohort, *numbers, each.cancelled)
        )
    keys = [column.key for column in columns]
    data = {"schema": 1, "gatherings": [dict(zip(keys, row, strict=True)) for row in rows]}
    run.show(Report(data, (Table(tr("Gatherings"), columns, tuple(rows)),)))


def show(ctx: typer.Context, gathering: GatheringArgument) -> None:
    """Show one gathering: its days, how many come, who waits, and its programme.

    Example: kvadmin gathering show 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    one, book = found.gathering, found.book
    hidden = found.roster().hidden
    data = {
        "schema": 1,
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "from": one.start,
        "to": one.to,
        "place": one.place,
        "cohort": one.cohort or None,
        "registration_deadline": one.registration_deadline,
        "capacity": one.capacity,
        "cancelled": one.cancelled,
        "active": len(book.active),
        "hidden": hidden,
        "waiting": [{"id": each.id, "name": each.registration.name} for each in book.waiting],
        "uid": one.uid,
        "sequence": one.sequence,
        "invitations": [{"to": each.to, "on": each.on, "contacts": each.contacts} for each in one.invitations],
        "agenda": [
            {"day": each.day or one.start, "start": each.start, "end": each.end, "title": each.title,
             "speaker": each.speaker, "organisation": each.organisation, "room": each.room, "track": each.track,
             "meal": each.meal}
            for each in items_in_order(one)
        ],
    }  # fmt: skip
    facts = [
        ("Name", one.name),
        ("Kind", one.kind),
        ("Days", f"{one.start} to {one.end}" if one.end != one.start else str(one.start)),
        ("Place", one.place),
        ("Cohort", one.cohort),
        ("Register by", str(one.registration_deadline or "")),
        ("Cancelled", "yes" if one.cancelled else ""),
        ("Registered", f"{len(book.active)}" + (f" of {one.capacity} seats" if one.capacity else "")),
        ("Not on the list", str(hidden)),
        ("Waiting", ", ".join(each.registration.name for each in book.waiting)),
        ("Invited", "; ".join(f"{each.to} ({len(each.contacts)})" for each in one.invitations)),
    ]
    shown = tuple(fact for fact in facts if fact[1])
    table = Table(tr("Gathering {id}", id=one.id), (Column("field", "Field"), Column("value", "Value")), shown)
    run.show(Report(data, (table, agenda_table(one))))


def agenda_table(gathering: Gathering) -> Table:
    """The programme as a table, numbered as ``agenda remove`` wants it."""
    columns = (
        Column("number", "No.", "int"),
        Column("day", "Day", "date"),
        Column("time", "Time"),
        Column("title", "Title"),
        Column("speaker", "Speaker"),
        Column("organisation", "Organisation"),
        Column("room", "Room"),
        Column("track", "Track"),
        Column("meal", "Meal"),
    )
    rows = tuple(
        (number, each.day or gathering.start, f"{each.start}-{each.end}", each.title, each.speaker, each.organisation,
         each.room, each.track, each.meal)
        for number, each in enumerate(items_in_order(gathering), 1)
    )  # fmt: skip
    return Table(tr("Programme"), columns, rows)
