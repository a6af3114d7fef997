"""A folder of towns, what is said of it with its index and without, and what the index holds."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress

from store.programme import make
from store.records import COLLECTIONS, FIELDS, TownOutline

from kvadmin.errors import KvadminError
from kvadmin.store.index.database import index_file
from kvadmin.store.store import open_store

#: Texts of people, which stand in no index.
PEOPLE = ("22 36 48 10", "Solveig Lie", "ringer helst etter fire")


def town(number, name="Town", **more):
    lines = [f"number: '{number}'", f"name: {name}", *(f"{key}: {value}" for key, value in more.items())]
    return "\n".join(lines) + "\n"


def filled(folder, count=12):
    """A folder of towns; some have what people say of people."""
    towns = {f"towns__{100 + each:04}": town(f"{100 + each:04}", f"Town {each}", people=each) for each in range(count)}
    towns["towns__0100"] += f"phone: {PEOPLE[0]}\nparts: [north, south]\nheight: 1.50\nfounded: 1838-01-01\n"
    towns["towns__0101"] += f"mayor: {{municipality: {PEOPLE[1]}, from: 2008-01-01}}\n"
    towns["towns__0102"] += f"note: {PEOPLE[2]}\n"
    return make(folder, **towns)


def asked(folder):
    """What there is to say of the towns: the outlines, or the error word for word."""
    data = open_store(folder, COLLECTIONS, FIELDS).snapshot()
    try:
        return data.outlines(TownOutline)
    except KvadminError as error:
        return str(error), error.where, error.hint, error.details


def without_index(folder):
    """The same from the files alone."""
    before = os.environ.pop("KVADMIN_INDEX", None)
    os.environ["KVADMIN_INDEX"] = "off"
    try:
        return asked(folder)
    finally:
        os.environ.pop("KVADMIN_INDEX")
        if before is not None:
            os.environ["KVADMIN_INDEX"] = before


def read_of(folder):
    """The names of the files that an answer reads."""
    data = open_store(folder, COLLECTIONS, FIELDS).snapshot()
    with suppress(KvadminError):
        data.outlines(TownOutline)
    return sorted(path.removeprefix("towns/").removesuffix(".yaml") for path in data._loaded)


def rows_in(folder):
    """The paths that the index has a row of."""
    with sqlite3.connect(index_file(folder)) as connection:
        found = [path for (path,) in connection.execute("SELECT path FROM outlines ORDER BY path")]
    connection.close()
    return found
