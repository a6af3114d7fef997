"""``visit list``, ``show``, ``silent`` and ``load``."""

from __future__ import annotations

from datetime import date

import pytest
from kvadmin_visits.records import Visit

from kvadmin.api.records import Cohort, Membership


def ids(kit, *words):
    return [each["id"] for each in kit.json("visit", "list", *words)["visits"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["1", "4", "2", "3"]),
        (["0415"], ["2"]),
        (["415"], ["2"]),
        (["Løten"], ["2"]),
        (["cohort:P1"], ["1", "2", "3"]),
        (["cohort:P1", "not:silent:6"], ["2"]),
        (["cohort:P1 county:x"], None),
        (["--by", "kari nordmann"], ["2", "3"]),
        (["--by", "Nordmann, Kari"], ["2", "3"]),
        (["--how", "phone"], ["2"]),
        (["--how", "telefon,e-post"], ["1", "2"]),
        (["--since", "2008-01-20"], ["4", "2", "3"]),
        (["--since", "2008-01-20", "--until", "20.05.2008"], ["4", "2"]),
        (["--only", "held"], ["1", "4", "2"]),
        (["--only", "planned"], ["3"]),
        (["--only", "overdue"], []),
        (["visit-planned"], ["3"]),
        (["not", "visit-planned"], ["1", "4", "2"]),
    ],
)
def test_the_list_is_what_was_asked_for(noted, words, found):
    if found is None:
        assert noted.run("visit", "list", *words).code == 4
    else:
        assert ids(noted, *words) == found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Lotten"], "Løten"),
        (["cohort:P9"], "P9"),
        (["--by", "Kari Norman"], "Kari Nordmann"),
        (["--how", "fax"], "one of phone, email, visit"),
        (["--how", ","], "--how"),
        (["--since", "i fjor"], "is not a date"),
        (["--since", "2008-06-01", "--until", "2008-05-01"], "lies before"),
        (["--only", "overdu"], "overdue"),
    ],
)
def test_what_nobody_can_answer_is_refused(refused, words, said):
    assert said in refused("visit", "list", *words)


def test_nothing_is_noted(town):
    assert town.run("visit", "list").out.strip() == "No contact is noted."
    assert town.run("visit", "load").out.strip() == "No contact is noted."


def test_a_text_of_several_lines_is_shown_as_such(noted):
    noted.run("visit", "set", "2", "agreed", "Vi sender malen\nDe sender tall")
    out = noted.run("visit", "show", "2").out
    assert [line.split("  ")[-1] for line in out.splitlines()[-2:]] == ["Vi sender malen", "De sender tall"]


@pytest.mark.parametrize("typed", ["0415", "415", "Løten"])
def test_a_municipality_shows_its_own(noted, typed):
    assert noted.json("municipality", "visits", typed) == noted.json("visit", "list", "0415")
    assert "0415 Løten" in noted.run("municipality", "visits", typed).out
    assert noted.run("municipality", "visits", "0402").out.strip() == "No contact with Kongsvinger is noted."


# Who waits.


def waiting(kit, *words):
    return [(each["municipality"], each["months"]) for each in kit.json("visit", "silent", *words)["silent"]]


def test_who_waits_and_for_how_long(noted):
    assert waiting(noted) == [("1244", 16), ("0301", 6)]
    assert waiting(noted, "--months", "7") == [("1244", 16)]
    assert waiting(noted, "--months", "0") == [("1244", 16), ("0301", 6), ("0402", 1), ("0415", 0)]
    assert waiting(noted, "--never") == [("1244", 16), ("0402", 1)]
    assert waiting(noted, "--how", "visit") == [("1244", 16), ("0415", 16), ("0301", 16)]
    assert waiting(noted, "cohort:P2") == []
    assert waiting(noted, "cohort:P2", "--months", "1") == [("0402", 1)]


def test_what_a_row_says(noted):
    assert noted.json("visit", "silent", "Oslo") == {
        "schema": 1, "as_of": "2008-06-10", "months": 6, "members": 1,
        "silent": [{
            "municipality": "0301", "name": "Oslo", "cohorts": ["P1"], "joined": "2007-01-15", "last": "2007-12-10",
            "how": "email", "who": "Ola Berg", "months": 6, "planned": None,
        }],
    }  # fmt: skip


