"""A number that was given once is not given again."""

from __future__ import annotations

import openpyxl
import pytest


def add(done, title, town="0415"):
    return done("measure", "add", "P1", town, title, "--format", "json").out.split('"id": "')[1].split('"')[0]


def noted(kit):
    return sorted(name for name in kit.files() if name.startswith("measures/numbers/"))


def test_the_id_of_a_removed_measure_is_not_given_again(kit, done):
    assert [add(done, title) for title in ("En", "To")] == ["0415-1", "0415-2"]
    done("measure", "remove", "0415-2", "--yes", undone=False)
    assert add(done, "Tre") == "0415-3"
    done("measure", "remove", "0415-3", "--yes")
    done("measure", "remove", "0415-1", "--yes")
    assert add(done, "Fire") == "0415-4"
    assert add(done, "Oslo", "0301") == "0301-1"
    assert noted(kit) == ["measures/numbers/0415.yaml"]


def test_a_removal_below_the_highest_notes_nothing(kit, done):
    add(done, "En")
    add(done, "To")
    done("measure", "remove", "0415-1", "--yes", undone=True)
    assert noted(kit) == []
    assert add(done, "Tre") == "0415-3"


def test_the_undo_of_a_removal_is_not_in_the_way_of_another(kit, done):
    """Both are taken back, the first one first, and the note goes with the removal that made it."""
    for title in ("En", "To", "Tre"):
        add(done, title)
    done("measure", "remove", "0415-3", "--yes")
    first = kit.json("log")["entries"][-1]["id"]
    done("measure", "remove", "0415-2", "--yes")
    second = kit.json("log")["entries"][-1]["id"]
    done("undo", first, "--yes")
    assert noted(kit) == []
    done("undo", second, "--yes")
    assert [each["id"] for each in kit.json("measure", "list")["measures"]] == ["0415-1", "0415-2", "0415-3"]


def test_an_undone_addition_gave_no_number(done):
    add(done, "En")
    done("undo")
    assert add(done, "En igjen") == "0415-1"


def test_the_number_of_a_removed_cycle_is_not_given_again(kit, done):
    add(done, "En")
    for plan in ("a", "b"):
        done("cycle", "add", "0415-1", plan)
    done("cycle", "remove", "0415-1", "2", "--yes", undone=True)
    assert [each["number"] for each in kit.json("cycle", "add", "0415-1", "c")["cycles"]] == [1, 3]


def test_a_cycle_written_by_hand_counts_although_nobody_noted_it(kit, done):
    add(done, "En")
    file = kit.folder / "measures" / "0415-1.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "cycles:\n  - number: 4\n    plan: for hånd\n", encoding="utf-8")
    assert [each["number"] for each in kit.json("cycle", "add", "0415-1", "c")["cycles"]] == [4, 5]


@pytest.mark.parametrize("way", ["sheet", "import"])
def test_sheets_and_imports_give_new_numbers_too(kit, done, tmp_path, way):
    add(done, "En")
    add(done, "To")
    if way == "import":
        done("measure", "remove", "0415-2", "--yes")
        file = tmp_path / "tiltak.csv"
        file.write_text("kommune;tiltak\n0415;Tre\n0415;Fire\n", encoding="utf-8")
        done("measure", "import", "P1", str(file))
    else:
        out, back = tmp_path / "ut.xlsx", tmp_path / "inn.xlsx"
        done("sheet", "out", "measures", "-o", str(out))
        book = openpyxl.load_workbook(out)
        sheet = book.worksheets[0]
        head = {
            cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value in ("Measure", "Title")
        }
        found = next(row for row in sheet.iter_rows() if any(cell.value == "0415-2" for cell in row))
        assert head
        sheet.delete_rows(found[0].row)
        book.save(back)
        done("sheet", "in", str(back), "--remove-missing", "--yes")
        assert noted(kit) == ["measures/numbers/0415.yaml"]
        add(done, "Tre")
        add(done, "Fire")
    assert [each["id"] for each in kit.json("measure", "list")["measures"]] == ["0415-1", "0415-3", "0415-4"]
