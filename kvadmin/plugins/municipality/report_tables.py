"""What the commands about municipalities and contacts show: the columns of each list, declared once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from kvadmin.api import tr
from kvadmin.api.commands import RegisterImport
from kvadmin.api.records import Contact, Gathering, Municipality, MunicipalityOutline
from kvadmin.api.reports import Column, Report, facts, json_of, listing, table_of

from .contacts import by_role_and_name

#: Notes below the list, at most: a note that nearly every municipality has of its own is no note on the list.
_MOST_NOTES = 5

_MUNICIPALITY = (
    Column("number", "Number"),
    Column("name", "Name"),
    Column("names"),
    Column("aliases"),
    Column("sort_as"),
    Column("county", "County", rank=1),
    Column("county_number"),
    Column("region", "Region", rank=3),
    Column("population", "Population", "int", rank=1),
    Column("language_form", "Language form", rank=1),
    Column("lat"),
    Column("lon"),
    Column("organisation_number"),
    Column("address"),
    Column("valid_from", "Valid from", "date", rank=2),
    Column("valid_to", "Valid to", "date", rank=2),
    Column("successors"),
    Column("note"),
    Column("size_class"),
)
_CONTACT = (
    Column("id", "Id"),
    Column("name", "Name"),
    Column("role", "Role", rank=1),
    Column("title", "Title", rank=3),
    Column("email", "E-mail"),
    Column("phone", "Phone", rank=1),
    Column("sort_as"),
    Column("email_status"),
    Column("note", "Note", rank=2),
)
_VISIT = (
    Column("id", "Id"),
    Column("from", "From", "date", get=attrgetter("start")),
    Column("to", "To", "date", rank=2),
    Column("name", "Name"),
    Column("place", "Place", rank=2),
    Column("cancelled", "Cancelled", "bool", rank=1),
)
_CONTACT_OF_SEVERAL = (
    Column("municipality", "Number"),
    Column("municipality_name", "Municipality", rank=1),
    *_CONTACT,
    Column("language_form"),
)


def register_report(found: Iterable[MunicipalityOutline]) -> Report:
    """The register as a list."""
    municipalities = list(found)
    notes = sorted({each.note for each in municipalities if each.note})
    return listing(
        "municipalities",
        _MUNICIPALITY,
        municipalities,
        title=tr("{count} municipalities", count=len(municipalities)),
        notes=notes if len(notes) <= _MOST_NOTES else (),
    )


def municipality_report(each: Municipality, extra: Mapping[str, Any], visits: Sequence[Gathering] = ()) -> Report:
    """One municipality with its contacts, and the visits to it."""
    own = json_of(_MUNICIPALITY, [each])[0]
    contacts = by_role_and_name(each.contacts)
    data = {
        "schema": 1,
        **own,
        "contacts": json_of(_CONTACT, contacts),
        "visits": json_of(_VISIT, visits),
        **extra,
    }
    sheet = facts(f"{each.number} {each.name}", ((name, _text(value)) for name, value in {**own, **extra}.items()))
    tables = [sheet]
    if contacts:
        tables.append(table_of("Contacts", _CONTACT, contacts))
    if visits:
        tables.append(table_of("Visits", _VISIT, visits))
    return Report(data, tuple(tables), bool(contacts))


def contacts_report(found: Iterable[tuple[Municipality, Contact]]) -> Report:
    """Contacts of several municipalities."""
    contacts = [
        {"municipality": where.number, "municipality_name": where.name, "language_form": where.language_form}
        | msgspec.structs.asdict(each)
        for where, each in found
    ]
    title = tr("{count} contacts", count=len(contacts))
    return listing("contacts", _CONTACT_OF_SEVERAL, contacts, title=title, empty=tr("No contacts."), personal=True)


def import_report(file: str, found: RegisterImport) -> Report:
    """What became of each row of a register file."""
    several = len({each.row.sheet for each in found.rows}) > 1
    columns = (
        Column("sheet", "Sheet" if several else "", get=attrgetter("row.sheet")),
        Column("row", "Row", "int", get=attrgetter("row.line")),
        Column("outcome"),  # JSON has it here, the table behind the name
        Column("municipality", "Number", get=lambda each: each.row.number or None),
        Column("name", "Name", get=lambda each: each.row.values.get("name")),
        Column("outcome", "Outcome", json=False),
        Column("reason", "What"),
        Column("changes", get=_changes),
    )
    counts = found.counts()
    summary = ", ".join(f"{tr(outcome)} {count}" for outcome, count in counts.items())
    data = {
        "schema": 1,
        "file": file,
        "rows": json_of(columns, found.rows),
        "counts": counts,
        "unread_columns": list(found.unread),
        "remarks": list(found.remarks),
        "absent": list(found.absent),
    }
    title = tr("{count} rows: {summary}", count=len(found.rows), summary=summary)
    return Report(data, (table_of(title, columns, found.rows),))


def _changes(each: Any) -> dict[str, dict[str, Any]]:
    return {name: {"from": old, "to": new} for name, (old, new) in each.changes.items()}


def _text(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
