"""``kvadmin commands``: every command there is, what it takes and does, and the schema of what it prints."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from extension.stranger import STAR
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "tools"))

import schemas  # noqa: E402 - found through the path above


@pytest.fixture
def listed(cli):
    return {each["command"]: each for each in cli("commands", "--format", "json", check=True).json["commands"]}


def test_every_command_of_the_reference_is_there(listed):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in listed:
        assert re.search(rf"(?m)^#+ kvadmin {re.escape(name)}$", page), name
    assert listed.keys() == schemas.commands().keys() | schemas.NO_JSON.keys()


def test_what_it_takes(listed):
    admit = listed["cohort admit"]
    assert [each["names"] for each in admit["arguments"]] == [["COHORT"]]
    assert "--expect-protocol" in [name for each in admit["options"] for name in each["names"]]
    split = {each["names"][0]: each for each in listed["network split"]["options"]}
    assert (split["--networks"]["type"], split["--together"]["repeatable"]) == ("integer", True)
    new = {each["names"][0]: each for each in listed["cohort new"]["options"]}
    assert (new["--name"]["required"], new["--kind"]["default"]) == (True, "cohort")
    assert not {"--format", "--yes", "--help"} & {name for each in admit["options"] for name in each["names"]}
    assert "--map" in [name for each in listed["application import"]["options"] for name in each["names"]]


def test_what_it_does(listed):
    known = {
        name: (each["writes"], each["undo"], each["sends"], each["reads_office_files"]) for name, each in listed.items()
    }
    assert known["cohort admit"] == (True, True, False, False)
    assert known["cohort show"] == (False, None, False, False)
    assert known["application import"] == (True, True, False, True)
    assert known["contact forget"] == (True, False, False, False)
    assert known["mail send"] == (True, False, True, False)
    assert known["plugins list"] == (False, None, False, False)
    sending = {name for name, each in listed.items() if each["sends"]}
    # the menu and the trace run others; an engine may be on another computer
    assert sending == {"mail send", "mail resume", "mail resend", "menu", "plugins trace", "store copy"}


def test_the_options_of_every_command_are_told_once(cli):
    told = cli("commands", "status", "--format", "json", check=True).json
    after = {each["names"][0]: each["after"] for each in told["global_options"]}
    assert (after["--format"], after["--data"], after["--excel"]) == (True, False, True)
    assert [each["command"] for each in told["commands"]] == ["status"]


def test_schemas_are_sound_and_those_of_all_commands_can_be_had(cli, listed):
    for name in [*(name for name, each in listed.items() if each["schema"]), "error"]:
        schema = cli("commands", "--schema", name, check=True).json
        Draft202012Validator.check_schema(schema)
        assert "additionalProperties" in str(schema)
    assert {name for name, each in listed.items() if not each["schema"]} == schemas.NO_JSON.keys()


def test_schemas_can_fail(cli, programme):
    schema = Draft202012Validator(cli("commands", "--schema", "kvadmin cohort status", check=True).json)
    cli("-C", programme, "cohort", "new", "P1", "--name", "x", check=True)
    told = cli("-C", programme, "cohort", "status", "--format", "json", check=True).json
    (group,) = told["groups"]
    assert schema.is_valid(told)
    for wrong in (
        {"as_of": "1 January"}, {"in_several_groups": [301]}, {"in_several_groups": ["301"]}, {"row_sum": "1"}, {"more": 1},
        {"groups": [group | {"kind": "club"}]}, {"schema": 2},
    ):  # fmt: skip
        assert not schema.is_valid(told | wrong), wrong
    for key in told:
        assert not schema.is_valid({name: value for name, value in told.items() if name != key}), key


def test_no_such_command(cli):
    for words in (["commands", "nonsense"], ["commands", "--schema", "nonsense"], ["commands", "--schema", "cohort"]):
        assert cli(*words).code == 4


def test_people_read_a_table(cli):
    shown = cli("commands", "contact", check=True).out
    assert re.search(r"kvadmin contact forget +Erase a person everywhere, for good\. +yes +no", shown)


def test_a_strangers_command_says_what_it_says_of_itself(desk):
    desk.install(
        STAR
        + "import typer\n\n\ndef send(ctx: typer.Context, whom: str, often: int = 2) -> None:\n    'Send it.'\n\n\n"
        + "@hookimpl\ndef kvadmin_commands():\n"
        + "    return [Command('star', 'S.', __name__ + ':send', writes=True, undo=False, sends=True, formats=('odt',))]\n"
    )
    (star,) = json.loads(desk.run("commands", "star", "--format", "json").out)["commands"]
    assert (star["plugin"], star["builtin"], star["help"]) == ("roads", False, "Send it.")
    assert (star["writes"], star["undo"], star["sends"], star["schema"]) == (True, False, True, False)
    assert star["formats"] == ["table", "json", "csv", "md", "xlsx", "odt", "vcf"]
    assert [(each["names"], each["type"], each["default"]) for each in star["options"]] == [
        (["--often"], "integer", "2")
    ]


def test_a_command_that_cannot_be_loaded_is_named_and_left_out(desk):
    desk.install(STAR + "@hookimpl\ndef kvadmin_commands():\n    return [Command('star', 'S.', 'no_such_module:x')]\n")
    ran = desk.run("commands", "--format", "json")
    assert "no_such_module" in ran.err
    assert '"star"' not in ran.out
