"""The plugin as it is installed: greets, lists itself, checks."""

from __future__ import annotations

import json

import pytest

from kvadmin.testing import Kit


@pytest.fixture
def kit(tmp_path):
    kit = Kit(tmp_path / "programme")
    kit.municipality("0301", "Oslo", language_form="neutral")
    return kit


def test_it_is_listed_as_active(kit):
    plugins = {each["name"]: each for each in kit.json("plugins", "list")["plugins"]}
    assert plugins["hello"]["status"] == "active"
    assert plugins["hello"]["hooks"] == ["kvadmin_checks", "kvadmin_commands"]
    assert plugins["hello"]["builtin"] is False


def test_it_greets(kit):
    assert kit.json("hello", "oslo") == {"schema": 1, "municipality": "0301", "greeting": "Hei, Oslo!"}
    assert "Hei, Oslo!" in kit.run("hello", "0301").out


def test_programs_can_ask_what_it_prints(kit):
    schema = kit.json("commands", "--schema", "hello")
    assert list(schema["properties"]) == schema["required"] == list(kit.json("hello", "oslo"))
    (about,) = kit.json("commands", "hello")["commands"]
    assert (about["plugin"], about["schema"], about["writes"], about["undo"]) == ("hello", True, False, None)


def test_an_unknown_one_is_exit_4(kit):
    assert kit.run("hello", "9999").code == 4


def test_the_check_finds_the_nameless(kit):
    kit.municipality("0101", " ")
    ran = kit.run("check", "--format", "json")
    assert "hello-nameless" in {finding["code"] for finding in json.loads(ran.out)["findings"]}
