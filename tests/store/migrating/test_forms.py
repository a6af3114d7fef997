"""Older records are read as if they were lifted, newer ones not at all; what is written knows its version."""

from __future__ import annotations

import datetime as dt

import pytest
from store.migrating import older
from store.migrating.older import ALL, STEPS, TO_2, Note, Visit, first_form, migrate, opened
from store.programme import make, snapshot_of
from store.records import Group, Town

from kvadmin.errors import InvalidData, Overtaken, Refused
from kvadmin.extension.migrations.step import Migration, Steps
from kvadmin.model import layout
from kvadmin.store.folder import Folder
from kvadmin.store.store import open_store


@pytest.fixture
def folder(tmp_path):
    return first_form(tmp_path / "programme")


def heard(store):
    said = []
    store.listen(said.append)
    store.snapshot()
    store.refresh()
    store.snapshot()
    return said


def test_older_records_are_read_as_if_they_were_lifted_and_it_is_said_once(folder):
    before = snapshot_of(folder)
    store = opened(folder)
    (said,) = heard(store)
    assert "visits (version 1, today 3)" in said
    assert "`kvadmin migrate`" in said
    assert [each.on for each in store.snapshot().all(Visit)] == ["2008", "2009"]
    assert store.snapshot().get(Note, "v1").text == "cold coffee", "a record that a step makes is there"
    assert store.check() == []
    assert snapshot_of(folder) == before


def test_what_a_step_would_change_is_nobodys_edit_by_hand(folder):
    migrate(folder)
    opened(folder).undo(who="Kari")
    assert opened(folder).check() == [], "the history knows the files, not what they are read as"
    (folder / "visits" / "v1.yaml").write_text(older.V1 + "more: 1\n")
    (said,) = [each for each in opened(folder).check() if each.code == "hand-edit"]
    assert (said.path, said.text.rpartition(": ")[2]) == ("visits/v1.yaml", "more"), "what somebody has written"


def test_a_finding_names_the_line_of_the_file_that_lies_there(folder):
    (folder / "visits" / "v1.yaml").write_text("id: v1\nday: 2008\n# and\nmore: 1\n")
    (folder / "notes").mkdir()
    (folder / "notes" / "v1.yaml").write_text("id: v1\ntext: warm\nmore: 1\n")
    assert {each.where(): each.code for each in opened(folder).check()} == {
        "notes/v1.yaml:3:1": "field-unknown",
        "visits/v1.yaml:4:1": "field-unknown",
    }
    (folder / "visits" / "v1.yaml").write_text("id: v1\nday:   {a: b}\n")
    (said,) = [each for each in opened(folder).check() if each.code == "value"]
    assert said.where() == "visits/v1.yaml", "the line that is wrong is made by a step"
    assert "`kvadmin migrate --dry-run`" in (said.hint or "")


def test_a_folder_of_today_is_read_without_a_layer(folder):
    migrate(folder)
    store = opened(folder)
    assert heard(store) == []
    assert type(store.snapshot().folder) is Folder


def test_versions_cost_nothing_where_there_is_one_only(folder):
    assert open_store(folder, ALL[:-2]).forms is None
    assert open_store(folder, ALL[:-2], steps=Steps(1)).forms is None


def test_a_change_of_older_records_is_refused_and_one_of_others_is_not(folder):
    before = snapshot_of(folder)
    change = opened(folder).transaction("Kari")
    change.create(Visit(id="v3", on="2010", visitor="Kari"))
    for act in (change.plan, change.commit):
        with pytest.raises(Refused, match=r"visits \(version 1, today 3\)") as caught:
            act()
        assert caught.value.code == "older-form"
        assert "kvadmin migrate --dry-run" in (caught.value.hint or "")
    assert snapshot_of(folder) == before
    change = opened(folder).transaction("Kari")
    change.create(Town(number="0301", name="Oslo"))
    assert change.commit() is not None


def test_a_change_that_was_decided_on_older_records_is_refused(folder):
    change = opened(folder).transaction("Kari")
    assert change.snapshot.all(Visit)
    change.create(Town(number="0301", name="Oslo"))
    with pytest.raises(Refused):
        change.commit()


NEWER = "schema: 1\nname: Test\nschemas: {visits: 4}\n"


