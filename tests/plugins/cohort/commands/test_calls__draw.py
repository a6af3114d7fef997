"""The draw that a call names: ``cohort new --draw`` and ``cohort set C draw``."""

from __future__ import annotations

import pytest

from ..conftest import LOTTO, draw_words


@pytest.fixture
def call(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P4", "--name", "Pulje 4", "--capacity", 20, "--deadline", "20.11.2008")
    return programme


def test_a_call_names_its_draw_when_it_is_made(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    options = [word for each in draw_words() for word in ("--draw", each)]
    programme("cohort", "new", "P4", "--name", "Pulje 4", *options)
    draw = programme.json("cohort", "show", "P4")["draw"]
    assert draw == {
        **LOTTO, "numbers": 7, "digits": 2, "commitment": "", "named": programme.today,
    }  # fmt: skip
    seeded = ("--name", "x", "--lottery-seed", "s")
    assert "comes from its draw" in programme.refused("cohort", "new", "P5", *seeded, *options, code=1)


def test_it_is_named_on_the_day_on_which_it_last_changed(call):
    call.on("2008-10-01")("cohort", "set", "P4", "draw", *draw_words())
    call.on("2008-10-02")("cohort", "set", "P4", "draw", *reversed(draw_words()))
    assert call.json("cohort", "show", "P4")["draw"]["named"] == "2008-10-01"
    call("cohort", "set", "P4", "draw", *draw_words(day="14.06.2008"))
    draw = call.json("cohort", "show", "P4")["draw"]
    assert (draw["named"], draw["day"]) == ("2008-10-02", "2008-06-14")
    call("cohort", "set", "P4", "draw", "")
    assert call.json("cohort", "show", "P4")["draw"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["source=lotto"], "public, committed, fixed"),
        (["name=Lotto"], "source=public|committed|fixed"),
        (["source=public", "name=Lotto"], "needs day, numbers"),
        (["source=committed"], "needs commitment"),
        (["source=committed", "commitment=abc"], "64 digits"),
        (["source=fixed", "numbers=7"], "numbers says nothing"),
        (["source=fixed", "source=public"], "given twice"),
        (["public"], "KEY=VALUE"),
        (["source=public", "colour=red"], "the fields are"),
        ([*draw_words(), "named=2008-01-01"], "cannot be set this way"),
        (draw_words(numbers="0"), "at least 1"),
        (draw_words(digits="7"), "at most 6"),
        (draw_words(separator="1"), "cannot stand between"),
        (draw_words(separator="|"), "cannot stand between"),
        (draw_words(separator=" "), "only blanks"),
        (draw_words(order="random"), "ascending, as-drawn"),
        (draw_words(day="juni"), "not a date"),
    ],
)
def test_what_cannot_be_a_draw_is_refused(call, words, told):
    assert told in call.refused("cohort", "set", "P4", "draw", *words, code=2)


@pytest.mark.parametrize("field", ["freezes", "draws", "tried", "memberships"])
def test_what_commands_write_is_not_set_by_hand(call, field):
    assert "cannot be set this way" in call.refused("cohort", "set", "P4", field, "x", code=2)


def test_show_has_all_of_it_for_people(frozen):
    frozen("cohort", "draw", "P3", "--value", "3 8 12 17 21 26 31")
    frozen("cohort", "admit", "P3", "--dry-run")
    shown = frozen("cohort", "show", "P3").out
    for text in (
        "Lotto, lørdag 7. juni 2008",
        "named 2008-05-01",
        "1, 2008-06-02: ",
        "2008-06-10: 03-08-12",
        "a dry run",
    ):
        assert text in shown
