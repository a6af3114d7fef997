"""``kvadmin check`` warns of draws that are weak or changed, and of no others."""

from __future__ import annotations

import json

from ..conftest import VALUE, draw_words


def found(programme):
    findings = programme.json("check")["findings"]
    return [(each["code"], each["severity"], each["path"]) for each in findings if each["code"].startswith("draw-")]


def text(programme):
    (finding,) = [each for each in programme.json("check")["findings"] if each["code"].startswith("draw-")]
    return finding["text"], finding["hint"]


def test_a_sound_draw_is_no_finding_at_any_step(frozen):
    assert found(frozen) == []
    frozen("cohort", "draw", "P3", "--value", VALUE)
    assert found(frozen) == []
    frozen("cohort", "admit", "P3")
    assert found(frozen) == []


def test_a_call_without_a_freeze_and_a_protocol_of_before_are_none(ten):
    assert found(ten) == []
    ten("cohort", "admit", "P3")
    path = ten.folder / "protocols/P3-1.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({key: document[key] for key in document if key != "draw"}), encoding="utf-8")
    assert found(ten) == []


def test_a_fixed_seed_that_has_decided_is_weak(ten):
    ten("cohort", "admit", "P3")
    assert found(ten) == [("draw-weak", "warning", "cohorts/P3.yaml")]
    assert text(ten) == (
        "the draw of P3 is weak: The seed was set by the secretariat, which could choose among many.",
        "kvadmin cohort verify P3",
    )


def test_a_change_after_the_freeze_is_named_before_anybody_is_admitted(frozen):
    frozen("application", "set", "P3", "0602", "score", "8", "--why", "the second reader")
    assert found(frozen) == [("draw-changed", "warning", "cohorts/P3.yaml")]
    assert "0602: the score: 7.00 → 8.00" in text(frozen)[0]
    assert "reason: the second reader" in text(frozen)[0]
    frozen("undo")
    assert found(frozen) == [("draw-weak", "warning", "cohorts/P3.yaml")]


def test_the_worst_grounds_come_first_and_the_rest_is_counted(frozen):
    frozen("cohort", "set", "P3", "draw", *draw_words(day="2008-06-01"))
    for number in ("0101", "0301", "0402", "0501"):
        frozen("application", "set", "P3", number, "score", "1")
    said, _ = text(frozen)
    assert said.count("Not as it was") == 3
    assert said.endswith(" more.")


def test_whom_a_plugin_was_against_at_the_freeze_it_is_against_now(drawn, monkeypatch):
    """Checks cannot ask plugins: whoever was not eligible by one when the list was closed is taken as such."""
    from kvadmin.api.hooks import Ineligible
    from kvadmin.extension.manager import Plugins

    call = Plugins.call

    def with_rule(self, hook, /, **arguments):
        yield from call(self, hook, **arguments)
        if hook == "kvadmin_admission_rules":
            yield "capitals", [Ineligible("0301", "capital", "is the capital")]

    monkeypatch.setattr(Plugins, "call", with_rule)
    drawn("cohort", "freeze", "P3")
    assert found(drawn) == []
    drawn("application", "set", "P3", "0402", "score", "1")
    assert found(drawn) == [("draw-changed", "warning", "cohorts/P3.yaml")]


def test_a_protocol_that_cannot_be_read_is_somebody_elses_finding(frozen):
    (frozen.folder / "protocols").mkdir()
    (frozen.folder / "protocols/P3-1.json").write_text("{}", encoding="utf-8")
    frozen.run("-C", frozen.folder, "check", "--format", "json")


def test_a_protocol_that_cannot_be_read_does_not_silence_the_check(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    (frozen.folder / "protocols/P3-1.json").write_text("{}", encoding="utf-8")
    assert found(frozen) == [("draw-unreadable", "warning", "protocols/P3-1.json")]
    assert "cannot be judged: this is not an admission protocol" in text(frozen)[0]
