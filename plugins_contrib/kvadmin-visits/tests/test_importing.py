"""``visit import``: the office's call list."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

HEAD = ["Kommune", "Dato", "Kontaktform", "Ringt av", "Snakket med", "Minutter", "Tema", "Avtalt"]
ROWS = [
    ["Løten", "02.06.2008", "telefon", "Kari Nordmann", "Per Hansen", 10, "Rapporten", "Sendes i juni"],
    ["1244 Austevoll", "03.06.2008", "e-post", "nordmann, kari", "", "", "Måltall", ""],
    ["Oslo", "01.09.2008", "besøk", "Ola Berg", "", "", "Skal besøkes", ""],
]


@pytest.fixture
def book(tmp_path):
    def write(rows=ROWS, head=HEAD, name="ringeliste.xlsx"):
        made = Workbook()
        for row in (head, *rows):
            made.active.append(row)
        made.save(tmp_path / name)
        return str(tmp_path / name)

    return write


def outcomes(kit, *words):
    return [(each["outcome"], each["visit"]) for each in kit.json("visit", "import", *words)["rows"]]


def test_a_list_is_taken_in(noted, book, done):
    done("visit", "import", book())
    said = {each["id"]: each for each in noted.json("visit", "list", "--since", "2008-06-01")["visits"]}
    assert [(said[key]["who"], said[key]["how"], said[key]["held"]) for key in ("5", "6", "7")] == [
        ("Kari Nordmann", "phone", True), ("Kari Nordmann", "email", True), ("Ola Berg", "visit", False),
    ]  # fmt: skip
    assert (said["5"]["minutes"], said["5"]["spoken_with"], said["5"]["agreed"]) == (10, "Per Hansen", "Sendes i juni")


def test_the_same_list_again_says_nothing_new_and_more_rows_are_added(noted, book):
    assert outcomes(noted, book()) == [("imported", "5"), ("imported", "6"), ("imported", "7")]
    before = {name: text for name, text in noted.files().items() if name.startswith("visits/")}
    assert outcomes(noted, book()) == [("unchanged", "5"), ("unchanged", "6"), ("unchanged", "7")]
    assert {name: text for name, text in noted.files().items() if name.startswith("visits/")} == before
    more = [*ROWS, ["Løten", "09.06.2008", "telefon", "Ola Berg", "", 5, "Purring", ""]]
    assert [each for each, _ in outcomes(noted, book(more))] == ["unchanged"] * 3 + ["imported"]


def test_what_a_row_says_more_is_added(noted, book):
    outcomes(noted, book())
    more = [ROWS[0], [*ROWS[1][:4], "Eli Vik", 15, "Måltall", "Melder inn"]]
    assert outcomes(noted, book(more)) == [("unchanged", "5"), ("updated", "6")]
    said = noted.json("visit", "show", "6")["visit"]
    assert (said["spoken_with"], said["minutes"], said["agreed"]) == ("Eli Vik", 15, "Melder inn")


def test_two_calls_of_a_day_that_differ_are_two(noted, book):
    twice = [ROWS[0], [*ROWS[0][:5], 25, *ROWS[0][6:]], ROWS[0]]
    assert [each for each, _ in outcomes(noted, book(twice))] == ["imported", "imported", "duplicate"]
    assert outcomes(noted, book(twice[1::-1])) == [("unchanged", "6"), ("unchanged", "5")]


def test_what_was_planned_and_has_passed_is_still_the_same_contact(noted, book):
    outcomes(noted, book())
    noted.today = "2008-09-02"
    assert outcomes(noted, book())[2] == ("unchanged", "7")
    assert noted.json("visit", "list", "--only", "overdue")["visits"][1]["id"] == "7"
    rows = [[*row, "ja"] for row in ROWS[2:]]
    assert outcomes(noted, book(rows, [*HEAD, "Gjennomført"])) == [("updated", "7")]
    assert noted.json("visit", "show", "7")["visit"]["held"] is True


def test_options_say_what_the_list_does_not(noted, book):
    head, rows = ["Kommune", "Dato", "Tema"], [["Løten", "02.06.2008", "Rapporten"]]
    ran = noted.run("visit", "import", book(rows, head))
    assert ran.code == 3
    assert "by phone, e-mail or visit" in ran.err
    ran = noted.run("visit", "import", book(rows, head), "--how", "telefon")
    assert "Rows that name nobody of the secretariat: 1" in ran.out
    assert outcomes(noted, book(rows, head), "--how", "telefon", "--by", "Ola Berg") == [("imported", "6")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Lotten", "02.06.2008", "telefon"], "no municipality 'Lotten'"),
        (["Løten", "02.06.2008", "faks"], "none of the words"),
        (["Løten", "", "telefon"], "day"),
        (["Løten", "02.06.2008", "telefon", "", "", -3], "minutes cannot be"),
        (["Løten", "02.06.2008", "telefon", "", "", "en time"], "whole number"),
    ],
)
def test_with_one_row_that_cannot_be_nothing_is_written(refused, book, row, said):
    assert said in refused("visit", "import", book([*ROWS, row]))


def test_a_csv_of_english_headings(noted, tmp_path):
    file = tmp_path / "calls.csv"
    file.write_text("Municipality,Date,How,By,Duration,Note\n0415,2008-06-02,call,Ola Berg,12,Hi\n", encoding="utf-8")
    assert outcomes(noted, str(file)) == [("imported", "5")]
    assert noted.json("visit", "show", "5")["visit"]["minutes"] == 12
