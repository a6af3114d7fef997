"""The YAML engine's own promises: hand-edited files, sensitive ones, conflicts, unsafe names."""

from __future__ import annotations

import json
import os

import pytest
from store.programme import HAND, change_name, commit, make, opened, put, snapshot_of
from store.records import COLLECTIONS, FIELDS, Diet, Entry, Group, Guests, Head, Member, Town

from kvadmin.errors import Conflict, InvalidData, Refused, UsageError
from kvadmin.store.store import open_store


def test_only_the_lines_of_the_change_change(folder):
    store = opened(folder)
    group = store.snapshot().get(Group, "P3")
    group.name = "no"
    group.capacity = 40
    group.members.append(Member(municipality="1504", start=group.members[0].start))
    change = store.transaction("Kari")
    change.update(group)
    (planned,) = change.plan().changes
    assert [line for line in planned.diff[2:] if line[0] in "+-"] == [
        '-name: "Pulje 3"   # from the letter',
        "+name: 'no'   # from the letter",
        "-capacity: 36",
        "+capacity: 40",
        "+- municipality: '1504'",
        "+  from: 2008-08-25",
    ]
    change.commit()
    text = (folder / "groups/P3.yaml").read_text()
    assert "my_own: kept as it is\n" in text
    assert "# the others\n- municipality: 0101\n" in text


def test_line_ends_of_windows_are_kept(folder):
    path = folder / "groups/P3.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    store = opened(folder)
    change_name(store).commit()
    after = path.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n")
    store.undo(who="Kari")
    assert path.read_bytes() == before


def test_a_file_changed_by_hand_is_never_overwritten(folder):
    change = change_name(opened(folder))
    path = folder / "groups/P3.yaml"
    path.write_text(HAND.replace("036", "37"))
    before = snapshot_of(folder)
    with pytest.raises(Conflict, match=r"groups/P3\.yaml has been changed") as caught:
        change.commit()
    assert caught.value.exit_code == 5
    assert snapshot_of(folder) == before


def test_a_file_deleted_by_hand(folder):
    change = change_name(opened(folder))
    (folder / "groups/P3.yaml").unlink()
    with pytest.raises(Conflict, match="deleted"):
        change.commit()


def test_a_file_that_appeared_meanwhile(folder):
    change = opened(folder).transaction("Kari")
    change.put_file("protocols/P3-1.json", b"{}")
    (folder / "protocols").mkdir()
    (folder / "protocols/P3-1.json").write_text("theirs")
    with pytest.raises(Conflict, match="appeared"):
        change.commit()
    assert (folder / "protocols/P3-1.json").read_text() == "theirs"


def test_undo_gives_back_every_byte(folder):
    before = (folder / "groups/P3.yaml").read_bytes()
    store = opened(folder)
    change = change_name(store)
    change.create(Town(number="0301", name="Oslo"))
    change.put_file("a/b.bin", bytes(range(256)))
    change.commit()
    after = snapshot_of(folder)
    store.undo(who="Ola")
    assert (folder / "groups/P3.yaml").read_bytes() == before
    assert not (folder / "towns").exists()
    assert not (folder / "a").exists()
    store.undo(who="Ola", redo=True)
    now = snapshot_of(folder)
    assert {k: v for k, v in now.items() if "history" not in k} == {
        k: v for k, v in after.items() if "history" not in k
    }


def test_undo_of_binary_change_and_deletion(folder):
    store = opened(folder)
    for content in (b"\xff\x00one", b"\xff\x00two", None):
        change = store.transaction("Kari")
        change.delete_file("x.bin") if content is None else change.put_file("x.bin", content)
        change.commit()
    store.undo(who="Kari")
    assert (folder / "x.bin").read_bytes() == b"\xff\x00two"
    store.undo(who="Kari")
    assert (folder / "x.bin").read_bytes() == b"\xff\x00one"
    store.undo(who="Kari")
    assert not (folder / "x.bin").exists()


def test_undo_after_a_change_by_hand_of_the_same_says_so(folder):
    store = opened(folder)
    change_name(store).commit()
    path = folder / "groups/P3.yaml"
    path.write_text(path.read_text().replace("new", "mine"))
    with pytest.raises(Conflict, match=r"name in groups/P3\.yaml was changed by hand since"):
        store.undo(who="Kari")


def test_undo_leaves_what_else_was_changed_by_hand(folder):
    store = opened(folder)
    before = (folder / "groups/P3.yaml").read_text()
    change_name(store).commit()
    with (folder / "groups/P3.yaml").open("a") as file:
        file.write("# mine\n")
    store.undo(who="Kari")
    assert (folder / "groups/P3.yaml").read_text() == before + "# mine\n"


def test_sensitive_values_are_nowhere_else(folder):
    store = opened(folder)
    for need in ("nuts-secret", "milk-secret"):
        change = store.transaction("Kari", "diet")
        diet = Diet(gathering="G1", needs={"Kari": need})
        change.create(diet) if need.startswith("nuts") else change.update(diet)
        assert "secret" not in repr(change.plan())
        change.commit()
    history = "".join(path.read_text() for path in (folder / "history").iterdir())
    assert "secret" not in history
    assert [file["sensitive"] for line in history.splitlines() for file in json.loads(line)["files"]] == [True, True]
    assert "before" not in history
    with pytest.raises(Refused, match="never kept"):
        store.undo(who="Kari")


