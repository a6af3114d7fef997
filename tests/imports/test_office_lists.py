"""Reading a list by an importer's declaration, from the command line to what is said of it."""

from __future__ import annotations

import pytest
from books import xlsx
from support import folder_bytes


@pytest.fixture
def take_in(cli, call):
    """Import a list of applications into P1; without ``code`` it must go well."""

    def run(file, *more, code=0):
        ran = cli("-C", call, "application", "import", file, "--cohort", "P1", *more)
        assert ran.code == code, ran.err
        return ran

    return run


def rows(ran):
    return [(row["row"], row["outcome"], row.get("municipality")) for row in ran.json["rows"]]


# -- what is said of what is left out -------------------------------------------------------------


def test_every_column_that_is_left_out_is_named_with_its_reason(take_in, put):
    file = put(
        "Kommune | Mottatt | Mottatt i posten | Saksbeh. | Ymse | Dato | Tom |  | Poeng tidsplan",
        "Oslo | 18.05.2008 | 17.05.2008 | KN | a | ukjent | | b | 7",
    )
    ran = take_in(file, "--ignore", "Poeng tidsplan")
    said = [line for line in ran.err.splitlines() if "column" in line]
    for heading, why in [
        ("Mottatt i posten", "'Mottatt' answers more surely"),
        ("Saksbeh.", "about the office"),
        ("Ymse", "nobody knows"),
        ("Dato", "may mean received"),
        ("column H", "nobody knows"),
        ("Tom", "nobody knows"),
    ]:
        assert any(heading in line and why in line for line in said), (heading, said)
    assert not any("Poeng" in line or "'Kommune'" in line for line in said)


def test_many_empty_columns_are_counted(take_in, put):
    ran = take_in(put("Kommune | Mottatt | " + " | ".join(f"K{at}" for at in range(11)), "Oslo | 18.05.2008"))
    assert [line for line in ran.err.splitlines() if "column" in line] == [
        "warning: columns with nothing in them and headings that nobody knows: 11"
    ]


def test_columns_and_sheets_of_a_workbook_are_named_with_their_sheet(take_in, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(
        xlsx(
            ("Liste", [["Kommune", "Mottatt", "Ymse"], ["Oslo", "18.05.2008", "x"]]),
            ("Rettleiing", [["Slik", "gjer"], ["du", "det"]]),
        )
    )
    ran = take_in(file)
    assert "sheet Liste, column 'Ymse'" in ran.err
    assert "sheet 'Rettleiing' holds no applications and was left out" in ran.err


def test_a_sheet_without_the_list_is_named_without_a_word_of_english(take_in, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx(("Liste", [["Kommune", "Mottatt"], ["Oslo", "18.05.2008"]]), ("Slik", [["Slik"], ["du"]])))
    assert "arket 'Slik' inneholder ikke søknadene og er utelatt" in take_in(file, "--lang", "nb").err


def test_a_dry_run_shows_how_the_file_is_read_and_writes_nothing(cli, call, take_in, put):
    file = put("Kommune | Mottatt | Ymse", "Oslo | 18.05.2008 | x")
    before = folder_bytes(call)
    ran = take_in(file, "--dry-run")
    assert folder_bytes(call) == before
    shown = cli("-C", call, "reading", "explain", file, "--as", "applications", check=True)
    assert shown.out.strip() in ran.err
    assert "How liste.csv is read" in ran.err
    assert "How liste.csv is read" not in take_in(file).err


# -- options, from the command line ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--map", "Mottatt=recieved"], 2, "no field 'recieved' in applications"),
        (["--map", "B=recieved"], 2, "did you mean received?"),
        (["--map", "Inn=received"], 2, "no column is called 'Inn'"),
        (["--map", "Z=received"], 2, "no column is called 'Z'"),
        (["--map", "Mottatt"], 2, "HEADING=FIELD"),
        (["--map", "Mottatt=received", "--map", "Ymse=received"], 2, "answered by one column"),
        (["--map", "Mottatt=received", "--map", "Mottatt=postmark"], 2, "is given twice"),
        (["--map", "Mottatt=received", "--ignore", "Mottatt"], 2, "to be read and to be left out"),
        (["--ignore", "Mottatt"], 3, "missing columns: received"),
        (["--ignore", "Inn"], 2, "no column is called 'Inn'"),
        (["--sheet", "Ark1"], 2, "no sheet 'Ark1'"),
        (["--header-row", "0"], 2, "counted from 1"),
        (["--header-row", "7"], 3, "no header row"),
        (["--header-row", "x"], 2, "--header-row"),
        (["--date-order", "dym"], 2, "dmy, mdy, ymd"),
        (["--where", "Alder=3"], 2, "no column is called"),
        (["--where", "Kommune=Atlantis"], 4, "no row has"),
    ],
)
def test_an_option_that_cannot_be_is_refused_and_nothing_written(call, take_in, put, options, code, words):
    file = put("Kommune | Mottatt | Ymse", "Oslo | 18.05.2008 | x")
    before = folder_bytes(call)
    ran = take_in(file, *options, code=code)
    assert words in ran.err
    assert ran.out == ""
    assert folder_bytes(call) == before


