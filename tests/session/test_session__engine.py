"""A programme in another engine: its folder holds a pointer and what belongs to the computer, and nothing else ever."""

from __future__ import annotations

import json
import re
import sqlite3
import sys

import pytest
from store.on_engine import ENGINE_FILE, POINTER, engine_in, kept_in, on_engine

from kvadmin.session.session import Session


@pytest.fixture
def site(engine_site):
    return engine_site


@pytest.fixture
def elsewhere(site, cli, programme):
    """A programme of five municipalities and a cohort, in the engine."""
    del site
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", "--capacity", "30", check=True)
    on_engine(programme)
    return programme


@pytest.fixture
def run(cli, elsewhere):
    def call(*words, code=0):
        ran = cli("-C", elsewhere, *words)
        assert ran.code == code, ran.err + ran.out
        assert "Traceback" not in ran.err
        return ran

    return call


def beside(folder):
    """What lies in the folder but for the engine's own and what is derived."""
    names = {each.name for each in folder.iterdir()}
    return {name for name in names if not name.startswith(ENGINE_FILE) and name != ".kvadmin"}


def history(folder):
    return b"".join(data for name, data in sorted(kept_in(folder).items()) if name.startswith("history/"))


def test_a_change_lies_in_the_engine_and_the_folder_keeps_its_pointer(run, elsewhere):
    assert not Session(str(elsewhere)).on_disk
    assert "Saved." in run("cohort", "set", "P1", "name", "Første pulje").err
    assert "name: Første pulje" in kept_in(elsewhere)["cohorts/P1.yaml"].decode()
    assert beside(elsewhere) == {"programme.yaml"}
    assert (elsewhere / "programme.yaml").read_text(encoding="utf-8") == POINTER


def test_a_dry_run_writes_nothing(run, elsewhere):
    before = kept_in(elsewhere)
    ran = run("--dry-run", "cohort", "set", "P1", "name", "Første pulje")
    assert "+name: Første pulje" in ran.err
    assert kept_in(elsewhere) == before


def test_undo_redo_and_the_log(run, elsewhere):
    before = kept_in(elsewhere)["cohorts/P1.yaml"]
    run("--why", "as in the letter", "cohort", "set", "P1", "capacity", "31")
    after = kept_in(elsewhere)["cohorts/P1.yaml"]
    shown = json.loads(run("log", "cohorts/P1", "--format", "json").out)["entries"]
    assert [each["why"] for each in shown if each["why"]] == ["as in the letter"]
    run("--yes", "undo")
    assert kept_in(elsewhere)["cohorts/P1.yaml"] == before
    run("--yes", "redo")
    assert kept_in(elsewhere)["cohorts/P1.yaml"] == after
    assert "capacity" in run("log").out
    assert beside(elsewhere) == {"programme.yaml"}


def test_an_earlier_day_is_shown_and_not_changed(run, elsewhere):
    line = json.loads(history(elsewhere).splitlines()[-1])
    moved = {
        name: re.sub(rb'"when": "[0-9-]{10}', b'"when": "2008-05-20', data)
        for name, data in kept_in(elsewhere).items()
        if name.startswith("history/")
    }
    assert line["when"]
    assert all(b"2008-05-20" in data for data in moved.values())
    engine = engine_in(elsewhere)
    engine.db.execute("DELETE FROM things WHERE name LIKE 'history/%'")
    engine.put({"history/2008-05.jsonl": b"".join(moved.values())})
    run("cohort", "set", "P1", "capacity", "31")
    earlier = run("--known-on", "2008-06-01", "cohort", "show", "P1", "--format", "json").json
    assert earlier["capacity"] == 30
    assert run("cohort", "show", "P1", "--format", "json").json["capacity"] == 31
    run("--known-on", "2008-06-01", "cohort", "set", "P1", "capacity", "32", code=2)


def test_a_person_is_forgotten_in_the_history_too(run, elsewhere):
    run("contact", "add", "0301", "Kari Nordmann", "--role", "mayor", "--email", "kari@oslo.example")
    run("contact", "set", "0301", "mayor", "phone", "91 73 55 01")
    assert b"kari@oslo.example" in history(elsewhere)
    assert "Forgotten: kari@oslo.example" in run("contact", "forget", "kari@oslo.example", "--yes").err
    kept = {name for name, data in kept_in(elsewhere).items() if b"kari@oslo" in data or b"91 73" in data}
    assert kept == set(), kept_in(elsewhere)[kept.pop()]


def test_check_names_the_content_and_the_way_to_mend_it(run, elsewhere):
    engine_in(elsewhere).put({
        "cohorts/P9.yaml": b"id: P9\nname: Pulje 9\ncapacity: many\n",
        "networks/readme.yaml": b"a: 1\n",
        "nobody/reads.yaml": b"a: 1\n",
    })  # fmt: skip
    ran = run("check", "--format", "json", code=3)
    found = {(each["path"], each["line"], each["code"]) for each in ran.json["findings"]}
    assert ("cohorts/P9.yaml", 3, "value") in found
    assert ("nobody/reads.yaml", 0, "unread-file") in found
    assert "kvadmin store edit" in ran.err


def test_what_is_put_past_kvadmin_is_told_as_edited_by_hand(run, elsewhere):
    text = kept_in(elsewhere)["cohorts/P1.yaml"].replace(b"capacity: 30", b"capacity: 40")
    engine_in(elsewhere).put({"cohorts/P1.yaml": text})
    run("cohort", "set", "P1", "name", "Første pulje")
    lines = [json.loads(each) for each in history(elsewhere).splitlines()]
    assert "hand" in json.dumps(lines[-2])
    run("--yes", "undo")
    assert kept_in(elsewhere)["cohorts/P1.yaml"] == text


