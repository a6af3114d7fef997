"""What a commit displaces is kept until the commit after next, and looked at again; not what must not stay."""

from __future__ import annotations

import os

import pytest
from store.commits import PERSON, SECRET, Case
from store.programme import HAND, change_name, opened


def displaced(folder):
    return [p for p in folder.glob(".kvadmin/displaced/*/*") if p.is_file() and p.name != "index"]


def test_an_editor_that_saves_late_is_found_by_the_next_commit(folder):
    store, said = opened(folder), []
    store.listen(said.append)
    with (folder / "groups/P3.yaml").open("r+b") as editor:
        change_name(store, "first").commit()
        editor.truncate()
        editor.write(b"id: P3\nname: late\n")
    assert [one.code for one in store.records.check() if one.severity == "error"] == ["late-save"]
    change_name(store, "second").commit()
    (beside,) = (folder / "groups").glob("P3.yaml.hand-edit-*")
    assert beside.read_text().startswith("id: P3\nname: late\n")
    assert beside.name in said[0]
    assert [one.code for one in store.records.check() if one.severity == "error"] == ["kept-beside"]


def test_an_editor_goes_on_in_the_version_beside(folder):
    store = opened(folder)
    descriptor = os.open(folder / "groups/P3.yaml", os.O_RDWR)
    change_name(store, "first").commit()
    os.pwrite(descriptor, b"# one", 0)
    change_name(store, "second").commit()
    os.pwrite(descriptor, b"# two", 0)
    os.close(descriptor)
    (beside,) = (folder / "groups").glob("P3.yaml.hand-edit-*")
    assert beside.read_text().startswith("# two")


def test_old_versions_are_kept_for_two_commits(folder):
    store = opened(folder)
    for number in range(5):
        change_name(store, f"name {number}").commit()
        assert len(displaced(folder)) == min(number + 1, 2)
    assert (folder / ".kvadmin/displaced/5/0").read_bytes() != (folder / "groups/P3.yaml").read_bytes()
    assert HAND.replace("036", "36") not in [path.read_text() for path in displaced(folder)]


@pytest.mark.parametrize("room", ["notes", "sensitive"])
def test_the_displaced_files_are_listed_once_for_all_of_them(folder, monkeypatch, room):
    looks, plain = [], os.listdir
    for content in (b"1", b"2", b"3"):
        change = opened(folder).transaction("Kari")
        for number in range(40):
            change.put_file(f"{room}/{number}.txt", content)
        with monkeypatch.context() as watched:
            watched.setattr(os, "listdir", lambda path: looks.append(path) or plain(path))
            change.commit()
    assert len(looks) < 40
    assert len([one for one in displaced(folder) if one.parent.name == "3"]) == (40 if room == "notes" else 0)


def test_nothing_sensitive_and_nobody_who_is_forgotten_stays(tmp_path):
    for kind, text in (("sensitive", SECRET), ("forget", PERSON)):
        case = Case(kind, 1, tmp_path / kind)
        folder = case.folder()
        case.act(folder)
        assert not [p for p in folder.rglob("*") if p.is_file() and text.encode() in p.read_bytes()]