@pytest.mark.parametrize(("day", "there"), [("2008-06-09", False), ("2008-06-10", True), ("2008-06-11", True)])
def test_six_months_are_calendar_months(noted, day, there):
    noted.today = day
    assert ("0301" in dict(waiting(noted))) is there


@pytest.mark.parametrize(("day", "there"), [("2008-10-31", False), ("2008-11-01", True)])
def test_a_member_counts_from_the_day_it_joined(noted, day, there):
    noted.today = day
    assert ("0402" in dict(waiting(noted))) is there


def test_a_contact_from_before_it_joined_shortens_nothing(noted):
    noted.add(Visit(id="9", municipality="0402", day=date(2007, 3, 1), held=True, how="phone"))
    assert dict(waiting(noted, "--months", "0"))["0402"] == 1
    assert "0402" not in dict(waiting(noted, "--never"))


@pytest.mark.parametrize(("day", "there"), [("2008-01-31", True), ("2008-02-01", False), ("2008-06-10", False)])
def test_who_has_left_waits_no_longer(town, day, there):
    town.today = day
    assert ("1601" in dict(waiting(town, "--months", "0"))) is there


def test_who_has_not_begun_waits_for_nothing(town):
    town.today = "2008-04-30"
    assert "0402" not in dict(waiting(town, "--months", "0"))


def test_planned_and_future_contacts_are_none(noted):
    noted.add(Visit(id="8", municipality="0301", day=date(2008, 7, 1), held=True, how="phone"))  # by hand
    noted.add(Visit(id="9", municipality="0301", day=date(2008, 6, 1), how="phone"))  # planned, and past
    assert dict(waiting(noted))["0301"] == 6


def test_of_two_memberships_the_earlier_counts(noted):
    noted.add(Cohort(id="P3", name="Pulje 3", memberships=[Membership(municipality="1244", start=date(2008, 6, 1))]))
    row = noted.json("visit", "silent", "1244")["silent"][0]
    assert (row["cohorts"], row["joined"], row["months"]) == (["P1", "P3"], "2007-01-15", 16)


def test_many_months_end_no_calendar(noted):
    assert waiting(noted, "--months", "999999") == []
    assert noted.run("visit", "silent", "--months", "-1").code == 2
    assert noted.run("visit", "silent", "--months", "six").code == 2


# How much each has done.


def test_the_load_of_each(noted):
    noted.run("visit", "add", "0415", "--how", "visit", "--by", "kari nordmann", "--on", "2008-03-31", "Hos dem")
    said = noted.json("visit", "load")["load"]
    kari = said[1]
    assert [each["who"] for each in said] == ["Ola Berg", "Kari Nordmann"]
    assert {name: kari[name] for name in kari if name != "quarters"} == {
        "who": "Kari Nordmann", "phone": 1, "email": 0, "visit": 1, "contacts": 2, "municipalities": 1,
        "minutes": 20, "untimed": 1, "planned": 1,
    }  # fmt: skip
    assert [(each["quarter"], each["contacts"], each["minutes"]) for each in kari["quarters"]] == [
        ("2008-Q1", 1, None), ("2008-Q2", 1, 20),
    ]  # fmt: skip


def test_the_quarters_add_up(noted):
    for each in noted.json("visit", "load")["load"]:
        for name in ("phone", "email", "visit", "contacts"):
            assert sum(quarter[name] for quarter in each["quarters"]) == each[name]


def test_a_part_of_the_load(noted):
    assert [each["who"] for each in noted.json("visit", "load", "0415")["load"]] == ["Kari Nordmann"]
    said = noted.json("visit", "load", "--by", "Ola Berg", "--since", "2008-01-01")["load"]
    assert [(each["contacts"], each["municipalities"]) for each in said] == [(1, 1)]


def test_what_names_nobody_comes_last(noted):
    noted.add(Visit(id="9", municipality="0301", day=date(2008, 6, 1), held=True))
    assert [each["who"] for each in noted.json("visit", "load")["load"]] == ["Ola Berg", "Kari Nordmann", ""]
    assert "nobody named" in noted.run("visit", "load").out


def test_nobody_waits_is_not_said_as_if_somebody_had_spoken_with_everybody(town):
    """All joined less than 100 months ago, and nobody has ever spoken with any of them."""
    said = town.run("visit", "silent", "--months", "100").out
    assert "No member has waited for 100 months." in said
    assert "has spoken" not in said
