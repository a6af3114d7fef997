"""What a format cannot hold is refused before anything is written, by name, in the format's own unit."""

from __future__ import annotations

import pytest

from kvadmin.api import InvalidData
from kvadmin.api.records import MissingCode
from kvadmin.plugins.evaluation.package import package_workbook as workbook
from kvadmin.plugins.evaluation.package import statistics_files as statistics
from kvadmin.plugins.evaluation.package import table_files as writing
from kvadmin.plugins.evaluation.package.building import FORMATS
from kvadmin.plugins.evaluation.package.dictionary import DataTable, Variable
from kvadmin.plugins.evaluation.package.format_limits import check_tables
from kvadmin.plugins.evaluation.package.missing_values import missing_of

WHO = Variable("municipality", "Kommune", "Kommune")


def table(kind, *cells, missing=()):
    rows = [("0301", cell) for cell in cells]
    return DataTable("plans", "P", "P", (WHO, Variable("v", "V", "V", kind, (), missing)), lambda: iter(rows))


def problems(table, *formats):
    with pytest.raises(InvalidData) as caught:
        check_tables([table], formats or FORMATS)
    return caught.value


@pytest.mark.parametrize("letter", ["a", "å", "€", "😀", "e\u0301"])
def test_bytes_of_spss(letter, tmp_path):
    size = len(letter.encode())
    longest = letter * (32_766 // size) + "x" * (32_766 % size)
    check_tables([table("text", None, longest)], ("csv", "sav"))
    path = tmp_path / "t.sav"
    statistics.write_sav(table("text", longest), path)
    assert list(statistics.read_statistics(path, table("text").variables)) == [("0301", longest)]
    error = problems(table("text", None, f"{longest}x"), "csv", "sav")
    assert error.details == (
        "plans.v, 0301 (row 2): a text of 32,767 bytes, and SPSS (.sav), as R reads it, takes 32,766",
    )
    assert error.code == "format-limit"
    assert error.hint.endswith("--formats csv")


def test_characters_of_excel_are_those_of_excel(tmp_path):
    """An emoji is two to Excel; Python counts one."""
    longest = "😀" * 16_383 + "x"
    check_tables([table("text", longest)], ("csv", "xlsx"))
    path = tmp_path / "t.xlsx"
    workbook.write_package_workbook([table("text", longest)], path, "t")
    assert list(workbook.read_workbook(path, "plans", table("text").variables)) == [("0301", longest)]
    (line,) = problems(table("text", f"{longest}x"), "csv", "xlsx").details
    assert line == "plans.v, 0301 (row 1): a text of 32,768 characters, and Excel (.xlsx) takes 32,767"


def test_a_text_of_40_000_bytes_is_refused_by_two_formats_and_kept_by_the_others(tmp_path):
    long = "x" * 40_000
    error = problems(table("text", long))
    assert [line.split(", and ")[1].split(" ")[0] for line in error.details] == ["Excel", "SPSS"]
    assert error.hint.endswith("--formats csv,parquet,dta,docx")
    check_tables([table("text", long)], ("csv", "parquet", "dta", "docx"))
    longer = table("text", "x" * 200_000)  # more than the csv module reads by itself
    for name, write, read in (
        ("csv", writing.write_csv, writing.read_csv),
        ("parquet", writing.write_parquet, writing.read_parquet),
        ("dta", statistics.write_dta, statistics.read_statistics),
    ):
        write(longer, tmp_path / f"t.{name}")
        assert list(read(tmp_path / f"t.{name}", longer.variables)) == [("0301", "x" * 200_000)], name


def test_days_that_spss_does_not_know():
    assert "1582-10-14" in problems(table("date", "1838-01-01", "1582-10-14"), "sav").details[0]
    check_tables([table("date", "1582-10-14")], ("csv", "dta"))
    check_tables([table("date", "1582-10-15", "9999-12-31", None)], FORMATS)


def test_days_before_1900_come_back_from_a_workbook(tmp_path):
    days = table("date", "1838-01-01", "1899-12-31", "1900-01-01", "1900-03-01", None)
    workbook.write_package_workbook([days], tmp_path / "t.xlsx", "t")
    assert list(workbook.read_workbook(tmp_path / "t.xlsx", "plans", days.variables)) == list(days.rows())


def test_figures_that_no_program_holds():
    assert "a figure of 20 digits" in problems(table("int", "9" * 20)).details[0]
    check_tables([table("int", "999999999999999")], FORMATS)
    assert "a figure of 400 digits" in problems(table("decimal", "9" * 400)).details[0]


def test_more_missing_codes_than_stata_has_letters():
    several = missing_of(MissingCode(code=-k, marks=[f"m{k}"], nb="x", nn="x") for k in range(1, 28))
    assert "27 missing codes, and Stata (.dta) has 26" in problems(table("decimal", missing=several)).details[0]
    check_tables([table("decimal", missing=several[:26])], FORMATS)


def test_a_long_list_of_problems_is_cut():
    details = problems(table("text", *["x" * 40_000] * 30), "sav").details
    assert len(details) == 21
    assert details[-1] == "... and 10 more"
