"""What is answered from the index is what the files say, whoever has touched them in whatever way."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from store.disks import Disk, using
from store.index.hands import by_hand, edit_keeping_times, replace_keeping_times
from store.index.index_states import (
    PEOPLE,
    asked,
    filled,
    read_of,
    rows_in,
    town,
    without_index,
)
from store.programme import opened
from store.records import COLLECTIONS, FIELDS, Group, Town, TownOutline

from kvadmin.errors import Overtaken
from kvadmin.store import frame, signatures
from kvadmin.store.engines.disk_keeper import DiskKeeper
from kvadmin.store.frame import state_of
from kvadmin.store.index.database import index_file
from kvadmin.store.index.outline_rows import OutlineRows
from kvadmin.store.records import Records

pytestmark = pytest.mark.usefixtures("eager_index")


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path / "programme")


def test_only_what_changed_is_read_again(folder):
    assert len(read_of(folder)) == 12
    assert read_of(folder) == ["0102"]  # it has a note
    (folder / "towns" / "0105.yaml").write_text(town("0105", "Five"), encoding="utf-8")
    assert read_of(folder) == ["0102", "0105"]
    assert read_of(folder) == ["0102"]
    assert asked(folder) == without_index(folder)
    assert asked(folder)[0].founded.year == 1838


@pytest.mark.parametrize("edit", [edit_keeping_times, replace_keeping_times])
def test_an_edit_that_leaves_size_and_time_as_they_were_is_seen(folder, edit):
    file = folder / "towns" / "0107.yaml"
    asked(folder)
    edit(file, file.read_text(encoding="utf-8").replace("Town 7", "Town 8"))
    assert read_of(folder) == ["0102", "0107"]
    assert asked(folder)[7].name == "Town 8"


def test_files_that_came_went_or_have_another_name_are_seen(folder):
    asked(folder)
    towns = folder / "towns"
    (towns / "0103.yaml").unlink()
    (towns / "0104.yaml").rename(towns / "0104-town-4.yaml")
    (towns / "0200.yaml").write_text(town("0200"), encoding="utf-8")
    assert asked(folder) == without_index(folder)
    assert [path for path in rows_in(folder) if "0104" in path or "0103" in path] == ["towns/0104-town-4.yaml"]
    (towns / "0105.yaml").write_bytes((towns / "0106.yaml").read_bytes())
    assert asked(folder) == without_index(folder)  # the number is not what the name says


def test_what_may_change_within_the_tick_of_its_reading_is_not_kept(folder, monkeypatch):
    monkeypatch.setattr(signatures, "SLACK", 3_000_000_000)
    assert len(read_of(folder)) == len(read_of(folder)) == 12
    monkeypatch.setattr("time.time_ns", lambda: os.stat(folder / "towns" / "0111.yaml").st_ctime_ns + 60 * 10**9)
    read_of(folder)
    assert read_of(folder) == ["0102"]
    os.utime(folder / "towns" / "0105.yaml", (4e9, 4e9))  # a day to come is never past
    assert read_of(folder) == read_of(folder) == ["0102", "0105"]


def test_with_the_clock_set_back_nothing_that_is_new_is_kept(folder, monkeypatch):
    monkeypatch.setattr(signatures, "SLACK", 3_000_000_000)
    monkeypatch.setattr("time.time_ns", lambda: 10**18)  # 2001: whatever lies there is of a time to come
    assert len(read_of(folder)) == len(read_of(folder)) == 12
    assert asked(folder) == without_index(folder)


def test_a_file_with_a_fault_is_told_as_without_and_never_kept(folder):
    asked(folder)
    for number, text in (("0103", "number: '0103'\npeople: many\n"), ("0104", "name: [\n")):
        (folder / "towns" / f"{number}.yaml").write_text(text, encoding="utf-8")
    assert asked(folder) == asked(folder) == without_index(folder)
    assert read_of(folder) == ["0102", "0103", "0104"]
    (folder / "towns" / "0103.yaml").write_text(town("0103"), encoding="utf-8")
    assert asked(folder) == without_index(folder)


def test_two_files_of_one_key_are_told_as_without(folder):
    asked(folder)
    (folder / "towns" / "0103-again.yaml").write_text(town("0103"), encoding="utf-8")
    assert asked(folder) == asked(folder) == without_index(folder)
    assert "0103" in str(asked(folder)[0])


def test_a_copy_of_a_sync_client_is_taken_as_without(folder):
    asked(folder)
    (folder / "towns" / "0103 (conflicted copy).yaml").write_text(town("0103", "Other"), encoding="utf-8")
    (folder / "towns" / "0104 (1).yaml").write_bytes((folder / "towns" / "0104.yaml").read_bytes())
    assert asked(folder) == asked(folder) == without_index(folder)


def test_a_link_is_followed_each_time(folder):
    real = folder / "kept.yaml"
    real.write_text(town("0300"), encoding="utf-8")
    (folder / "towns" / "0300.yaml").symlink_to(real)
    asked(folder)
    edit_keeping_times(real, town("0300", "Tawn"))
    assert asked(folder)[-1].name == "Tawn"
    assert "0300" in read_of(folder)


def test_nothing_about_people_stands_in_the_index(folder, eager_index):
    (folder / "towns" / "0110.yaml").write_text(
        town("0110", "Lie", parts="['v/ Ola Ås', '0110 Lie']", mayor="{municipality: Ola Ås, from: 2008-01-01}"),
        encoding="utf-8",
    )
    (folder / "towns" / "0111.yaml").write_text(town("0111", "Note", note="Ring Per"), encoding="utf-8")
    (folder / "towns" / "0108.yaml").write_text(town("0108", "Town 8", parts="['v/ Tuva Vik']"), encoding="utf-8")
    asked(folder)
    asked(folder)
    written = b"".join(path.read_bytes() for path in eager_index.rglob("*") if path.is_file())
    assert b"Town 11" not in written
    assert b"Town 9" in written
    assert b"Tuva Vik" in written  # nobody's name, as far as the file says
    for text in (*PEOPLE, "Ola Ås", "Ring Per"):
        assert text.encode() not in written
    (folder / "towns" / "0108.yaml").write_text(
        town("0108", "Town 8", parts="['v/ Tuva Vik']", mayor="{municipality: Tuva Vik, from: 2008-01-01}"),
        encoding="utf-8",
    )
    (folder / "towns" / "0109.yaml").write_text(town("0109", "Town 9", note="Ring Kari"), encoding="utf-8")
    assert asked(folder) == without_index(folder)
    written = index_file(folder).read_bytes()
    for text in ("Ring Kari", "Tuva Vik", "Town 9"):
        assert text.encode() not in written


def test_when_a_person_is_forgotten_the_index_goes(folder):
    asked(folder)
    change = opened(folder).transaction("Kari")
    change.update(Town(number="0103", name="New"))
    change.forget(["Town 3"])
    change.commit()
    assert not index_file(folder).exists()
    asked(folder)
    assert index_file(folder).exists()
    opened(folder).records.forget(["Town"], paths=["towns/0103.yaml"])
    assert not index_file(folder).exists()
    assert asked(folder) == without_index(folder)


def test_a_snapshot_says_the_same_as_long_as_it_lives(folder):
    asked(folder)
    data = opened(folder).snapshot()
    before = data.outlines(TownOutline)
    (folder / "towns" / "0105.yaml").write_text(town("0105", "Five"), encoding="utf-8")
    assert data.outlines(TownOutline) == before
    other = opened(folder).snapshot()
    assert other.all(Town)[5].name == "Five"
    assert other.outlines(TownOutline)[5].name == "Five"


def test_a_change_that_was_decided_on_an_answer_proves_the_files_themselves(folder):
    asked(folder)
    change = opened(folder).transaction("Kari")
    change.snapshot.outlines(TownOutline)
    assert not change.snapshot._loaded.keys() - {"towns/0102.yaml"}
    edit_keeping_times(folder / "towns" / "0105.yaml", town("0105", "Town 6", people=5))
    change.create(Group(id="X"))
    with pytest.raises(Overtaken, match="0105"):
        change.commit()
    change = opened(folder).transaction("Kari")
    change.snapshot.outlines(TownOutline)
    (folder / "towns" / "0106.yaml").write_text(town("0106", "Six"), encoding="utf-8")
    change.snapshot.get(Town, "0106")  # what was answered before it was read is still what the change was decided on
    change.create(Group(id="X"))
    with pytest.raises(Overtaken, match="0106"):
        change.commit()


def _rename_all(folder, name):
    """A commit of somebody else that gives every town another name."""
    store = opened(folder)
    change = store.transaction("Ola")
    for each in store.snapshot().all(Town):
        each.name = name
        change.update(each)
    change.commit()
    frame.OWN.clear()


def test_an_answer_is_of_one_state_of_the_folder(folder, monkeypatch):
    asked(folder)
    real, left = OutlineRows.known, ["once"]

    def known(self, signatures):
        found = real(self, signatures)
        if left:
            left.pop()
            _rename_all(folder, "One")
        return found

    monkeypatch.setattr(OutlineRows, "known", known)
    assert {each.name for each in asked(folder)} == {"One"}
    assert not left
    assert {each.name for each in asked(folder)} == {"One"}


def test_what_others_change_after_it_was_given_out_is_a_conflict(folder):
    asked(folder)
    data = opened(folder).snapshot()
    data.outlines(TownOutline)
    _rename_all(folder, "Two")
    with pytest.raises(Overtaken, match="while it was being read"):
        data.get(Town, "0105")


def test_a_change_that_is_not_finished_is_read_through_and_nothing_of_it_is_kept(folder):
    asked(folder)
    kept = index_file(folder).read_bytes()

    class Ending(Disk):
        def call(self, function, *arguments):
            if function.__name__ == "link" and state_of(folder).live:
                raise KeyboardInterrupt
            return super().call(function, *arguments)

    with using(Ending()), pytest.raises(KeyboardInterrupt):
        _rename_all(folder, "Three")
    data = Records(DiskKeeper(folder.resolve()), COLLECTIONS, FIELDS).snapshot()
    assert {each.name for each in data.outlines(TownOutline)} == {"Three"}
    assert index_file(folder).read_bytes() == kept
    assert {each.name for each in asked(folder)} == {"Three"}  # opening finishes it


def test_another_day_is_read_from_the_files(folder, monkeypatch):
    store = opened(folder)
    change = store.transaction("Kari")
    change.update(Town(number="0103", name="New"))
    change.commit()
    asked(folder)
    monkeypatch.setattr("kvadmin.store.index.database.index_file", lambda base: pytest.fail(f"{base} was asked"))
    past = store.known_on(store.snapshot().history()[-1].when.date())
    assert past.outlines(TownOutline)[3].name == "New"


def test_when_the_meaning_of_rows_may_have_changed_they_do_not_count(folder, monkeypatch):
    asked(folder)
    monkeypatch.setattr("kvadmin.store.index.shapes.__version__", "9.9")
    assert len(read_of(folder)) == 12
    assert read_of(folder) == ["0102"]


def test_two_processes_at_once_harm_nobody(folder):
    line = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from kvadmin.store import signatures; from kvadmin.store.index import outlined_files\n"
        "signatures.SLACK, outlined_files.FEW = -10**18, 0\n"
        "from pathlib import Path; from store.index.index_states import asked\n"
        f"for _ in range(15): print(len(asked(Path({str(folder)!r}))))"
    )
    running = [subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE) for _ in range(3)]
    for turn in range(30):
        number = f"{100 + turn % 12:04}"
        (folder / "new").write_text(town(number, f"Turn {turn}"), encoding="utf-8")
        (folder / "new").replace(folder / "towns" / f"{number}.yaml")
        assert asked(folder) == without_index(folder)
    assert [each.communicate()[0].split() for each in running] == [[b"12"] * 15] * 3


@pytest.mark.parametrize("seed", range(12))
def test_whatever_hands_do_the_answer_is_that_of_the_files(folder, seed):
    chance = random.Random(seed)
    for _ in range(25):
        for _ in range(chance.randrange(1, 4)):
            if not any((folder / "towns").glob("*.yaml")):
                filled(folder)
            by_hand(folder, chance)
        assert asked(folder) == without_index(folder)
        if chance.random() < 0.2:
            for file in (folder / "towns").glob("*.yaml"):
                file.unlink()
            filled(folder)
