"""How a file was read, column by column."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from books import xlsx

from kvadmin.imports.explaining import explained, explanation
from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables
from kvadmin.tables.look import Look
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Report

LIST = (
    "Kommune | Mottatt | Mottatt i posten | Ymse | ",
    "Oslo | 18.05.2008 | 17.05.2008 | et svært langt svar som ikke får plass i tabellen | a",
    "Oslo | 18.05.2008 | 16.05.2008 | x | b",
    "Ålesund | 19.05.2008 | 15.05.2008 | | c",
    "Kautokeino | 19.05.2008 | 14.05.2008 | y | d",
    "0821 Bø | 19.05.2008 | 13.05.2008 | z | e",
)


@pytest.fixture
def explain(cli, call):
    def run(file, *more, kind="applications", code=0):
        ran = cli("-C", call, "reading", "explain", file, "--as", kind, *more)
        assert ran.code == code, ran.err
        return ran

    return run


def test_each_column_with_its_letters_heading_field_reason_and_three_values(explain, put):
    shown = explain(put(*LIST), "--format", "json").json
    assert (shown["schema"], shown["file"], shown["as"]) == (1, "liste.csv", "applications")
    columns = [(each["column"], each["heading"], each["field"], each["why"]) for each in shown["columns"]]
    assert columns == [
        ("A", "Kommune", "municipality", "exact"),
        ("B", "Mottatt", "received", "exact"),
        ("C", "Mottatt i posten", None, "lesser"),
        ("D", "Ymse", None, "unknown"),
        ("E", "column E", None, "unknown"),
    ]
    values = [each["values"] for each in shown["columns"]]
    assert values[0] == ["Oslo", "Ålesund", "Kautokeino"], "each value once"
    assert values[1] == ["18.05.2008", "19.05.2008"]
    assert values[3] == ["et svært langt svar som ", "x", "y"]
    assert all(len(value) <= 24 for each in values for value in each)
    assert shown["header_rows"] == [{"sheet": None, "lines": [1]}]
    assert (shown["other_sheets"], shown["questions"]) == ([], [])


def test_the_table_fits_eighty_columns_of_a_terminal():
    text = "\n".join(";".join(map(str.strip, row.split("|"))) for row in LIST)
    asked = "Kommune;Dato;Dato\nOslo;18.05.2008;17.05.2008\n"
    for content in (text, asked):
        tables = find_tables(read_bytes(content.encode(), "liste.csv"), APPLICATIONS)
        _, table = explanation(tables)
        shown = str(render(Report({}, (table,)), "table", look=Look(width=80)))
        lines = [line for line in shown.splitlines() if not line.startswith("asked: ")]
        assert max(map(len, lines)) <= 80, shown
        for words in ("How liste.csv is read", "Heading", "Taken as", "municipality", "headings in line 1"):
            assert words in shown


def test_the_text_for_the_screen_is_as_wide_as_the_terminal(monkeypatch):
    tables = find_tables(read_bytes("\n".join(LIST).replace(" | ", ";").encode(), "liste.csv"), APPLICATIONS)
    monkeypatch.setenv("COLUMNS", "80")
    free = explained(tables)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: True))
    assert max(map(len, explained(tables).splitlines())) <= 80 < max(map(len, free.splitlines()))


def test_questions_are_exit_1_with_what_answers_them(explain, put):
    file = put("Kommune | Dato | Dato", "Oslo | 18.05.2008 | 17.05.2008")
    shown = explain(file, "--format", "json", code=1).json
    assert shown["questions"] == [
        {
            "where": "B, C",
            "question": "which column is received: 'B', 'C'?",
            "answers": ["--map 'B=received' --ignore 'C'", "--map 'C=received' --ignore 'B'"],
        }
    ]
    ran = explain(file, code=1)
    assert "asked: B, C: which column is received" in ran.out
    assert "--map 'B=received' --ignore 'C'" in ran.out
    answered = explain(file, "--map", "B=received", "--ignore", "C", "--format", "json").json
    assert [each["why"] for each in answered["columns"]] == ["exact", "mapped", "ignored"]


def test_sheets_headers_in_two_rows_and_what_was_left_out(explain, tmp_path):
    file = tmp_path / "a.xlsx"
    rows = [
        ["Søker", "", "Sykefravær", ""],
        ["Kommune", "Mottatt", "Tiltak", "Mål"],
        ["Oslo", "18.05.2008", "lys", "færre"],
    ]
    file.write_bytes(xlsx(("Liste", rows), ("Om", [["Slik", "gjør"], ["du", "det"]])))
    shown = explain(file, "--format", "json").json
    assert shown["header_rows"] == [{"sheet": "Liste", "lines": [1, 2]}]
    assert shown["other_sheets"] == ["Om"]
    assert [each["sheet"] for each in shown["columns"]] == ["Liste"] * 4
    assert "sheet 'Om' is left out" in explain(file).out


@pytest.mark.parametrize(
    "more", [[], ["--ignore", "Allergier"], ["--map", "Ymse=diet"], ["--ignore", "Kosthold"]], ids=str
)
def test_what_is_sensitive_is_never_shown(cli, call, explain, put, more):
    file = put(
        "Navn | Kommune | Allergier | Kosthold | Ymse | Tilrettelegging",
        "Kari Ås | Oslo | PEANØTTER | PEANØTTER | PEANØTTER | PEANØTTER",
        "Ola By | Oslo | PEANØTTER | VEGANER | x | y",
    )
    shown = cli("-C", call, "reading", "explain", file, "--as", "registrations", *more, "--format", "json").json
    for column in shown["columns"]:
        if column["heading"] != "Ymse":
            assert "PEANØTTER" not in str(column), column
    ran = cli("-C", call, "reading", "explain", file, "--as", "registrations", *more)
    assert "Kari Ås" in ran.out
    assert ran.out.count("PEANØTTER") <= 1, "a heading that nobody knows may hold anything"


def test_no_such_kind_of_list(explain, put):
    assert "did you mean applications?" in explain(put(*LIST), kind="aplications", code=4).err
    ran = explain(put(*LIST), kind="nonsense", code=4)
    for name in ("applications", "memberships", "registrations", "scores", "measurements"):
        assert name in ran.err


def test_nothing_is_written_by_looking(cli, call, explain, put):
    from support import folder_bytes

    before = folder_bytes(call)
    explain(put(*LIST), "--map", "Ymse=note")
    assert folder_bytes(call) == before
