"""A plugin says which API it needs; one that needs a later one fails by name, with what to do."""

from __future__ import annotations

import json

import pytest

from extension.stranger import STAR
from kvadmin.extension.discovering.api_version import API_VERSION, near_needs, needed_in_text, needs_problem

HELLO = (
    STAR
    + '@hookimpl\ndef kvadmin_commands():\n    return [Command("hi", "Hi.", "plugin_hi:run")]\ndef run(): print("hi")\n'
)


@pytest.mark.parametrize("needed", [None, "0.0", "0.1", API_VERSION])
def test_what_there_is_is_enough(needed):
    assert needs_problem(needed) == ""


@pytest.mark.parametrize("needed", ["0.3", "0.10", "1.0", "99.0"])
def test_a_later_one_is_asked_for_with_the_command_that_gets_it(needed):
    assert f"pip install --upgrade 'kvadmin>={needed}'" in needs_problem(needed)


@pytest.mark.parametrize("needed", ["", "2", "0.2.1", ">=0.2", 0.2, (0, 2), "x"])
def test_what_is_no_version_is_said(needed):
    assert "should be a version such as '0.2'" in needs_problem(needed)


@pytest.mark.parametrize("needed", ["0.1", API_VERSION])
def test_a_plugin_that_needs_what_there_is_works(desk, needed):
    desk.install(f"KVADMIN_API = {needed!r}\n{HELLO}", name="hi")
    assert desk.run("hi").out == "hi\n"


def test_a_plugin_that_needs_a_later_one_fails_by_name(desk):
    desk.install(f"KVADMIN_API = '9.1'\n{HELLO}", name="hi")
    ran = desk.run("municipality", "list")
    assert "plugin 'hi' failed: it needs the API 9.1 of kvadmin, and this one has 0.2: pip install --upgrade" in ran.err
    assert desk.run("--strict-plugins", "municipality", "list", code=6).out == ""


def test_it_is_said_although_a_name_that_is_not_there_yet_fails_the_import_first(desk):
    desk.install(f"KVADMIN_API = '9.1'\nfrom kvadmin.api import TimeMachine\n{HELLO}", name="hi")
    ran = desk.run("municipality", "list")
    assert "it needs the API 9.1 of kvadmin" in ran.err
    assert "TimeMachine" not in ran.err


def test_so_does_what_its_distribution_requires(desk):
    desk.install(f"from kvadmin.api import TimeMachine\n{HELLO}", name="hi")
    [metadata] = desk.site.folder.glob("plugin_hi-*.dist-info/METADATA")
    metadata.write_text(f"{metadata.read_text('utf-8')}Requires-Dist: kvadmin (>=9.1)\n", encoding="utf-8")
    assert "it needs the API 9.1 of kvadmin" in desk.run("municipality", "list").err


def test_an_import_that_fails_for_another_reason_says_so(desk):
    desk.install(f"KVADMIN_API = '0.1'\nfrom kvadmin.api import TimeMachine\n{HELLO}", name="hi")
    assert "TimeMachine" in desk.run("municipality", "list").err


@pytest.mark.parametrize("target", ["no_such_module", "no_such.module:thing", "kvadmin.api", "sys", "xml.etree"])
def test_where_no_text_says_it_nothing_is_needed(target):
    assert needed_in_text(target, "") is None


@pytest.mark.parametrize("name", ["KVADMIN_API_VERSION", "KVADMIN_APIS", "KVAMDIN_API"])
def test_a_name_that_was_to_be_it_is_told_to_its_author(desk, name):
    desk.install(f"{name} = '9.1'\n{HELLO}", name="hi")
    found = json.loads(desk.run("plugins", "check", "hi", "--format", "json").out)
    assert f"its {name} says nothing: what it needs is read from KVADMIN_API" in json.dumps(found)


def test_other_names_of_its_own_are_left_alone():
    assert near_needs({"KVADMIN_API", "KVADMIN_SITE", "API", "kvadmin_api", "hookimpl"}) == ""
