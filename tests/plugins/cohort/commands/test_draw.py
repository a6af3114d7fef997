"""``cohort draw``: what was drawn becomes the seed, once, in the form of the call."""

from __future__ import annotations

import hashlib

import pytest

from ..conftest import AFTER, FROZEN_ON, VALUE, draw_words

SECRET = "Åse's garden: 17 apple trees"
COMMITMENT = hashlib.sha256(SECRET.encode()).hexdigest()


@pytest.mark.parametrize(
    "typed",
    [
        VALUE,
        "3 8 12 17 21 26 31",
        "31, 26, 21, 17, 12, 8, 3",
        "3;8;12;17;21;26;31",
        " 3 - 8 - 12 - 17 - 21 - 26 - 31 ",
        "03081217212631",
    ],
)
def test_any_spelling_gives_the_form_of_the_call(frozen, typed):
    shown = frozen.json("cohort", "draw", "P3", "--value", typed)
    assert (shown["value"], shown["lottery_seed"], shown["new"]) == (VALUE, VALUE, True)
    call = frozen.json("cohort", "show", "P3")
    assert call["lottery_seed"] == VALUE
    assert [(each["value"], each["on"], each["seed"]) for each in call["draws"]] == [(VALUE, AFTER, VALUE)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("3 8 12 17 21 26 31 34", "8 numbers are given, and the draw has 7"),
        ("3 8 12 17 21 26", "6 numbers are given"),
        ("3 8 12 17 21 26 26", "26 is given twice"),
        ("3 8 12 17 21 26 131", "131 has more than 2 digits"),
        ("3 8 12 17 21 26 og 31", "is no number"),
        ("3 8 12 17 21 26 31 (tilleggstall 5)", "is no number"),
        ("٣ 8 12 17 21 26 31", "is no number"),
        ("", "0 numbers are given"),
    ],
)
def test_another_form_is_refused_naming_what_does_not_count(frozen, typed, told):
    said = frozen.refused("cohort", "draw", "P3", "--value", typed, code=2)
    assert told in said
    assert "7 numbers ascending, 2 digits each, '-' between them; tilleggstall does not count" in said


def test_as_drawn_keeps_the_order_and_repetitions(drawn):
    drawn("cohort", "set", "P3", "draw", *draw_words(order="as-drawn", numbers="5", digits="1", separator=" /"))
    drawn("cohort", "freeze", "P3")
    assert drawn.on(AFTER).json("cohort", "draw", "P3", "--value", "5 2 2 9 0")["value"] == "5 /2 /2 /9 /0"


def test_a_draw_takes_a_named_source_and_a_freeze_and_its_day(ten, drawn):
    assert "kvadmin cohort freeze P3" in drawn.on(AFTER).refused("cohort", "draw", "P3", "--value", VALUE, code=1)
    drawn.on(FROZEN_ON)("cohort", "freeze", "P3")
    assert "2008-06-07" in drawn.on("2008-06-06").refused("cohort", "draw", "P3", "--value", VALUE, code=1)
    drawn.on("2008-06-07")("cohort", "draw", "P3", "--value", VALUE)


@pytest.mark.parametrize("words", [[], ["source=fixed"]])
def test_a_call_that_names_no_draw_has_nothing_to_enter(ten, words):
    ten("cohort", "set", "P3", "draw", *(words or [""]))
    ten("cohort", "freeze", "P3")
    said = ten.refused("cohort", "draw", "P3", "--value", VALUE, code=1)
    assert "kvadmin cohort set P3 draw source=public" in said


