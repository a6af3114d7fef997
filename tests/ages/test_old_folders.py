"""Folders that older versions made: read, said of them what was said then, changed, and gone on with."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from freeze_age import ASKED_ON, thaw  # noqa: E402 - found through the path above
from support import folder_bytes  # noqa: E402

AGES = sorted(each for each in (ROOT / "fixtures" / "ages").iterdir() if each.is_dir())

#: Question -> how it is asked today, where a version of then was asked in another way.
ASKED_NOW = {"log": "log --all"}

#: Question and place in its answer -> why a version said otherwise, and today's is right.
SAID_OTHERWISE = {
    ("mail status", "state"): "a letter in an mbox file has been handed over, and nobody knows that it came",
    ("mail status", "delivered"): "a letter in an mbox file has been handed over, and nobody knows that it came",
    ("cohort verify", "notes"): "how sound a draw was is told since it can be announced",
    ("plan list", "plans"): "members to come are listed too",
}


#: A day between the mailing that broke off and the gathering that it calls to.
BEFORE_IT = "2008-06-03"


@pytest.fixture(params=AGES, ids=lambda age: age.name)
def age(request) -> Path:
    return request.param


@pytest.fixture
def folder(age, tmp_path) -> Path:
    """A live copy of the frozen folder."""
    return thaw(age / "folder", tmp_path / "programme")


@pytest.fixture
def ask(cli, folder):
    """Run a command on the folder on the day it was frozen, or another; ``None`` where it must fail."""

    def run(*words, today=ASKED_ON, **options):
        return cli("-C", folder, "--today", today, *words, **options)

    return run


@pytest.fixture
def answer(ask):
    """What a command says as JSON."""
    return lambda *words, **options: ask("--format", "json", *words, check=True, **options).json


def contradictions(then: Any, now: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Where two answers name the same and say otherwise of it; what only one of them names is none."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in then.keys() & now.keys():
            yield from contradictions(then[name], now[name], f"{place}.{name}")
    elif isinstance(then, list) and isinstance(now, list):
        if len(then) != len(now):
            yield place, f"{len(then)} items then, {len(now)} now"
        for at, (one, other) in enumerate(zip(then, now, strict=False)):
            yield from contradictions(one, other, f"{place}[{at}]")
    elif then != now:
        yield place, f"{then!r} then, {now!r} now"


def test_there_are_folders_of_early_middle_and_late_versions():
    assert len(AGES) >= 5
    assert all((each / "said.json").is_file() for each in AGES)


def test_check_finds_no_error(answer):
    found = answer("check")
    assert [each for each in found["findings"] if each["severity"] == "error"] == []


def test_today_says_what_was_said_then(age, folder, ask):
    before = folder_bytes(folder)
    wrong = []
    for question, then in json.loads((age / "said.json").read_text(encoding="utf-8")).items():
        ran = ask("--format", "json", *shlex.split(ASKED_NOW.get(question, question)))
        assert ran.code == 0, f"{question}: {ran.err}"
        for place, told in contradictions(then, ran.json):
            said = (" ".join(question.split()[:2]), place.rpartition(".")[2])
            if said not in SAID_OTHERWISE:
                wrong.append(f"{question}{place}: {told}")
    assert wrong == []
    assert folder_bytes(folder) == before


def test_every_line_of_the_old_history_is_read(folder, answer):
    lines = [line for file in folder.glob("history/*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    kept = [json.loads(line) for line in lines if line.strip()]
    entries = answer("log", "--all")["entries"]
    assert {each["id"] for each in entries} == {each["id"] for each in kept}
    assert sorted(each["when"][:16] for each in entries) == sorted(each["when"][:16] for each in kept)


def test_a_change_and_its_undo_give_back_the_bytes(folder, ask):
    """After a first one, which notes what was edited by hand."""
    ask("municipality", "set", "1601", "population", "170000", check=True)
    before = {name: content for name, content in folder_bytes(folder).items() if not name.startswith("history/")}
    for words in (("municipality", "set", "0415", "population", "8000"), ("cohort", "set", "P1", "note", "Ny"),
                  ("application", "set", "P2", "2011", "note", "Ny"), ("contact", "set", "1867", "mail-desk", "phone", "75000000")):  # fmt: skip
        ask(*words, check=True)
        after = {name: content for name, content in folder_bytes(folder).items() if not name.startswith("history/")}
        assert after != before
        ask("undo", "--yes", check=True)
        after = {name: content for name, content in folder_bytes(folder).items() if not name.startswith("history/")}
        assert after == before, words


def test_a_change_of_the_old_history_is_taken_back(answer, ask):
    """The population that was set in the year; later changes of the same file are not lost by it."""
    [population] = [each for each in answer("log", "--all")["entries"] if each["command"] == "municipality set"][-1:]
    assert answer("municipality", "show", "1244")["population"] == 4600
    ask("undo", population["id"], "--yes", check=True)
    shown = answer("municipality", "show", "1244")
    assert shown["population"] == 4515
    assert shown["name"] == "Austevoll"
    ask("redo", "--yes", check=True)
    assert answer("municipality", "show", "1244")["population"] == 4600


def test_another_day_is_read_from_the_old_history(answer):
    assert answer("municipality", "show", "1244", "--known-on", "2008-05-01")["population"] == 4515
    assert answer("municipality", "show", "0415", "--known-on", "2008-03-03")["region"] == "Innlandet"
    then = answer("application", "list", "--cohort", "P2", "--known-on", "2008-05-10")["applications"]
    assert {each["municipality"]: each["state"] for each in then} == dict.fromkeys(("0821", "1867", "2011"), "complete")


def test_what_was_edited_by_hand_is_known_of_another_day_or_refused(ask):
    """Lines of long ago say how to come back from what they left, and the hand edit is on top of that."""
    ran = ask("--format", "json", "cohort", "list", "--known-on", "2008-04-15")
    if ran.code == 0:
        assert sorted(each["name"] for each in ran.json["cohorts"]) == ["Innsats", "Pulje 1"]
    else:
        assert "the history does not know what cohorts/P1.yaml said then" in ran.err


def test_nothing_is_left_of_the_person_who_was_forgotten(folder, answer):
    assert [
        name for name, content in folder_bytes(folder).items() if b"Glemmestad" in content or b"glemt@" in content
    ] == []
    assert "Glemmestad" not in json.dumps(answer("log", "--all"), ensure_ascii=False)


def test_the_hand_edit_is_noted_as_one(answer):
    edits = [each for each in answer("log", "--all")["entries"] if not each.get("command") or "hand" in each["command"]]
    found = [each for each in answer("check")["findings"] if each["code"] == "hand-edit"]
    assert edits or found
    assert answer("cohort", "show", "P1")["name"] == "Pulje 1, våren"


def test_a_mailing_that_broke_off_goes_on_without_a_second_letter(folder, ask, answer, tmp_path):
    """One letter had gone, of one nobody knows, the others had not: each of those goes once, before the gathering.

    Then it is said of the unknown one that it has not come, and it goes with the Message-ID that it had.
    """
    if not (folder / "outbox" / "samling").is_dir():
        pytest.skip("that version sent no letters")
    file = tmp_path / "resten.mbox"

    def letters() -> dict[str, str]:
        told = answer("mail", "status", "samling", today=BEFORE_IT)["letters"]
        return {each["recipient"]: each["status"] for each in told}

    def ids_after_resuming() -> list[str]:
        mbox = ("--transport", "mbox", "--setting", f"file={file}", "--yes")
        ask("mail", "resume", "samling", *mbox, today=BEFORE_IT)
        lines = file.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.lower().startswith("message-id:")]

    before = letters()
    waiting, unknown = (list(before.values()).count(each) for each in ("approved", "unknown"))
    assert waiting == 3
    if not unknown:  # that version was asked to send more letters than there were, and sent none
        mbox = ("--transport", "mbox", "--setting", f"file={file}", "--confirm", waiting)
        ask("mail", "send", "samling", *mbox, today=BEFORE_IT, check=True)
    assert len(set(ids_after_resuming())) == waiting
    after = letters()
    kept = [name for name, state in before.items() if state in ("sent", "unknown")]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert len(ids_after_resuming()) == waiting
    if not unknown:
        return
    settled = ("--having", "unknown", "--not-came", "--why", "de spurte", "--yes")
    ask("mail", "settle", "samling", *settled, today=BEFORE_IT, check=True)
    sent = ids_after_resuming()
    assert len(sent) == len(set(sent)) == waiting + unknown
    assert sent == ids_after_resuming()
