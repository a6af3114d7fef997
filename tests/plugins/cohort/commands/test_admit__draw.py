"""``cohort admit`` and ``promote`` decide by lot only when a lot has been drawn, and who looks leaves a trace."""

from __future__ import annotations

import pytest

from ..conftest import AFTER, TODAY, VALUE, draw_words


def test_a_drawn_seed_decides(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    shown = frozen.json("cohort", "admit", "P3")
    assert shown["lottery_seed"] == VALUE
    assert len([each for each in shown["decisions"] if each["outcome"] == "admitted"]) == 5


@pytest.mark.parametrize("source", [draw_words(), ["source=committed", "commitment=" + "a" * 64]])
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
@pytest.mark.parametrize("command", ["admit", "promote"])
def test_a_drawn_source_takes_a_freeze_and_then_a_draw(ten, source, more, command):
    ten.on("2008-05-01")("cohort", "set", "P3", "draw", *source)
    said = ten.on(AFTER).refused("cohort", command, "P3", *more, code=1)
    assert "kvadmin cohort freeze P3" in said
    ten("cohort", "freeze", "P3")
    said = ten.refused("cohort", command, "P3", *more, code=1)
    assert "kvadmin cohort freeze P3" in said
    assert "kvadmin cohort draw P3" in said
    assert "2 have 7.00: 0602, 1504" in said


def test_without_a_seed_ties_are_refused_with_the_commands(ten):
    ten("cohort", "set", "P3", "lottery_seed", "")
    said = ten.refused("cohort", "admit", "P3", code=1)
    for command in ("freeze P3`", "draw P3 --value", "set P3 draw source=public", "set P3 lottery_seed"):
        assert f"kvadmin cohort {command}" in said
    ten("cohort", "set", "P3", "draw", "source=fixed")
    assert "kvadmin cohort set P3 lottery_seed" in ten.refused("cohort", "admit", "P3", code=1)
    ten("cohort", "set", "P3", "lottery_seed", "x")
    ten("cohort", "admit", "P3")


def test_no_draw_is_needed_where_no_lot_decides(drawn):
    """0402, 0301 and 0501 have the same score and all get a place; nobody else ties."""
    drawn("application", "set", "P3", "1504", "score", "7.5")
    drawn("cohort", "freeze", "P3")
    assert len(drawn.admitted("cohort", "admit", "P3", "--dry-run")) == 5
    drawn("cohort", "set", "P3", "quotas", "region:Øst=..2")
    drawn.refused("cohort", "admit", "P3", code=1)
    drawn("cohort", "set", "P3", "capacity", "10")
    drawn("cohort", "set", "P3", "quotas", "")
    drawn("cohort", "admit", "P3")


def test_the_order_of_the_waiting_list_is_a_decision(drawn):
    drawn("application", "set", "P3", "1504", "score", "7.5")
    drawn("application", "set", "P3", "1421", "score", "3")
    drawn("cohort", "freeze", "P3")
    assert "2 have 3.00: 1421, 1526" in drawn.refused("cohort", "admit", "P3", code=1)


def test_looking_after_a_draw_leaves_one_line_and_nothing_else(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    before = frozen.bytes()
    ran = frozen("cohort", "admit", "P3", "--dry-run", "--format", "json")
    assert ran.json["dry_run"] is True
    assert "looked at what the draw gives" in ran.err
    after = frozen.bytes()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {each for each in changed if not each.startswith("history/")} == {"cohorts/P3.yaml"}
    tried = frozen.json("cohort", "show", "P3")["tried"]
    assert [(each["on"], each["seed"], each["who"]) for each in tried] == [(AFTER, VALUE, "Test Person")]
    again = frozen("cohort", "admit", "P3", "--dry-run")
    assert "looked at" not in again.err
    assert frozen.bytes() == after
    frozen("cohort", "draw", "P3", "--value", "1 2 3 4 5 6 7", "--why", "x")
    frozen("cohort", "admit", "P3", "--dry-run")
    assert len(frozen.json("cohort", "show", "P3")["tried"]) == 2


def test_a_fixed_seed_leaves_no_trace(ten):
    before = ten.bytes()
    ten("cohort", "admit", "P3", "--dry-run")
    assert ten.bytes() == before


def test_who_looks_and_then_admits_has_tried_and_admitted(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    looked = frozen.admitted("cohort", "admit", "P3", "--dry-run")
    assert frozen.admitted("cohort", "admit", "P3") == looked
    before = frozen.bytes()
    frozen("cohort", "promote", "P3", "--dry-run")
    frozen("cohort", "admit", "P3", "--dry-run")
    assert frozen.bytes() == before


def test_the_seed_of_a_drawn_call_is_not_set_by_hand(drawn):
    said = drawn.refused("cohort", "set", "P3", "lottery_seed", "x", code=1)
    assert "kvadmin cohort draw P3 --value VALUE" in said
    assert drawn.json("cohort", "show", "P3")["lottery_seed"] == ""  # what the call had before is taken out


def test_a_draw_cannot_be_named_after_an_admission_by_a_fixed_seed(ten):
    ten("cohort", "admit", "P3")
    assert "cannot be named afterwards" in ten.refused("cohort", "set", "P3", "draw", *draw_words(), code=1)


def test_an_admission_of_earlier_days_by_an_empty_seed_can_be_promoted_from(ten):
    """Earlier versions let an empty seed decide; the order of their waiting lists is known and stays."""
    import json

    ten("cohort", "admit", "P3")
    ten("cohort", "set", "P3", "lottery_seed", "")
    file = ten.folder / "protocols" / "P3-1.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    ten("cohort", "set", "P3", "capacity", "6")
    ten("application", "set", "P3", "1818", "score", "7")
    ten.refused("cohort", "promote", "P3", code=1)
    document.pop("sha256")
    document["lottery_seed"] = ""
    file.write_text(json.dumps(document), encoding="utf-8")
    assert len(ten.json("cohort", "promote", "P3")["promoted"]) == 1
    assert ten.today == TODAY
