from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.separated import read_separated

_TEXT = "Kommune{s}Mottatt{s}Mål\r\nBø{s}20.05.2008{s}9{c}8\r\n"


def _texts(data: bytes) -> list[list[str]]:
    sheet = read_bytes(data, "a.csv").sheets[0]
    assert sheet.name is None
    return [[cell.text for cell in row.cells] for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("separator", "comma"), [(";", ","), ("\t", ","), (",", "."), ("|", ",")])
def test_encodings_and_separators(encoding: str, separator: str, comma: str) -> None:
    data = _TEXT.format(s=separator, c=comma).encode(encoding)
    assert _texts(data) == [["Kommune", "Mottatt", "Mål"], ["Bø", "20.05.2008", f"9{comma}8"]]


def test_titles_do_not_hide_the_separator() -> None:
    data = "Søknader, mottatt og registrert, pulje 3\n\nKommune;Mottatt;Merknad\nOslo;1;a, b, c\nMoss;2;d\n".encode()
    assert _texts(data)[1:] == [["Kommune", "Mottatt", "Merknad"], ["Oslo", "1", "a, b, c"], ["Moss", "2", "d"]]


def test_lines_are_those_of_the_file() -> None:
    data = b'sep=;\nKommune;Merknad\n\n"Oslo";"to\nlinjer"\nMoss;\n'
    sheet = read_bytes(data, "a.csv").sheets[0]
    assert [row.number for row in sheet.rows] == [2, 4, 6]
    assert sheet.rows[1][1].text == "to\nlinjer"
    assert sheet.rows[2][0].where == "a.csv: line 6, column 1"


def test_a_stray_quotation_mark_is_no_end_of_the_world() -> None:
    assert _texts(b'a;b\n5" pipe;x "y" z\n') == [["a", "b"], ['5" pipe', 'x "y" z']]


def test_one_column() -> None:
    assert _texts(b"Kommunenummer\n0301\n0101\n") == [["Kommunenummer"], ["0301"], ["0101"]]


def test_a_faulty_cell_is_named_by_its_text_its_heading_and_its_row():
    with pytest.raises(InvalidData) as caught:
        read_separated(b"name,title\nOla Vik,Leder\nKari Mo,Sj\x07ef\n", "list.csv")
    assert caught.value.message.endswith("U+0007: 'Sj\\x07ef'")
    assert caught.value.where == "list.csv: line 3, column 2"
    assert caught.value.details == ("'title' of the row that begins with 'Kari Mo'",)


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        ("0301,9,8\n0105,7,2\n0106,8\n", "headings in line 2: 2 (3, 4)"),
        ("0301,9,8\n0105,7,2\n", "headings in line 2: 2 (3, 4)"),
        ("0301,9\n0105,7,x\n", "headings in line 2: 1 (4)"),
        ("0301,9,,\n0105,7,,\n", ""),
        ("0301,9\n,,,,\n", ""),
    ],
)
def test_cells_beyond_the_headings_are_kept_and_said(body: str, remark: str) -> None:
    book = read_bytes(f"Fravær\nNr,Mål\n{body}".encode(), "a.csv")
    assert [remark in each for each in book.remarks] == ([True] if remark else [])
    kept = [[cell.text for cell in row.beyond(2)] for row in book.sheets[0].rows]
    assert any(kept) == bool(remark)


@pytest.mark.parametrize(
    "text",
    [
        "Søknader;mottatt\nNr;Kommune;Mål\n0301;Oslo;x\n",
        "Søker;;Mål;\nNr;Navn;a;b\n0301;Oslo;x;y\n",
        "Nr;Navn;a\n1;x\n2;y\n",
    ],
)
def test_titles_and_two_rows_of_headings_are_no_long_lines(text: str) -> None:
    assert read_bytes(text.encode(), "a.csv").remarks == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;;;"])
def test_the_first_line_of_excel_and_every_line_end(first: str, end: str) -> None:
    sheet = read_bytes(end.join([first, "a,b;c", ";;", "1;2", ""]).encode(), "a.csv").sheets[0]
    assert [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows] == [
        (2, ["a,b", "c"]),
        (4, ["1", "2"]),
    ]


def test_mixed_line_ends() -> None:
    assert _texts(b"a;b\r\nc;d\ne;f\rg;h") == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]
