"""Every command's errors are JSON that the schema of errors allows: called wrongly, with names nobody has, without a folder."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402 - found through the path above
import schemas  # noqa: E402


@cache
def commands() -> dict[str, object]:
    """Every command that does something, by its words."""
    return {
        each.command_path.partition(" ")[2]: each.command
        for each in reference.walk(reference.top_level())
        if each.parent and (not hasattr(each.command, "list_commands") or each.command.invoke_without_command)
    }


@cache
def validator() -> Draft202012Validator:
    file = schemas.file_of("error", "programme")
    return Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))


def error_of(ran) -> dict:
    """The error of a run that failed, which keeps to its schema."""
    assert ran.code != 0
    whole = json.loads(ran.err.splitlines()[-1])
    assert [each.message for each in validator().iter_errors(whole)] == []
    assert whole["error"]["exit"] == ran.code
    return whole["error"]


def nonsense(command) -> list[str]:
    """Words for all that a command requires, none of which means anything."""
    words = []
    for param in command.params:
        if param.required:
            words += [*([param.opts[0]] if param.param_type_name == "option" else []), "nonsense"]
    return words


@pytest.mark.parametrize("name", commands())
def test_every_way_to_fail_is_told_as_json(name, cli, programme, tmp_path, monkeypatch):
    words = name.split()
    unknown = error_of(cli("-C", programme, *words, "--no-such-option", "--format", "json"))
    assert (unknown["code"], unknown["where"]) == ("unknown-option", "--no-such-option")
    missing = cli("-C", programme, "--format", "json", *words, "--dry-run")
    if missing.code:
        assert error_of(missing)["kind"] in {"usage", "unknown", "refused", "invalid"}
    if name != "plugins check":  # it tries every plugin on a programme of its own
        strange = cli("-C", programme, *words, *nonsense(commands()[name]), "--dry-run", "--format", "json")
        if strange.code:
            error_of(strange)
    monkeypatch.chdir(tmp_path)
    late = cli("--today", "nonsense", *words, *nonsense(commands()[name]), "--format", "json")
    assert error_of(late)["exit"] in {2, 3, 4}


def test_the_schema_of_errors_can_fail():
    error = dict.fromkeys("code kind exit message where details hint commands plugin suggestions".split())
    error |= {
        "code": "locked",
        "kind": "conflict",
        "exit": 5,
        "message": "x",
        "details": [],
        "commands": ["kvadmin log"],
        "suggestions": [],
    }
    assert validator().is_valid({"schema": 1, "error": error})
    for wrong in (
        {"code": "Not A Code"}, {"kind": "odd"}, {"exit": "5"}, {"exit": 0}, {"message": ""}, {"message": None},
        {"commands": ["rm -r ."]}, {"details": "x"}, {"more": 1},
    ):  # fmt: skip
        assert not validator().is_valid({"schema": 1, "error": error | wrong}), wrong
    assert not validator().is_valid({"schema": 1, "error": {**error, "hint": 1}})
    del error["code"]
    assert not validator().is_valid({"schema": 1, "error": error})
