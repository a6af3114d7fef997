"""``cohort reconcile``: published counts beside the stored ones, in the programme's own counts and in others."""

from __future__ import annotations

from pathlib import Path

import pytest

FACTS = Path(__file__).parents[4] / "fixtures" / "published" / "kvalitetskommuner.csv"


def counts(folder, *lines, name="published.csv"):
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_the_programmes_published_counts_hang_together_by_seven_withdrawals_and_four_in_two_groups(memberships):
    before = memberships.bytes()
    shown = memberships.json("cohort", "reconcile", FACTS, code=1)
    assert memberships.bytes() == before
    assert shown["identical"] is False
    [alone] = shown["published_alone"]["found"]
    assert (alone["kinds"], alone["counting"], alone["spreads"]) == ({"withdrawal": 7, "second": 4}, [], 15)
    assert shown["published_alone"]["complete"] is True
    lines = {(each["kind"], tuple(each["groups"])): (each["least"], each["most"]) for each in alone["parts"]}
    assert lines["withdrawal", ("P2",)] == (3, 5)  # 49 were new, 46 are left
    assert lines["withdrawal", ("P4",)] == (1, 3)  # 21 were new, 20 are left
    assert lines["second", ("P3",)] == (2, 4)  # 36 are in, 34 were new
    assert {each["before"] for each in alone["parts"] if each["kind"] == "withdrawal"} == {"2009-01"}
    figures = {(each["date"], each["figure"], each["group"]): each["difference"] for each in shown["figures"]}
    assert figures["2009-01", "total", None] == figures["2009-01", "group", "P3"] == 0
    assert figures["2007-10-17", "total", None] == 82 - 90
    assert all(each["source"] for each in shown["figures"])


def test_what_is_stored_would_hang_together_with_them_by_ten_things(memberships):
    shown = memberships.json("cohort", "reconcile", FACTS, code=1)
    assert shown["if_memberships_lack"] is None  # it takes no fewer
    found = shown["explanations"]
    assert (found["things"], found["complete"]) == (10, True)
    assert {each["kinds"]["withdrawal"] for each in found["found"]} == {7}


def test_a_person_sees_the_numbers_what_could_explain_them_and_where_to_look(memberships):
    ran = memberships("cohort", "reconcile", FACTS, code=1)
    for said in (
        "Date        Figure ", "2007-10-17  in all", "7 withdrew; 4 in two groups", "(a) ", "kvadmin cohort status --as-of 2008-12-31",
        "kvadmin cohort show P2", "Pressemelding",
    ):  # fmt: skip
        assert said in ran.out, said
    assert "5 of 11 published counts differ" in ran.err


def test_the_same_counts_are_identical(memberships, tmp_path):
    file = counts(
        tmp_path,
        "date,total,row sum,P1,Pulje 2",
        "2007-06-30,38,40,28,",
        "2008-12,118,122,28,",
        "2009-01-31,138,142,28,",
    )
    ran = memberships("cohort", "reconcile", file)
    assert "identical" in ran.out
    shown = memberships.json("cohort", "reconcile", file)
    assert (shown["identical"], shown["explanations"]) == (True, None)


def test_stored_withdrawals_and_a_year_that_is_looked_at_on_a_day_within_it(memberships, tmp_path):
    memberships.on("2009-02-01")(
        "cohort", "withdraw", "P1", _member(memberships, "P1"), "--reason", "withdrawn", "--on", "2008-11-03"
    )
    file = counts(tmp_path, "dato;i alt", "2008;118")
    shown = memberships.json("cohort", "reconcile", file, code=1)
    days = {tuple(each["days"]) for each in shown["explanations"]["found"]}
    assert shown["explanations"]["things"] == 0
    assert days == {("2008-11-03",)}  # 118 on the last day before it, 117 at the end of the year


def test_a_list_of_groups_alone_is_one(memberships, tmp_path):
    file = counts(tmp_path, "date;I07;P1;source", "2007-06-30;12;28;Slides")
    assert memberships.json("cohort", "reconcile", file)["identical"] is True


def _member(memberships, cohort):
    members = memberships.json("cohort", "show", cohort)["members"]
    return members[-1]["municipality"]