def test_the_same_again_says_so_and_another_one_is_a_correction_that_keeps_both(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    before = frozen.bytes()
    ran = frozen("cohort", "draw", "P3", "--value", "8 3 12 17 21 26 31", "--format", "json")
    assert "Nothing to change" in ran.err
    assert ran.json["new"] is False
    assert frozen.bytes() == before
    said = frozen.refused("cohort", "draw", "P3", "--value", "3 8 12 17 21 26 32", code=2)
    assert VALUE in said
    assert "--why" in said
    ran = frozen("cohort", "draw", "P3", "--value", "3 8 12 17 21 26 32", "--why", "typed wrong", "--format", "json")
    assert ran.json["corrects"] is True
    assert "weak" in ran.err
    call = frozen.json("cohort", "show", "P3")
    assert [each["value"] for each in call["draws"]] == [VALUE, "03-08-12-17-21-26-32"]
    assert (call["lottery_seed"], call["draws"][1]["why"]) == ("03-08-12-17-21-26-32", "typed wrong")


@pytest.fixture
def mixed(drawn):
    drawn("cohort", "set", "P3", "draw", *draw_words(commitment=COMMITMENT))
    drawn("cohort", "freeze", "P3")
    return drawn.on(AFTER)


def test_a_committed_secret_is_mixed_in(mixed):
    for wrong in (SECRET + " ", SECRET.upper(), ""):
        assert "not the secret" in mixed.refused("cohort", "draw", "P3", "--value", VALUE, "--secret", wrong, code=1)
    shown = mixed.json("cohort", "draw", "P3", "--value", VALUE, "--secret", SECRET)
    assert shown["lottery_seed"] == hashlib.sha256(f"{SECRET}|{VALUE}".encode()).hexdigest()
    assert shown["secret"] == SECRET


def test_a_lost_secret_needs_a_reason_and_the_public_value_counts(mixed):
    assert "--why" in mixed.refused("cohort", "draw", "P3", "--value", VALUE, code=2)
    ran = mixed("cohort", "draw", "P3", "--value", VALUE, "--why", "the envelope is lost", "--format", "json")
    assert ran.json["lottery_seed"] == VALUE
    assert "weak" in ran.err
    found = mixed("cohort", "draw", "P3", "--value", VALUE, "--secret", SECRET, "--why", "found", "--format", "json")
    assert found.json["corrects"] is True


def test_a_secret_that_was_not_named_before_cannot_be_mixed_in(frozen):
    assert "named no secret" in frozen.refused("cohort", "draw", "P3", "--value", VALUE, "--secret", SECRET, code=1)


def test_a_secret_alone_gives_its_own_hash(drawn):
    drawn("cohort", "set", "P3", "draw", "source=committed", f"commitment={COMMITMENT.upper()}")
    drawn("cohort", "freeze", "P3")
    assert "which secret?" in drawn.refused("cohort", "draw", "P3", code=2)
    assert "no numbers" in drawn.refused("cohort", "draw", "P3", "--secret", SECRET, "--value", "1", code=2)
    assert drawn.json("cohort", "draw", "P3", "--secret", SECRET)["lottery_seed"] == COMMITMENT


def test_a_substitute_must_be_named_before_and_explained(frozen):
    assert "--why" in frozen.refused("cohort", "draw", "P3", "--value", VALUE, "--substitute", code=2)
    shown = frozen.json("cohort", "draw", "P3", "--value", VALUE, "--substitute", "--why", "Lotto was not held")
    assert shown["substitute"] is True


def test_a_substitute_that_the_call_does_not_name_is_refused(drawn):
    drawn("cohort", "set", "P3", "draw", *draw_words(substitute=""))
    drawn("cohort", "freeze", "P3")
    said = drawn.on(AFTER).refused("cohort", "draw", "P3", "--value", VALUE, "--substitute", "--why", "x", code=1)
    assert "names no draw in place" in said


def test_what_has_changed_since_the_freeze_is_said(frozen):
    frozen("cohort", "set", "P3", "capacity", "6", "--why", "more money")
    assert "has changed since the list was closed" in frozen("cohort", "draw", "P3", "--value", VALUE).err


def test_a_dry_run_shows_the_seed_and_writes_nothing(frozen):
    before = frozen.bytes()
    assert frozen.json("cohort", "draw", "P3", "--value", VALUE, "--dry-run")["lottery_seed"] == VALUE
    assert frozen.bytes() == before
