"""Older records, and the guards of plugins, in a programme that another engine keeps."""

from __future__ import annotations

import pytest
from extension.desk import PERSONAL, VISITS, source
from plugins.programme.commands.test_migrate import FIRST, SECOND
from store.on_engine import POINTER, kept_in, on_engine


@pytest.fixture
def elsewhere(engine_site, desk):
    del engine_site

    def moved():
        on_engine(desk.kit.folder)
        return desk.kit.folder

    return moved


def records(folder):
    return {name: data for name, data in kept_in(folder).items() if name.startswith(("visits/", "programme"))}


def test_older_records_are_read_lifted_and_taken_back(desk, elsewhere):
    desk.install(FIRST, name="visits")
    desk.run("visits", "add", "v1")
    desk.run("visits", "add", "v2")
    folder = elsewhere()
    desk.install(SECOND, name="visits", version="2.0")
    before = records(folder)
    assert "ukjent" in desk.run("visits", "show").out
    assert "+visitor: ukjent" in desk.run("migrate", "--dry-run").err
    assert records(folder) == before
    desk.run("migrate", "--yes")
    after = records(folder)
    assert b"visitor: ukjent" in after["visits/v1.yaml"]
    assert b"visits: 2" in after["programme.yaml"]
    assert "schemas" not in (folder / "programme.yaml").read_text(encoding="utf-8")
    desk.run("check")
    desk.run("undo", "--yes")
    assert records(folder) == before
    desk.run("redo", "--yes")
    assert records(folder) == after
    assert (folder / "programme.yaml").read_text(encoding="utf-8") == POINTER


def test_a_guard_stops_and_is_listed_in_the_engine(desk, elsewhere):
    desk.install(source("before_commit", "return 'closed today'"), name="office")
    folder = elsewhere()
    before = kept_in(folder)
    assert "closed today" in desk.run("cohort", "set", "P1", "capacity", "10", code=1).err
    assert kept_in(folder) == before
    desk.install(source("before_commit", "return None"), name="office")
    desk.run("cohort", "set", "P1", "capacity", "10")
    assert b"plugin: office" in kept_in(folder)["programme.yaml"]
    desk.site.uninstall("office")
    before = kept_in(folder)
    ran = desk.run("cohort", "set", "P1", "capacity", "11", code=6)
    assert "plugin 'office' is missing" in ran.err
    assert kept_in(folder) == before
    reason = ("--without-guard", "office", "--why", "the office is closed")
    desk.run("cohort", "set", "P1", "capacity", "11", *reason)
    assert b"capacity: 11" in kept_in(folder)["cohorts/P1.yaml"]


def test_files_of_a_plugin_that_is_gone_are_named_and_looked_into(desk, elsewhere):
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("visits", "add")
    elsewhere()
    desk.site.uninstall("visits")
    found = {(each.split(":")[0]) for each in desk.run("check").out.splitlines() if "no plugin reads" in each}
    assert {"visits-book/guests.txt", "visits/v1.yaml"} <= {each.split()[0] for each in found}
