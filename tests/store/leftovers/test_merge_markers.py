"""Markers of a merge: nothing is written while one is left, and what can be read is."""

from __future__ import annotations

import pytest
from store.programme import HAND, make, opened, put, snapshot_of
from store.records import Group

from kvadmin.errors import InvalidData
from kvadmin.store.folder import Folder
from kvadmin.store.leftovers.merge_markers import findings, marker_places

CONFLICT = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> branch\n"


@pytest.fixture
def folder(tmp_path):
    return make(tmp_path / "programme", groups__P3=HAND.replace("036", "36"), groups__P4="id: P4\nname: x\n")


def rename(folder):
    change = opened(folder).transaction("Kari")
    group = change.snapshot.get(Group, "P3")
    group.name = "new"
    change.update(group)
    return change


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("groups/P4.yaml", f"id: P4\n{CONFLICT}"),
        ("groups/P4.yaml", f"id: P4\nnote: |\n  text\n{CONFLICT}"),
        ("groups/P4.yaml", f'id: P4\nname: "a\n{CONFLICT}  b"\n'),
        ("measurements/x.csv", f"a,b\n{CONFLICT}"),
        ("letters/invitation.nb.md", f"# Hei\n\n{CONFLICT}"),
        ("letters/invitation.nb.md", CONFLICT.replace("=======", "||||||| base\nzero\n=======").replace("\n", "\r\n")),
        ("history/2008-05.jsonl", CONFLICT),
        ("sensitive/x.yaml", f"id: P4\n{CONFLICT}"),
    ],
)
def test_a_marker_anywhere_stops_what_would_write(folder, path, text):
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(text.encode())
    before = snapshot_of(folder)
    for write in (rename(folder).commit, rename(folder).plan, lambda: put(folder, "note.txt")):
        with pytest.raises(InvalidData, match=f"not finished.*{path}") as caught:
            write()
        assert caught.value.where == f"{path}:{text.split('<<<')[0].count(chr(10)) + 1}:1"
    assert snapshot_of(folder) == before
    assert opened(folder).snapshot().get(Group, "P3").name == "Pulje 3"
    assert ("git-conflict", path) in {(one.code, one.path) for one in opened(folder).records.check()}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize("way", ["", "eager_index"])
def test_a_marker_between_lines_that_were_read_before_stops_it_too(folder, request, monkeypatch, place, way):
    """A history of which every line was read is not looked through again, but as it was read then."""
    monkeypatch.setattr("kvadmin.store.history.past_reader.SMALL", -1)
    if way:
        request.getfixturevalue(way)
    for number in range(3):
        put(folder, f"{number}.txt")
    store = opened(folder)
    list(store.records.history())
    (month,) = (folder / "history").iterdir()
    lines = month.read_text().splitlines(keepends=True)
    month.write_text("".join([*lines[:place], CONFLICT, *lines[place:]]))
    before = snapshot_of(folder)
    for write in (store.undo, opened(folder).undo):
        with pytest.raises(InvalidData, match="not finished") as caught:
            write(who="Kari")
        assert caught.value.where == f"history/{month.name}:{place + 1}:1"
    assert snapshot_of(folder) == before


def test_undo_and_forgetting_wait_too(folder):
    rename(folder).commit()
    (folder / "note.md").write_text(CONFLICT)
    with pytest.raises(InvalidData, match="not finished"):
        opened(folder).undo(who="Kari")
    with pytest.raises(InvalidData, match="not finished"):
        opened(folder).records.forget(["x"], paths=["groups/P3.yaml"])


def test_a_file_that_can_be_read_is_read(folder):
    (folder / "groups/P4.yaml").write_text(f'id: P4\nname: "a\n{CONFLICT}  b"\n')
    assert "HEAD" in opened(folder).snapshot().get(Group, "P4").name


@pytest.mark.parametrize(
    "text",
    [
        "Heading\n=======\n\ntext\n",
        "=======\n======\n",
        ">>>>>>> quoted seven deep\n",
        "Heading\n=======\n\n>>>>>>> quoted seven deep\n",
        "  <<<<<<< indented\n  =======\n  >>>>>>> x\n",
        "<<<<<<<<\n========\n>>>>>>>>\n",
        "x <<<<<<< a\n=======\n>>>>>>>\n",
        ">>>>>>> out of order\n=======\n<<<<<<< a\n",
        "||||||| a table\n",
    ],
)
def test_what_only_looks_like_a_marker(folder, text):
    (folder / "letters").mkdir()
    (folder / "letters/x.nb.md").write_text(text)
    assert rename(folder).commit() is not None
    assert marker_places(text, prose=True) == []


def test_a_marker_that_one_half_was_deleted_of():
    assert marker_places("<<<<<<< a\nx\n=======\n") == [0, 12]
    assert marker_places("a\n=======\nx\n>>>>>>> b\n") == [2, 12]


def test_a_log_keeps_the_lines_of_both_sides(tmp_path):
    """What calendars were told, or the history: each line has happened, whichever side it comes from."""
    conflict = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n"
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "published.jsonl").write_text(conflict, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(conflict, encoding="utf-8")
    hints = {one.path: one.hint for one in findings(Folder(tmp_path))}
    assert "both sides" in hints["calendar/published.jsonl"]
    assert "one of the two" in hints["a.yaml"]
