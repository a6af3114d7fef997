"""What was frozen is read again, or said to be unreadable; written by hand it may lack anything."""

from __future__ import annotations

import pytest

from ..conftest import FROZEN_ON, VALUE


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 2}', '{"schema": 1, "cohort": "P3"}', None])
def test_a_frozen_file_that_is_gone_or_none_is_named(frozen, content):
    file = frozen.folder / "freezes" / "P3-1.json"
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    for words in (("freeze", "P3"), ("draw", "P3", "--value", VALUE)):
        assert "freezes/P3-1.json" in frozen.refused("cohort", *words, code=3)


@pytest.mark.parametrize(
    ("was", "by_hand"),
    [
        ('"capacity": 5', '"capacity": NaN'),
        ('"number": "0101"', '"number": ["0101"]'),
        ('"state": "', '"state": 0, "was": "'),
        ('"number": "0101"', r'"number": "\ud800"'),
    ],
)
def test_a_frozen_file_that_nothing_can_be_compared_with_is_named_and_no_crash(frozen, was, by_hand):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    file = frozen.folder / "freezes" / "P3-1.json"
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, by_hand, 1), encoding="utf-8")
    draw = frozen.json("cohort", "verify", "P3", code=1)["draw"]
    assert (draw["verdict"], "frozen-file-gone" in [each["code"] for each in draw["reasons"]]) == ("changed", True)
    findings = frozen.run("-C", frozen.folder, "check", "--format", "json").json["findings"]
    assert "draw-changed" in [each["code"] for each in findings]


def test_a_freeze_by_hand_that_names_a_file_elsewhere_is_named_and_not_read(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    frozen("cohort", "admit", "P3")
    file = frozen.folder / "cohorts" / "P3.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("freezes/P3-1.json", "../../elsewhere-1.json"), encoding="utf-8")
    assert frozen.json("cohort", "verify", "P3", code=1)["draw"]["verdict"] == "changed"
    assert "draw-changed" in frozen("check").out


def test_a_frozen_file_made_to_fit_the_changed_list_fits_the_fingerprint_no_more(frozen):
    frozen.on(FROZEN_ON)("application", "set", "P3", "1421", "score", "9")
    file = frozen.folder / "freezes" / "P3-1.json"
    text = file.read_text(encoding="utf-8")
    assert '"score": "2.00"' in text
    file.write_text(text.replace('"score": "2.00"', '"score": "9.00"'), encoding="utf-8")
    assert "has changed since" in frozen.refused("cohort", "freeze", "P3", code=2)


@pytest.mark.parametrize(
    ("line", "by_hand", "told"),
    [
        ("  source: public", "  source: lotto", "source 'lotto' is unknown"),
        ("  numbers: 7\n", "", "numbers is missing"),
        ("  order: ascending", "  order: random", "order 'random' is unknown"),
        ("  numbers: 7", "  numbers: 0", "at least 1"),
        ("  numbers: 7", "  numbers: 7\n  commitment: abc", "no SHA-256"),
    ],
)
def test_a_declaration_by_hand_that_cannot_be_is_refused(frozen, line, by_hand, told):
    file = frozen.folder / "cohorts" / "P3.yaml"
    text = file.read_text(encoding="utf-8")
    assert line in text
    file.write_text(text.replace(line, by_hand), encoding="utf-8")
    for words in (("draw", "P3", "--value", VALUE), ("admit", "P3", "--dry-run")):
        assert told in frozen.refused("cohort", *words, code=3)
    assert "cohort-draw" in frozen("check", code=3).out


def test_check_knows_the_frozen_files_and_who_is_in_them(frozen):
    assert frozen("check").code == 0
    file = frozen.folder / "freezes" / "P3-1.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"0101"', '"9999"'), encoding="utf-8")
    assert "freeze-municipality" in frozen("check", code=3).out
