"""The stored values as lists: figures are figures in every format."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from plugins.evaluation.office import csv_file, indicator, members, office


@pytest.fixture
def filled(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "syk", "--denominator", "ansatte")
    lines = ("0301,2007-Q1,12.6,100", "0301,2007-Q2,7.50,80", "0101,2007-Q1,.,")
    file = csv_file(tmp_path, "municipality,period,value,denominator", *lines)
    assert kit.run("evaluation", "import", file, "--indicator", "syk").code == 0
    return kit


def test_csv_for_excel_has_decimal_commas(filled):
    lines = filled.run("evaluation", "list", "syk", "--format", "csv", "--excel").out.splitlines()
    assert lines[1:] == [
        "syk;0101;Halden;2007-Q1;.;",
        "syk;0301;Oslo;2007-Q1;12,6;100",
        "syk;0301;Oslo;2007-Q2;7,50;80",
    ]


def test_a_workbook_has_numbers(filled, tmp_path):
    path = tmp_path / "values.xlsx"
    assert filled.run("evaluation", "list", "syk", "-o", str(path)).code == 0
    sheet = load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(k for k, row in enumerate(rows) if "Value" in row)
    column = rows[at].index("Value")
    assert [row[column] for row in rows[at + 1 : at + 4]] == [".", 12.6, 7.5]
    assert [row[column + 1] for row in rows[at + 1 : at + 4]] == [None, 100, 80]


def test_json_keeps_what_was_reported(filled):
    found = filled.json("evaluation", "list", "syk")["values"]
    assert [(each["value"], each["denominator"], each["sample"]) for each in found] == [
        (".", None, None),
        ("12.6", "100", None),
        ("7.50", "80", None),
    ]
    assert list(found[0]) == ["indicator", "municipality", "name", "period", "value", "denominator", "sample"]


def test_who_has_not_reported(filled):
    members(filled, "0301", "0101", "0821")
    data = filled.json("evaluation", "list", "syk", "--missing", "2007-Q1")
    assert data["period"] == "2007-Q1"
    assert [(each["municipality"], each["groups"], each["mark"]) for each in data["missing"]] == [
        ("0821", ["P1"], None),
        ("0101", ["P1"], "."),
    ]


def test_no_values_are_said_once(filled):
    indicator(filled, "ny")
    assert filled.run("evaluation", "list", "ny").out.splitlines() == ["No values."]
