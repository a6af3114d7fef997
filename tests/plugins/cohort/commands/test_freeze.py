"""``cohort freeze``: the list is closed before the draw."""

from __future__ import annotations

import hashlib
import json

from kvadmin.plugins.cohort import admission as rule

from ..conftest import AFTER, BEFORE, FROZEN_ON, VALUE, draw_words


def test_a_freeze_keeps_all_that_decides_and_its_hash(drawn):
    shown = drawn.on(FROZEN_ON).json("cohort", "freeze", "P3")
    document = json.loads((drawn.folder / "freezes" / "P3-1.json").read_text(encoding="utf-8"))
    inputs = document["inputs"]
    assert (shown["number"], shown["new"], shown["applicants"], shown["file"]) == (1, True, 10, "freezes/P3-1.json")
    assert "lottery_seed" not in inputs["call"]
    assert inputs["members"] == []
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert shown["fingerprint"] == document["fingerprint"] == hashlib.sha256(text.encode()).hexdigest()
    assert document["draw"]["name"] == "Lotto, lørdag 7. juni 2008"
    kept = drawn.json("cohort", "show", "P3")["freezes"]
    assert [(each["number"], each["on"], each["fingerprint"]) for each in kept] == [
        (1, FROZEN_ON, shown["fingerprint"])
    ]


def test_the_fingerprint_is_that_of_the_admissions_inputs(drawn):
    shown = drawn.json("cohort", "freeze", "P3")
    drawn.on(AFTER)("cohort", "draw", "P3", "--value", VALUE)
    drawn("cohort", "admit", "P3")
    protocol = json.loads((drawn.folder / "protocols" / "P3-1.json").read_text(encoding="utf-8"))
    assert rule.fingerprint(protocol["inputs"]) == shown["fingerprint"]


def test_what_is_open_is_said_and_nothing_is_forbidden(drawn):
    drawn("cohort", "set", "P3", "criteria", "quality=1")
    drawn("application", "set", "P3", "0101", "score", "")
    drawn("application", "set", "P3", "0301", "received", "2008-05-25")
    drawn("application", "set", "P3", "0301", "postmark", "2008-05-19")
    said = drawn.on("2008-05-18")("cohort", "freeze", "P3").err
    assert "applications may come until 2008-05-20" in said
    assert "without a score: 0101" in said
    assert "late with an early postmark and to be judged: 0301" in said
    assert "weak" not in said


def test_quotas_that_nobody_can_meet_are_said_before_the_draw(drawn):
    assert "cannot be met" not in drawn("cohort", "freeze", "P3", "--dry-run").err
    drawn("cohort", "set", "P3", "quotas", "region:Nord-Norge=30..")
    assert "nobody could be admitted: the quota cannot be met" in drawn("cohort", "freeze", "P3").err


def test_a_freeze_on_the_day_of_the_draw_or_without_a_draw_is_said_to_be_weak(drawn):
    assert "does not come after this freeze" in drawn.on("2008-06-07")("cohort", "freeze", "P3", "--dry-run").err
    drawn("cohort", "set", "P3", "draw", "")
    assert "names no draw: `kvadmin cohort set P3 draw source=public" in drawn("cohort", "freeze", "P3").err


def test_again_without_a_change_says_so_and_writes_nothing(drawn):
    first = drawn.json("cohort", "freeze", "P3")
    before = drawn.bytes()
    ran = drawn("cohort", "freeze", "P3", "--why", "to be sure", "--format", "json")
    assert "Nothing to change" in ran.err
    assert (ran.json["new"], ran.json["fingerprint"]) == (False, first["fingerprint"])
    assert drawn.bytes() == before


def test_a_changed_list_is_closed_anew_with_a_reason(drawn):
    first = drawn.json("cohort", "freeze", "P3")
    drawn("application", "set", "P3", "1421", "score", "9.5", "--why", "a sum was wrong")
    assert "--why" in drawn.refused("cohort", "freeze", "P3", code=2)
    again = drawn.json("cohort", "freeze", "P3", "--why", "a sum was wrong")
    assert (again["number"], again["file"], again["why"]) == (2, "freezes/P3-2.json", "a sum was wrong")
    assert again["fingerprint"] != first["fingerprint"]
    assert (drawn.folder / "freezes" / "P3-1.json").is_file()


