"""``application set``, ``withdraw`` and ``accept-late``: what a person settles about one application."""

from __future__ import annotations

import pytest


def stored(programme, number="0101"):
    return (programme.folder / "applications" / "P3" / f"{number}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", ["case_number", "case-number", "CASE-NUMBER"])
def test_a_field_may_be_spelled_in_any_way(ten, field):
    ten("application", "set", "P3", "0101", field, "08/123")
    assert "case_number: 08/123" in stored(ten)


@pytest.mark.parametrize("day", ["2008-05-16", "16.05.2008"])
def test_days_are_typed_the_norwegian_way_or_the_international_one(ten, day):
    for field in ("postmark", "forwarded", "received"):
        ten("application", "set", "P3", "0101", field, day)
    shown = ten.json("application", "show", "0101", "--cohort", "P3")
    assert (shown["received"], shown["postmark"]) == ("2008-05-16", "2008-05-16")
    assert "forwarded: 2008-05-16" in stored(ten)
    ten("application", "set", "P3", "0101", "postmark", "")
    assert ten.json("application", "show", "0101", "--cohort", "P3")["postmark"] is None
    assert "needs a received" in ten.refused("application", "set", "P3", "0101", "received", "", code=2)


@pytest.mark.parametrize(("typed", "score"), [("-3.5", "-3.5"), ("-3,5", "-3.5"), ("7,50", "7.50"), ("", None)])
def test_scores_are_exact_and_may_be_negative(ten, typed, score):
    ten("application", "set", "P3", "0101", "score", typed)
    assert ten.json("application", "show", "0101", "--cohort", "P3")["score"] == score


def test_an_item_that_is_emptied_is_missing(ten):
    ten("application", "set", "P3", "0101", "timetable", "")
    shown = ten.json("application", "show", "0101", "--cohort", "P3")
    assert (shown["state"], shown["missing"]) == ("incomplete", ["timetable"])


def test_the_cohort_may_be_given_as_an_option(ten):
    ten("application", "set", "0101", "note", "rang", "--cohort", "P3")
    assert "note: rang" in stored(ten)
    ten("application", "set", "Oslo", "received", "30.05.2008", "--cohort", "P3")
    ten("application", "accept-late", "Oslo", "--cohort", "P3", "--why", "postmarked 19 May")
    assert ten.json("application", "show", "0301", "--cohort", "P3")["on_time"] == "late-accepted"
    ten("application", "withdraw", "Halden", "--cohort", "P3")
    assert ten.json("application", "show", "0101", "--cohort", "P3")["state"] == "withdrawn"


@pytest.mark.parametrize(("field", "command"), [("accepted-late", "accept-late"), ("points", "application score")])
def test_what_is_changed_in_another_way_is_said_with_its_command(ten, field, command):
    assert command in ten.refused("application", "set", "P3", "0101", field, "x", code=2)


def test_a_field_that_a_plugin_has_added_is_set_like_any_other(ten, added_fields):
    added_fields(("applications", "own_share", "decimal"), ("applications", "own_tags", "texts"))
    ten("application", "set", "P3", "0101", "own-share", "-3,5")
    ten("application", "set", "P3", "0101", "own_tags", "kyst; øy")
    assert "own_share: -3.5" in stored(ten)
    assert [word in stored(ten) for word in ("kyst", "øy")] == [True, True]
    ten("application", "set", "P3", "0101", "own_share", "")
    assert "own_share" not in stored(ten)
