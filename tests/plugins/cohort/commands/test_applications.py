"""``application list``, ``show`` and ``missing``: the same columns in every format."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl


def test_a_list_says_the_same_in_every_format(ten, tmp_path):
    ten("application", "set", "P3", "0101", "score", "8,5")
    listed = ten.json("application", "list", "--cohort", "P3")
    assert list(listed) == ["schema", "cohort", "applications"]
    first = next(each for each in listed["applications"] if each["municipality"] == "0101")
    assert first == {
        "municipality": "0101", "name": "Halden", "received": "2008-05-14", "state": "complete", "on_time": "on-time",
        "complete": True, "missing": [], "score": "8.5", "question": "",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(ten("application", "list", "--cohort", "P3", "--format", "csv").out)))
    assert [row["No."] for row in rows] == [each["municipality"] for each in listed["applications"]]
    excel = ten("application", "list", "--cohort", "P3", "--format", "csv", "--excel").out
    assert "0101;Halden;2008-05-14;complete;on-time;yes;8,5;" in excel
    file = tmp_path / "list.xlsx"
    ten("application", "list", "--cohort", "P3", "-o", file)
    cells = {row[0]: row for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)}
    assert Decimal(str(cells["0101"][6])) == Decimal("8.5")
    assert cells["0101"][2].isoformat()[:10] == "2008-05-14"


def test_a_file_about_one_application_is_for_its_owner_alone(ten, tmp_path):
    new, old = tmp_path / "new.xlsx", tmp_path / "old.xlsx"
    old.write_bytes(b"")
    old.chmod(0o640)
    for file in (new, old):
        ten("application", "show", "0101", "--cohort", "P3", "-o", file)
    assert [file.stat().st_mode & 0o777 for file in (new, old)] == [0o600, 0o640]


def test_what_is_missing_stands_as_codes_in_json_and_as_words_in_the_table(ten):
    ten("application", "set", "P3", "0101", "timetable", "")
    found = ten.json("application", "missing", "--cohort", "P3")
    assert found["incomplete"] == [{"municipality": "0101", "name": "Halden", "missing": ["timetable"]}]
    assert "an overall timetable" in ten("application", "missing", "--cohort", "P3").out
