"""``cohort status``, ``list`` and ``show``: the table of 31 January 2009 and its history."""

from __future__ import annotations

import pytest

GROUPS = {
    "2007-06-30": {"I07": 12, "P1": 28}, "2008-01-31": {"I07": 12, "P1": 28, "P2": 46},
    "2008-12-31": {"I07": 12, "P1": 28, "P2": 46, "P3": 36}, "2009-01-31": {"I07": 12, "P1": 28, "P2": 46, "P3": 36, "P4": 20},
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "row_sum", "several", "distinct"),
    [("2007-06-30", 40, 2, 38), ("2008-01-31", 86, 4, 82), ("2008-12-31", 122, 4, 118), ("2009-01-31", 142, 4, 138)],
)
def test_the_table_adds_up_on_each_date(memberships, day, row_sum, several, distinct):
    shown = memberships.json("cohort", "status", "--as-of", day)
    assert list(shown) == ["schema", "as_of", "groups", "row_sum", "in_several_groups", "distinct"]
    assert (shown["as_of"], shown["row_sum"], shown["distinct"]) == (day, row_sum, distinct)
    assert len(shown["in_several_groups"]) == several
    assert shown["in_several_groups"] == sorted(shown["in_several_groups"])
    assert {each["id"]: each["active"] for each in shown["groups"] if each["active"]} == GROUPS[day]
    first = shown["groups"][0]
    assert list(first) == ["id", "name", "kind", "admitted", "ended", "active", "to_begin"]


def test_today_is_the_reference_date_unless_another_is_named(memberships):
    assert memberships.json("cohort", "status")["as_of"] == "2008-06-10"
    assert memberships.json("--today", "2009-01-31", "cohort", "status")["distinct"] == 138


def test_the_table_is_never_a_bare_total(memberships):
    out = memberships("cohort", "status", "--as-of", "2009-01-31").out
    assert "142 active memberships" in out
    assert "4 municipalities are in several groups: 0101" in out
    assert "138 distinct municipalities" in out


def test_an_ended_membership_counts_to_its_last_day(memberships):
    member = memberships.json("cohort", "show", "P1")["members"][0]["municipality"]
    memberships("cohort", "withdraw", "P1", member, "--reason", "merged", "--on", "2008-03-01")
    on, after = (memberships.json("cohort", "status", "--as-of", day) for day in ("2008-03-01", "2008-03-02"))
    assert [each["active"] for each in on["groups"] if each["id"] == "P1"] == [28]
    line = next(each for each in after["groups"] if each["id"] == "P1")
    assert (line["admitted"], line["ended"], line["active"]) == (28, 1, 27)
    shown = memberships.json("cohort", "show", "P1")["members"]
    assert [(m["to"], m["reason"]) for m in shown if m["municipality"] == member] == [("2008-03-01", "merged")]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["set", "P4", "capacity", "0"], 2, "at least 1"),
        (["set", "P4", "capacity", "many"], 2, "at least 1"),
        (["set", "P4", "colour", "blue"], 2, "lottery_seed"),
        (["set", "P4", "deadline", "soon"], 2, "soon"),
        (["set", "P4", "quotas", "region=3"], 2, "region=3"),
        (["set", "P4", "quotas", "shoe:43=1.."], 2, "shoe"),
        (["set", "P4", "quotas", "region:Øst=3..2"], 2, "3..2"),
        (["set", "P4", "criteria", "quality"], 2, "NAME=WEIGHT"),
        (["set", "P4", "kind", "club"], 2, "effort"),
        (["set", "P5", "capacity", "3"], 4, "P5"),
        (["show", "p4"], 4, "P4"),
        (["new", "P5", "--name", "x", "--capacity", "0"], 2, "at least 1"),
        (["new", "a/b", "--name", "x"], 2, "a/b"),
        (["new", "..", "--name", "x"], 2, ".."),
        (["new", "", "--name", "x"], 2, ""),
        (["new", "P5", "--name", "x", "--quota", "region:Øst=-1.."], 2, "-1"),
        (["withdraw", "P4", "0301", "--reason", "withdrawn"], 1, "no member"),
        (["withdraw", "P4", "0399", "--reason", "withdrawn"], 4, "0399"),
        (["promote", "P4"], 3, "capacity"),
        (["status", "--as-of", "yesterday"], 2, "yesterday"),
    ],
)
def test_what_cannot_be_is_refused_in_words(new, arguments, code, words):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P4", "--name", "Pulje 4")
    said = programme.refused("cohort", *arguments, code=code)
    assert words in said
    assert "hint" in said
