"""One report in every format, with texts that want to be more than texts."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from kvadmin.errors import InvalidData, UsageError
from kvadmin.tables.rendering import FORMATS, Writer, render
from kvadmin.tables.table import Column, Report, Table
from kvadmin.tables.xlsx import sheet_names

FORMULAS = ["=HYPERLINK('http://x','y')", "=1+1", "+4741470525", "-Ole", "@SUM(A1)", "\t=1", "＝1+1"]
COLUMNS = (
    Column("number", "Nr"),
    Column("name", "Navn"),
    Column("score", "Poeng", "decimal"),
    Column("received", "Mottatt", "date"),
    Column("population", "Folketall", "int"),
    Column("ok", "Fullstendig", "bool"),
)
ROW = ("0301", "Oslo", Decimal("8.00"), date(2008, 5, 20), 560484, True)


def table(*rows: tuple, title: str = "Søkere", notes: tuple[str, ...] = ()) -> Table:
    return Table(title, COLUMNS, rows, notes)


def report(*tables: Table) -> Report:
    return Report({"rows": [1]}, tables)


def book(*tables: Table) -> openpyxl.Workbook:
    data = render(report(*tables), "xlsx")
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(workbook: openpyxl.Workbook) -> Iterator:
    for sheet in workbook:
        for row in sheet.iter_rows():
            yield from row


def test_terminal_keeps_0301_and_aligns_numbers() -> None:
    text = render(report(table(ROW)), "table")
    assert isinstance(text, str)
    assert text.splitlines()[0] == "Søkere"
    assert text.splitlines()[3].split() == ["0301", "Oslo", "8.00", "2008-05-20", "560484", "yes"]
    assert text.splitlines()[3].index("560484") + 6 == text.splitlines()[1].index("Folketall") + 9


def test_terminal_shows_control_characters() -> None:
    text = render(report(table(("0301", "\x1b[2J\x9b31m\u202eOle\r\n", None, None, None, None))), "table")
    assert isinstance(text, str)
    assert "␛[2J\\x9b31m\\u202eOle␍␊" in text


def test_empty_table_is_one_line_on_a_terminal_and_has_its_header_in_files() -> None:
    assert render(report(table()), "table") == "Søkere: none.\n"
    for fmt in ("csv", "md"):
        text = render(report(table()), fmt)
        assert isinstance(text, str)
        assert "Folketall" in text
    assert [cell.value for cell in book(table()).active[1]] == [column.title for column in COLUMNS]


def test_json() -> None:
    data = {"score": Decimal("8.00"), "on": date(2008, 5, 20), "name": "Šoŋgo", "esc": "\x9b\u202e", "t": (1, 2)}
    text = render(Report(data), "json")
    assert isinstance(text, str)
    assert '"Šoŋgo"' in text
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert json.loads(text) == {"schema": 1, **data, "score": "8.00", "on": "2008-05-20", "t": [1, 2]}
    assert next(iter(json.loads(text))) == "schema"
    assert json.loads(render(Report({"schema": 2}), "json")) == {"schema": 2}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_no_format_writes_nan(value: object) -> None:
    with pytest.raises(InvalidData):
        render(Report({"x": value}), "json")
    for fmt in ("table", "csv", "md", "xlsx"):
        with pytest.raises(InvalidData):
            render(report(Table("T", (Column("x", "X", "decimal"),), ((value,),))), fmt)  # type: ignore[arg-type]


def test_csv_guards_formulas_and_keeps_figures() -> None:
    rows = [(text, "x", Decimal("-1.5"), None, -3, False) for text in FORMULAS]
    text = render(report(table(*rows)), "csv")
    assert isinstance(text, str)
    back = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in back[1:]] == [f"'{formula}" for formula in FORMULAS]
    assert back[1][2:] == ["-1.5", "", "-3", "no"]


def test_csv_for_excel() -> None:
    text = render(report(table(ROW)), "csv", excel=True)
    assert isinstance(text, str)
    assert text.encode().startswith(b"\xef\xbb\xbfNr;Navn;")
    assert text.splitlines()[1] == "0301;Oslo;8,00;2008-05-20;560484;yes"


def test_csv_of_several_tables() -> None:
    text = render(report(table(ROW), table(ROW, title="=Tom")), "csv")
    assert isinstance(text, str)
    assert [line.split(",")[0] for line in text.splitlines()] == ["Søkere", "Nr", "0301", "", "'=Tom", "Nr", "0301"]


def test_markdown_is_literal() -> None:
    text = render(report(table(("*b* _i_ |", "<b>&amp; [x](y)\n$x$ `c` #1", None, None, None, None))), "md")
    assert isinstance(text, str)
    assert r"\*b\* \_i\_ \|" in text
    assert r"\<b\>\&amp; \[x\](y) \$x\$ \`c\` \#1" in text


def test_xlsx_text_stays_text() -> None:
    rows = [(formula, formula, formula, formula, formula, formula) for formula in [*FORMULAS, "#N/A", "0301", "12:30"]]
    workbook = book(table(*rows, title="=1+1", notes=("=note",)))
    assert {cell.data_type for cell in cells(workbook)} == {"s"}
    assert not any(cell.hyperlink for cell in cells(workbook))
    sheet = workbook.worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row[0] for row in rows]
    assert [row[0].quotePrefix for row in sheet.iter_rows(min_row=2)] == [True] * len(FORMULAS) + [False] * 3


def test_xlsx_types_header_and_filter() -> None:
    sheet = book(table(ROW, ("0101", None, None, None, None, None), notes=("En merknad.",))).worksheets[0]
    assert sheet.title == "Søkere"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet.max_row == 3
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "d", "n", "b"]
    assert sheet["C2"].number_format == "0.00"
    assert sheet["D2"].value.date() == date(2008, 5, 20)
    assert sheet["A1"].font.b
    assert sheet.column_dimensions["B"].width >= 8


def test_xlsx_notes_have_their_own_sheet() -> None:
    workbook = book(table(ROW, notes=("2 påmeldte står ikke på listen",)))
    assert workbook.sheetnames == ["Søkere", "Notes"]
    assert workbook["Notes"]["B1"].value == "2 påmeldte står ikke på listen"


def test_xlsx_same_bytes_without_wall_clock() -> None:
    one = render(report(table(ROW)), "xlsx")
    assert one == render(report(table(ROW)), "xlsx")
    assert book(table(ROW)).properties.modified.year == 2000


@pytest.mark.parametrize(
    ("text", "said"), [("x" * 40_000, "40,000 characters"), ("a\x00b", "U+0000"), ("a\x1bb", "U+001B"), ("\ud800", "U+D800")]
)  # fmt: skip
def test_xlsx_refuses_what_a_cell_cannot_hold(text: str, said: str) -> None:
    with pytest.raises(InvalidData) as caught:
        render(report(table(ROW, ("0301", text, None, None, None, None))), "xlsx")
    assert "Søkere, row 2, column Navn" in caught.value.message
    assert said in caught.value.message


def test_sheet_names_are_legal_and_unique() -> None:
    names = sheet_names(["a/b", "A b", "History", "", "'x'", "y" * 40, "Y" * 40, "Notes"], reserved=("Notes",))
    assert names == ["a b", "A b (2)", "History (2)", "Sheet4", "x", "y" * 31, "Y" * 27 + " (2)", "Notes (2)"]


def test_writers_of_strangers() -> None:
    html = Writer("html", ".html", lambda r: f"<p>{len(r.tables)}</p>".encode())
    thief = Writer("csv", ".csv", lambda _: b"stolen")
    assert render(report(table(ROW)), "html", writers=(html,)) == b"<p>1</p>"
    assert render(report(table(ROW)), "csv", writers=(thief,)) != b"stolen"
    with pytest.raises(UsageError) as caught:
        render(report(), "odt", writers=(html,))
    assert caught.value.hint == f"use one of: {', '.join(FORMATS)}, html"


def test_rows_have_the_columns() -> None:
    with pytest.raises(InvalidData, match="row 1"):
        Table("T", COLUMNS, (("0301",),))
    assert Table.of("T", COLUMNS[:2], [{"name": "Oslo"}]).rows == ((None, "Oslo"),)


def test_table_imports_nothing_heavy() -> None:
    code = (
        "import sys, kvadmin.tables.table\n"
        "print([m for m in ('tabulate', 'openpyxl', 'docx', 'typst', 'csv', 'zipfile') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