def test_another_draw_in_the_call_is_a_change(drawn):
    drawn.json("cohort", "freeze", "P3")
    drawn("cohort", "set", "P3", "draw", *draw_words(day="2008-06-14"))
    assert "--why" in drawn.refused("cohort", "freeze", "P3", code=2)


def test_a_change_and_its_way_back_can_be_closed_anew(drawn):
    drawn.json("cohort", "freeze", "P3")
    drawn("cohort", "set", "P3", "capacity", "6")
    drawn("cohort", "set", "P3", "capacity", "5")
    before = drawn.bytes()
    assert "changed back, in 2 step(s)" in drawn("cohort", "freeze", "P3").err
    assert drawn.bytes() == before
    assert drawn.json("cohort", "freeze", "P3", "--why", "typed a wrong figure")["number"] == 2
    assert "changed back" not in drawn("cohort", "freeze", "P3").err


def test_after_the_draw_or_the_admission_it_is_too_late(drawn):
    drawn("cohort", "freeze", "P3")
    drawn.on(AFTER)("cohort", "draw", "P3", "--value", VALUE)
    drawn("application", "set", "P3", "1421", "score", "9.5")
    said = drawn.refused("cohort", "freeze", "P3", "--why", "x", code=1)
    assert "has been entered" in said
    assert "kvadmin cohort admit P3" in said
    drawn("cohort", "admit", "P3")
    assert "kvadmin cohort verify P3" in drawn.refused("cohort", "freeze", "P3", "--why", "x", code=1)


def test_changes_after_the_freeze_are_said_to_be_listed(drawn, tmp_path):
    scores = tmp_path / "late-scores.csv"
    scores.write_text("municipality,score\n0101,7\n", encoding="utf-8")
    deciding = [
        ("cohort", "set", "P3", "capacity", "6"),
        ("cohort", "set", "P3", "quotas", "region:Nord=1.."),
        ("application", "set", "P3", "0101", "score", "8"),
        ("application", "score", scores, "--cohort", "P3"),
        ("application", "withdraw", "P3", "0101"),
    ]
    for each in deciding:
        assert "after the freeze" not in drawn.on(BEFORE)(*each, "--dry-run").err, each
    drawn.json("cohort", "freeze", "P3")
    for each in deciding:
        said = drawn(*each).err
        assert said.count("listed as after the freeze") == 1, each
        assert "kvadmin cohort freeze P3 --why TEXT" in said
    for each in (("cohort", "set", "P3", "note", "x"), ("application", "set", "P3", "0301", "note", "x")):
        assert "after the freeze" not in drawn(*each).err


def test_every_hint_names_a_cohort_as_a_shell_wants_it(ten):
    named, frozen_on = ten.on("2008-05-01"), "2008-06-02"
    named("cohort", "new", "Pulje 4", "--name", "Pulje 4", "--capacity", "2", "--deadline", "2008-05-20")
    named("cohort", "set", "Pulje 4", "draw", "source=public", "name=Lotto", "day=2008-06-07", "numbers=2")
    assert "kvadmin cohort admit 'Pulje 4'" in named.refused("cohort", "verify", "Pulje 4", code=4)
    ten.on(frozen_on)("cohort", "freeze", "Pulje 4")
    ten("cohort", "set", "Pulje 4", "capacity", "3")
    assert "kvadmin cohort freeze 'Pulje 4' --why TEXT" in ten.refused("cohort", "freeze", "Pulje 4", code=2)
    ten("cohort", "set", "Pulje 4", "capacity", "2")
    assert "kvadmin cohort freeze 'Pulje 4' --why TEXT" in ten("cohort", "freeze", "Pulje 4").err
    ten("cohort", "set", "Pulje 4", "capacity", "3")
    ten.on("2008-06-10")("cohort", "draw", "Pulje 4", "--value", "3 8")
    assert "kvadmin cohort admit 'Pulje 4'" in ten.refused("cohort", "freeze", "Pulje 4", code=1)
