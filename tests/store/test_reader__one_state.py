"""Readers see one state of the folder, whatever is committed meanwhile. In full: ``benchmarks/store_readers.py``."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest
from store.programme import change_name, make, opened
from store.records import Entry, Group, Town

from kvadmin.errors import Conflict
from kvadmin.store import frame, reader
from kvadmin.store.folder import Folder

COUNT = 12


@pytest.fixture
def towns(folder):
    for number in range(COUNT):
        make(folder, **{f"towns__{number:04}-nes": f"number: '{number:04}'\nname: '0'\n"})
    return folder


def rename_all(folder, name):
    store = opened(folder)
    change = store.transaction("Ola")
    for town in store.snapshot().all(Town):
        town.name = name
        change.update(town)
    change.create(Entry(group=name, town="0301"))
    change.commit()


@contextmanager
def between(monkeypatch, action, *, at=5, times=1):
    """Do something, as another process, after so many files have been read; again and again if told so."""
    real, count = Folder.read_listed, 0

    def read(self, relative):
        nonlocal count, times
        data = real(self, relative)
        if relative.startswith("towns/") and times:
            count += 1
            if count % at == 0:
                times -= 1
                with monkeypatch.context() as patch:
                    patch.setattr(Folder, "read_listed", real)
                    action()
                frame.OWN.clear()
        return data

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "read_listed", read)
        yield


def test_a_listing_is_read_again_when_a_commit_comes_into_it(towns, monkeypatch):
    with between(monkeypatch, lambda: rename_all(towns, "1")):
        names = [town.name for town in opened(towns).snapshot().all(Town)]
    assert names == ["1"] * COUNT


def test_without_that_it_would_be_half(towns, monkeypatch):
    """The test can fail: a folder that never sees a commit gives a mixture."""
    monkeypatch.setattr(Folder, "still", lambda self: True)
    with between(monkeypatch, lambda: rename_all(towns, "1")):
        names = {town.name for town in opened(towns).snapshot().all(Town)}
    assert names == {"0", "1"}


def test_after_many_tries_the_lock_is_taken(towns, monkeypatch):
    numbers = iter(range(1, 1000))
    with between(monkeypatch, lambda: rename_all(towns, str(next(numbers))), times=8):
        names = {town.name for town in opened(towns).snapshot().all(Town)}
    assert len(names) == 1


def test_what_others_change_after_it_was_given_out_is_a_conflict(towns, monkeypatch):
    data = opened(towns).snapshot()
    assert data.get(Town, "0001").name == "0"
    rename_all(towns, "1")
    frame.OWN.clear()
    with pytest.raises(Conflict, match="while it was being read"):
        data.all(Town)


def test_what_others_change_elsewhere_is_none(towns):
    data = opened(towns).snapshot()
    assert len(data.all(Town)) == COUNT
    change_name(opened(towns)).commit()
    frame.OWN.clear()
    assert data.get(Group, "P3").name == "new"


def test_a_process_goes_on_after_its_own_commits(towns):
    store = opened(towns)
    data = store.snapshot()
    assert data.get(Town, "0001").name == "0"
    rename_all(towns, "1")
    assert data.get(Town, "0001").name == "0"
    assert data.get(Town, "0002").name == "1"


def test_reading_what_is_known_asks_the_disk_for_nothing(towns, monkeypatch):
    data = opened(towns).snapshot()
    data.all(Town)
    monkeypatch.setattr(os, "scandir", None)
    monkeypatch.setattr("builtins.open", None)
    assert len(data.all(Town)) == COUNT
    assert data.get(Town, "0003").number == "0003"


def test_the_next_snapshot_parses_again_only_what_has_changed(towns, monkeypatch):
    store, parsed = opened(towns), []
    store.snapshot().all(Town)[0].name = "the caller's own"
    real = reader.load
    monkeypatch.setattr(reader, "load", lambda schema, path, data: parsed.append(path) or real(schema, path, data))
    (towns / "towns/0003-nes.yaml").write_text("number: '0003'\nname: '7'\n")  # of the same size
    store.refresh()
    assert [town.name for town in store.snapshot().all(Town)] == ["0"] * 3 + ["7"] + ["0"] * (COUNT - 4)
    assert parsed == ["towns/0003-nes.yaml"]
