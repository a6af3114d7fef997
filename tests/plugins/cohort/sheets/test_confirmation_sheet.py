"""The sheet of confirmations notes who takes a place, as ``cohort confirm`` does."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture
def admitted(ten):
    ten("cohort", "admit", "P3")
    return ten.on("2008-06-20")


def test_it_has_those_with_a_place_and_nobody_else(admitted, sheet):
    rows = sheet("confirmations").rows
    assert len(rows) == 5
    assert {(each["confirmed"], each["confirmed_on"]) for each in rows.values()} == {(False, None)}


def test_a_yes_is_noted_on_its_day_else_today(admitted, sheet):
    desk = sheet("confirmations")
    one, other, third, *_ = desk.rows
    assert desk.take_in({one: {"confirmed": "ja", "confirmed_on": "2008-06-12"}, other: {"confirmed": "yes"}}) == []
    rows = desk.rows
    assert (rows[one]["confirmed"], rows[one]["confirmed_on"]) == (True, date(2008, 6, 12))
    assert (rows[other]["confirmed"], rows[other]["confirmed_on"]) == (True, date(2008, 6, 20))
    assert not rows[third]["confirmed"]
    changes = admitted.json("application", "show", one, "--cohort", "P3")["changes"]
    assert (changes[-1]["state"], changes[-1]["date"]) == ("confirmed", "2008-06-12")


def test_what_cannot_be_is_named_by_cell_and_nothing_is_noted(admitted, sheet):
    desk = sheet("confirmations")
    early, late, bare, fine, _ = desk.rows
    before = admitted.bytes()
    assert desk.refused({
        early: {"confirmed": "yes", "confirmed_on": "2008-06-09"},
        late: {"confirmed": "yes", "confirmed_on": "2008-06-21"},
        bare: {"confirmed_on": "2008-06-12"},
        fine: {"confirmed": "yes"},
    }) == [(early, "confirmed_on"), (late, "confirmed_on"), (bare, "confirmed_on")]  # fmt: skip
    assert "when" in desk.said
    assert "lies after today" in desk.said
    assert "nothing says that" in desk.said
    assert admitted.bytes() == before


def test_a_confirmation_is_not_taken_back_by_a_cell(admitted, sheet):
    desk = sheet("confirmations")
    one = next(iter(desk.rows))
    admitted("cohort", "confirm", "P3", one)
    assert desk.refused({one: {"confirmed": "nei"}}) == [(one, "confirmed")]
    assert "kvadmin undo" in desk.said
    assert f"kvadmin cohort withdraw P3 {one} --reason withdrawn" in desk.said
    assert desk.refused({one: {"confirmed_on": "2008-06-12"}}) == [(one, "confirmed_on")]


def test_who_has_left_is_not_asked(admitted, sheet):
    one = next(iter(sheet("confirmations").rows))
    admitted("cohort", "withdraw", "P3", one, "--reason", "withdrawn")
    assert one not in sheet("confirmations").rows
