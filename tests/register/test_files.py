from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.model.municipality import Contact, Municipality
from kvadmin.reading.cells import Book, Cell, Row, Sheet
from kvadmin.reading.tables import find_tables
from kvadmin.register import files
from kvadmin.register.file_columns import REGISTER
from kvadmin.register.merging import merge_register


def sheet(*rows, name=None):
    cells = [tuple(Cell(each or None, str(each)) for each in row) for row in rows]
    return Sheet(name, tuple(Row(number, row) for number, row in enumerate(cells, 1) if any(cell.own for cell in row)))


def understand(sheets, name):
    return files.understand(find_tables(Book(name, "xlsx", tuple(sheets)), REGISTER), name)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Komm.nr", "number"),
        ("KOMMUNENUMMER", "number"),
        ("Kommune", "name"),
        ("navn_norsk", "norwegian_name"),
        ("Målform", "language_form"),
        ("maalform_etterfolger_2025", "language_form"),
        ("folketall_2008", "population"),
        ("Folkemengde 1. januar", None),
        ("Folketal", "population"),
        ("Innbyggjarar", "population"),
        ("gyldig frå", "valid_from"),
        ("etterfolger_2024", None),
        ("Breiddegrad", "lat"),
        ("lat", "lat"),
        ("storrelse", None),
    ],
)
def test_headers_in_three_languages(header, field):
    hit = REGISTER.headings.hit(header)
    assert (hit.field.name if hit else None) == field


def test_a_title_above_and_a_note_beside_do_not_matter():
    read = understand(
        [
            sheet(["Register"], [], ["Kilde", "nr", "namn"], ["SSB", 301, "Oslo"], [], name="Register"),
            sheet(["Her er det ikke noe register."], name="Notater"),
        ],
        "x.xlsx",
    )
    assert [(row.number, row.line, row.values) for row in read.rows] == [("0301", 4, {"name": "Oslo"})]
    assert read.unread == ("Kilde",)


def test_every_sheet_with_a_header_is_read():
    sheets = [sheet(["nr", "navn"], [number, name], name=name) for number, name in ((301, "Oslo"), (1103, "Stavanger"))]
    assert [(row.sheet, row.number) for row in understand(sheets, "x").rows] == [
        ("Oslo", "0301"),
        ("Stavanger", "1103"),
    ]


@pytest.mark.parametrize(
    ("both", "norwegian", "names"),
    [
        ("Guovdageaidnu - Kautokeino", "Kautokeino", ["Guovdageaidnu"]),
        ("Storfjord - Omasvuotna - Omasvuono", "Storfjord", ["Omasvuotna", "Omasvuono"]),
        ("Aarborte", "Hattfjelldal", ["Aarborte"]),
        ("Sør-Varanger", "Sør-Varanger", None),
    ],
)
def test_the_norwegian_name_is_the_name(both, norwegian, names):
    read = understand([sheet(["nr", "navn", "navn_norsk"], ["2000", both, norwegian])], "x")
    assert read.rows[0].values == {"name": norwegian, **({"names": names} if names else {})}


def test_what_cannot_be_read_is_said_per_row():
    rows = [["nr", "navn", "folketall", "lat", "lon", "fra", "til"]]
    rows += [["x", "A", "", "", "", "", ""], ["0301", "", "mange", "60", "", "2009", "2008"]]
    bad, worse = understand([sheet(*rows)], "x").rows
    assert bad.problems == ("nr: 'x' is not a municipality number (four digits, such as 0301)",)
    assert worse.problems == (
        "folketall: 'mange' is not a number of inhabitants (a whole number, 0 or more)",
        "the row has no name",
        "valid_to 2008-12-31 lies before valid_from 2009-01-01",
        "only one of the two coordinates is given",
    )


def test_a_number_twice_is_refused_unless_it_says_the_same():
    read = understand([sheet(["nr", "navn"], ["0301", "Oslo"], ["301", "Oslo"], ["0301", "Kristiania"])], "x")
    assert [each.outcome for each in merge_register(read, []).rows] == ["created", "unchanged", "refused"]
    assert read.rows[2].problems == ("0301 stands on line 2 already, with other values",)


def test_no_header_no_rows():
    for rows in ([["a", "b"]], [["nr", "navn"]], []):
        with pytest.raises(InvalidData):
            understand([sheet(*rows)], "x")


def test_what_a_person_has_written_stays():
    contacts = [Contact(id="mayor", name="Kari")]
    old = Municipality(
        number="2011", name="Kautokeino", names=["Koutokeino"], population=5, contacts=contacts, note="x"
    )
    header = ["nr", "navn", "samisk navn", "folketall", "fylke"]
    read = understand([sheet(header, ["2011", "Kautokeino", "Guovdageaidnu", "", "Finnmark"])], "x")
    merged = merge_register(read, [old])
    (row,) = merged.rows
    assert row.reason == "names: Koutokeino -> Koutokeino, Guovdageaidnu; county: (none) -> Finnmark"
    new = merged.changed["2011"]
    assert (new.population, new.contacts, new.note) == (5, contacts, "x")
    assert merge_register(read, [new]).counts()["unchanged"] == 1


def test_many_bad_rows_are_counted():
    read = understand([sheet(["nr", "navn"], *[["?", "A"]] * 30)], "x")
    with pytest.raises(InvalidData) as caught:
        merge_register(read, []).check()
    assert caught.value.message.startswith("30 of 30 rows")
    assert caught.value.details[-1] == "... and 10 more"
