"""Figures from files as people keep them: all of a file goes in, or nothing; every row's fate is told."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook
from plugins.evaluation.office import S, csv_file, indicator, long_csv, office, quarters
from workbook_formats import MadeCell, MadeSheet, as_ods, as_xls, as_xlsx

STORED = "measurements/syk.csv"
HEAD = "indicator,municipality,period,value"


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit)
    return kit


def run_file(kit, file, *more):
    ran = kit.run("evaluation", "import", file, *more, "--format", "json")
    return ran, json.loads(ran.out)


def stored(kit):
    return (kit.folder / STORED).read_text(encoding="utf-8").splitlines()


def refused(kit, file, *words, code=3):
    """The file is refused with these words, and nothing at all has changed."""
    before = kit.files()
    ran = kit.run("evaluation", "import", file)
    assert ran.code == code, ran.err
    assert kit.files() == before
    for word in words:
        assert word in ran.err, ran.err


def book(path, *rows, percent=()):
    made = Workbook()
    for at, row in enumerate(rows, 1):
        made.active.append(row)
        for column in percent:
            made.active.cell(at, column).number_format = "0.0%"
    made.save(path)
    return str(path)


def test_long_csv_and_again_unchanged(kit, tmp_path):
    file = long_csv(tmp_path, S)
    _, data = run_file(kit, file)
    assert data["counts"] == {"imported": 20}
    assert data["rows"][0] | {"cell": ""} == {
        "sheet": None,
        "row": 2,
        "cell": "",
        "outcome": "imported",
        "indicator": "syk",
        "municipality": "0301",
        "period": "2007-Q1",
        "value": "9.8",
        "reason": "",
        "candidates": [],
    }
    assert stored(kit)[:2] == ["municipality,period,value", "0301,2007-Q1,9.8"]
    before = kit.files()
    _, again = run_file(kit, file)
    assert again["counts"] == {"unchanged": 20}
    assert kit.files() == before


def test_the_description_of_the_files_is_made(kit, tmp_path):
    run_file(kit, long_csv(tmp_path, S))
    package = json.loads((kit.folder / "measurements/datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    assert (resource["path"], resource["schema"]["primaryKey"]) == ("syk.csv", ["municipality", "period"])
    assert ":" in resource["schema"]["missingValues"]


def test_every_spelling_of_a_period_and_a_figure(kit, tmp_path):
    rows = [
        "syk;0301;2007K1;9,8",
        "syk;301;2. kv. 2007;9,1 %",
        "syk;Oslo;Q3 2007;8.6",
        "syk;0301 Oslo;tredje kvartal 2008;9,5",
        "syk;0301;2009-Q1;-",
        "syk;0301;2009Q2;:",
        "syk;0301;2009 K3;.",
        "syk;0301;4. kvartal 2009;",
    ]
    _, data = run_file(kit, csv_file(tmp_path, "Indikator;Kommunenr;Periode;Verdi", *rows))
    assert data["counts"] == {"imported": 7, "skipped": 1}
    values = [line.split(",")[1:] for line in stored(kit)[1:]]
    assert values == [
        ["2007-Q1", "9.8"],
        ["2007-Q2", "9.1"],
        ["2007-Q3", "8.6"],
        ["2008-Q3", "9.5"],
        ["2009-Q1", "-"],
        ["2009-Q2", ":"],
        ["2009-Q3", "."],
    ]


def test_a_wide_workbook_of_statistics_norway(kit, tmp_path):
    rows = (
        ["Sykefravær, etter kommune og kvartal"],
        [],
        [None, "2007K1", "2007K2", "2007K3"],
        ["0301 Oslo", 0.098, 0.091, ":"],
        ["0101 Halden", 0.08125, None, "."],
        ["0 Hele landet", 0.07, 0.07, 0.07],
        ["Kilde: oppdiktet"],
    )
    file = book(tmp_path / "wide.xlsx", *rows, percent=(2, 3))
    kit.run("evaluation", "indicators", "set", "syk", "--unit", "%")
    refused(kit, file, "--indicator")
    ran, data = run_file(kit, file, "--indicator", "syk")
    assert ran.code == 0, ran.err
    assert stored(kit)[1:] == [
        "0101,2007-Q1,8.125",
        "0101,2007-Q3,.",
        "0301,2007-Q1,9.8",
        "0301,2007-Q2,9.1",
        "0301,2007-Q3,:",
    ]
    assert [r["reason"] for r in data["rows"] if r["row"] == 6] == ["a total (0 Hele landet)"] * 3
    assert data["rows"][-1]["outcome"] == "skipped"


def test_wide_with_years_above_quarters(kit, tmp_path):
    rows = (["Kommune", 2007, None, 2008], [None, "K1", "K2", "K1"], ["Oslo", 9.8, 9.1, 8.8])
    ran, _ = run_file(kit, book(tmp_path / "two.xlsx", *rows), "--indicator", "syk")
    assert ran.code == 0, ran.err
    assert stored(kit)[1:] == ["0301,2007-Q1,9.8", "0301,2007-Q2,9.1", "0301,2008-Q1,8.8"]


def test_year_and_quarter_in_columns_of_their_own(kit, tmp_path):
    run_file(kit, csv_file(tmp_path, "indikator;kommune;år;kvartal;verdi", "syk;0301;2007;3;9,9"))
    assert stored(kit)[1:] == ["0301,2007-Q3,9.9"]


def test_sheets_named_after_indicators(kit, tmp_path):
    made = Workbook()
    made.active.title = "syk"
    for row in (["kommune", "2007K1"], ["0301", 9.8]):
        made.active.append(row)
    made.save(tmp_path / "sheets.xlsx")
    ran, data = run_file(kit, str(tmp_path / "sheets.xlsx"))
    assert (ran.code, data["rows"][0]["indicator"], data["rows"][0]["cell"]) == (0, "syk", "syk!B2")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("syk,0301,2007-Q1,many", ("'many' is not a figure", "line 3")),
        ("syk,0301,2007-Q5,9.1", ("no such quarter",)),
        ("syk,0301,2007-03,9.1", ("measured by quarter",)),
        ("syk,0301,2012-Q3,9.1", ("has not begun",)),
        ("syk,0999,2007-Q1,9.1", ("not in the register",)),
        ("syk,Bø,2007-Q1,9.1", ("several municipalities", "0821 Bø", "1867 Bø")),
        ("syk,0718,2007-Q1,9.1", ("0718 Ramnes is no municipality in 2007-Q1", "0716 Re")),
        ("syk,0301,2007-Q2,9.9", ("9.9 here, 9.1 in",)),
        ("syk,,2007-Q1,9.1", ("no municipality is named",)),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out(kit, tmp_path, row, words):
    refused(kit, csv_file(tmp_path, HEAD, "syk,0301,2007-Q2,9.1", row), *words)


def test_a_merged_municipality_keeps_its_own_time(kit, tmp_path):
    ran, _ = run_file(kit, csv_file(tmp_path, HEAD, "syk,0718,2001-Q4,9.1", "syk,Re,2002-Q1,9.0"))
    assert ran.code == 0, ran.err
    assert stored(kit)[1:] == ["0716,2002-Q1,9.0", "0718,2001-Q4,9.1"]
    refused(kit, csv_file(tmp_path, HEAD, "syk,0716,2001-Q4,9.1"), "no municipality in 2001-Q4")


def test_a_conflict_shows_both_values_and_replace_decides(kit, tmp_path):
    run_file(kit, long_csv(tmp_path, S))
    other = csv_file(tmp_path, HEAD, "syk,0101,2007-Q1,8.0", "syk,0301,2007-Q1,9.7")
    refused(kit, other, "9.7 here, 9.8 is stored", "line 3", "--replace")
    _, data = run_file(kit, other, "--replace")
    assert data["counts"] == {"imported": 1, "replaced": 1}
    assert "0301,2007-Q1,9.7" in stored(kit)


def test_the_same_figure_twice_is_no_conflict(kit, tmp_path):
    _, data = run_file(kit, csv_file(tmp_path, HEAD, "syk,0301,2007-Q1,9.80", "syk,0301,2007-Q1,9.8"))
    assert data["counts"] == {"duplicate": 1, "imported": 1}


def test_percentages_and_numerators(kit, tmp_path):
    indicator(kit, "andel", "--unit", "%")
    refused(kit, csv_file(tmp_path, HEAD, "andel,0301,2007-Q1,100.1"), "more than 100 per cent")
    refused(kit, csv_file(tmp_path, HEAD, "andel,0301,2007-Q1,-1"), "less than 0 per cent")
    with_size = f"{HEAD},denominator"
    refused(
        kit, csv_file(tmp_path, with_size, "andel,0301,2007-Q1,13,12"), "numerator 13 is more than the denominator 12"
    )
    refused(kit, csv_file(tmp_path, with_size, "andel,0301,2007-Q1,0,0"), "not above 0")
    indicator(kit, "fall", "--per", "1000")
    ran, _ = run_file(kit, csv_file(tmp_path, with_size, "fall,0301,2007-Q1,13,12"))
    assert ran.code == 0
    indicator(kit, "klage", "--denominator", "brukere")
    refused(kit, csv_file(tmp_path, HEAD, "klage,0301,2007-Q1,3"), "denominator is missing (brukere)")
    indicator(kit, "dager", "--unit", "dager")
    refused(kit, csv_file(tmp_path, HEAD, "dager,0301,2007-Q1,9.8 %"), "is a percentage")


def test_unknown_indicators_and_files_of_another_kind(kit, tmp_path):
    refused(kit, csv_file(tmp_path, HEAD, "sky,0301,2007-Q1,9.8"), "no indicator 'sky'", code=4)
    refused(kit, csv_file(tmp_path, "name,size", "a,b"), "wide: municipality and a column per period")
    assert kit.run("evaluation", "import", str(tmp_path / "none.csv")).code == 2


def test_values_of_a_data_row_are_never_taken_for_periods(kit, tmp_path):
    """Counts such as 2008 look like years; only the header's own row names periods."""
    indicator(kit, "antall")
    rows = (["kommune", "2007K1", "2007K2"], ["0301", 2007, 2008], ["0101", 2009, 2010])
    ran, data = run_file(kit, book(tmp_path / "counts.xlsx", *rows), "--indicator", "antall")
    assert (ran.code, data["counts"]) == (0, {"imported": 4})


