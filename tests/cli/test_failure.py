"""Under ``--format json`` every error is one line of JSON, the last on stderr, in English; a person reads lines as ever."""

from __future__ import annotations

import json

import pytest
from extension.stranger import STAR

from kvadmin.cli.failure import say, say_ending, wants_json
from kvadmin.errors import Overtaken, PluginFailure, Refused, command_lines
from kvadmin.translation import CATALOGUE, tr

KEYS = ["code", "kind", "exit", "message", "where", "details", "hint", "suggestions", "commands", "plugin"]


def error_of(text: str) -> dict:
    last = text.splitlines()[-1]
    whole = json.loads(last)
    assert list(whole) == ["schema", "error"]
    assert whole["schema"] == 1
    assert list(whole["error"]) == KEYS
    return whole["error"]


@pytest.mark.parametrize(
    ("words", "exit_", "kind", "code", "where"),
    [
        (["coh"], 2, "usage", "unknown-command", "kvadmin"),
        (["cohort", "shw"], 2, "usage", "unknown-command", "kvadmin cohort"),
        (["cohort"], 2, "usage", "missing-command", "kvadmin cohort"),
        (["cohort", "list", "--nonsense"], 2, "usage", "unknown-option", "--nonsense"),
        (["cohort", "new", "P1"], 2, "usage", "missing-value", "--name"),
        (["cohort", "new", "P1", "--name", "x", "--lottery-seed"], 2, "usage", "bad-option", "--lottery-seed"),
        (["network", "split", "P1", "--seed", "x"], 2, "usage", "bad-value", "--seed"),
        (["cohort", "list", "x", "y"], 2, "usage", "usage", "kvadmin cohort list"),
        (["cohort", "show", "P9"], 4, "unknown", None, None),
        (["demo", "/"], 1, "refused", None, None),
    ],
)
def test_every_error_is_the_last_line_of_stderr(cli, programme, words, exit_, kind, code, where):
    ran = cli("-C", programme, "--format", "json", *words)
    found = error_of(ran.err)
    assert (ran.code, ran.out) == (exit_, "")
    assert (found["exit"], found["kind"]) == (exit_, kind)
    assert code is None or (found["code"], found["where"]) == (code, where)


def test_it_is_so_wherever_the_format_stands_and_not_for_a_file_that_is_json(cli, programme):
    for words in (["cohort", "show", "P9", "--format=json"], ["cohort", "show", "P9", "--format", "json"]):
        assert error_of(cli("-C", programme, *words).err)["exit"] == 4
    plain = cli("-C", programme, "cohort", "show", "P9", "-o", "x.json").err
    assert plain.startswith("error: ")
    assert not wants_json(["--format", "json", "--format", "csv"])
    assert not wants_json(["plugins", "trace", "--", "status", "--format", "json"])


def test_warnings_stand_before_it(desk):
    desk.install(STAR + "@hookimpl\ndef kvadmin_commands():\n    raise ValueError\n")
    ran = desk.run("cohort", "show", "P9", "--format", "json", code=4)
    assert ran.err.startswith("warning: ")
    assert error_of(ran.err)["exit"] == 4


def test_a_folder_in_place_of_a_file_is_a_file_that_is_not_there(cli, programme):
    """It had the code of a file that cannot be written, on the way in."""
    ran = cli("-C", programme, "municipality", "import", programme, "--format", "json")
    assert (ran.code, error_of(ran.err)["code"]) == (2, "no-such-file")


def test_a_program_reads_english_whatever_the_screen_speaks(cli, programme, monkeypatch, capsys):
    monkeypatch.setitem(CATALOGUE, "there is no {what} {name!r}", "det finst ingen {what} {name!r}")
    monkeypatch.setitem(CATALOGUE, "cohort", "pulje")
    error = Refused(tr("there is no {what} {name!r}", what=tr("cohort"), name="P9"), hint=tr("look again"))
    assert error.lines()[0] == "error: det finst ingen pulje 'P9'"
    assert say(error, ["--format", "json"]) == 1
    assert error_of(capsys.readouterr().err)["message"] == "there is no cohort 'P9'"


@pytest.mark.parametrize(
    ("raised", "exit_", "kind", "code"),
    [
        (KeyboardInterrupt(), 130, "interrupted", "interrupted"),
        (ValueError("x\ny"), 1, "unforeseen", "unforeseen"),
        (FileNotFoundError(2, "No such file", "gone.csv"), 2, "usage", "unreadable-file"),
        (Overtaken("somebody was quicker"), 5, "conflict", "overtaken"),
        (PluginFailure("it failed"), 6, "plugin", "plugin-failure"),
    ],
)
def test_whatever_is_raised_has_a_code(capsys, raised, exit_, kind, code):
    assert say(raised, ["status", "--format", "json"]) == exit_
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    found = error_of(told)
    assert (found["exit"], found["kind"], found["code"]) == (exit_, kind, code)


def test_a_result_that_says_what_is_wrong_is_an_error_for_programs_too(capsys):
    assert say_ending(1, ["reading", "explain", "x.csv"]) == 1
    assert capsys.readouterr().err == ""
    assert say_ending(3, ["check", "--format", "json"]) == 3
    assert error_of(capsys.readouterr().err)["code"] == "see-result"


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("kvadmin mail status", ["kvadmin mail status"]),
        ("make one: kvadmin init P1", ["kvadmin init P1"]),
        ("name it with -C DIR, or make one: kvadmin init DIR", []),
        ("first `kvadmin log`, then `kvadmin undo 20080101-ab`", ["kvadmin log", "kvadmin undo 20080101-ab"]),
        ("kvadmin network advisor set … --home", []),
        ("a fault in kvadmin or a plugin", []),
        ("there are: P1, P2", []),
    ],
)
def test_command_lines_are_those_that_can_be_run(sentence, lines):
    assert command_lines(sentence) == lines
