"""After whatever Excel or LibreOffice does to a file, exactly what was edited is taken in; ``benchmarks/sheets.py`` has more.

Each way is a random round: edits in the file and in the programme, conflicts among them, taken in, looked at, undone.
"""

from __future__ import annotations

import shutil

import pytest
from edited_workbooks import EXCEL_WAYS, edited_by_libreoffice, has_libreoffice
from example_register import FOLDER
from sheet_rounds import Rounds

from kvadmin.testing import Kit


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """Thirty municipalities of the example."""
    folder = tmp_path_factory.mktemp("rounds")
    kit = Kit(folder / "programme")
    (kit.folder / "municipalities").mkdir()
    for file in sorted(FOLDER.glob("*.yaml"))[::14]:
        shutil.copy(file, kit.folder / "municipalities")
    return Rounds(kit, folder, seed=17)


@pytest.mark.parametrize("way", EXCEL_WAYS, ids=lambda way: way.__name__)
def test_difference_and_result_are_exact(rounds, way):
    done = rounds.play(way, edits=5, others=2)
    assert done.faults == []
    assert done.edits


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice is not installed")
def test_typed_sorted_and_saved_in_libreoffice(office):
    edited = office.out("municipalities")
    typed = {
        ("0301", "Population"): "4321",
        ("1504", "Valid from"): "1970-02-03",
        ("2012", "Note"): "'0301",
        ("0821", "Lat"): "59.45",
    }
    cells = {edited.address(*place).partition("!")[2]: text for place, text in typed.items()}
    content = edited_by_libreoffice(office.file.read_bytes(), cells, sort_by=edited.headings["Population"] - 1)
    told = office.told(content)
    assert {(each["key"], each["column"], each["file"]) for each in told} == {
        ("0301", "population", "4321"),
        ("1504", "valid_from", "1970-02-03"),
        ("2012", "note", "0301"),
        ("0821", "lat", "59.45"),
    }
    assert next(each["cell"] for each in told if each["key"] == "0301") != edited.address("0301", "Population")