def test_a_dry_run_writes_nothing(kit, tmp_path):
    before = kit.files()
    assert kit.run("evaluation", "import", long_csv(tmp_path, S), "--dry-run").code == 0
    assert kit.files() == before


def test_who_has_not_reported(kit, tmp_path):
    from plugins.evaluation.office import members

    members(kit, "0301", "0101", "0821")
    run_file(kit, csv_file(tmp_path, HEAD, "syk,0301,2008-Q1,9.8", "syk,0101,2008-Q1,:"))
    found = kit.json("evaluation", "list", "syk", "--missing", "1. kv. 2008")["missing"]
    assert [(each["municipality"], each["mark"]) for each in found] == [("0821", None), ("0101", ":")]
    assert len(kit.json("evaluation", "list", "--municipality", "0301")["values"]) == 1
    assert quarters(1) == ["2007-Q1"]


def test_a_decimal_comma_that_separates_is_refused(kit, tmp_path):
    """``9,8`` without quotes between commas is two cells; 9 alone would be a wrong figure."""
    refused(kit, csv_file(tmp_path, HEAD, "syk,0301,2007-Q1,9,8"), "line 2", "5 cells", "headings are 4", "quotes")
    wide = csv_file(tmp_path, "indicator,municipality,2007-Q1,2007-Q2", "syk,0301,9,8,9,1")
    refused(kit, wide, "6 cells", "headings are 4")
    ran, data = run_file(kit, csv_file(tmp_path, HEAD, 'syk,0301,2007-Q1,"9,8",'))
    assert (ran.code, data["rows"][0]["value"]) == (0, "9.8")


