"""Who a row is about, however the cells say it."""

from __future__ import annotations

import pytest
from books import xlsx
from registers import register

from kvadmin.imports.municipality_field import (
    NEEDS_WHO,
    WHO_FIELDS,
    municipality_of,
    municipality_written,
    why_no_municipality,
)
from kvadmin.model.municipality import Municipality
from kvadmin.reading.columns.fields import Field
from kvadmin.reading.importer import Importer
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables
from kvadmin.register.matching import Match

IMPORTER = Importer("who", (*WHO_FIELDS, Field("note", ("Merknad",))), (NEEDS_WHO,))
REGISTER = register()


def _knows(text: str) -> bool:
    return REGISTER.match(number=text).verdict == "found" or REGISTER.match(name=text).verdict == "found"


def answer(headings: str, cells: str, *, county: str = "") -> tuple[str, str | None]:
    """Verdict and number of one row; headings and cells are written ``Kommune | Merknad``."""
    header, row = ([cell.strip() for cell in text.split("|")] for text in (headings, cells))
    written = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in (header, row))
    tables = find_tables(read_bytes(written.encode(), "a.csv"), IMPORTER, knows=_knows)
    assert not tables.questions
    table = tables.tables[0]
    match = municipality_of(table, table.rows[0], REGISTER, county)
    return match.verdict, match.number


@pytest.mark.parametrize(
    ("headings", "cells", "number"),
    [
        ("Kommunenr | Kommune", "0301 | Oslo", "0301"),
        ("Kommunenr | Kommune", "301 | ", "0301"),
        ("Komm.-nr. | Merknad", '="1411" | x', "1411"),
        ("Kommune nr | Merknad", "1411 | x", "1411"),
        ("Municipality number | County", "1411 | Sogn og Fjordane", "1411"),
        ("Kommune | Merknad", '="1411" | x', "1411"),
        ("Kommune | Merknad", "1411 | x", "1411"),
        ("Kommune | Merknad", "1411 Gulen | x", "1411"),
        ("Kommune | Merknad", "Gulen kommune | x", "1411"),
        ("Kommune | Merknad", "Gulen kommune, helse og omsorg | x", "1411"),
        ("Kommunens navn | Fylke", "Nes | Buskerud", "0616"),
        ("Kommune | Fylke", "Nes kommune | Akershus", "0236"),
        ("Hvilken kommune kommer du fra? | Merknad", "Tromsø | x", "1902"),
        ("Kva for kommune er du frå? | Merknad", "Tromsø | x", "1902"),
        ("Which municipality are you from? | Merknad", "Tromsø | x", "1902"),
        ("Kommune | Kommune", "1902 | Tromsø", "1902"),
        ("Suohkan | Merknad", "Guovdageaidnu | x", "2011"),
    ],
)
def test_number_name_county_or_all_in_one_cell(headings: str, cells: str, number: str) -> None:
    assert answer(headings, cells) == ("found", number)


def test_the_county_of_a_row_above_counts_where_the_row_names_none() -> None:
    assert answer("Kommune | Merknad", "Nes kommune | x")[0] == "ambiguous"
    assert answer("Kommune | Merknad", "Nes kommune | x", county="Buskerud") == ("found", "0616")
    assert answer("Kommune | Fylke", "Nes | Akershus", county="Buskerud") == ("found", "0236")


@pytest.mark.parametrize(
    ("headings", "cells", "verdict"),
    [
        ("Kommunenr | Merknad", "9999 | x", "unknown"),
        ("Kommune | Merknad", "9999 | x", "unknown"),
        ("Kommunenr | Kommune", "0301 | Tromsø", "conflict"),
        ("Kommune | Kommune", "0301 | Tromsø", "conflict"),
        ("Kommune | Merknad", " | x", "absent"),
        ("Kommune | Merknad", "Atlantis | x", "unknown"),
    ],
)
def test_what_names_no_municipality(headings: str, cells: str, verdict: str) -> None:
    assert answer(headings, cells) == (verdict, None)


def test_what_a_row_says_is_repeated_as_written() -> None:
    header, row = ["Kommunenr", "Kommune"], ["0301", " Oslo  kommune"]
    table = find_tables(read_bytes(xlsx(("A", [header, row, ["", "Moss"]])), "a.xlsx"), IMPORTER).tables[0]
    assert [municipality_written(table, each) for each in table.rows] == ["0301 Oslo kommune", "Moss"]


@pytest.mark.parametrize(
    ("match", "words"),
    [
        (Match("absent"), "no municipality is named"),
        (Match("conflict", candidates=("0301", "1902")), "do not agree: 0301, 1902"),
        (Match("not-a-municipality", body="county"), "'Nes' is no municipality"),
        (Match("abolished", candidates=("0704",)), "on that day; its area belongs to 0704"),
        (Match("ambiguous", candidates=("0236", "0616")), "several municipalities may be meant by 'Nes': 0236, 0616"),
        (Match("suggested", "0236", ("0236",)), "(is 0236 meant?)"),
        (Match("unknown"), "there is no municipality 'Nes' in the register"),
    ],
)
def test_why_in_words(match: Match, words: str) -> None:
    assert words in why_no_municipality(match, "Nes")


def test_each_kind_of_field_is_declared_once() -> None:
    assert [each.name for each in WHO_FIELDS] == ["number", "municipality", "county"]
    assert [each.kind for each in WHO_FIELDS] == ["number", "municipality", "county"]
    assert Municipality.collection == "municipalities"