def test_doctor_says_what_the_engine_says_of_itself(run):
    found = run_doctor(run)
    assert ("info", "engine", f"SQLite: {sqlite3.sqlite_version}") in found


def run_doctor(run):
    try:
        ran = run("doctor", "--format", "json")
    except AssertionError:
        ran = run("doctor", "--format", "json", code=1)
    return {(each["severity"], each["code"], each["text"]) for each in ran.json["findings"]}


def test_settings_of_this_computer_stay_in_its_folder(run, elsewhere):
    before = kept_in(elsewhere)
    ran = run("plugins", "disable", "mail", "--here")
    assert "warning" not in ran.err
    assert (elsewhere / "kvadmin.toml").is_file()
    assert kept_in(elsewhere) == before
    run("plugins", "enable", "mail", "--here")


def test_data_of_a_plugin_that_is_switched_off_are_found(run, elsewhere):
    run("plugins", "disable", "network", "--here")
    assert "network" not in run("status").err
    engine_in(elsewhere).put({"networks/P1.yaml": b"cohort: P1\nnetworks: []\n"})
    assert "the folder has data of it" in run("cohort", "set", "P1", "capacity", "32").err


def test_editors_get_no_schemas(run, elsewhere):
    before = kept_in(elsewhere)
    error = run("--format", "json", "schema", "write", code=1).err
    assert json.loads(error.splitlines()[-1])["error"]["kind"] == "refused"
    assert kept_in(elsewhere) == before
    assert run("schema", "show", "cohorts").out


def test_git_is_asked_and_nothing_is_written_for_it(run, elsewhere):
    before = kept_in(elsewhere)
    run("programme", "git")
    assert kept_in(elsewhere) == before
    assert beside(elsewhere) == {"programme.yaml"}


def test_completion_offers_commands_and_opens_nothing(cli, elsewhere, site, monkeypatch):
    (site / "sqlite_engine.py").write_text("raise AssertionError('opened')\n", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert "show\t" in cli("__complete", "zsh", "cohort", "sh", check=True).out
    assert cli("__complete", "zsh", "cohort", "show", "P", check=True).out == ""


def test_the_engine_is_let_go_of_at_the_end_of_every_run(site, run):
    with (site / "sqlite_engine.py").open("a", encoding="utf-8") as file:
        file.write("\n\nCLOSED = []\nSqliteEngine.close = lambda self: CLOSED.append(self)\n")
    run("cohort", "list")
    run("cohort", "show", "P9", code=4)
    run("cohort", "set", "P1", "capacity", "many", code=2)
    assert len(sys.modules["sqlite_engine"].CLOSED) == 3


def test_an_engine_that_cannot_be_let_go_of_takes_nothing_back(site, run, elsewhere):
    with (site / "sqlite_engine.py").open("a", encoding="utf-8") as file:
        file.write("\n\nSqliteEngine.close = lambda self: 1 / 0\n")
    ran = run("cohort", "set", "P1", "capacity", "31")
    assert "warning: plugin 'sqlite-trial' failed" in ran.err
    assert b"capacity: 31" in kept_in(elsewhere)["cohorts/P1.yaml"]


#: What stands in place of a method -> the exit code, and what is said.
NO_SERVER = (
    "from kvadmin.api import KvadminError\n    raise KvadminError('the server does not answer', hint='start it')"
)
FAILING = {"odd": ("1 / 0", 6, "plugin 'sqlite-trial' failed"), "away": (NO_SERVER, 1, "the server does not answer")}


@pytest.mark.parametrize(
    "words", [["status"], ["check"], ["cohort", "set", "P1", "capacity", "31"], ["log"]], ids=" ".join
)
@pytest.mark.parametrize("why", FAILING)
@pytest.mark.parametrize("where", ["open_engine", "SqliteEngine.view", "SqliteView.names", "SqliteView.read"])
def test_an_engine_that_fails_is_one_clear_message(run, site, elsewhere, words, why, where):
    body, code, said = FAILING[why]
    with (site / "sqlite_engine.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef fails(*_, **__):\n    {body}\n\n\n{where} = fails\n")
    before = kept_in(elsewhere)
    ran = run(*words, code=code)
    assert ran.err.count(said) == 1, ran.err
    assert kept_in(elsewhere) == before


@pytest.mark.parametrize("where", ["SqliteEngine.writing", "SqliteEngine.transaction", "SqliteWriting.commit"])
def test_an_engine_that_fails_while_it_writes_is_named(run, site, elsewhere, where):
    with (site / "sqlite_engine.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef fails(*_, **__):\n    raise SystemExit(0)\n\n\n{where} = fails\n")
    before = kept_in(elsewhere)
    assert "plugin 'sqlite-trial' failed" in run("cohort", "set", "P1", "capacity", "31", code=6).err
    assert kept_in(elsewhere) == before


def test_doctor_works_where_the_server_does_not(run, site):
    with (site / "sqlite_engine.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef open_engine(*_):\n    {NO_SERVER}\n")
    ran = run("doctor", "--format", "json", code=1)
    [found] = [each for each in ran.json["findings"] if each["code"] == "unreadable"]
    assert "the server does not answer" in found["text"]
    assert found["fix"] == "start it"


def test_where_the_plugin_of_the_engine_is_gone_it_is_said_what_to_do(run, site):
    for each in sorted(site.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    ran = run("status", code=4)
    assert "there is no store engine 'sqlite'" in ran.err