def test_a_figure_with_a_per_cent_sign_is_a_percentage(kit, tmp_path):
    refused(kit, csv_file(tmp_path, HEAD, 'syk,0301,2007-Q1,"109,8 %"'), "109.8 is more than 100 per cent")


@pytest.mark.parametrize(
    ("period", "value", "words"),
    [
        ("2007-Q5", "9.8", ("2007-Q5", "quarters 1 to 4")),
        ("mai 07", "9.8", ("mai 07", "write 2007-Q1")),
        ("2007-03", "9.8", ("is a month", "a quarter is written like 2007-Q1")),
        ("2013-Q1", "9.8", ("2013-Q1 has not begun on 2012-03-01", "earlier")),
        ("2007-Q1", "ni", ("'ni' is not a figure", "write it like 9.8")),
        ("2007-Q1", "109 %", ("109 is more than 100 per cent", "decimal comma")),
    ],
)
def test_what_is_refused_says_what_to_write_instead(kit, tmp_path, period, value, words):
    refused(kit, csv_file(tmp_path, HEAD, f"syk,0301,{period},{value}"), "line 2, column 4", *words)


def test_a_merged_one_outside_the_register_is_not_said_to_have_been_none(kit, tmp_path):
    """Frei was one until 2008, and only its end is known here."""
    kit.municipality("1505", "Kristiansund")
    refused(kit, csv_file(tmp_path, HEAD, "syk,1556,2007-Q1,9.8"), "'1556' was merged and is not in the register")


def test_a_figure_struck_through_is_left_out_and_an_error_is_an_empty_cell_in_every_format(kit, tmp_path):
    cells = [
        [MadeCell("kommune"), MadeCell("periode"), MadeCell("verdi")],
        [MadeCell("0301"), MadeCell("2007K1"), MadeCell(6.1)],
        [MadeCell("0301"), MadeCell("2007K3"), MadeCell(6.2, struck=True)],
        [MadeCell("0301"), MadeCell("2007K2"), MadeCell(error="#N/A")],
    ]
    for ending, make in (("xlsx", as_xlsx), ("xls", as_xls), ("ods", as_ods)):
        file = tmp_path / f"struck.{ending}"
        file.write_bytes(make(MadeSheet(cells)))
        ran, data = run_file(kit, str(file), "--indicator", "syk", "--dry-run")
        assert ran.code == 0, ran.err
        assert [row["outcome"] for row in data["rows"]] == ["imported", "skipped", "skipped"], ending
        assert data["rows"][1]["reason"] == "struck through"
