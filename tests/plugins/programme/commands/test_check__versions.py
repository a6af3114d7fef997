"""A version of records in ``programme.yaml`` that is of no plugin would never be read: ``kvadmin check`` names it."""

from __future__ import annotations

import json

import pytest
from extension.stranger import STAR, Site

from kvadmin.testing import Kit


def findings(kit: Kit, text: str):
    (kit.folder / "programme.yaml").write_text(f"schema: 1\nname: Test\n{text}", encoding="utf-8")
    ran = kit.run("check", "--format", "json")
    return [each for each in json.loads(ran.out)["findings"] if each["code"] == "unknown-plugin"]


@pytest.fixture
def kit(tmp_path, monkeypatch) -> Kit:
    site = Site(tmp_path / "site")
    site.install("visits", STAR, module="plugin_versioned")
    monkeypatch.syspath_prepend(str(site.folder))
    return Kit(tmp_path / "programme")


def test_a_plugin_that_nobody_has(kit):
    (found,) = findings(kit, "schemas: {ukjent: 9}\n")
    assert (found["path"], found["line"], found["severity"]) == ("programme.yaml", 3, "warning")
    assert "'ukjent'" in found["text"]
    assert "kvadmin plugins list" in found["hint"]


def test_what_may_have_been_meant(kit):
    (found,) = findings(kit, "schemas:\n  visist: 2\n")
    assert (found["line"], found["hint"]) == (4, "did you mean visits?")


def test_a_built_in_plugin_has_the_version_of_the_programme(kit):
    (found,) = findings(kit, "schemas: {cohort: 2}\n")
    assert "built-in plugin 'cohort'" in found["text"]


@pytest.mark.parametrize(
    "text",
    ["", "schemas: {}\n", "schemas: {visits: 1}\n", "plugins: {gone: '>=1'}\nschemas: {gone: 3}\n",
     "plugins:\n  kvadmin-gone: {version: '>=1', plugin: gone}\nschemas: {gone: 3}\n"],
)  # fmt: skip
def test_plugins_that_there_are_or_that_are_missed_anyway(kit, text):
    assert findings(kit, text) == []


def test_what_cannot_be_read_is_a_finding_of_its_own(kit):
    assert findings(kit, "schemas: 9\n") == []
    assert kit.run("check").code == 3


def test_a_plugin_that_is_switched_off_is_known(kit):
    kit.run("plugins", "disable", "visits")
    assert findings(kit, "schemas: {visits: 1}\n") == []