def test_a_column_that_a_person_left_out_is_no_remark_either(take_in, put):
    file = put("Kommune | Mottatt | Vurdert", "Oslo | 18.05.2008 | trukket", "Ålesund | 18.05.2008 | ok")
    ran = take_in(file, "--ignore", "Vurdert", "--format", "json")
    assert [outcome for _, outcome, _ in rows(ran)] == ["imported", "imported"]


def test_headings_with_signs_and_letters_are_mapped(take_in, put):
    file = put("Kommune | a = b | c", "Oslo | 18.05.2008 | fra august", name="a.csv")
    ran = take_in(file, "--map", "a = b=received", "--map", "C=timetable", "--format", "json")
    assert rows(ran) == [(2, "imported", "0301")]
    assert "timetable" not in ran.json["rows"][0]["missing"]


def test_the_line_of_the_headings_and_the_sheet(take_in, put, tmp_path):
    file = put("Kommune | Mottatt", "gammel | liste", "Søker | Motteke", "Oslo | 18.05.2008")
    assert rows(take_in(file, "--header-row", "3", "--format", "json")) == [(4, "imported", "0301")]
    book = tmp_path / "b.xlsx"
    head = ["Kommune", "Mottatt"]
    book.write_bytes(xlsx(("I fjor", [head, ["Bø", "1.5.2007"]]), ("I år", [head, ["Ålesund", "17.05.2008"]])))
    assert rows(take_in(book, "--sheet", "i år", "--format", "json")) == [(2, "imported", "1504")]


def test_a_list_is_read_without_a_programme(cli, tmp_path, put):
    file = put("Kommune | Mottatt", "Oslo | 18.05.2008")
    ran = cli("reading", "explain", file, "--as", "applications", "--format", "json")
    assert [each["field"] for each in ran.json["columns"]] == ["municipality", "received"]


def test_a_file_that_is_not_there(take_in, tmp_path, cli, call):
    assert "there is no file" in take_in(tmp_path / "nix.csv", code=2).err
    ran = cli("-C", call, "reading", "explain", tmp_path / "nix.csv", "--as", "applications")
    assert ran.code == 2


# -- what the issue names -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_points_beside_an_item_are_not_the_item(take_in, put, name):
    file = put(
        "Kommune | Mottatt | Poeng tidsplan | Trepart ok? | Tidsplan % | Kvalitetsmål 2007 | Score timetable",
        "Oslo | 18.05.2008 | god | ja | mye | bra | high",
        name=name,
    )
    ran = take_in(file, "--format", "json")
    missing = ran.json["rows"][0]["missing"]
    assert {"timetable", "tripartite_cooperation", "quality_goal"} <= set(missing)


def test_figures_under_the_heading_of_an_item_are_asked_about(take_in, put):
    file = put("Kommune | Mottatt | Tidsplan", "Oslo | 18.05.2008 | 4", "Ålesund | 18.05.2008 | 5")
    assert "is 'Tidsplan' the field timetable?" in take_in(file, code=3).err