@pytest.mark.parametrize("schema", ["schema: 2\n", "schema: 99\nname: x\n"])
def test_a_folder_of_a_newer_kvadmin(tmp_path, schema):
    folder = make(tmp_path / "p")
    (folder / "programme.yaml").write_text(schema)
    with pytest.raises(InvalidData, match="schema version") as caught:
        opened(folder)
    assert caught.value.where == "programme.yaml:1:9"
    assert "upgrade" in caught.value.hint


def test_refused_ids_leave_the_folder_as_it_is(folder):
    before = snapshot_of(folder)
    for bad in ("../x", "a/b", "..", ".x", "_x", "con", "a:b", "x ", "", "x" * 200, "a\nb", "NUL.x", "a\\b"):
        with pytest.raises(UsageError):
            commit(folder, Group(id=bad))
    with pytest.raises(UsageError, match="upper and lower"):
        commit(folder, Group(id="p3"))
    assert snapshot_of(folder) == before


def test_ids_in_one_transaction_that_differ_by_case(folder):
    change = opened(folder).transaction("Kari")
    change.create(Entry(group="A", town="x"))
    change.create(Entry(group="a", town="x"))
    with pytest.raises(UsageError, match="upper and lower"):
        change.commit()


def test_decorated_names_are_found_by_key(folder):
    store = opened(folder)
    change = store.transaction("Kari")
    change.create(Town(number="0821", name="Bø"))
    change.create(Town(number="0821-1", name="Bø"))
    change.commit()
    assert (folder / "towns/0821-bo.yaml").exists()
    (folder / "towns/0821-bo.yaml").rename(folder / "towns/0821-something-else.yaml")
    store.refresh()
    assert store.snapshot().get(Town, "0821").number == "0821"
    assert store.snapshot().get(Town, "0821-1").number == "0821-1"
    with pytest.raises(Conflict, match="already"):
        commit(folder, Town(number="0821", name="Another"))


def test_a_place_may_not_leave_the_folder(folder):
    for bad in ("../x", "/etc/x", "a/../../x", "a//b", "C:/x", "a\\b", ".git/x", "history/2008-05.jsonl"):
        with pytest.raises(UsageError):
            put(folder, bad)


def test_a_new_folder(tmp_path):
    store = open_store(tmp_path / "new", COLLECTIONS, FIELDS, new=True)
    assert not (tmp_path / "new").exists()
    change = store.transaction("Kari")
    change.create(Head(name="Programmet"))
    change.commit()
    assert (tmp_path / "new/programme.yaml").read_text() == "schema: 1\nname: Programmet\n"
    opened(tmp_path / "new")


def test_a_file_with_the_reserved_underscore_is_no_record_of_the_other_collection(folder):
    make(folder, entries__P3___others="names: [Kari]\n", entries__P3__0301="score: 8.00\n")
    data = opened(folder).snapshot()
    assert [entry.town for entry in data.all(Entry)] == ["0301"]
    assert data.get(Guests, "P3").names == ["Kari"]


def test_what_a_plugin_gives_an_extra_field_must_fit(folder):
    change = opened(folder).transaction("Kari")
    with pytest.raises(InvalidData, match="map_size cannot be 'big'"):
        change.create(Town(number="0301"), extra={"map_size": "big"})
    change.create(Town(number="0402"), extra={"map_size": 3})
    with pytest.raises(InvalidData, match="map_size"):
        change.set_extra(Town, "0402", "map_size", 1.5)


def test_a_text_that_utf8_cannot_hold_is_refused(folder):
    before = snapshot_of(folder)
    with pytest.raises(InvalidData, match="surrogate"):
        commit(folder, Town(number="0301", name="half \ud800"))
    assert snapshot_of(folder) == before


def test_the_name_of_a_person_may_be_odd_bytes(folder):
    change = change_name(opened(folder))
    change.who = os.fsdecode(b"K\xe5re")
    change.commit()
    assert next(opened(folder).records.history()).who == "K?re"


def test_a_name_in_a_mapping_may_be_any_text(folder):
    sizes = {"0301": 1, "no": 2, "a: b": 3, "": 4, "x\ny": 5, "~": 6, "k" * 900: 7}
    commit(folder, Group(id="X", sizes=sizes))
    assert opened(folder).snapshot().get(Group, "X").sizes == sizes


def test_a_name_that_no_parser_takes_is_refused_before_anything_is_written(folder):
    before = snapshot_of(folder)
    with pytest.raises(InvalidData, match="cannot keep"):
        commit(folder, Group(id="X", sizes={"k" * 5000: 1}))
    assert snapshot_of(folder) == before


def test_a_very_long_text_is_kept(folder):
    commit(folder, Town(number="0301", name="x " * 20000 + "y"))
    assert len(opened(folder).snapshot().get(Town, "0301").name) == 40001
