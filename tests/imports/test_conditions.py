from __future__ import annotations

import pytest

from kvadmin.errors import UnknownName, UsageError
from kvadmin.imports.conditions import only_where
from kvadmin.reading.columns.fields import Field
from kvadmin.reading.importer import Importer
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import SheetTables, find_tables

LISTS = Importer("things", (Field("name", ("Navn",)), Field("group", ("Gruppe",))), (("name",),))
TEXT = "Navn;Gruppe;Kull\nA;P1;2007\nB;p2;2008\nC;P2;2008\n"


def tables() -> SheetTables:
    return find_tables(read_bytes(TEXT.encode(), "l.csv"), LISTS)


def named(found: SheetTables) -> list[str]:
    return [table.text(row, "name") for table in found.tables for row in table.rows]


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ({}, ["A", "B", "C"]),
        ({"Gruppe": "P2"}, ["B", "C"]),
        ({"group": "p1"}, ["A"]),
        ({"kull": "2008", "Gruppe": "P2"}, ["B", "C"]),
    ],
)
def test_only_the_rows_that_say_so_are_left(conditions: dict[str, str], names: list[str]) -> None:
    assert named(only_where(tables(), conditions)) == names


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="no column is called 'Alder'") as raised:
        only_where(tables(), {"Alder": "3"})
    assert raised.value.hint == "there are: Navn, Gruppe, Kull"
    with pytest.raises(UnknownName, match="no row has 'P9' in 'Gruppe'") as unknown:
        only_where(tables(), {"Gruppe": "P9"})
    assert unknown.value.hint == "there are: P1, p2, P2"
