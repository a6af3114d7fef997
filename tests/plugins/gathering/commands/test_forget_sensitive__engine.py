"""Diets and access needs in a programme that another engine keeps: none is left in it, and its own files stay."""

from __future__ import annotations

import pytest
from plugins.gathering.commands.test_forget_sensitive import FORGET, WORD, raw_lists
from plugins.gathering.conftest import G, register
from store.on_engine import ENGINE_FILE, engine_in, kept_in, on_engine


@pytest.fixture
def eaters(engine_site, kit):
    del engine_site
    register(kit, "Kari Ås", "-m", "0301", "--diet", WORD.capitalize(), "--access", "rullestol")
    register(kit, "Ole Vik", "-m", "0520", "--diet", "vegetar")
    on_engine(kit.folder)
    return kit


def holding(folder):
    return sorted(name for name, data in kept_in(folder).items() if WORD in data.decode("utf-8", "replace").casefold())


def test_nothing_is_left_in_the_engine(eaters):
    assert holding(eaters.folder) == [f"sensitive/{G}.yaml"]
    ran = eaters.run(*FORGET)
    assert ran.code == 0, ran.err
    assert "No more of it was found" in ran.err
    assert holding(eaters.folder) == []


LISTS = ["incoming/gammel.csv.gz", "incoming/påmeldte.csv", "kjøkken.xlsx", "lists/sendt.csv"]


@pytest.fixture
def lists(eaters):
    """Lists as people sent them, on this computer and in the engine, and a note among the records."""
    raw_lists(eaters.folder)
    text = f"Navn;Kommune;Allergi\nÅs, Kari;Oslo;{WORD}\n".encode()
    engine_in(eaters.folder).put({"lists/sendt.csv": text, "cohorts/note.txt": text})
    return eaters


def test_lists_in_the_engine_and_on_this_computer_are_named(lists):
    ran = lists.run(*FORGET)
    assert ran.code == 1
    assert [line.split(":")[0].strip(" -") for line in ran.err.splitlines() if "deleted by" in line] == LISTS
    assert "cohorts/note.txt: take it out of the text yourself" in ran.err
    assert holding(lists.folder) == ["cohorts/note.txt", "lists/sendt.csv"]


def test_they_are_deleted_when_that_is_said_and_the_file_of_the_engine_stays(lists):
    before = kept_in(lists.folder)
    dry = lists.run(*FORGET, "--raw-files", "--dry-run")
    assert [line for line in LISTS if f"Would be deleted: {line}" in dry.err] == LISTS
    assert kept_in(lists.folder) == before
    ran = lists.run(*FORGET, "--raw-files")
    assert (ran.code, "cohorts/note.txt" in ran.err) == (1, True)
    assert holding(lists.folder) == ["cohorts/note.txt"]
    assert (lists.folder / ENGINE_FILE).is_file(), "the words are in it, too, and it is nobody's list"
    assert list((lists.folder / "incoming").iterdir()) == []
    assert lists.run("check").code == 0


def test_without_yes_nothing_is_deleted(eaters):
    before = kept_in(eaters.folder)
    assert eaters.run(*FORGET[:-1]).code == 2
    assert kept_in(eaters.folder) == before
