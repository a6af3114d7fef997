"""The JSON of every command holds to its schema."""

from __future__ import annotations

import json
from importlib.resources import files

import kvadmin_visits as plugin
import pytest
from jsonschema import Draft202012Validator

LINES = [
    "visit list", "visit list 0415", "visit show 2", "visit show 3", "visit load", "visit silent",
    "visit silent --months 0", "visit add 0415 --how phone Hei", "visit set 2 minutes 5", "visit remove 2 --yes",
    "visit import FILE", "municipality visits 0415", "municipality visits 0402",
]  # fmt: skip


def schema_of(name):
    return json.loads((files("kvadmin_visits") / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", LINES)
def test_the_schemas_hold(noted, tmp_path, line):
    file = tmp_path / "liste.csv"
    file.write_text("Kommune;Dato;Kontaktform\n0415;2008-06-02;telefon\n1244;2008-06-03;e-post\n", encoding="utf-8")
    words = [str(file) if each == "FILE" else each for each in line.split()]
    schema = schema_of("_".join(words[:2]))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(noted.json(*words))


def test_every_command_has_a_schema_and_says_whether_it_writes():
    visit, visits = plugin.kvadmin_commands()
    names = {f"visit_{each.name}": each.writes for each in visit.commands} | {"municipality_visits": visits.writes}
    del names["visit_report"]  # the document itself
    there = {each.name for each in (files("kvadmin_visits") / "schemas").iterdir()}
    assert there == {f"{name}.json" for name in names}
    assert {name for name, writes in names.items() if writes} == {
        "visit_add", "visit_set", "visit_remove", "visit_import",
    }  # fmt: skip
    assert visits.under == "municipality"


@pytest.mark.parametrize("words", [["visit", "list"], ["visit", "silent"], ["visit", "load"], ["visit", "show", "2"]])
def test_the_past_can_be_read(noted, words):
    ran = noted.run(*words, "--known-on", "2008-06-10")
    assert ran.code in (0, 4), ran.err
