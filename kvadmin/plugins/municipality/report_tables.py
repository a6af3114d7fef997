"""What the commands about municipalities print, as reports for the documents floor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kvadmin.api import tr
from kvadmin.api.commands import RegisterFile, RegisterMerge
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.reports import Column, Report, Table

from .contacts import by_role_and_name

_LISTED = (
    Column("number", "Number"),
    Column("name", "Name"),
    Column("county", "County"),
    Column("region", "Region"),
    Column("population", "Population", "int"),
    Column("language_form", "Language form"),
    Column("valid_from", "Valid from", "date"),
    Column("valid_to", "Valid to", "date"),
)
_CONTACT = (
    Column("id", "Id"),
    Column("name", "Name"),
    Column("role", "Role"),
    Column("title", "Title"),
    Column("email", "E-mail"),
    Column("phone", "Phone"),
    Column("note", "Note"),
)


def municipality_json(each: Municipality, *, contacts: bool = True) -> dict[str, Any]:
    """A municipality as JSON has it: every field, the size class beside them."""
    data = msgspec.structs.asdict(each)
    found = data.pop("contacts")
    data["size_class"] = each.size_class
    return data | ({"contacts": [msgspec.structs.asdict(one) for one in by_role_and_name(found)]} if contacts else {})


def register_report(found: Iterable[Municipality]) -> Report:
    """The register as a list."""
    rows = [municipality_json(each, contacts=False) for each in found]
    notes = sorted({row["note"] for row in rows if row["note"]})
    shown = notes if len(notes) <= 5 else []
    return Report(
        {"schema": 1, "municipalities": rows},
        (Table.of(tr("{number} municipalities", number=len(rows)), _LISTED, rows, shown),),
    )


def municipality_report(each: Municipality, extra: Mapping[str, Any]) -> Report:
    """One municipality with its contacts."""
    data = municipality_json(each) | dict(extra)
    facts = tuple(
        (name, _text(value)) for name, value in data.items() if name != "contacts" and value not in (None, "", [])
    )
    people = [msgspec.structs.asdict(one) for one in by_role_and_name(each.contacts)]
    first = Table(f"{each.number} {each.name}", (Column("field", "Field"), Column("value", "Value")), facts)
    return Report(
        {"schema": 1, **data},
        (first, Table.of(tr("Contacts"), _CONTACT, people)) if people else (first,),
    )


def contacts_report(found: Iterable[tuple[Municipality, Contact]]) -> Report:
    """Contacts of several municipalities."""
    rows = [
        {"municipality": where.number, "municipality_name": where.name, **msgspec.structs.asdict(one)}
        for where, one in found
    ]
    columns = (Column("municipality", "Number"), Column("municipality_name", "Municipality"), *_CONTACT)
    return Report(
        {"schema": 1, "contacts": rows}, (Table.of(tr("{number} contacts", number=len(rows)), columns, rows),)
    )


def import_report(file: str, read: RegisterFile, merged: RegisterMerge) -> Report:
    """What became of each row of a register file."""
    several = len({row.sheet for row in read.rows}) > 1
    rows: list[dict[str, Any]] = [
        {
            "sheet": fate.row.sheet,
            "row": fate.row.line,
            "outcome": fate.outcome,
            "municipality": fate.row.number or None,
            "name": fate.row.values.get("name"),
            "reason": fate.reason,
            "changes": {name: {"from": old, "to": new} for name, (old, new) in fate.changes.items()},
        }
        for fate in merged.fates
    ]
    counts = merged.counts()
    columns = (
        *((Column("sheet", "Sheet"),) if several else ()),
        Column("row", "Row", "int"),
        Column("municipality", "Number"),
        Column("name", "Name"),
        Column("outcome", "Outcome"),
        Column("reason", "What"),
    )
    cells = [{key: value for key, value in row.items() if key != "changes"} for row in rows]
    summary = ", ".join(f"{outcome} {count}" for outcome, count in counts.items())
    table = Table.of(tr("{number} rows: {summary}", number=len(rows), summary=summary), columns, cells)
    data = {
        "schema": 1,
        "file": file,
        "rows": rows,
        "counts": counts,
        "unread_columns": list(read.unread),
        "remarks": list(read.remarks),
        "absent": list(merged.absent),
    }
    return Report(data, (table,))


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
