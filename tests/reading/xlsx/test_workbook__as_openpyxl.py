"""Whatever openpyxl writes is read as openpyxl reads it."""

from __future__ import annotations

import io
import string
import warnings
from datetime import datetime, timedelta
from typing import Any

import openpyxl
from books import xlsx
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kvadmin.reading.opening import read_bytes

_TEXT = st.text(string.ascii_letters + string.digits + "æøåÆØÅšđŋ -.,;:'\"<>&\n\t=+東", min_size=1, max_size=12)
_DAYS = st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)).map(lambda day: day.replace(microsecond=0))  # noqa: DTZ001
_PIECES = st.lists(
    st.one_of(_TEXT, st.tuples(_TEXT, st.booleans()).map(lambda each: TextBlock(InlineFont(strike=each[1]), each[0]))),
    min_size=1,
    max_size=3,
).map(CellRichText)
_VALUES = st.one_of(
    st.none(),
    _TEXT.filter(lambda text: not text.startswith("=")),
    _TEXT.map(lambda text: f"=LEN({text.count('a')})"),
    _PIECES,
    st.integers(-(10**15), 10**15),
    st.floats(-9.99e307, 9.99e307),  # the largest that Excel knows; openpyxl rounds larger ones up to infinity
    st.booleans(),
    _DAYS,
    st.timedeltas(timedelta(), timedelta(days=400)).map(lambda span: span - timedelta(microseconds=span.microseconds)),
)
_FORMATS = st.sampled_from(
    ["General", "0", "0000", "0.0%", "#,##0.00", "dd.mm.yyyy", "[h]:mm", "h:mm", "@", 'yyyy"-års"']
)
_CELLS = st.tuples(
    st.integers(1, 9), st.integers(1, 6), _VALUES, st.none() | _FORMATS, st.booleans(), st.none() | _TEXT
)
_AREAS = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 5), st.integers(0, 2), st.integers(0, 2)), max_size=1)


@settings(max_examples=150, deadline=None)
@given(st.lists(_CELLS, min_size=1, max_size=12), _AREAS, st.sets(st.integers(1, 9), max_size=3))
def test_the_cells_are_those_that_openpyxl_reads(
    cells: list[tuple[Any, ...]], areas: list[tuple[int, ...]], hidden: set[int]
) -> None:
    def then(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet["J10"] = "the end"  # a file without content is refused
        for line, column, value, number_format, struck, note in cells:
            cell = sheet.cell(line, column, value)
            cell.font = Font(strike=struck)
            cell.comment = Comment(note, "NN") if note else None
            if number_format:
                cell.number_format = number_format
        for line in hidden:
            sheet.row_dimensions[line].hidden = True
        for top, left, down, right in areas:
            sheet.merge_cells(start_row=top, start_column=left, end_row=top + down, end_column=left + right)

    data = xlsx(("Ark1", []), then=then)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]
    rows = {row.number: row for row in read_bytes(data, "a.xlsx").sheets[0].rows}
    for line in wanted.iter_rows():
        for cell in line:
            row = rows.get(cell.row)
            mine = row[cell.column - 1] if row else None
            if mine is None or mine.merged_from:
                assert cell.value is None or str(cell.value).isspace()
                continue
            assert row is not None
            assert row.hidden == (cell.row in hidden)
            assert mine.comment == (cell.comment.text.strip() if cell.comment else "")
            _same(mine, cell)


def _same(mine: Any, cell: Any) -> None:
    if cell.data_type == "f":
        assert (mine.formula, mine.value) == (cell.value, None)
    elif isinstance(cell.value, CellRichText):
        plain = str(cell.value)
        kept = "".join(str(each) for each in cell.value if isinstance(each, str) or not each.font.strike)
        assert mine.text == (kept if kept.strip() else plain) or not plain.strip()
    elif cell.data_type == "e":  # a day that no calendar has: the number stays
        assert isinstance(mine.value, int | float)
    elif isinstance(cell.value, str) and not cell.value.strip():
        assert mine.blank
    else:
        assert (mine.value, type(mine.value)) == (cell.value, type(cell.value))
        assert mine.struck == bool(cell.value is not None and cell.font.strike)
