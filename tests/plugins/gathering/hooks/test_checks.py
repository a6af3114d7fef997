"""What ``check`` finds."""

from __future__ import annotations

from plugins.gathering.conftest import G, register


def test_a_kind_of_question_that_there_is_not_is_found_as_an_editor_finds_it(kit):
    file = kit.folder / "feedback" / f"{G}.yaml"
    file.parent.mkdir()
    file.write_text("questions:\n- {id: room, kind: scale}\n- {id: food, kind: scales}\n", encoding="utf-8")
    found = kit.run("check")
    assert found.code == 3
    assert f"feedback/{G}.yaml:3:20" in found.out
    assert "feedback-kind" in found.out
    assert "scale" in found.out
    file.write_text("questions:\n- {id: food, kind: yes-no}\n", encoding="utf-8")
    assert "feedback-kind" not in kit.run("check").out


def test_check_finds_what_hands_do_wrong(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    assert kit.run("check").code == 0, kit.run("check").out
    file = kit.folder / "registrations" / G / "0301.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("consent: list", "consent: perhaps\n    title: 漢字"), encoding="utf-8")
    meeting = kit.folder / "gatherings" / f"{G}.yaml"
    meeting.write_text(
        meeting.read_text(encoding="utf-8")
        .replace("cohort: P3", "cohort: P9")
        .replace("to: 2008-08-28", "to: 2008-08-01"),
        encoding="utf-8",
    )
    stray = kit.folder / "registrations" / "nowhere" / "0301.yaml"
    stray.parent.mkdir()
    stray.write_text("gathering: nowhere\nmunicipality: '0301'\n", encoding="utf-8")
    found = kit.run("check")
    assert found.code == 3
    for code in (
        "registration-consent", "registration-text", "gathering-cohort", "gathering-days", "registration-gathering",
    ):  # fmt: skip
        assert code in found.out