@pytest.mark.parametrize("steps", [STEPS, Steps(1), None])
def test_newer_records_are_neither_read_nor_written_and_the_rest_is(folder, steps):
    (folder / "programme.yaml").write_text(NEWER)
    store = opened(folder, steps)
    assert heard(store) == []
    with pytest.raises(InvalidData, match="have version 4") as caught:
        store.snapshot().all(Visit)
    assert caught.value.code == "unknown-version"
    change = store.transaction("Kari")
    change.create(Visit(id="v3", on="2010", visitor="Kari"))
    before = snapshot_of(folder)
    with pytest.raises(InvalidData, match="have version 4"):
        change.commit()
    assert snapshot_of(folder) == before
    assert [each.code for each in store.check() if each.severity == "error"] == ["unreadable"]
    change = opened(folder, steps).transaction("Kari")
    change.create(Town(number="0301", name="Oslo"))
    assert change.commit() is not None
    assert store.migrating("Kari").standings == []


@pytest.mark.parametrize("said", ["two", "0x2", "-1", "[1]", "", "0", "02", "2.0", "²", "9" * 5000])
def test_a_version_that_is_none_closes_the_records(folder, said):
    (folder / "programme.yaml").write_text(f"schema: 1\nname: Test\nschemas:\n  visits: {said}\n")
    with pytest.raises(InvalidData, match="not a whole number from 1") as caught:
        opened(folder).snapshot().all(Visit)
    assert (caught.value.where, caught.value.code) == ("programme.yaml", "unknown-version")
    change = opened(folder).transaction("Kari")
    change.create(Visit(id="v3", on="2010", visitor="Kari"))
    before = snapshot_of(folder)
    with pytest.raises(InvalidData):
        change.commit()
    assert snapshot_of(folder) == before


@pytest.mark.parametrize("said", ["", "[]", "3", "[visits]"])
def test_versions_that_are_no_mapping_close_the_records_of_plugins_that_have_steps(folder, said):
    (folder / "programme.yaml").write_text(f"schema: 1\nname: Test\nschemas: {said}\n")
    with pytest.raises(InvalidData, match="stands where the versions of plugins should"):
        opened(folder).snapshot().all(Visit)
    assert opened(folder).snapshot().all(Town) == []


@pytest.mark.parametrize("said", ["0", "01", "²", "9" * 5000])
def test_a_version_of_the_folder_that_is_none_is_refused(folder, said):
    (folder / "programme.yaml").write_text(f"schema: {said}\nname: Test\n")
    with pytest.raises(InvalidData, match="not a whole number from 1"):
        opened(folder)


def test_the_first_record_of_a_plugin_notes_its_version_in_the_same_change(tmp_path):
    folder = make(tmp_path / "programme", programme="schema: 1 # ours\nname: Test\n")
    change = opened(folder).transaction("Kari")
    change.create(Town(number="0301", name="Oslo"))
    assert change.commit().files == ("towns/0301-oslo.yaml",)
    change = opened(folder).transaction("Kari")
    change.create(Visit(id="v1", on="2010", visitor="Kari"))
    assert [each.path for each in change.plan().changes] == ["programme.yaml", "visits/v1.yaml"]
    entry = change.commit()
    assert entry.files == ("programme.yaml", "visits/v1.yaml")
    assert "schemas:\n  visits: 3" in (folder / "programme.yaml").read_text()
    assert migrate(folder) is None, "a new folder is never lifted"
    change = opened(folder).transaction("Kari")
    change.create(Visit(id="v2", on="2010", visitor="Kari"))
    assert change.commit().files == ("visits/v2.yaml",)


def test_a_folder_that_is_made_with_records_notes_their_version(tmp_path):
    store = open_store(tmp_path / "new", ALL, steps=STEPS, new=True)
    change = store.transaction("Kari")
    change.create(older.Programme(name="New"), "")
    change.create(Visit(id="v1", on="2010", visitor="Kari"))
    change.commit()
    assert "schemas:\n  visits: 3" in (tmp_path / "new/programme.yaml").read_text()
    assert migrate(tmp_path / "new") is None


def test_a_record_that_appears_meanwhile_is_of_nobody_knows_which_version(tmp_path):
    folder = make(tmp_path / "programme", programme="schema: 1\nname: Test\n")
    change = opened(folder).transaction("Kari")
    change.create(Visit(id="v1", on="2010", visitor="Kari"))
    change.plan()
    (folder / "visits").mkdir()
    (folder / "visits/v0.yaml").write_text("id: v0\nday: 2001\n")
    with pytest.raises(Overtaken):
        change.commit()
    assert "schemas" not in (folder / "programme.yaml").read_text()


