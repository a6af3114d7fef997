"""Goals as a person says them: set, changed, removed, and taken in from a file."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from plugins.evaluation.goals.goal_office import SICK_LEAVE, goal_office, stored_goals
from plugins.evaluation.office import csv_file

SET = ("evaluation", "goals", "set", "P1", "0301", "sykefravaer")


@pytest.fixture
def kit(tmp_path):
    return goal_office(tmp_path / "programme")


def shown(kit, *more):
    return kit.json(*SET, *more)["goals"]


def test_a_goal_is_set_and_changed_field_by_field(kit):
    (goal,) = shown(kit, "--from", "9,6", "--to", "8,4", "--by", "2009")
    assert (goal["from"], goal["to"], goal["by"], goal["direction"]) == ("9.6", "8.4", "2009-12-31", "decrease")
    (goal,) = shown(kit, "--by", "2009-Q2", "--note", "framskynda")
    assert (goal["from"], goal["to"], goal["by"], goal["note"]) == ("9.6", "8.4", "2009-06-30", "framskynda")
    (goal,) = shown(kit, "--by", "", "--from", "")
    assert (goal["from"], goal["to"], goal["by"]) == (None, "8.4", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2009-12-31", "2009-12-31"),
        ("1.12.2009", "2009-12-01"),
        ("2009-12-01", "2009-12-01"),
        ("2009", "2009-12-31"),
        ("desember 2009", "2009-12-31"),
        ("2010-02", "2010-02-28"),
        ("2010-H1", "2010-06-30"),
        ("1. halvår 2010", "2010-06-30"),
        ("2. halvår 2009", "2009-12-31"),
    ],
)
def test_a_period_ends_on_its_last_day(kit, text, day):
    assert shown(kit, "--to", "8", "--by", text)[0]["by"] == day


def test_a_figure_to_keep_stands_beside_one_to_reach(kit):
    shown(kit, "--to", "8")
    found = shown(kit, "--keep", "at-most", "--to", "9", "--since", "2008-Q3")
    assert [(each["kind"], each["to"], each["since"]) for each in found] == [
        ("keep", "9", "2008-07-01"),
        ("reach", "8", None),
    ]
    assert [each["kind"] for each in shown(kit, "--remove")] == ["keep"]
    assert shown(kit, "--remove") == []
    assert stored_goals(kit) is None


def test_setting_a_goal_from_a_text_settles_the_text(kit):
    kit.run("evaluation", "goals", "set", "P1", "0821", "sykefravaer", "--to", "9", "--source", "sick_leave_goal")
    (goal,) = stored_goals(kit, "0821").goals
    assert (goal.source, goal.text) == ("sick_leave_goal", SICK_LEAVE["0821"])
    left = kit.json("evaluation", "goals", "propose", "0821")["proposals"]
    assert [each["source"] for each in left] == ["quality_goal"]
    again = ("--to", "8.9", "--source", "sick_leave_goal")
    assert kit.run("evaluation", "goals", "set", "P1", "0821", "sykefravaer", *again).code == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), 2),
        (("--from", "9,6"), 2),
        (("--to", "mye"), 2),
        (("--to", "8", "--by", "snart"), 2),
        (("--to", "8", "--by", "2009-13"), 2),
        (("--to", "8", "--by", "2006"), 2),
        (("--from", "8", "--to", "9"), 2),
        (("--to", "108"), 2),
        (("--from", "108", "--to", "8"), 2),
        (("--keep", "at-least", "--to", "8"), 2),
        (("--keep", "atmost", "--to", "8"), 2),
        (("--keep", "at-most", "--from", "9", "--to", "8"), 2),
        (("--keep", "at-most", "--to", "8", "--since", "2009", "--by", "2008"), 2),
        (("--to", "8", "--source", "goal"), 2),
        (("--to", "8", "--source", "quality_goal"), 4),
        (("--to", "8", "--text", "Noe annet"), 4),
        (("--remove",), 4),
        (("--remove", "--to", "8"), 2),
    ],
)
def test_a_goal_that_cannot_be_is_refused_and_nothing_written(kit, more, code):
    before = kit.files()
    ran = kit.run(*SET, *more)
    assert ran.code == code, ran.err
    assert kit.files() == before


def test_a_change_of_a_goal_to_keep_has_to_say_so(kit):
    shown(kit, "--keep", "at-most", "--to", "6.2")
    ran = kit.run(*SET, "--by", "2009")
    assert ran.code == 2
    assert "--keep" in ran.err
    assert shown(kit, "--keep", "at-most", "--by", "2009")[0]["by"] == "2009-12-31"


def test_an_indicator_without_a_direction_needs_a_way(kit):
    kit.run("evaluation", "indicators", "set", "sykefravaer", "--direction", "neutral")
    assert kit.run(*SET, "--to", "8").code == 2
    assert shown(kit, "--from", "9", "--to", "8")[0]["direction"] == "decrease"


HEADINGS = {
    "en": "cohort;municipality;indicator;from;to;by;keep",
    "nb": "Pulje;Kommune;Indikator;Fra;Til;Innen;Retning",
    "nn": "Pulje;Kommune;Indikator;Frå;Mål;Innan;Halde",
}
ROWS = ("P1;Oslo;sykefravaer;9,6;8,4;2009;", "P1;0101;Sykefravær;;6,2;;at-most", "P1;Oslo;fornoyde;80;90;31.12.2009;")


@pytest.mark.parametrize("language", HEADINGS)
def test_a_file_of_goals_is_taken_in_and_twice_changes_nothing(kit, tmp_path, language):
    file = csv_file(tmp_path, HEADINGS[language], *ROWS)
    found = kit.json("evaluation", "goals", "import", file)
    assert found["counts"] == {"imported": 3}
    assert [(each.indicator, each.kind, str(each.to), str(each.by)) for each in stored_goals(kit).goals] == [
        ("fornoyde", "reach", "90", "2009-12-31"),
        ("sykefravaer", "reach", "8.4", "2009-12-31"),
    ]
    assert stored_goals(kit, "0101").goals[0].kind == "keep"
    before = kit.files()
    assert kit.json("evaluation", "goals", "import", file)["counts"] == {"unchanged": 3}
    assert kit.files() == before
    other = csv_file(tmp_path, HEADINGS[language], ROWS[0].replace("8,4", "8,0"), name="other.csv")
    assert kit.json("evaluation", "goals", "import", other)["counts"] == {"updated": 1}


def test_the_cohort_may_be_named_once(kit, tmp_path):
    file = csv_file(tmp_path, "Kommune;Indikator;Til", "Oslo;sykefravaer;8")
    ran = kit.run("evaluation", "goals", "import", file)
    assert ran.code == 3
    assert "--cohort" in ran.err
    assert kit.json("evaluation", "goals", "import", file, "--cohort", "P1")["counts"] == {"imported": 1}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("P1;Oslo;sykefravaer;8;9;;", 3),
        ("P1;Oslo;sykefravaer;;;2009;", 3),
        ("P1;Oslo;sykefravaer;;8;snart;", 3),
        ("P1;Oslo;sykefravaer;;8;;oppover", 3),
        ("P1;Oslo;sykefravaer;;8;;increase", 3),
        ("P1;Oslo;sykefravaer;;8;2006;", 3),
        ("P1;Oslo;fravaer;;8;;", 4),
        ("PX;Oslo;sykefravaer;;8;;", 4),
        ("P1;Re;sykefravaer;;8;;", 3),
        ("P1;Bø;sykefravaer;;8;;", 4),
        ("P1;Oslo;sykefravaer;;7,9;;\nP1;Oslo;sykefravaer;;8;;", 3),
    ],
)
def test_a_row_that_cannot_be_right_keeps_the_file_out(kit, tmp_path, row, code):
    file = csv_file(tmp_path, HEADINGS["en"], ROWS[1], row)
    before = kit.files()
    ran = kit.run("evaluation", "goals", "import", file)
    assert ran.code == code, ran.err
    assert kit.files() == before


def test_a_percentage_is_what_a_workbook_holds_and_not_what_it_shows(kit, tmp_path):
    book = Workbook()
    book.active.append(["Kommune", "Indikator", "Fra", "Til"])
    book.active.append(["Oslo", "sykefravaer", 0.096, 0.084])
    for place in ("C2", "D2"):
        book.active[place].number_format = "0 %"
    file = tmp_path / "goals.xlsx"
    book.save(file)
    assert kit.json("evaluation", "goals", "import", str(file), "--cohort", "P1")["counts"] == {"imported": 1}
    (goal,) = stored_goals(kit).goals
    assert (str(goal.start), str(goal.to)) == ("9.6", "8.4")


def test_a_percentage_is_no_figure_of_another_unit(kit, tmp_path):
    more = ("--unit", "dager", "--label-nb", "Ventetid", "--label-nn", "Ventetid", "--period", "quarter")
    assert kit.run("evaluation", "indicators", "add", "ventetid", "--direction", "decrease", *more).code == 0
    file = csv_file(tmp_path, "Kommune;Indikator;Til", "Oslo;ventetid;20 %")
    before = kit.files()
    ran = kit.run("evaluation", "goals", "import", file, "--cohort", "P1")
    assert ran.code == 3
    assert "dager" in ran.err
    assert kit.files() == before


def test_who_is_no_member_is_told_so(kit):
    ran = kit.run("evaluation", "goals", "set", "P1", "0716", "sykefravaer", "--to", "8")
    assert ran.code == 1
    assert "0716 is no member of P1" in ran.err
    assert "plan to change" not in ran.err
