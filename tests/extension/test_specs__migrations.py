"""``kvadmin_migrations``, used by a stranger that is really installed, in a process of its own."""

from __future__ import annotations

import json

import pytest

from extension.stranger import STAR, Site

BOOK = (
    STAR
    + """
class Guest(Record, kw_only=True):
    collection = "guests"
    id: str
    name: str
    sort: str
@hookimpl
def kvadmin_collections():
    return [Collection("guests", "guests/{id}.yaml", "plugin_book:Guest", plugin="nobody")]
@hookimpl
def kvadmin_status(snapshot):
    return [StatusSection("Guests", tuple(f"{one.name} ({one.sort})" for one in snapshot.all(Guest)))]
def names(older):
    return [Rename("guests", key, ("called",), "name") for key, plain in older.records("guests").items() if "called" in plain]
def sorts(older):
    return [
        Set("guests", key, ("sort",), plain["name"].split()[-1])
        for key, plain in older.records("guests").items()
        if "sort" not in plain
    ]
@hookimpl
def kvadmin_migrations():
    yield Migration(3, "Guests are sorted by their last names.", "plugin_book:sorts")
    yield Migration(2, "`called` is `name`.", "plugin_book:names")
"""
)


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path / "site")
    made.install("book", BOOK)
    return made


@pytest.fixture
def programme(tmp_path):
    folder = tmp_path / "programme"
    (folder / "guests").mkdir(parents=True)
    (folder / "programme.yaml").write_text("schema: 1\nname: Test\n", encoding="utf-8")
    (folder / "guests/g1.yaml").write_text("id: g1\ncalled: Kari Ås   # as she writes it\n", encoding="utf-8")
    return folder


def run(site, programme, *args, code=0):
    ran = site.kvadmin("-C", str(programme), "--today", "2008-06-10", *args)
    assert ran.code == code, ran.err
    return ran


def test_a_stranger_lifts_its_records_in_two_steps(site, programme):
    ran = run(site, programme, "status")
    assert "Kari Ås (Ås)" in ran.out
    assert "book (version 1, today 3)" in ran.err
    steps = json.loads(run(site, programme, "migrate", "--dry-run", "--format", "json").out)
    assert steps["plugins"] == [{"plugin": "book", "found": 1, "known": 3}]
    assert [each["version"] for each in steps["steps"]] == [2, 3]
    assert steps["files"] == 2
    run(site, programme, "migrate", "--yes")
    text = (programme / "guests/g1.yaml").read_text(encoding="utf-8")
    assert text == "id: g1\nname: Kari Ås   # as she writes it\nsort: Ås\n"
    ran = run(site, programme, "status")
    assert "Kari Ås (Ås)" in ran.out
    assert ran.err == ""
    assert run(site, programme, "migrate").err == "Nothing to migrate: every record has the form of today.\n"


def test_the_trial_of_plugins_tries_the_steps(site, programme):
    assert "step" not in site.kvadmin("-C", str(programme), "plugins", "check", "book").out
    site.install("book", BOOK.replace('    yield Migration(2, "`called` is `name`.", "plugin_book:names")\n', ""))
    assert "the step to version 2 is missing" in run(site, programme, "plugins", "check", "book", code=1).out
    site.install("book", BOOK.replace("plugin_book:names", "plugin_book:called"))
    assert "has no attribute 'called'" in run(site, programme, "plugins", "check", "book", code=1).out
    site.install("book", BOOK.replace("    return [Rename", "    1 / 0\n    return [Rename"))
    assert "ZeroDivisionError" in run(site, programme, "plugins", "check", "book", code=1).out


def test_kvadmin_migrations_that_fails_closes_its_records_and_nothing_else(site, programme):
    site.install("book", BOOK.replace("    yield Migration(3", "    1 / 0\n    yield Migration(3"))
    assert "def kvadmin_migrations(" in BOOK
    ran = run(site, programme, "status")
    assert "ZeroDivisionError" in ran.err
    assert "Guests" not in ran.out
    assert "plugin" not in run(site, programme, "municipality", "list").err
