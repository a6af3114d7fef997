"""Lists of networks in every format: figures are figures, and files that name advisors are for their owner alone."""

from __future__ import annotations

import openpyxl
import pytest

from kvadmin.testing import Kit


@pytest.fixture
def shown(split_kit: Kit, tmp_path):
    """Runs a command and opens its workbook."""

    def run(*command: str):
        file = tmp_path / "shown.xlsx"
        ran = split_kit.run("network", *command, "-o", str(file))
        assert ran.code == 0, ran.err
        return openpyxl.load_workbook(file)

    return run


@pytest.mark.parametrize(
    ("command", "sheet", "column"),
    [
        (["show", "P1"], "Networks", "Sum km"),
        (["explain", "1001"], "The next-best networks, everyth", "Cost km"),
        (["wish", "P1", "--together", "1001,2001"], "What the wishes cost", "Cost km"),
        (["compare", "P1", "P1"], "Two divisions", "Difference"),
    ],
)
def test_figures_are_numbers_in_a_workbook(shown, command, sheet, column):
    book = shown(*command)
    rows = list(next(each for each in book if each.title.startswith(sheet[:25])).values)
    at = rows[0].index(column)
    assert len(rows) > 1
    assert all(isinstance(row[at], (int, float)) for row in rows[1:])


def test_excel_gets_a_decimal_comma(split_kit: Kit):
    ran = split_kit.run("network", "explain", "1001", "--format", "csv", "--excel")
    other = next(line for line in ran.out.splitlines() if line.startswith("2;"))
    assert other.split(";")[2].replace(",", ".", 1).replace(".", "").isdigit()
    assert "'" not in other


def test_files_that_name_advisors_are_for_their_owner(split_kit: Kit, tmp_path):
    def mode(name: str, *command: str) -> str:
        file = tmp_path / name
        assert split_kit.run("network", *command, "-o", str(file)).code == 0
        return oct(file.stat().st_mode & 0o777)

    open_ = mode("before.md", "export", "P1")
    assert split_kit.run("network", "advisor", "set", "P1", "Anne", "--home", "2001", "--capacity", "3").code == 0
    assert split_kit.run("network", "advisor", "assign", "P1").code == 0
    assert mode("division.md", "export", "P1") == "0o600"
    assert mode("list.csv", "list", "P1") == "0o600"
    assert mode("advisors.csv", "advisor", "list", "P1") == "0o600"
    assert mode("before.md", "export", "P1") == open_  # a file that is there keeps its mode
