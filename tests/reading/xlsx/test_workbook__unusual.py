"""Workbooks that Excel, LibreOffice and calamine open although they are not as Excel writes them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta

import openpyxl
import pytest
from books import bare, repacked, xlsx
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book
from kvadmin.reading.opening import read_bytes

_ROWS = [["Kommune", "Mottatt", "Andel"], ["Oslo", datetime(2008, 5, 20), 0.078], ["Bø", datetime(2008, 5, 21), 0.5]]  # noqa: DTZ001
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def _formatted(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    for line in (2, 3):
        sheet.cell(line, 2).number_format = "dd.mm.yyyy"
        sheet.cell(line, 3).number_format = "0.0%"
    sheet["A3"].font = Font(strike=True)
    sheet["A2"].comment = Comment("Trukket 5.6.", "NN")


_DATA = xlsx(("Ark1", _ROWS), then=_formatted)
_READ = read_bytes(_DATA, "a.xlsx")


def _replaced(pattern: bytes, by: bytes, part: str = "") -> Callable[[str, bytes], tuple[str, bytes]]:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return (name, re.sub(pattern, by, content)) if part in name else (name, content)

    return change


def _upper(name: str, content: bytes) -> tuple[str, bytes]:
    # As one program does it: part names in another case than the relationships that lead to them.
    return (name.replace("xl/", "XL/").replace("worksheets/sheet", "Worksheets/Sheet"), content)


def _backwards(name: str, content: bytes) -> tuple[str, bytes]:
    return name.replace("/", "\\") if "_rels" not in name and "[" not in name else name, content


def _strict(name: str, content: bytes) -> tuple[str, bytes]:
    for old, new in _STRICT.items():
        content = content.replace(old, new)
    return name, content


def _prefixed(name: str, content: bytes) -> tuple[str, bytes]:
    if "worksheets/sheet" in name:
        content = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", content).replace(b"xmlns=", b"xmlns:x=")
    return name, content


def _without(part: str) -> Callable[[str, bytes], tuple[str, bytes] | None]:
    return lambda name, content: None if part in name else (name, content)


@pytest.mark.parametrize(
    "change",
    [
        _replaced(rb"<patternFill/>|<patternFill [^>]*/>", b"", "styles"),  # <fill/>, of which openpyxl makes nothing
        _replaced(rb"<fills.*</fills>", b"<fills/>", "styles"),
        _replaced(rb"<borders.*</borders>", b"<borders><border><nonsense/></border></borders>", "styles"),
        _replaced(rb"<dimension[^>]*>", b"", "worksheets"),
        _replaced(rb"<dimension[^>]*>", b'<dimension ref="A1:XFD1048576"/>', "worksheets"),
        _replaced(rb' spans="[^"]*"', b"", "worksheets"),
        _replaced(rb"<row ", b'<row spans="7:9" ', "worksheets"),
        _replaced(rb' r="[A-Z]*\d+"', b"", "worksheets"),
        _replaced(rb'Target="/xl/', b'Target="', "workbook.xml.rels"),
        _replaced(rb'Target="/xl/', b'Target="../xl/./', "workbook.xml.rels"),
        _replaced(rb'Target="/xl/(\w+)/', rb'Target="\1\\', "workbook.xml.rels"),
        _without("docProps"),
        _without("theme"),
        _without("[Content_Types]"),
        _upper,
        _backwards,
        _strict,
        _prefixed,
        lambda name, content: (name, content.decode().encode("utf-16") if name.endswith("sheet1.xml") else content),
    ],
)
def test_the_same_is_read(change: Callable[[str, bytes], tuple[str, bytes] | None]) -> None:
    data = repacked(_DATA, change)
    assert data != _DATA
    assert read_bytes(data, "a.xlsx") == _READ


def test_a_style_that_there_is_not_is_the_plain_one() -> None:
    data = repacked(_DATA, _replaced(rb' s="\d+"', b' s="99"', "worksheets"))
    row = read_bytes(data, "a.xlsx").sheets[0].rows[2]
    assert [(cell.text, cell.struck) for cell in row.cells] == [("Bø", False), ("39589", False), ("0,5", False)]


def test_without_styles_numbers_are_numbers() -> None:
    data = repacked(_DATA, _without("styles"))
    assert [cell.text for cell in read_bytes(data, "a.xlsx").sheets[0].rows[1].cells] == ["Oslo", "39588", "0,078"]


@pytest.mark.parametrize(("number", "shared"), [("0", ""), ("1", "<si><t>a</t></si>"), ("-1", "<si><t>a</t></si>")])
def test_texts_that_are_not_there_are_refused_and_not_blank(number: str, shared: str) -> None:
    sheet = f'<sheetData><row r="7"><c r="B7" t="s"><v>{number}</v></c></row></sheetData>'
    with pytest.raises(
        InvalidData, match=f"shows text {number} of the workbook, which has {shared.count('a')}"
    ) as raised:
        read_bytes(bare(sheet, shared=shared), "a.xlsx")
    assert raised.value.where == "Ark1!B7"


def test_a_text_of_the_table_that_no_cell_can_hold_is_named_by_its_cell() -> None:
    sheet = '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>'
    with pytest.raises(InvalidData, match=r"U\+0007") as raised:
        read_bytes(bare(sheet, shared="<si><t>a</t></si><si><t>_x0007_</t></si>"), "a.xlsx")
    assert raised.value.where == "Ark1!B1"
    unused = bare(sheet.replace("<v>1</v>", "<v>0</v>"), shared="<si><t>a</t></si><si><t>_x0007_</t></si>")
    assert [cell.text for cell in read_bytes(unused, "a.xlsx").sheets[0].rows[0].cells] == ["a", "a"]


def test_a_workbook_without_the_table_of_texts_has_them_in_its_cells() -> None:
    sheet = '<sheetData><row><c t="inlineStr"><is><t>Oslo</t></is></c><c t="str"><v> 0301</v></c><c><v>1</v></c></row></sheetData>'
    row = read_bytes(bare(sheet), "a.xlsx").sheets[0].rows[0]
    assert [(cell.value, cell.where) for cell in row.cells] == [
        ("Oslo", "Ark1!A1"),
        (" 0301", "Ark1!B1"),
        (1, "Ark1!C1"),
    ]


def test_cells_and_rows_out_of_order_stand_where_they_say() -> None:
    sheet = (
        '<sheetData><row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c><c><v>2</v></c></row>'
        '<row r="2"><c r="B2"><v>7</v></c><c r="B9"><v>8</v></c></row><row><c><v>9</v></c></row>'
        '<row r="5" hidden="true"><c r="d5"><v>4</v></c></row></sheetData>'
    )
    rows = read_bytes(bare(sheet), "a.xlsx").sheets[0].rows
    assert [(row.number, [cell.value for cell in row.cells], row.hidden) for row in rows] == [
        (2, [None, 7], False),
        (3, [9], False),
        (5, [1, 2, 3, 4], True),
        (9, [None, 8], False),
    ]
    assert rows[0][0].where == "Ark1!A2"
    assert rows[2][3].where == "Ark1!D5"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "no sheet has a cell 'XFE1'"),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "no sheet has a cell '1A'"),
        ('<row r="1048577"><c><v>1</v></c></row>', "no sheet has a row '1048577'"),
        ('<row r="0"><c><v>1</v></c></row>', "no sheet has a row '0'"),
        ('<row r="x"><c><v>1</v></c></row>', "no sheet has a row 'x'"),
    ],
)
def test_cells_outside_any_sheet_are_refused(row: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said) as raised:
        read_bytes(bare(f"<sheetData>{row}</sheetData>"), "a.xlsx")
    assert raised.value.where == "a.xlsx: xl/worksheets/sheet1.xml"


def test_far_cells_do_not_make_millions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvadmin.reading.xlsx.sheet._MOST_BLANK", 40_000)
    rows = [f'<row r="{line}"><c r="XFD{line}"><v>1</v></c></row>' for line in range(1, 4)]
    assert len(read_bytes(bare(f"<sheetData>{''.join(rows[:2])}</sheetData>"), "a.xlsx").sheets[0].rows) == 2
    with pytest.raises(InvalidData, match="as far as column XFD"):
        read_bytes(bare(f"<sheetData>{''.join(rows)}</sheetData>"), "a.xlsx")


def test_strict_open_xml_has_its_dates_in_iso_8601() -> None:
    values = ("2008-05-20", "2008-05-20T14:30:00", "14:30:00", "1899-12-31T14:30:00", "2008-05-20T00:00:00Z", "snart")
    cells = "".join(f'<c t="d"><v>{value}</v></c>' for value in values)
    data = repacked(bare(f"<sheetData><row>{cells}</row></sheetData>"), _strict)
    row = read_bytes(data, "a.xlsx").sheets[0].rows[0]
    day, moment, clock = datetime(2008, 5, 20), datetime(2008, 5, 20, 14, 30), time(14, 30)  # noqa: DTZ001
    assert [cell.value for cell in row.cells] == [day, moment, clock, clock, day, "snart"]
    assert row[1].text == "20.05.2008 14:30"


def test_errors_are_empty_and_flagged() -> None:
    cells = '<c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="str"><v>#N/A</v></c>'
    row = read_bytes(bare(f"<sheetData><row>{cells}</row></sheetData>"), "a.xlsx").sheets[0].rows[0]
    assert [(cell.value, cell.text, cell.error, cell.blank, cell.own) for cell in row.cells] == [
        (None, "", "#N/A", True, True),
        (None, "", "#DIV/0!", True, True),
        ("#N/A", "#N/A", "", False, True),  # somebody typed that
    ]
    assert row[1].formula == "=1/0"


def test_what_is_no_number_stays_as_text() -> None:
    written = ("1_000", "nan", "1e999", "12,5", "9" * 5000)
    cells = "".join(f"<c><v>{value}</v></c>" for value in written)
    row = read_bytes(bare(f"<sheetData><row>{cells}</row></sheetData>"), "a.xlsx").sheets[0].rows[0]
    assert tuple(cell.value for cell in row.cells) == written


def test_truths() -> None:
    cells = "".join(f'<c t="b"><v>{value}</v></c>' for value in ("1", "0", "true", "false", "ja"))
    row = read_bytes(bare(f"<sheetData><row>{cells}</row></sheetData>"), "a.xlsx").sheets[0].rows[0]
    assert [(cell.value, cell.text) for cell in row.cells][:2] == [(True, "TRUE"), (False, "FALSE")]
    assert [cell.value for cell in row.cells][2:] == [True, False, "ja"]


def test_escapes_and_readings_of_characters() -> None:
    shared = (
        "<si><t>a_x000A_b</t></si><si><t>_x005F_x000A_</t></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>'
    )
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(3))
    row = read_bytes(bare(f"<sheetData><row>{cells}</row></sheetData>", shared=shared), "a.xlsx").sheets[0].rows[0]
    assert [cell.text for cell in row.cells] == ["a\nb", "_x000A_", "東京"]


def test_sheets_of_charts_are_left_out() -> None:
    def then(book: openpyxl.Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book.worksheets[0], min_col=3, min_row=1, max_row=3))
        book.create_chartsheet("Figur", 0).add_chart(chart)

    book = read_bytes(xlsx(("Ark1", _ROWS), then=then), "a.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["Ark1"]


def test_a_sheet_that_is_not_in_the_file_is_refused() -> None:
    data = xlsx(("Ark1", [["a"]]), ("Ark2", [["b"]]))
    for gone in ("worksheets/sheet2", "workbook.xml.rels"):
        with pytest.raises(InvalidData, match="is not in the file"):
            read_bytes(repacked(data, _without(gone)), "a.xlsx")
    other = repacked(data, lambda name, content: (name, b"<html/>" if "sheet2" in name else content))
    with pytest.raises(InvalidData, match="'Ark2' is damaged: its part holds 'html'"):
        read_bytes(other, "a.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_a_document_type_is_refused(part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
        return (name, content[:start] + b"\n" * 70_000 + bomb + content[start:]) if name == part else (name, content)

    data = bare("<sheetData/>", shared="<si><t>a</t></si>") if "shared" in part else _DATA
    with pytest.raises(InvalidData, match="document type") as raised:
        read_bytes(repacked(data, change), "a.xlsx")
    assert raised.value.where == f"a.xlsx: {part}"


@pytest.mark.parametrize("kept", [0.2, 0.9])
def test_half_a_part_is_damage(kept: float) -> None:
    data = repacked(
        _DATA, lambda name, content: (name, content[: int(len(content) * kept)] if "sheet1.xml" in name else content)
    )
    with pytest.raises(InvalidData, match="damaged"):
        read_bytes(data, "a.xlsx")


def test_a_wrong_checksum_is_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new, zipfile.ZipFile(io.BytesIO(_DATA)) as old:
        for each in old.namelist():
            new.writestr(each, old.read(each))
    with pytest.raises(InvalidData, match="damaged"):
        read_bytes(out.getvalue().replace(b"<v>0.078</v>", b"<v>0.178</v>"), "a.xlsx")


def test_durations_dates_of_old_and_the_other_calendar() -> None:
    def then(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        for column, pattern in enumerate(
            ("[h]:mm", "[mm]:ss", "d.m.yyyy", "d.m.yyyy", "d.m.yyyy", "hh:mm", "d.m.yyyy"), 1
        ):
            sheet.cell(1, column).number_format = pattern

    numbers = [1.0625, 0.5, 1, 59, 61, 0.75, 9_999_999]
    row = read_bytes(xlsx(("Ark1", [numbers]), then=then), "a.xlsx").sheets[0].rows[0]
    assert [cell.value for cell in row.cells] == [
        timedelta(hours=25, minutes=30),
        timedelta(hours=12),
        datetime(1900, 1, 1),  # noqa: DTZ001
        datetime(1900, 2, 28),  # noqa: DTZ001 - day 60 is the 29 February that 1900 did not have
        datetime(1900, 3, 1),  # noqa: DTZ001
        time(18),
        9_999_999,
    ]
    assert [cell.text for cell in row.cells][:3] == ["25:30", "12:00", "01.01.1900"]
    assert row[6].text == "9999999"


def test_hidden_columns() -> None:
    def then(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions.group("F", "H", hidden=True)

    sheet = read_bytes(xlsx(("Ark1", [[1] * 9]), then=then), "a.xlsx").sheets[0]
    assert sheet.hidden_columns == {1, 5, 6, 7}


def test_what_has_no_width_or_height_is_hidden() -> None:
    columns = '<cols><col min="4" max="4" width="0"/><col min="16380" max="99999999999" hidden="1"/><col min="1" max="2" width="9"/></cols>'
    sheet = read_bytes(bare(f"{columns}<sheetData><row ht='0.0'><c><v>1</v></c></row></sheetData>"), "a.xlsx").sheets[0]
    assert sheet.hidden_columns == {3, *range(16_379, 16_384)}
    assert sheet.rows[0].hidden


def _book_of(relations: str, **parts: str) -> Book:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheet = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    data = bare(sheet, **parts)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", f'<Relationships xmlns="{space}">{relations}</Relationships>'
        )
    return read_bytes(out.getvalue(), "a.xlsx")


def test_threads_of_comments_stand_in_place_of_the_note_that_says_there_is_one() -> None:
    notes = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[Threaded comment] Your version cannot show it</t></text></comment>'
        '<comment ref="B1" authorId="0"><text><r><t>Ring </t></r><r><rPr><b/></rPr><t>Oslo</t></r></text></comment>'
        "</commentList></comments>"
    )
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1" id="1"><text>Trukket?</text></threadedComment>'
        '<threadedComment ref="A1" id="2" parentId="1"><text>Ja, 5.6.</text></threadedComment></ThreadedComments>'
    )
    book = _book_of(
        '<Relationship Id="n" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/comments" Target="../comments1.xml"/>'
        '<Relationship Id="t" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="/xl/threadedComments/thread1.xml"/>'
        '<Relationship Id="h" Type="http://x/relationships/hyperlink" Target="http://example.org/" TargetMode="External"/>',
        xl__comments1=notes,
        xl__threadedComments__thread1=thread,
    )
    row = book.sheets[0].rows[0]
    assert [cell.comment for cell in row.cells] == ["Trukket?\nJa, 5.6.", "Ring Oslo"]
