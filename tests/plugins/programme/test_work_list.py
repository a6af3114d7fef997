"""The work list: what the plugins report, in order."""

from __future__ import annotations

from datetime import date

import pytest
from plugins.mail.office import Office

from kvadmin.api.hooks import ActionItem, StatusDay, StatusSection
from kvadmin.plugins.programme.work_list import in_order

DAY = date(2008, 6, 10)


def test_urgent_first_then_by_day_then_the_rest():
    late, soon = date(2008, 7, 1), date(2008, 6, 12)
    first = StatusSection("A", actions=(ActionItem("rest", "c"), ActionItem("late", "c", late)))
    second = StatusSection(
        "B",
        actions=(
            ActionItem("soon", "c", soon),
            ActionItem("urgent", "c", urgent=True),
            ActionItem("urgent and due", "c", late, urgent=True),
            ActionItem("rest too", "c"),
        ),
    )
    shown = [one.item.text for one in in_order(DAY, [first, second]).actions]
    assert shown == ["urgent and due", "urgent", "soon", "late", "rest", "rest too"]


def test_the_calendar_looks_a_year_ahead_and_keeps_what_is_still_open():
    days = (date(2009, 6, 11), date(2009, 6, 10), date(2008, 7, 1), date(2008, 6, 1))
    section = StatusSection("A", days=tuple(StatusDay(day, "x", "x-day") for day in days))
    shown = [one.entry.day for one in in_order(DAY, [section]).days]
    assert shown == [date(2008, 6, 1), date(2008, 7, 1), date(2009, 6, 10)]


@pytest.fixture
def office(tmp_path, cli):
    return Office(tmp_path / "programme", cli)


def calendar(office):
    return [(one["day"], one["key"], one["about"]) for one in office.json("status")["calendar"]]


def test_the_days_of_a_call_go_when_they_are_behind_and_done(office):
    office.today = "2008-05-20"
    assert calendar(office)[:4] == [
        ("2008-05-20", "application-deadline", "P3"),
        ("2008-06-20", "supplement-deadline", "P3"),
        ("2008-07-01", "confirm-by", "P3"),
        ("2008-08-25", "cohort-start", "P3"),
    ]
    office.today = "2008-06-21"
    office.admit()
    office.today = "2008-07-02"
    assert calendar(office) == [("2008-07-01", "confirm-by", "P3"), ("2008-08-25", "cohort-start", "P3")]
    office.run("cohort", "confirm", "P3", "--all", "--yes")
    assert calendar(office) == [("2008-08-25", "cohort-start", "P3")]


def test_the_days_of_a_gathering(office):
    office.run("gathering", "new", "g", "--name", "G", "--from", "2008-08-27", "--to", "2008-08-28", "--cohort", "P3")
    office.run("gathering", "set", "g", "registration_deadline", "2008-08-08")
    office.run("gathering", "register", "g", "Kari Nes", "-m", "0301", "--diet", "vegetar")
    own = [one for one in office.json("status")["calendar"] if one["about"] == "g"]
    assert [(one["day"], one["until"], one["key"]) for one in own] == [
        ("2008-08-08", None, "registration-deadline"),
        ("2008-08-27", "2008-08-28", "gathering"),
        ("2008-09-11", None, "sensitive-kept-until"),
    ]
    office.today = "2008-08-28"
    assert [key for _, key, about in calendar(office) if about == "g"] == ["gathering", "sensitive-kept-until"]
    office.run("gathering", "cancel", "g", "--yes")
    assert [key for _, key, about in calendar(office) if about == "g"] == ["sensitive-kept-until"]


def test_plans_stand_on_the_day_on_which_they_are_due_until_they_have_come(office):
    office.admit()
    office.run("plan", "set", "P3", "all", "--due", "2008-12-01", "--yes")
    office.run("plan", "set", "P3", "0301", "--received", "2008-06-10")
    office.today = "2008-12-10"
    (plans,) = [one for one in office.json("status")["calendar"] if one["key"] == "plan-due"]
    assert (plans["day"], plans["text"]) == ("2008-12-01", "P3: project plans are due (1 have not come)")
    office.run("plan", "set", "P3", "0821", "--received", "2008-12-09")
    assert "plan-due" not in {key for _, key, _ in calendar(office)}


def test_figures_can_be_reported_when_their_period_is_over(office):
    office.write(
        "indicators.yaml", "indicators:\n  - id: sykefravaer\n    unit: '%'\n  - id: trivsel\n    period: year\n"
    )
    days = [one for one in office.json("status")["calendar"] if one["key"] == "figures-period"]
    assert [(one["day"], one["about"]) for one in days] == [("2008-07-01", "sykefravaer"), ("2009-01-01", "trivsel")]


def test_the_table_of_cohorts_counts_places_applications_and_networks(office):
    office.admit()
    office.write("networks/P3.yaml", "cohort: P3\nnetworks:\n  - id: '1'\n    members: ['0301', '0821']\n")
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn", "--yes")
    (section,) = [one for one in office.json("status")["sections"] if one["title"] == "Cohorts"]
    (row,) = section["tables"][0]["rows"]
    assert {key: row[key] for key in ("id", "places", "applications", "free", "waiting", "networks")} == {
        "id": "P3", "places": 2, "applications": 3, "free": 1, "waiting": 1, "networks": 1,
    }  # fmt: skip
