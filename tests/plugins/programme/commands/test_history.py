"""``kvadmin log``, ``undo``, ``redo``: the way back and forth, also for one change among others."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from support import folder_bytes


@pytest.fixture
def on(cli, programme):
    def run(*arguments, code=0):
        ran = cli("-C", programme, *arguments)
        assert ran.code == code, ran.err
        return ran

    run("cohort", "new", "P1", "--name", "Pulje 1", "--capacity", "1")
    return run


def data(programme):
    return {name: content for name, content in folder_bytes(programme).items() if not name.startswith("history/")}


def entries(on):
    return on("log", "--format", "json").json["entries"]


def capacity(on):
    return on("cohort", "show", "P1", "--format", "json").json["capacity"]


def test_the_log_says_when_who_why_and_what(on, programme):
    on("--who", "Kari Ås", "cohort", "set", "P1", "capacity", "2", "--why", "the board, case 4/08")
    last = entries(on)[-1]
    assert list(last) == [
        "id", "when", "who", "why", "command", "files", "undoes", "undone_by", "without_guards", "by_hand", "changes",
    ]  # fmt: skip
    assert (last["who"], last["why"], last["command"], last["files"]) == (
        "Kari Ås", "the board, case 4/08", "cohort set", ["cohorts/P1.yaml"],
    )  # fmt: skip
    assert len(on("log", "cohorts/P1", "--format", "json").json["entries"]) == 2
    assert on("log", "nowhere", "--format", "json").json["entries"] == []
    lines = [
        json.loads(line)
        for file in (programme / "history").iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(lines) == len(entries(on))


def test_undo_and_redo_go_back_and_forth(on, programme):
    before = data(programme)
    on("cohort", "set", "P1", "capacity", "2")
    after = data(programme)
    said = on("undo", "--why", "a mistake").err
    assert "Undo that with: kvadmin undo" in said
    assert data(programme) == before
    on("redo")
    assert data(programme) == after
    on("undo")
    assert data(programme) == before
    assert entries(on)[-3]["why"] == "a mistake"


def test_undo_again_goes_further_back(on):
    on("cohort", "set", "P1", "capacity", "2")
    on("cohort", "set", "P1", "capacity", "3")
    on("undo")
    assert capacity(on) == 2
    on("undo")
    assert capacity(on) == 1
    on("redo")
    assert capacity(on) == 2
    on("redo")
    assert capacity(on) == 3


@pytest.mark.parametrize("part", [slice(None), slice(6), slice(-6, None)])
def test_one_change_among_others_by_its_id_or_the_beginning_or_end_of_it(on, part):
    on("cohort", "set", "P1", "capacity", "2")
    wanted = entries(on)[-1]["id"]
    on("cohort", "new", "P2", "--name", "Pulje 2")
    on("undo", wanted[part])
    assert capacity(on) == 1
    assert on("cohort", "show", "P2").code == 0
    assert "undone by" in on("log").out


@pytest.mark.parametrize("arguments", [["undo", "--dry-run"], ["--dry-run", "undo"]])
def test_a_dry_run_of_undo_shows_and_writes_nothing(on, programme, arguments):
    before = folder_bytes(programme)
    ran = on(*arguments)
    assert "cohorts/P1.yaml" in ran.err
    assert folder_bytes(programme) == before


def test_a_change_that_others_have_built_on_is_not_taken_back(on, programme):
    on("cohort", "set", "P1", "capacity", "2")
    wanted = entries(on)[-1]["id"]
    on("cohort", "set", "P1", "capacity", "3")
    before = folder_bytes(programme)
    said = on("undo", wanted, code=5).err
    assert "capacity in cohorts/P1.yaml was changed again" in said
    assert f"kvadmin undo {entries(on)[-1]['id']}" in said
    assert folder_bytes(programme) == before


def test_a_later_change_of_another_field_stays(on):
    on("cohort", "set", "P1", "capacity", "2")
    wanted = entries(on)[-1]["id"]
    on("cohort", "set", "P1", "name", "Første pulje")
    on("undo", wanted)
    shown = on("cohort", "show", "P1", "--format", "json").json
    assert (shown["capacity"], shown["name"]) == (1, "Første pulje")
    assert on("check").code == 0


def test_a_hand_is_named_even_when_the_change_was_undone_and_redone_before(on, programme):
    on("cohort", "set", "P1", "capacity", "2")
    on("undo")
    on("redo")
    file = programme / "cohorts" / "P1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("capacity: 2", "capacity: 7"), encoding="utf-8")
    assert "changed by hand since" in on("undo", code=5).err


def test_a_file_changed_by_hand_is_not_overwritten_by_undo(on, programme):
    on("cohort", "set", "P1", "capacity", "2")
    file = programme / "cohorts" / "P1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("capacity: 2", "capacity: 7"), encoding="utf-8")
    before = folder_bytes(programme)
    assert "hint" in on("undo", code=5).err
    assert folder_bytes(programme) == before


@pytest.mark.parametrize(
    ("arguments", "code"), [(["undo", "zzzz"], 4), (["redo"], 1), (["undo", "--format", "pdf"], 2)]
)
def test_what_cannot_be_undone(on, programme, arguments, code):
    before = folder_bytes(programme)
    assert "hint" in on(*arguments, code=code).err
    assert folder_bytes(programme) == before


def test_the_same_change_is_not_taken_back_twice(on):
    wanted = entries(on)[-1]["id"]
    on("undo", wanted)
    assert "hint" in on("undo", wanted, code=1).err


def test_the_log_of_one_id_is_that_change_with_all_its_fields(on):
    on("cohort", "set", "P1", "copy_recipients", "KS", "FAD")
    wanted = entries(on)[-1]["id"]
    on("cohort", "set", "P1", "capacity", "3")
    assert [each["id"] for each in on("log", wanted[:8], "--format", "json").json["entries"]] == [wanted]
    shown = on("log", wanted[:8]).out
    assert f"{wanted[:8]} " in shown
    assert "copy_recipients: – → KS, FAD" in shown


def test_an_ambiguous_beginning_is_refused_with_the_candidates(on, programme):
    on("cohort", "set", "P1", "capacity", "2")
    (path,) = (programme / "history").iterdir()
    path.write_text(re.sub(r'"id": "\w{8}', '"id": "bcdfbcdf', path.read_text(encoding="utf-8")), encoding="utf-8")
    before = folder_bytes(programme)
    for command in ("undo", "redo"):
        said = on(command, "bcdfbc", code=4).err
        for entry in entries(on):
            assert entry["id"] in said
    assert folder_bytes(programme) == before


def test_an_edit_by_hand_is_noted_with_the_next_change_whatever_that_is(on, programme):
    on("cohort", "set", "P1", "capacity", "2")
    file = programme / "cohorts" / "P1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("capacity: 2", "capacity: 7"), encoding="utf-8")
    checked = on("check", "--format", "json").json
    (found,) = checked["findings"]
    assert (found["path"], found["severity"], checked["errors"], checked["warnings"]) == (
        "cohorts/P1.yaml",
        "info",
        0,
        0,
    )
    assert "capacity" in found["text"]
    on("cohort", "new", "P2", "--name", "Pulje 2")
    by_hand = entries(on)[-2]
    assert (by_hand["by_hand"], by_hand["who"], by_hand["files"]) == (True, "", ["cohorts/P1.yaml"])
    change = {"file": "cohorts/P1.yaml", "action": "change", "field": "capacity", "old": "2", "new": "7"}
    assert by_hand["changes"] == [change]
    assert "by hand: cohorts/P1: capacity: 2 → 7" in on("log").out
    assert on("check", "--format", "json").json["findings"] == []
    on("undo")
    on("undo", by_hand["id"])
    assert capacity(on) == 2


def test_an_empty_programme_has_nothing_to_undo(cli, tmp_path):
    folder = tmp_path / "empty"
    cli("init", folder, check=True)
    assert cli("-C", folder, "undo").code == 1
    assert cli("-C", folder, "log", "--format", "json").json["entries"] == []


def test_redo_is_not_offered_after_another_change(on):
    on("cohort", "set", "P1", "capacity", "2")
    on("undo")
    on("cohort", "set", "P1", "name", "Første pulje")
    assert "kvadmin undo TX" in on("redo", code=1).err


@pytest.mark.parametrize("full", [1 << 20, 1])
def test_two_branches_merge_without_a_question(on, programme, monkeypatch, full):
    """Also where both go on in a new file of the same month."""
    monkeypatch.setattr("kvadmin.store.history.log.FULL", full)

    def git(*arguments):
        name = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *name, *arguments], cwd=programme, check=True, capture_output=True)

    if shutil.which("git") is None:
        pytest.skip("git is not here")
    git("init")
    git("add", ".")
    git("commit", "-m", "start")
    git("checkout", "-b", "other")
    on("--who", "Ola", "cohort", "new", "P2", "--name", "Pulje 2")
    git("add", ".")
    git("commit", "-m", "P2")
    git("checkout", "main")
    on("--who", "Kari", "cohort", "set", "P1", "capacity", "5")
    git("add", ".")
    git("commit", "-m", "P1")
    git("merge", "other")
    assert (len(list((programme / "history").iterdir())) > 1) is (full == 1)
    assert {each["who"] for each in entries(on)} >= {"Ola", "Kari"}
    assert on("check").code == 0
    assert capacity(on) == 5
    for each in reversed(entries(on)[-2:]):
        on("undo", each["id"])


@pytest.fixture
def many(on):
    for turn in range(24):
        on("cohort", "set", "P1", "capacity", str(turn + 2))
    return on


def test_the_log_shows_the_latest_changes_and_says_what_shows_the_others(many):
    shown = many("log")
    assert "6 earlier change(s) are not shown; all of them: kvadmin log --all" in shown.out
    assert "capacity: 24 → 25" in shown.out.splitlines()[-2]
    every = many("log", "--all", "--format", "json").json
    assert (every["total"], len(every["entries"])) == (26, 26)
    latest = many("log", "--format", "json").json
    assert (latest["total"], latest["entries"]) == (26, every["entries"][-20:])
    assert "earlier" not in many("log", "--all").out


def test_the_last_of_those_that_are_meant(many):
    said = many("log", "cohorts/P1", "--last", "2").out
    assert "23 earlier change(s) are not shown; all of them: kvadmin log cohorts/P1 --all" in said
    assert "capacity: 23 → 24" in said
    assert "capacity: 22 → 23" not in said
    assert many("log", "--last", "2", "--format", "json").json["total"] == 26
    first = many("log", "--all", "--format", "json").json["entries"][0]["id"]
    assert [each["id"] for each in many("log", first, "--format", "json").json["entries"]] == [first]
    assert "exclude each other" in many("log", "--last", "2", "--all", code=2).err
    assert many("log", "--last", "0", code=2).err


def by_ola(on, *words):
    return on("--who", "Ola Hansen", *words)


def test_an_undo_without_an_id_takes_back_no_change_of_another_person(on, programme):
    by_ola(on, "cohort", "set", "P1", "capacity", "2")
    before, change = folder_bytes(programme), entries(on)[-1]["id"]
    for words in (["undo"], ["undo", "--yes"], ["undo", "--dry-run"]):
        said = on("--who", "Kari Ås", *words, code=1).err
        assert "not yours: Ola Hansen, " in said
        assert "cohort set (cohorts/P1.yaml)" in said
        assert f"kvadmin undo {change}" in said
    assert folder_bytes(programme) == before
    said = on("--who", "Kari Ås", "undo", change).err
    assert "Taken back: cohorts/P1.yaml. It was not yours: Ola Hansen, " in said
    assert capacity(on) == 1


@pytest.mark.parametrize("name", ["Ola Hansen", " ola  hansen "])
def test_ones_own_change_is_taken_back_as_ever(on, name):
    by_ola(on, "cohort", "set", "P1", "capacity", "2")
    assert "not yours" not in on("--who", name, "undo").err
    assert capacity(on) == 1


def test_a_redo_without_an_id_takes_back_no_undo_of_another_person(on):
    by_ola(on, "cohort", "set", "P1", "capacity", "2")
    by_ola(on, "undo")
    undoing = entries(on)[-1]["id"]
    said = on("--who", "Kari Ås", "redo", code=1).err
    assert f"kvadmin redo {undoing}" in said
    assert capacity(on) == 1
    assert "It was not yours: Ola Hansen, " in on("--who", "Kari Ås", "redo", undoing).err
    assert capacity(on) == 2


def test_a_change_of_which_nobody_knows_the_maker_is_taken_back(on, programme):
    on("cohort", "set", "P1", "capacity", "2")
    (file,) = (programme / "history").iterdir()
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'"who": ?"[^"]*"', '"who":""', text), encoding="utf-8")
    on("undo")
    assert capacity(on) == 1