def test_a_case_of_the_council_is_a_treatment_and_an_archives_number_is_none(take_in, put):
    council = put("Kommune | Mottatt | Saksnr", "Oslo | 18.05.2008 | KS 34/08", "Ålesund | 18.05.2008 | KS 7/08")
    ran = take_in(council, "--format", "json")
    assert all("political_treatment" not in row["missing"] for row in ran.json["rows"])
    archive = put(
        "Kommune | Mottatt | Saksnr", "Kautokeino | 18.05.2008 | 09/112", "2011 | 18.05.2008 | 09/113", name="b.csv"
    )
    ran = take_in(archive, "--format", "json")
    assert "political_treatment" in ran.json["rows"][0]["missing"]
    assert "column 'Saksnr'" in ran.err


def test_a_forms_own_columns_are_not_the_applicants(take_in, call, put):
    file = put(
        "ID | Start time | Completion time | Email | Name | Hvilken kommune kommer du fra? | Epost | Mottatt",
        "1 | 18.05.2008 | 19.05.2008 | skjema@x.no | Anonym | Oslo | kari@oslo.no | 18.05.2008",
    )
    ran = take_in(file, "--format", "json")
    assert rows(ran) == [(2, "imported", "0301")]
    text = (call / "applications" / "P1" / "0301.yaml").read_text(encoding="utf-8")
    assert "skjema@x.no" not in text
    assert "Anonym" not in text
    assert "kari@oslo.no" in text


@pytest.mark.parametrize("heading", ["Trukket", "Withdrawn?", "Trekt", "Har trukket seg"])
def test_a_yes_or_no_column_is_the_status(take_in, put, heading):
    file = put(
        f"Kommune | Mottatt | {heading}",
        "Oslo | 18.05.2008 | Ja",
        "Ålesund | 18.05.2008 | nei",
        "Kautokeino | 18.05.2008 |",
        "0821 Bø | 18.05.2008 | x",
    )
    ran = take_in(file, "--format", "json")
    assert [outcome for _, outcome, _ in rows(ran)] == ["withdrawn", "imported", "imported", "withdrawn"]


def test_a_column_of_numbers_beside_one_of_names_may_disagree_and_is_then_seen(take_in, put):
    file = put(
        "Kommune | Kommune | Mottatt", "0301 | Oslo | 18.05.2008", "1504 | Ålesund | 18.05.2008",
        "0301 | Kautokeino | 18.05.2008",
    )  # fmt: skip
    ran = take_in(file, "--format", "json")
    assert [outcome for _, outcome, _ in rows(ran)] == ["imported", "imported", "manual"]
    assert ran.json["rows"][2]["reason"] == "number-name-conflict"


def test_bilingual_and_bracketed_headings_and_a_conflict_under_them(take_in, put):
    file = put(
        "Kommunenr (Municipality no) | Søker / Municipality | Mottatt (received)",
        "0301 | Oslo | 18.05.2008",
        "0301 | Ålesund | 18.05.2008",
    )
    ran = take_in(file, "--format", "json")
    assert [outcome for _, outcome, _ in rows(ran)] == ["imported", "manual"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Søkar | Motteke | Framdriftsplan | Medverknad", "Oslo | 18.05.2008 | haust | møte"),
        ("Applicant | Date received | Timetable | Joint preparation", "Oslo | 18.05.2008 | autumn | meeting"),
        (
            "Hvilken kommune søker? | Når ble søknaden mottatt? | Hva er deres tidsplan? | Beskriv medvirkningen",
            "Oslo | 18.05.2008 | høst | møte",
        ),
    ],
)
def test_headings_in_nynorsk_and_english_and_as_questions(take_in, put, header, cells):
    ran = take_in(put(header, cells), "--format", "json")
    assert rows(ran) == [(2, "imported", "0301")]
    assert not {"timetable", "joint_preparation"} & set(ran.json["rows"][0]["missing"])


