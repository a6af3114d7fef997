"""A sample of ``benchmarks/reading_speed.py``: the reading that is measured there sees everything."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kvadmin.reading.opening import read_bytes


@pytest.fixture(scope="module")
def reading_speed() -> Iterator[Any]:
    """The benchmark, with its folder on the path no longer: a module in it is called as a package of tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[3] / "benchmarks"))
        yield importlib.import_module("reading_speed")


@pytest.mark.parametrize("kind", ["list", "cells"])
def test_values_are_those_of_openpyxl_and_marks_are_seen(reading_speed: Any, kind: str) -> None:
    data = reading_speed.workbook(kind, 120)
    sheet = read_bytes(data, "list.xlsx").sheets[0]
    wanted = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    cells = [(row.number, at, cell) for row in sheet.rows for at, cell in enumerate(row.cells) if not cell.merged_from]
    # "gammel ny tekst" has a piece that is struck through, and openpyxl's file no results of formulas.
    assert [
        (line, at, cell.value, wanted.cell(line, at + 1).value)
        for line, at, cell in cells
        if cell.value != wanted.cell(line, at + 1).value
    ] == [(line, 0, " ny tekst", "gammel ny tekst") for line in (9, 106)]
    assert [row.number for row in sheet.rows if row.hidden] == [8, 58, 108]
    assert [(line, at) for line, at, cell in cells if cell.comment] == [(8, 3), (58, 3), (108, 3)]
    assert sum(1 for row in sheet.rows for cell in row.cells if cell.merged_from) == 2
    assert sum(bool(cell.formula) for _, _, cell in cells) == 240
    assert sum(cell.struck for _, _, cell in cells) > 5
    assert sheet.rows[0][4].text == f"{sheet.rows[0][4].value:04}"
