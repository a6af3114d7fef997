"""What two hosts of a synchronised folder wrote without knowing of each other is found afterwards."""

from __future__ import annotations

import shutil

import msgspec
import pytest
from store.programme import commit, opened
from store.records import Group

from kvadmin.store.writing import committing


@pytest.fixture
def on_host(monkeypatch):
    """Commit a change of a group's field on a host of that name."""

    def change(folder, host, key="P3", **fields):
        monkeypatch.setattr(committing, "host", lambda: host)
        store = opened(folder)
        transaction = store.transaction(f"Somebody at {host}")
        transaction.update(msgspec.structs.replace(store.snapshot().get(Group, key), **fields))
        return transaction.commit()

    return change


@pytest.fixture
def copies(folder, tmp_path, on_host):
    """The folder as two hosts have it."""
    on_host(folder, "north", name="first")
    other = tmp_path / "copy"
    shutil.copytree(folder, other)
    return folder, other


def synchronise(kept, other):
    """What a synchronising service does: the history's files beside each other, of each other file the newest."""
    for path in (other / "history").iterdir():
        shutil.copy(path, kept / "history" / f"{path.stem}-other{path.suffix}")


def codes(folder):
    return [each.code for each in opened(folder).records.check() if each.code.startswith("hosts-")]


def test_a_change_that_was_written_over_is_named_with_both_sides(copies, on_host):
    north, south = copies
    lost = on_host(south, "south", name="second")
    kept = on_host(north, "north", capacity=7)
    synchronise(north, south)
    found = [each for each in opened(north).records.check() if each.code == "hosts-lost"]
    assert [each.path for each in found] == ["groups/P3.yaml"]
    assert "Somebody at south on south" in found[0].text
    assert found[0].text.index(lost.transaction_id) < found[0].text.index(kept.transaction_id)
    on_host(north, "north", name="second")
    assert "hosts-lost" not in codes(north)


def test_hosts_that_changed_different_files_are_named_until_somebody_writes_on(folder, tmp_path, on_host):
    commit(folder, Group(id="P4", name="other"))
    south = tmp_path / "copy"
    shutil.copytree(folder, south)
    on_host(south, "south", key="P4", name="second")
    shutil.copy(south / "groups" / "P4.yaml", folder / "groups" / "P4.yaml")
    on_host(folder, "north", name="third")
    synchronise(folder, south)
    assert codes(folder) == ["hosts-interleaved"]
    on_host(folder, "north", name="fourth")
    assert codes(folder) == []


def test_hosts_that_write_one_after_the_other_are_no_finding(folder, on_host):
    for number, host in enumerate(["north", "south", "north", "south"]):
        on_host(folder, host, name=f"name {number}")
    assert codes(folder) == []
