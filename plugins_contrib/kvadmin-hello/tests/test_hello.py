"""What the plugin must do, and what every plugin promises. The fixture `kvadmin_kit` comes with kvadmin."""

from __future__ import annotations

import json

import pytest

from kvadmin.testing import conformance


@pytest.fixture
def kit(kvadmin_kit):
    kvadmin_kit.municipality("0301", "Oslo")
    return kvadmin_kit


def greeting(kit):
    return kit.json("hello", "0301")["greetings"][0]["greeting"]


def test_it_greets(kit):
    assert greeting(kit) == "Hei, Oslo!"
    assert "Hei, Oslo!" in kit.run("hello", "oslo").out


def test_nobody_is_greeted_by_guess(kit):
    assert kit.run("hello", "9999").code == 4


def test_a_municipality_is_greeted_as_it_wants(kit):
    kit.run("municipality", "set", "0301", "hello_greeting", "God dag")
    assert greeting(kit) == "God dag, Oslo!"
    kit.run("undo")
    assert greeting(kit) == "Hei, Oslo!"


def test_the_check_finds_a_greeting_that_is_shouted(kit):
    kit.run("municipality", "set", "0301", "hello_greeting", "Hei!")
    found = json.loads(kit.run("check", "--format", "json").out)["findings"]
    assert [each["code"] for each in found if each["code"].startswith("hello")] == ["hello-shouted"]


def test_it_keeps_the_promises_of_every_plugin(kit):
    conformance.check("hello", kit, ["hello 0301"], refused=["hello 9999"])