def test_a_group_that_began_days_after_the_count(memberships, tmp_path):
    file = counts(tmp_path, "dato;i alt;I07;P1;P2", "2007-10-10;82;12;28;46")
    shown = memberships.json("cohort", "reconcile", file, code=1)
    assert shown["explanations"]["things"] == 1
    [said] = shown["explanations"]["found"]
    assert said["counting"] == ["P2 was counted before it began"]


def test_counts_that_contradict_each_other_are_named(memberships, tmp_path):
    file = counts(tmp_path, "dato;i alt;radsum;I07;P1", "2007-06-30;38;50;12;28")
    shown = memberships.json("cohort", "reconcile", file, code=1)
    assert shown["published_alone"]["things"] is None
    assert shown["explanations"] is None
    assert {(each["figure"], each["group"]) for each in shown["contradicting"]} <= {
        ("row_sum", None), ("total", None), ("group", "I07"), ("group", "P1"),
    }  # fmt: skip
    assert ("row_sum", None) in {(each["figure"], each["group"]) for each in shown["contradicting"]}
    assert "cannot all be right" in memberships("cohort", "reconcile", file, code=1).out


def test_memberships_that_lack_are_told_apart_where_they_explain_it_with_less(memberships, tmp_path):
    file = counts(tmp_path, "dato;i alt;P4", "2009-01-31;141;23")
    shown = memberships.json("cohort", "reconcile", file, code=1)
    assert [each["kinds"] for each in shown["if_memberships_lack"]["found"]] == [{"missing": 3}]
    assert shown["explanations"]["things"] is None or shown["explanations"]["things"] > 3
    assert "if memberships lack in the store" in memberships("cohort", "reconcile", file, code=1).out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("dato;i alt", "våren 2008;12"), "'våren 2008' is no day, month or year"),
        (("dato;i alt", "2008;mange"), "'mange' is no count"),
        (("dato;i alt", "2008;-3"), "'-3' is no count"),
        (("dato;i alt", "2008;90", "2008;91"), "91 beside 90 at the same time"),
        (("dato;i alt", "2008;90", "2008-12-31;91"), "2008 and 2008-12-31 lie within each other"),
        (("dato;nye i;i alt;P9", "2008;;90;4"), "P9"),
        (("dato;i alt", ";90"), "is no day"),
    ],
)
def test_what_is_not_sure_is_refused(memberships, tmp_path, lines, said):
    file = counts(tmp_path, *lines)
    ran = memberships.run("-C", memberships.folder, "cohort", "reconcile", file)
    if said == "P9":  # a heading that nobody knows is said, and left out
        assert "column 'P9': left out" in ran.err
        return
    assert ran.code == 3, ran.err
    assert said in ran.err


def test_a_group_that_is_not_stored_needs_its_beginning(memberships, tmp_path):
    shown = memberships.json("cohort", "reconcile", counts(tmp_path, "dato;nye;nye i;P9", "2009-03;7;P9;7"), code=1)
    assert shown["if_memberships_lack"]["found"][0]["kinds"] == {"missing": 7}


def test_workbooks_are_read_alike(memberships, tmp_path):
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    for row in (["Publisert", "Kommuner i alt", "Kjelde"], [date(2009, 1, 31), 138, "Lysbilde"], [2008, 118, ""]):
        book.active.append(row)
    book.save(tmp_path / "published.xlsx")
    shown = memberships.json("cohort", "reconcile", tmp_path / "published.xlsx")
    assert [(each["date"], each["published"]) for each in shown["figures"]] == [("2008", 118), ("2009-01-31", 138)]


def test_counts_that_need_nothing_by_themselves_are_said_to(memberships, tmp_path):
    ran = memberships("cohort", "reconcile", counts(tmp_path, "date,P1", "2009-01-31,29"), code=1)
    assert "The published counts by themselves: they hang together as they are." in ran.out
    assert "0 assumed" not in ran.out


@pytest.mark.parametrize("line", ["2009-01-31,3,500", "2009-01-31,999999999,500"])
def test_counts_beyond_what_is_searched_end_and_say_so(memberships, tmp_path, line):
    ran = memberships("cohort", "reconcile", counts(tmp_path, "date,in all,row sum", line), code=1)
    assert "the search was cut short" in ran.out
