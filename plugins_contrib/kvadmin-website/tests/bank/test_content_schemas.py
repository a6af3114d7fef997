"""Every command of the site's content prints JSON by its schema; ``conftest.py`` judges what all tests print."""

from __future__ import annotations

import json
from importlib.resources import files

import kvadmin_website as plugin
import pytest
from jsonschema import Draft202012Validator

SCHEMAS = files("kvadmin_website") / "schemas"
#: What only reads.
READING = {"build", "check", "show", "news list", "example list", "example show", "staff list"}


def walk(commands, above=()):
    for each in commands:
        if each.commands:
            yield from walk(each.commands, (*above, each.name))
        else:
            yield " ".join((*above, each.name)), each


COMMANDS = dict(walk(plugin.kvadmin_commands()[0].commands))


def test_every_command_has_a_schema_and_no_schema_is_left_over():
    names = {f"website_{name.replace(' ', '_')}.json" for name in COMMANDS}
    assert names - {"website_build.json"} <= {each.name for each in SCHEMAS.iterdir()} <= names


@pytest.mark.parametrize("file", sorted(each.name for each in SCHEMAS.iterdir()))
def test_schemas_are_schemas(file):
    schema = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"kvadmin {file.removesuffix('.json').replace('_', ' ')} --format json"


def test_what_writes_says_so_and_can_run_again():
    assert {name for name, each in COMMANDS.items() if not each.writes} == READING
    assert {name for name, each in COMMANDS.items() if each.writes and not each.rerun} == set()
    assert {name for name, each in COMMANDS.items() if each.sends} == {"check"}


CALLS = [
    "init", "set address https://a.example", "show", "check", "agree 0415 --results all", "agree list",
    "themes 0415 care", "themes list", "named Marit", "named", "staff add leder --name Marit", "staff list",
    "staff remove ny", "news new Tittel", "news list", "example add 0415 --theme care --file TEXT --title Ny",
    "example list", "example show 0415-1", "example set 0415-1 theme care", "example text 0415-1 TEXT",
    "example review 0415-1", "example consent 0415-1", "example publish 0415-1", "example decline 0415-1 --why derfor",
    "example remove 0415-1", "example import ANSWERS", "published SITE --address https://a.example",
]  # fmt: skip


def test_all_commands_are_called():
    assert {name for name in COMMANDS if any(f"{each} ".startswith(f"{name} ") for each in CALLS)} == {*COMMANDS} - {
        "build"
    }


@pytest.mark.parametrize("line", CALLS)
def test_json_comes_back_from_every_command_and_from_its_dry_run(kit, example, written, line):
    kit.run("website", "staff", "add", "ny", "--name", "Per")
    kit.run("website", "example", "consent", example)
    if "publish" in line:
        kit.run("website", "example", "review", example)
    site = str(kit.folder.parent / "site")
    if "SITE" in line:
        kit.run("website", "build", "--out", site)
    places = {
        "SITE": site,
        "TEXT": written("t.md", "Tekst.\n"),
        "ANSWERS": written("s.csv", "Kommune;Tittel;Tekst\n1244;A;B c d\n"),
    }
    words = ["website", *(places.get(each, each) for each in line.split())]
    name = next(name for name in sorted(COMMANDS, key=len, reverse=True) if f"{line} ".startswith(f"{name} "))
    if COMMANDS[name].writes:
        before = kit.files()
        kit.json(*words, "--dry-run")
        assert kit.files() == before
    kit.json(*words)


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {"build"}))
def test_every_command_has_help_with_an_example(kit, name):
    ran = kit.run("website", *name.split(), "-h")
    assert ran.code == 0
    assert f"kvadmin website {name}" in " ".join(ran.out.split())


@pytest.mark.parametrize("name", sorted(READING - {"build"}))
def test_what_reads_shows_the_past(kit, example, name):
    words = [*name.split(), *(["0415-1"] if name == "example show" else [])]
    ran = kit.run("website", *words, "--known-on", "2008-06-10")
    assert ran.code in (0, 4), ran.err
    assert "failed" not in ran.err
