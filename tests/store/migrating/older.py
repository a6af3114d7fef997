"""A plugin whose records have changed their form twice, a folder of its first days, and what acts on both."""

from __future__ import annotations

from typing import Any, ClassVar

from store.programme import make
from store.records import COLLECTIONS, FIELDS

from kvadmin.extension.collections import Collection
from kvadmin.extension.migrations.step import Migration, Rename, Steps
from kvadmin.model.changes import Create, Remove, Set
from kvadmin.model.record import Record
from kvadmin.store.store import open_store


class Programme(Record, kw_only=True):
    collection: ClassVar[str] = "programme"
    schema: int = 1
    name: str = ""
    schemas: dict[str, int] = {}


class Visit(Record, kw_only=True):
    """Today's form, the third: who made it, and ``on`` for what was ``day``; remarks are notes of their own."""

    collection: ClassVar[str] = "visits"
    id: str
    on: str
    visitor: str


class Note(Record, kw_only=True):
    collection: ClassVar[str] = "notes"
    id: str
    text: str


HERE = __name__
ALL = (
    Collection("programme", "programme.yaml", f"{HERE}:Programme"),
    *(each for each in COLLECTIONS if each.name != "programme"),
    Collection("visits", "visits/{id}.yaml", f"{HERE}:Visit", plugin="visits"),
    Collection("notes", "notes/{id}.yaml", f"{HERE}:Note", plugin="visits"),
)


def with_visitor(older: Any) -> list[Any]:
    """Version 2: every visit says who made it."""
    return [
        Set("visits", key, ("visitor",), "unknown")
        for key, plain in older.records("visits").items()
        if "visitor" not in plain
    ]


def with_notes(older: Any) -> list[Any]:
    """Version 3: ``day`` is called ``on``, and a remark is a note."""
    edits: list[Any] = []
    for key, plain in older.records("visits").items():
        if "day" in plain:
            edits.append(Rename("visits", key, ("day",), "on"))
        if "remark" in plain:
            edits += [Remove("visits", key, ("remark",)), Create("notes", key, {"id": key, "text": plain["remark"]})]
    return edits


def step(version: int, function: str, what: str = "A step.", **more: Any) -> Migration:
    return Migration(version, what, f"{HERE}:{function}", plugin="visits", **more)


TO_2, TO_3 = step(2, "with_visitor", "Every visit says who made it."), step(3, "with_notes", "`day` is `on`.")
STEPS = Steps(1, {"visits": (TO_2, TO_3)})

V1 = '# the first\nid:   v1\n\nday: "2008"   # a year\nremark: cold coffee\n'
V2 = "---\n{id: v2, day: 2009}\n"
LIFTED = "# the first\nid:   v1\nvisitor: unknown\n\n'on': \"2008\"   # a year\n"


def first_form(folder: Any) -> Any:
    """A folder whose visits are of version 1, and which says nothing of versions."""
    return make(folder, programme="# ours\nschema: 1\nname: Test\n", visits__v1=V1, visits__v2=V2)


def opened(folder: Any, steps: Steps | None = STEPS, collections: Any = ALL) -> Any:
    return open_store(folder, collections, FIELDS, steps=steps)


def migrate(folder: Any, steps: Steps = STEPS, **since: int) -> Any:
    return opened(folder, steps).migrating("Kari", since=since).commit()
