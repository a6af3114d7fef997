from __future__ import annotations

import pytest
from books import bare

from kvadmin.reading.cells import Cell, Sheet
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.xlsx.merged import Area, read_area, spread


def _read(merged: str, rows: str) -> Sheet:
    return read_bytes(bare(f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"), "a.xlsx").sheets[0]


@pytest.mark.parametrize(
    ("reference", "area"),
    [("B2:C5", Area(2, 1, 5, 2)), ("$C$5:b2", Area(2, 1, 5, 2)), ("B2", None), ("A:A", None), ("", None)],
)
def test_references(reference: str, area: Area | None) -> None:
    assert read_area(reference) == area


def test_what_stands_under_a_merged_area_is_not_seen() -> None:
    rows = '<row r="1"><c><v>1</v></c><c><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row><row r="3"><c><v>4</v></c></row>'
    sheet = _read('<mergeCell ref="A1:B2"/>', rows)
    assert [(row.number, [cell.value for cell in row.cells]) for row in sheet.rows] == [(1, [1, 1]), (3, [4])]
    assert sheet.rows[0][1].merged_from == "A1"


def test_an_area_with_an_empty_corner_is_empty() -> None:
    rows = '<row r="1"><c r="B1"><v>2</v></c><c><v>3</v></c></row>'
    assert [cell.value for cell in _read('<mergeCell ref="A1:B1"/>', rows).rows[0].cells] == [None, None, 3]


def test_an_error_is_spread_too() -> None:
    rows = '<row r="1"><c t="e"><v>#N/A</v></c><c r="C1"><v>3</v></c></row>'
    assert [cell.error for cell in _read('<mergeCell ref="A1:B1"/>', rows).rows[0].cells] == ["#N/A", "#N/A", ""]


def test_notes_of_covered_cells_are_kept() -> None:
    def cell(column: str, note: str, value: int | None = None) -> Cell:
        return Cell(value, str(value or ""), f"Ark1!{column}1", comment=note)

    lines = {1: {0: cell("A", "stor", 1), 1: cell("B", "liten", 2), 2: cell("C", "", 3)}, 2: {3: cell("D", "", 4)}}
    spread([Area(1, 0, 1, 1)], lines)
    assert [(each.value, each.comment) for each in lines[1].values()] == [(1, "stor"), (3, ""), (1, "stor\nliten")]
    lines = {1: {1: cell("B", "liten", 2)}}
    spread([Area(1, 0, 1, 1)], lines)
    assert lines == {1: {1: Cell(where="Ark1!B1", comment="liten")}}
