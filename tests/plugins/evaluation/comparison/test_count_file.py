"""Counts from files of every kind."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook

from kvadmin.api import InvalidData, UsageError
from kvadmin.plugins.evaluation.comparison.count_file import read_counts

ROWS = [("A", 3.0, 9.0), ("B", None, 11.5)]


def test_csv_with_comma_or_semicolon_and_norwegian_headings(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("group,numerator,denominator\nA,3,9\nB,,11.5\n", encoding="utf-8")
    assert read_counts(path).rows == ROWS
    path.write_text("Kommune;Teller;Nevner\nA;3;9\nB;:;11,5\n", encoding="cp1252")
    assert read_counts(path).rows == ROWS


def test_a_workbook_keeps_the_zero_of_a_number(tmp_path):
    book = Workbook()
    for row in (("municipality", "numerator", "denominator"), ("0301", 3, 9)):
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    assert read_counts(tmp_path / "c.xlsx").rows == [("0301", 3.0, 9.0)]


@pytest.mark.parametrize(
    "content",
    [
        {"input": {"group": ["A", "B"], "numerator": [3, None], "denominator": [9, 11.5], "data_type": "RC"}},
        {"group": ["A", "B"], "numerator": [3, "NA"], "denominator": [9, 11.5]},
        {"rows": [{"group": "A", "numerator": 3, "denominator": 9}, {"group": "B", "numerator": None, "denominator": 11.5}]},
        [{"group": "A", "numerator": 3, "denominator": 9}, {"group": "B", "numerator": "", "denominator": 11.5}],
    ],
)  # fmt: skip
def test_json_in_columns_in_rows_and_as_a_case(tmp_path, content):
    path = tmp_path / "c.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_counts(path).rows == ROWS


def test_every_cell_that_is_no_figure_is_named(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("group,numerator,denominator\nA,three,9\nB,1,many\n", encoding="utf-8")
    with pytest.raises(InvalidData) as raised:
        read_counts(path)
    assert len(raised.value.details) == 2


@pytest.mark.parametrize(
    "content", ["group,value\nA,3\n", '{"group": ["A"]}', "[1, 2]", "{", '{"a": 1}', '{"input": 3}']
)
def test_what_is_missing_is_said(tmp_path, content):
    path = tmp_path / "c.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidData):
        read_counts(path)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"numerator": ["x", 1]}, "numerator"),
        ({"numerator": [True, 1]}, "numerator"),
        ({"denominator": [2]}, "c.json"),
    ],
)
def test_a_case_says_where_it_is_wrong(tmp_path, more, where):
    path = tmp_path / "c.json"
    path.write_text(json.dumps({"group": [1, 2], "numerator": [1, 1], "denominator": [2, 3], **more}), encoding="utf-8")
    with pytest.raises(InvalidData) as raised:
        read_counts(path)
    assert raised.value.where.endswith(where)


def test_no_file(tmp_path):
    with pytest.raises(UsageError, match="cannot read"):
        read_counts(tmp_path / "none.csv")