def test_a_plugin_that_keeps_files_alone_has_a_version_too(tmp_path):
    steps = Steps(
        1, {"visits": (Migration(2, "A step.", f"{__name__}:nothing", folders=("guestbook/",), plugin="visits"),)}
    )
    folder = make(tmp_path / "programme", programme="schema: 1\nname: Test\n")
    change = opened(folder, steps).transaction("Kari")
    change.put_file("guestbook/2008.txt", b"Ola")
    assert change.commit().files == ("guestbook/2008.txt", "programme.yaml")
    (folder / "programme.yaml").write_text("schema: 1\nname: Test\n")
    assert opened(folder, steps).standings()[1].found == 1


def nothing(_):
    return []


def test_another_day_is_read_as_if_lifted(folder, monkeypatch):
    class Day(dt.datetime):
        shift = dt.timedelta(0)

        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + cls.shift

    monkeypatch.setattr("kvadmin.store.writing.committing.datetime", Day)
    change = opened(folder).transaction("Kari")
    change.create(Group(id="P1"))
    Day.shift = -dt.timedelta(days=9)
    change.commit()
    Day.shift = -dt.timedelta(days=4)
    migrate(folder)
    store = opened(folder)
    day = dt.datetime.now().astimezone().date() - dt.timedelta(days=6)
    then = store.known_on(day)
    assert then.read_file("programme.yaml") == b"# ours\nschema: 1\nname: Test\n"
    assert [each.visitor for each in then.all(Visit)] == ["unknown", "unknown"]
    assert then.all(Visit) == store.snapshot().all(Visit)
    assert then.get(Note, "v1").text == "cold coffee"
    store.look_back(day)
    assert store.snapshot().all(Visit) == then.all(Visit)


def test_the_core_can_go_to_two(folder, monkeypatch):
    """Every built-in record of an older folder is read as if lifted, and nothing is written before it is."""
    monkeypatch.setattr(layout, "SCHEMA_VERSION", 2)
    steps = Steps(2, {"": (Migration(2, "Towns have telephones.", f"{__name__}:with_telephone"),)})
    (folder / "towns").mkdir()
    (folder / "towns/0301-oslo.yaml").write_text("number: 0301 # here\nname: Oslo\n")
    store = opened(folder, steps)
    assert store.snapshot().get(Town, "0301").phone == "none"
    for record in (Town(number="0101"), Group(id="P1")):
        change = opened(folder, steps).transaction("Kari")
        change.create(record)
        with pytest.raises(Refused, match=r"kvadmin \(version 1, today 2\)"):
            change.commit()
    before = {path: each for path, each in snapshot_of(folder).items() if each is not None}
    migrate(folder, steps)
    assert (folder / "programme.yaml").read_text() == "# ours\nschema: 2\nname: Test\n"
    assert (folder / "towns/0301-oslo.yaml").read_text() == "number: 0301 # here\nname: Oslo\nphone: none\n"
    assert opened(folder, steps).snapshot().get(Town, "0301").phone == "none"
    monkeypatch.setattr(layout, "SCHEMA_VERSION", 1)
    with pytest.raises(InvalidData, match="schema version 2"):
        opened(folder, Steps(1))
    monkeypatch.setattr(layout, "SCHEMA_VERSION", 2)
    opened(folder, steps).undo(who="Kari")
    kept = {path: each for path, each in snapshot_of(folder).items() if each is not None and "history" not in path}
    assert kept == before
    assert migrate(folder, steps) is not None


def with_telephone(records):
    return [
        older.Set("towns", key, ("phone",), "none")
        for key, plain in records.records("towns").items()
        if "phone" not in plain
    ]


def test_a_step_of_a_plugin_may_look_at_kvadmins_records_in_todays_form(folder, monkeypatch):
    monkeypatch.setattr(layout, "SCHEMA_VERSION", 2)
    (folder / "towns").mkdir()
    (folder / "towns/0301-oslo.yaml").write_text("number: 0301\nname: Oslo\n")
    to_2 = Migration(2, "A step.", f"{__name__}:from_towns", plugin="visits")
    steps = Steps(2, {"": (Migration(2, "Phones.", f"{__name__}:with_telephone"),), "visits": (to_2, older.TO_3)})
    assert opened(folder, steps).snapshot().get(Visit, "v1").visitor == "0301 none"
    assert TO_2.version == 2


def from_towns(records):
    ((key, town),) = records.records("towns").items()
    return [older.Set("visits", each, ("visitor",), f"{key} {town['phone']}") for each in records.records("visits")]
