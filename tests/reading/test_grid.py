from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Cell
from kvadmin.reading.grid import SheetCells
from kvadmin.reading.xlsx.merged import Area


def test_rows_are_dense_and_know_their_places():
    cells = SheetCells("a.ods", "Ark1")
    cells.put(3, 2, Cell("x", "x", "Ark1!C3"))
    cells.put(5, 0, Cell(" ", " ", "Ark1!A5"))
    cells.hidden_lines.add(3)
    (row,) = cells.rows()
    assert (row.number, row.hidden, [cell.where for cell in row.cells]) == (3, True, ["Ark1!A3", "Ark1!B3", "Ark1!C3"])


def test_cells_far_to_the_right_of_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("kvadmin.reading.grid._MOST_CELLS", 100)
    cells = SheetCells("a.ods", "Ark1")
    for line in range(1, 4):
        cells.put(line, 60, Cell("x", "x"))
    with pytest.raises(InvalidData, match="183 cells") as caught:
        cells.rows()
    assert caught.value.where == "a.ods: Ark1"


def test_giant_merged_areas_are_refused():
    cells = SheetCells("a.ods", "Ark1")
    cells.put(1, 0, Cell("x", "x"))
    cells.merge(Area(1, 0, 1_000_000, 100))
    with pytest.raises(InvalidData, match="merged areas cover"):
        cells.rows()
