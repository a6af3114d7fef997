from __future__ import annotations

import pytest
from books import xlsx

from kvadmin.errors import InvalidData
from kvadmin.reading.invisible import counted, without_invisible
from kvadmin.reading.opening import read_bytes


@pytest.mark.parametrize(
    ("text", "seen", "number"),
    [
        ("Oslo", "Oslo", 0),
        ("to\r\nlinjer\rtre", "to\nlinjer\ntre", 0),
        ("\x1a", "", 1),
        ("Oslo\x00\x00", "Oslo", 2),
        ("\x1a0301", "0301", 1),
        ("\u202d+47 22 33\u202c", "+47 22 33", 2),
        ("Os\u200blo\ufeff", "Oslo", 2),
        ("kom\u00admune", "kommune", 1),
        ("to\x0blinjer\x85tre\u2028fire", "to\nlinjer\ntre\nfire", 3),
        ("Sør\x1eOdal", "Sør-Odal", 1),
    ],
)
def test_they_are_left_out_and_counted(text, seen, number):
    with counted() as left_out:
        assert without_invisible(text, "a") == seen
    assert left_out.number == number
    assert bool(left_out.remarks()) == bool(number)


def test_the_first_place_is_named_whatever_the_format():
    for data, name, where in [
        ("Kommune;Tlf\nOslo;\u202d22\u202c\nMoss;\u200b1\n".encode(), "a.csv", "a.csv: line 2, column 2"),
        (xlsx(("Ark1", [["Kommune", "Tlf"], ["Oslo", "\u202d22\u202c"], ["Moss", "\u200b1"]])), "a.xlsx", "Ark1!B2"),
    ]:
        book = read_bytes(data, name)
        assert [row[1].text for row in book.sheets[0].rows] == ["Tlf", "22", "1"]
        assert book.remarks == (
            f"invisible characters left out or read as line breaks: 3, the first (U+202D) in {where}",
        )


@pytest.mark.parametrize("end", [b"\x1a", b"\r\n\x1a", b"\x1a\x1a\r\n", b"\x00\x00\x00"])
def test_what_stands_at_the_files_end_costs_no_row(end):
    book = read_bytes(b"a;b\r\n1;2" + end, "a.csv")
    assert [[cell.text for cell in row.cells] for row in book.sheets[0].rows] == [["a", "b"], ["1", "2"]]
    assert len(book.remarks) == 1


@pytest.mark.parametrize("text", ["a\x07b", "a\x1ab", "a\u202eb"])
def test_what_has_no_innocent_reading_is_refused(text):
    with pytest.raises(InvalidData, match="control character"):
        read_bytes(f"Kommune;Merknad\nOslo;{text}\n".encode(), "a.csv")
