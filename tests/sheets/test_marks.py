"""The marks come back as they went out, whatever stands in them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api.sheets import SheetColumn, SheetRow, SheetScope
from kvadmin.reading.cells import Book, Cell, Row, Sheet
from kvadmin.sheets.marks import find_marks, make_marks

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
_COLUMNS = [SheetColumn("a", "A"), SheetColumn("b", "B", words=("one", "two")), SheetColumn("c", "A")]


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.text("0123456789/x", min_size=1, max_size=6), st.lists(_TEXT, min_size=3, max_size=3), max_size=4
    )
)
def test_they_come_back(rows):
    made = make_marks(
        "visits",
        SheetScope("P3", "", "role:mayor"),
        _COLUMNS,
        [SheetRow(key, dict(zip("abc", texts, strict=True))) for key, texts in rows.items()],
        sheet="Visits",
        programme="p",
        transaction="",
    )
    lines = [
        Row(number, tuple(Cell(text, text) for text in line)) for number, line in enumerate(made.lines(), 1) if line
    ]
    found = find_marks(Book("f", "xlsx", (Sheet("kvadmin", tuple(lines)),)))
    assert found.scope == made.scope
    assert found.columns == made.columns
    assert found.labels == made.labels
    assert {key: {name: text for name, text in texts.items() if text} for key, texts in found.base.items()} == made.base
    assert sorted(found.headings.values()) == ["A (a)", "A (c)", "B"]