def test_rows_that_name_a_county_tell_namesakes_apart_and_are_no_applications(take_in, put):
    file = put(
        "Kommune | Mottatt",
        "Telemark: |",
        "Bø | 18.05.2008",
        "Nordland: |",
        "Bø | 17.05.2008",
        "Finnmark: |",
        "Kautokeino | 16.05.2008",
    )
    ran = take_in(file, "--format", "json")
    assert rows(ran) == [
        (2, "skipped", None),
        (3, "imported", "0821"),
        (4, "skipped", None),
        (5, "imported", "1867"),
        (6, "skipped", None),
        (7, "imported", "2011"),
    ]


def test_lists_side_by_side_are_both_read(take_in, put):
    file = put(
        "Kommune | Mottatt | | Kommune | Mottatt",
        "Oslo | 18.05.2008 | | Ålesund | 17.05.2008",
        "Kautokeino | 18.05.2008 | | |",
    )
    ran = take_in(file, "--format", "json")
    assert sorted(number for _, _, number in rows(ran)) == ["0301", "1504", "2011"]


def test_two_rows_of_headings_carry_to_the_right(take_in, put):
    file = put(
        "Søker | | Sykefravær | | Inn",
        "Kommune | Tidsplan | Tiltak | Mål | Mottatt",
        "Oslo | høst | lys | fra 9 til 8 | 18.05.2008",
    )
    ran = take_in(file, "--format", "json")
    assert rows(ran) == [(3, "imported", "0301")]
    assert not {"sick_leave_measures", "sick_leave_goal", "timetable"} & set(ran.json["rows"][0]["missing"])


def test_columns_with_a_heading_in_the_upper_row_alone_keep_it(take_in, put):
    file = put(
        "Kommune | Mottatt | Kvalitet (a) |  | Sykefravær (b) |  | Poeng |",
        " | | Innsatsområde | Resultatmål | Innsatsområde | Resultatmål | Kvalitet | Tidsplan",
        "Oslo | 18.05.2008 | skole | over 4 | lys | fra 9 til 8 | god | god",
    )
    ran = take_in(file, "--format", "json")
    assert rows(ran) == [(3, "imported", "0301")]
    missing = set(ran.json["rows"][0]["missing"])
    assert "timetable" in missing
    assert not {"quality_focus", "quality_goal", "sick_leave_measures", "sick_leave_goal"} & missing


# -- every importer alike -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "rows", "options"),
    [
        (
            ["cohort", "import"],
            ("Medlem | Gruppe | Fra", "Oslo | P1 | 2008-01-01"),
            ["--map", "Medlem=municipality"],
        ),
        (
            ["cohort", "import"],
            ("Kommune | Gruppe | Når", "Oslo | P1 | 01.01.2008"),
            ["--map", "Når=from"],
        ),
        (
            ["municipality", "import"],
            ("Kode | Benevnelse", "0905 | Arendal"),
            ["--map", "Benevnelse=name"],
        ),
        (
            ["gathering", "import", "-g", "G1"],
            ("Hvem kommer | Kommune | E-post", "Kari Ås | Oslo | kari@oslo.no"),
            ["--map", "Hvem kommer=name"],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_one_importer_takes_every_importer_takes(cli, call, put, command, rows, options, name):
    cli("-C", call, "gathering", "new", "G1", "--name", "Oppstart", "--from", "2008-08-27", check=True)
    file = put(*rows, name=name)
    before = folder_bytes(call)
    refused = cli("-C", call, *command, file)
    assert refused.code == 3, refused.err
    assert "--map" in refused.err
    assert folder_bytes(call) == before
    wrong = cli("-C", call, *command, file, "--map", f"{rows[0].split(' | ')[0]}=nothing")
    assert wrong.code == 2
    assert "there is no field 'nothing'" in wrong.err
    tried = cli("-C", call, *command, file, *options, "--dry-run", check=True)
    assert f"How {name} is read" in tried.err
    assert folder_bytes(call) == before
    taken = cli("-C", call, *command, file, *options)
    assert taken.code == 0, taken.err
    kept = list((call / "readings").glob("*.yaml"))
    assert len(kept) == 1
    assert options[1].split("=")[0] in kept[0].read_text(encoding="utf-8")
