"""``kvadmin status`` names what a draw still needs; running what it names clears it."""

from __future__ import annotations

import shlex

from .conftest import AFTER, NAMED, TODAY, VALUE, draw_words


def keys_of(programme) -> dict[str, dict[str, object]]:
    return {each["key"]: each for each in programme.json("status")["needs_action"] if each["about"] == "P3"}


def run_the_command(programme, action, **filled: str) -> None:
    command = action["command"]
    for what, value in filled.items():
        assert what in command
        command = command.replace(what, value)
    words = shlex.split(command)
    assert words[0] == "kvadmin"
    programme(*words[1:])


def test_a_draw_is_named_frozen_entered_and_decided_by(ten):
    ten.on(NAMED)("cohort", "set", "P3", "lottery_seed", "")
    unnamed = keys_of(ten)["draw-unnamed"]
    assert unnamed["due"] == "2008-05-20"
    run_the_command(ten, unnamed, NAME="Lotto", DATE="2008-06-07", **{"numbers=N": "numbers=7"})
    assert "draw-unnamed" not in keys_of(ten)
    ten("cohort", "set", "P3", "draw", *draw_words())
    assert not keys_of(ten).keys() & {"freeze-due", "draw-due", "applications-undecided"}  # applications still come

    due = keys_of(ten.on("2008-05-21"))
    assert "applications-undecided" not in due  # its command would be refused
    assert (due["freeze-due"]["due"], due["freeze-due"]["urgent"]) == ("2008-06-07", False)
    assert keys_of(ten.on("2008-06-07"))["freeze-due"]["urgent"] is True
    run_the_command(ten.on("2008-06-02"), due["freeze-due"])
    entered = keys_of(ten)
    assert "freeze-due" not in entered
    assert (entered["draw-due"]["due"], entered["draw-due"]["urgent"]) == ("2008-06-07", False)

    ten("application", "set", "P3", "1421", "score", "4")
    outdated = keys_of(ten)["freeze-outdated"]
    run_the_command(ten, outdated, TEXT="wrong-sum")
    assert "freeze-outdated" not in keys_of(ten)

    run_the_command(ten.on(AFTER), keys_of(ten)["draw-due"], VALUE=VALUE)
    decide = keys_of(ten)
    assert "draw-due" not in decide
    run_the_command(ten, decide["applications-undecided"])
    assert "applications-undecided" not in keys_of(ten)


def test_a_fixed_seed_needs_no_steps(ten):
    assert set(keys_of(ten.on(TODAY))) == {"applications-undecided"}
    ten("cohort", "set", "P3", "draw", "source=fixed")
    assert set(keys_of(ten)) == {"applications-undecided"}
    assert "draw-unnamed" not in keys_of(ten.on(NAMED))


def test_a_freeze_that_was_taken_back_after_the_draw_can_be_made_again(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    shown = frozen.json("log", "cohorts/P3")["entries"]
    freeze = next(each for each in shown if each["command"] == "cohort freeze")
    frozen("undo", freeze["id"])
    assert "freeze-due" in keys_of(frozen)
    assert "kvadmin cohort freeze P3" in frozen.refused("cohort", "admit", "P3", code=1)
    frozen("cohort", "freeze", "P3")
    assert "applications-undecided" in keys_of(frozen)
    frozen("cohort", "admit", "P3")
