"""Calls of hooks are timed and described without a word of what they say; nobody else pays for it."""

from __future__ import annotations

import sys

import pytest

from extension.stranger import STAR
from kvadmin.extension.manager import Plugins
from kvadmin.extension.watching import Watcher, described


@pytest.fixture
def heard(monkeypatch):
    found: list[dict] = []
    monkeypatch.setattr(Plugins, "watcher", Watcher(found.append))
    return found


def calls(heard, hook, plugin="roads"):
    return [each for each in heard if each["kind"] == "call" and (each["hook"], each["plugin"]) == (hook, plugin)]


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (None, ("nothing", None)),
        ("Kari Nordmann", ("str", None)),
        ([], ("", 0)),
        (["Kari", "Ola"], ("str", 2)),
        ((1, "Kari"), ("int, str", 2)),
        ({"Kari": 1}, ("str", 1)),
        ([1, "a", 2.0, b"", None], ("NoneType, bytes, float, …", 5)),
    ],
)
def test_an_answer_is_told_by_kind_and_number(answer, shown):
    assert described(answer) == shown


def test_imports_and_calls_are_told_in_order(desk, heard):
    desk.install(STAR + "@hookimpl\ndef kvadmin_checks():\n    yield Finding('x', 0, 0, 'odd', 'odd', '', 'warning')\n")
    desk.run("check")
    imported = {each["plugin"]: each for each in heard if each["kind"] == "import"}
    assert imported["roads"]["ms"] > 0
    assert imported["roads"]["status"] == "active"
    assert list(imported)[:2] == ["programme", "municipality"]
    [call] = calls(heard, "kvadmin_checks")
    assert (call["answer"], call["count"], call["error"]) == ("Finding", 1, "")
    assert 0 <= call["own_ms"] <= call["ms"]


def test_what_is_raised_is_told_by_its_class_and_place_and_nothing_else(desk, heard):
    desk.install(STAR + "@hookimpl\ndef kvadmin_checks():\n    raise ValueError('Kari Nordmann, 12 34 56 78')\n")
    ran = desk.run("check")
    assert "Kari" in ran.err  # as ever: the person at the desk sees it
    [call] = calls(heard, "kvadmin_checks")
    assert call["error"].startswith("ValueError (plugin_roads.py:")
    assert "Kari" not in str(heard)


def test_an_answer_of_the_wrong_type_is_a_failure(desk, heard):
    desk.install(STAR + "@hookimpl\ndef kvadmin_checks():\n    return ['Kari']\n")
    desk.run("check")
    [call] = calls(heard, "kvadmin_checks")
    assert call["error"] == "part of the answer is not as the hook says"


def test_the_time_of_calls_within_a_call_is_not_its_own(desk, heard):
    slow = "import time; time.sleep(0.05)"
    desk.install(STAR + f"@hookimpl\ndef kvadmin_checks(snapshot):\n    {slow}\n    return []\n")
    desk.run("check")
    [call] = calls(heard, "kvadmin_checks")
    assert call["own_ms"] >= 50
    for outer in (each for each in heard if each["kind"] == "call" and each["depth"] == 0):
        assert outer["own_ms"] <= outer["ms"]


def test_a_run_that_nobody_watches_does_not_even_import_it(desk):
    sys.modules.pop("kvadmin.extension.watching", None)
    desk.run("municipality", "list")
    assert Plugins.watcher is None
    assert "kvadmin.extension.watching" not in sys.modules
