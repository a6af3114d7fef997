"""What kvadmin makes of the bytes that an engine keeps, as tests to inherit: records, history, undo, checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest

from kvadmin.errors import Conflict, InvalidData, Overtaken, Refused, UnknownName
from kvadmin.extension.engine_factory import EngineFactory
from kvadmin.extension.engines import Change
from kvadmin.model.changes import Create, Delete, Edit, HistoryEntry, PutFile, Set
from kvadmin.model.reads import Snapshot
from kvadmin.model.record import Record
from kvadmin.store.store import Store, open_store
from kvadmin.testing.engines.trial_records import (
    COLLECTIONS,
    FIELDS,
    ScoreOutline,
    TrialDiet,
    TrialGroup,
    TrialHead,
    TrialMember,
    TrialOutline,
    TrialScore,
    TrialTown,
)

T = TypeVar("T")

DAY = date(2008, 8, 25)


class RecordContract:
    """What records, their history and their checks are on any engine; :class:`EngineContract` tries the engine alone.

    Subclass it with a fixture ``address``, what ``store:`` says in ``programme.yaml``, and what the plugin's hook
    returns as ``factories``. The store is empty at first.

    Added in version 0.2.
    """

    #: What ``kvadmin_store_engines`` of the plugin returns.
    factories: ClassVar[Sequence[EngineFactory]] = ()

    @pytest.fixture
    def address(self) -> str:
        """What ``store:`` says in ``programme.yaml``."""
        return "yaml"

    @pytest.fixture
    def open_again(self, tmp_path: Path, address: str) -> Iterator[Callable[[], Store]]:
        """Opens the programme once more, as another process would."""
        folder, opened = tmp_path / "programme", list[Store]()
        folder.mkdir()
        (folder / "programme.yaml").write_text(f"schema: 1\nstore: {address}\n", encoding="utf-8")
        for factory in self.factories:
            if factory.name == address.partition(":")[0]:
                with closing(factory.open(folder, address)) as engine, engine.writing(who="Kari", command="init"):
                    pass  # makes the store, where it has to be made

        def open_one() -> Store:
            opened.append(open_store(folder, COLLECTIONS, FIELDS, engines=self.factories))
            return opened[-1]

        yield open_one
        for each in opened:
            each.close()

    @pytest.fixture
    def store(self, open_again: Callable[[], Store]) -> Store:
        """An open, empty programme."""
        return open_again()

    @pytest.fixture
    def filled(self, store: Store) -> Store:
        """One with a group, a town and a score, made in one change."""
        change = store.transaction("Kari", "first data", "import")
        change.create(TrialGroup(id="P3", name="Pulje 3", members=[TrialMember(municipality="0301", start=DAY)]))
        change.create(TrialTown(number="0301", name="Oslo"), extra={"map_colour": "no"})
        change.create(TrialScore(group="P3", town="0301", score=Decimal("8.00")))
        change.commit()
        return store

    def save(self, store: Store, record: Record, why: str = "") -> HistoryEntry | None:
        """Update one record."""
        change = store.transaction("Ola", why)
        change.update(record)
        return change.commit()

    def test_what_is_created_is_read_back(self, filled: Store) -> None:
        data = filled.snapshot()
        assert data.get(TrialGroup, "P3").members == [TrialMember(municipality="0301", start=DAY)]
        assert data.get(TrialScore, "P3/0301").score == Decimal("8.00")
        assert _there(data.stored(TrialTown, "0301")).extra == {"map_colour": "no"}
        assert data.find(TrialTown, "0302") is None
        with pytest.raises(UnknownName):
            data.get(TrialTown, "0302")

    def test_all_is_sorted_and_may_be_narrowed(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        for group, town in (("P3", "0101"), ("P10", "0402"), ("P3", "1504")):
            change.create(TrialScore(group=group, town=town))
        change.commit()
        assert [e.group for e in filled.snapshot().all(TrialScore)] == ["P10", "P3", "P3", "P3"]
        assert [e.town for e in filled.snapshot().all(TrialScore, under="P3")] == ["0101", "0301", "1504"]
        assert filled.snapshot().all(TrialScore, under="P1") == []

    def test_outlines_say_what_records_say_apart_from_people(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.create(TrialTown(number="0101", name="Halden", phone="69 17 45 00", founded=DAY, people=9, note="quiet"))
        change.commit()
        assert filled.snapshot().outlines(TrialOutline) == [
            TrialOutline(number="0101", name="Halden", founded=DAY, people=9, note="quiet"),
            TrialOutline(number="0301", name="Oslo"),
        ]

    def test_an_outline_is_no_record_and_cannot_be_written_back(self, filled: Store) -> None:
        outline: Any = filled.snapshot().outlines(TrialOutline)[0]
        change = filled.transaction("Kari")
        with pytest.raises(AttributeError):
            change.update(outline)
        with pytest.raises(AttributeError):
            change.create(outline)
        assert change.edits == ()

    @pytest.mark.parametrize(
        "text",
        [
            "0301",
            "no",
            "12:30",
            "+4741470525",
            "2008-05-20",
            "1e3",
            "0x10",
            "null",
            "Null",
            "~",
            "",
            "a\nb\n",
            " x",
            "Bø",
        ],
    )
    def test_a_text_stays_that_text(self, filled: Store, text: str) -> None:
        town = filled.snapshot().get(TrialTown, "0301")
        town.name, town.phone = "x", text
        self.save(filled, town)
        assert filled.snapshot().get(TrialTown, "0301").phone == text

    def test_an_update_is_made_of_small_edits(self, filled: Store) -> None:
        group = filled.snapshot().get(TrialGroup, "P3")
        group.members[0].to = date(2009, 1, 31)
        change = filled.transaction("Ola")
        change.update(group)
        assert change.edits == (Set("groups", "P3", ("members", 0, "to"), date(2009, 1, 31)),)
        change.commit()
        assert filled.snapshot().get(TrialGroup, "P3") == group

    def test_a_record_that_is_changed_in_hand_changes_nothing_in_the_snapshot(self, filled: Store) -> None:
        data = filled.snapshot()
        data.get(TrialGroup, "P3").members.clear()
        data.all(TrialGroup)[0].name = "other"
        assert data.get(TrialGroup, "P3").name == "Pulje 3"
        assert len(data.get(TrialGroup, "P3").members) == 1

    def test_a_snapshot_stays_as_it_was(self, filled: Store) -> None:
        before = filled.snapshot()
        group = before.get(TrialGroup, "P3")
        group.name = "new"
        self.save(filled, group)
        assert before.get(TrialGroup, "P3").name == "Pulje 3"
        assert filled.snapshot().get(TrialGroup, "P3").name == "new"

    def test_nothing_to_change_is_no_transaction(self, filled: Store) -> None:
        assert self.save(filled, filled.snapshot().get(TrialGroup, "P3")) is None
        assert len(list(filled.records.history())) == 1
        assert filled.transaction("Ola").commit() is None

    def test_an_update_of_a_record_made_in_the_same_transaction(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.create(TrialTown(number="0402", name="Kongsvinger"), extra={"map_size": 3})
        change.update(TrialTown(number="0402", name="Kongsvinger", phone="62 80 80 00"))
        change.set_extra(TrialTown, "0402", "map_colour", "red")
        assert len(change.edits) == 1
        change.commit()
        stored = _there(filled.snapshot().stored(TrialTown, "0402"))
        assert (filled.snapshot().get(TrialTown, "0402").phone, dict(stored.extra)) == (
            "62 80 80 00",
            {"map_size": 3, "map_colour": "red"},
        )

    def test_two_updates_of_one_record_in_one_transaction(self, filled: Store) -> None:
        group = filled.snapshot().get(TrialGroup, "P3")
        change = filled.transaction("Kari")
        group.tags = ["a"]
        change.update(group)
        group.tags = ["a", "b"]
        change.update(group)
        change.commit()
        assert filled.snapshot().get(TrialGroup, "P3").tags == ["a", "b"]

    def test_extra_fields_are_set_and_removed(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.set_extra(TrialTown, "0301", "map_size", 7)
        change.set_extra(TrialTown, "0301", "map_colour", None)
        change.commit()
        assert dict(_there(filled.snapshot().stored(TrialTown, "0301")).extra) == {"map_size": 7}
        with pytest.raises(UnknownName, match="no extra field"):
            filled.transaction("Kari").set_extra(TrialTown, "0301", "colour", "red")

    def test_delete_and_create_again(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.delete(TrialTown, "0301")
        change.create(TrialTown(number="0301", name="Christiania"))
        change.commit()
        assert filled.snapshot().get(TrialTown, "0301").name == "Christiania"
        with pytest.raises(UnknownName):
            filled.transaction("Kari").delete(TrialTown, "9999")

    def test_a_key_that_is_taken(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.create(TrialGroup(id="P3"))
        with pytest.raises(Conflict, match="already"):
            change.commit()

    def test_all_or_nothing(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.create(TrialGroup(id="A"))
        change.create(TrialGroup(id="P3"))
        with pytest.raises(Conflict):
            change.commit()
        assert filled.snapshot().find(TrialGroup, "A") is None
        assert len(list(filled.records.history())) == 1

    def test_what_was_read_must_be_unchanged(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        group = change.snapshot.get(TrialGroup, "P3")
        edit = Set("groups", "P3", ("name",), "by somebody else")
        filled.records.commit([edit], expect={}, who="Ola", why="")
        group.capacity = 36
        change.update(group)
        with pytest.raises(Conflict, match="P3"):
            change.commit()
        filled.refresh()
        assert filled.snapshot().get(TrialGroup, "P3").name == "by somebody else"

    @pytest.mark.parametrize(
        ("read", "meanwhile"),
        [
            (lambda data: data.all(TrialTown), Create("towns", "0101", {"number": "0101"})),
            (lambda data: data.all(TrialTown), Delete("towns", "0301")),
            (lambda data: data.all(TrialTown), Set("towns", "0301", ("phone",), "1")),
            (lambda data: data.outlines(TrialOutline), Create("towns", "0101", {"number": "0101"})),
            (lambda data: data.outlines(TrialOutline), Delete("towns", "0301")),
            (lambda data: data.outlines(TrialOutline), Set("towns", "0301", ("name",), "1")),
            (
                lambda data: data.all(TrialScore, under="P3"),
                Create("scores", "P3/0101", {"group": "P3", "town": "0101"}),
            ),
            (lambda data: data.find(TrialTown, "0101"), Create("towns", "0101", {"number": "0101"})),
            (lambda data: data.find(TrialTown, "0301"), Set("towns", "0301", ("phone",), "1")),
            (lambda data: data.files("notes"), PutFile("notes/a.txt", b"x")),
            (lambda data: data.read_file("notes/a.txt"), PutFile("notes/a.txt", b"x")),
        ],
    )
    def test_what_a_decision_was_taken_on_has_to_stay(
        self, filled: Store, read: Callable[[Snapshot], object], meanwhile: Edit
    ) -> None:
        change = filled.transaction("Kari")
        read(change.snapshot)
        filled.records.commit([meanwhile], expect={}, who="Ola", why="")
        change.create(TrialGroup(id="X"))
        with pytest.raises(Conflict):
            change.commit()
        filled.refresh()
        assert filled.snapshot().find(TrialGroup, "X") is None

    @pytest.mark.parametrize(
        "read",
        [
            lambda data: data.get(TrialTown, "0301"),
            lambda data: data.find(TrialTown, "0102"),
            lambda data: data.all(TrialScore, under="P3"),
            lambda data: data.all(TrialGroup),
        ],
    )
    def test_what_nobody_looked_at_stands_in_nobodys_way(
        self, filled: Store, read: Callable[[Snapshot], object]
    ) -> None:
        change = filled.transaction("Kari")
        read(change.snapshot)
        others: list[Edit] = [
            Create("towns", "0101", {"number": "0101"}),
            Create("scores", "P4/0101", {"group": "P4", "town": "0101"}),
            PutFile("notes/a.txt", b"x"),
        ]
        filled.records.commit(others, expect={}, who="Ola", why="")
        change.create(TrialGroup(id="X"))
        assert change.commit() is not None

    def test_a_transaction_that_is_repeated_under_its_id(self, filled: Store) -> None:
        entries = []
        for _ in range(2):
            change = filled.transaction("Kari")
            change.transaction_id = "mine-1"
            change.put_file("a.txt", b"x")
            entries.append(change.commit())
        assert entries[0] == entries[1]
        assert len(list(filled.records.history())) == 2

    def test_a_plan_writes_nothing(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.create(TrialGroup(id="A"))
        change.delete(TrialTown, "0301")
        assert sorted(one.action for one in change.plan().changes) == ["create", "delete"]
        filled.refresh()
        assert filled.snapshot().find(TrialGroup, "A") is None

    def test_files_that_are_no_records(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.put_file("protocols/P3-1.json", b"\x00\xff{}")
        change.commit()
        data = filled.snapshot()
        assert data.read_file("protocols/P3-1.json") == b"\x00\xff{}"
        assert data.read_file("protocols/P3-2.json") is None
        assert data.files("protocols") == ["protocols/P3-1.json"]
        change = filled.transaction("Kari")
        change.delete_file("protocols/P3-1.json")
        change.commit()
        assert filled.snapshot().read_file("protocols/P3-1.json") is None
        with pytest.raises(UnknownName):
            filled.transaction("Kari").delete_file("protocols/P3-1.json")

    def test_the_history_tells_who_when_and_why(self, filled: Store) -> None:
        (entry,) = filled.records.history()
        assert (entry.who, entry.why, entry.command) == ("Kari", "first data", "import")
        assert len(entry.files) == 3
        assert entry.when.tzinfo is not None

    def test_the_history_knows_whose_guards_were_passed_over(self, filled: Store) -> None:
        change = filled.transaction("Ola", "the plugin is broken")
        change.delete(TrialScore, "P3/0301")
        change.without_guards = ("office",)
        change.commit()
        filled.undo(who="Ola", without_guards=("archive", "office"))
        assert [e.without_guards for e in filled.records.history()] == [(), ("office",), ("archive", "office")]

    def test_edits_of_a_block_that_raises_are_not_collected(self, filled: Store) -> None:
        change = filled.transaction("Ola")
        change.delete(TrialScore, "P3/0301")
        before = change.edits

        def both() -> None:
            with change.all_or_nothing():
                change.delete(TrialGroup, "P3")
                change.delete(TrialGroup, "P99")

        with pytest.raises(UnknownName):
            both()
        assert change.edits == before
        group = filled.snapshot().get(TrialGroup, "P3")
        group.name = "new"
        with change.all_or_nothing():
            change.update(group)
        assert len(change.edits) == 2

    def test_undo_and_redo(self, filled: Store) -> None:
        group = filled.snapshot().get(TrialGroup, "P3")
        group.name = "new"
        changed = _there(self.save(filled, group))
        assert filled.records.plan_undo(None).changes
        undo = filled.undo(who="Kari")
        assert undo.undoes == changed.transaction_id
        assert filled.snapshot().get(TrialGroup, "P3").name == "Pulje 3"
        assert [e.undone_by for e in filled.records.history()][1] == undo.transaction_id
        with pytest.raises(Refused, match="already"):
            filled.undo(changed.transaction_id, who="Kari")
        filled.undo(who="Kari", redo=True)
        assert filled.snapshot().get(TrialGroup, "P3").name == "new"
        assert [e.undone_by for e in filled.records.history()][1] is None

    def test_undo_of_creation_and_deletion(self, filled: Store) -> None:
        change = filled.transaction("Kari")
        change.delete(TrialTown, "0301")
        change.put_file("a.bin", b"\xff")
        change.commit()
        filled.undo(who="Kari")
        assert filled.snapshot().get(TrialTown, "0301").name == "Oslo"
        assert filled.snapshot().read_file("a.bin") is None
        filled.undo(who="Kari", redo=True)
        assert filled.snapshot().find(TrialTown, "0301") is None
        assert filled.snapshot().read_file("a.bin") == b"\xff"

    def test_undo_of_what_was_changed_again_names_the_later_one(self, filled: Store) -> None:
        group = filled.snapshot().get(TrialGroup, "P3")
        group.name = "a"
        first = _there(self.save(filled, group))
        group.name = "b"
        second = _there(self.save(filled, group))
        with pytest.raises(Conflict, match=second.transaction_id):
            filled.undo(first.transaction_id, who="Kari")

    def test_what_the_commands_ask_of_the_history(self, filled: Store) -> None:
        for number in ("0101", "0102"):
            change = filled.transaction("Kari")
            change.create(TrialTown(number=number))
            change.commit()
        filled.undo(who="Kari")
        every = list(filled.records.history(changes=True))
        chronicle = filled.chronicle()
        assert chronicle.ids == [each.transaction_id for each in every]
        assert chronicle.excerpt() == (every, 4)
        assert chronicle.excerpt(last=3) == (every[-3:], 4)
        assert chronicle.excerpt("towns/0102", 1) == (every[-1:], 2)
        assert chronicle.excerpt("no such") == ([], 0)
        assert chronicle.excerpt(every[2].transaction_id) == (every[2:3], 1)
        assert chronicle.named(every[1].transaction_id).files == every[1].files
        assert chronicle.latest() == every[1].transaction_id
        assert chronicle.latest(redo=True) == every[3].transaction_id
        assert chronicle.undoing(every[2].transaction_id) == every[3].transaction_id
        with pytest.raises(Refused):
            chronicle.undoing(every[1].transaction_id)
        with pytest.raises(UnknownName):
            chronicle.named("nonsense")

    def test_undo_of_nothing(self, store: Store) -> None:
        with pytest.raises(Refused):
            store.undo(who="Kari")
        with pytest.raises(UnknownName):
            store.undo("nonsense", who="Kari")

    def test_a_caller_may_name_the_transaction(self, filled: Store) -> None:
        edits: list[Edit] = [PutFile("a.txt", b"x"), Create("towns", "0101", {"number": "0101"})]
        entry = filled.records.commit(edits, expect={}, who="Kari", why="", transaction_id="mine-1")
        assert _there(entry).transaction_id == "mine-1"

    def test_the_same_id_again_is_the_same_change(self, filled: Store) -> None:
        edits = [Create("towns", "0101", {"number": "0101", "name": "Halden"})]
        asked: dict[str, Any] = {"expect": {}, "who": "Kari", "why": ""}
        first = _there(filled.records.commit(edits, **asked, transaction_id="mine-1"))
        again = _there(filled.records.commit(edits, **asked, transaction_id="mine-1"))
        assert (again.transaction_id, again.when) == (first.transaction_id, first.when)
        assert len(list(filled.records.history())) == 2
        other = [Create("towns", "0101", {"number": "0101", "name": "Fredrikshald"})]
        with pytest.raises(Conflict, match="another change"):
            filled.records.commit(other, **asked, transaction_id="mine-1")
        filled.refresh()
        assert filled.snapshot().get(TrialTown, "0101").name == "Halden"

    def test_the_history_knows_what_changed(self, filled: Store) -> None:
        group = filled.snapshot().get(TrialGroup, "P3")
        group.capacity = 36
        group.members[0].to = date(2009, 1, 31)
        self.save(filled, group)
        changes = list(filled.records.history(changes=True))[-1].changes
        assert {(each.field, each.old, each.new) for each in changes} == {
            ("capacity", None, "36"),
            ("members[0301].to", None, "2009-01-31"),
        }

    def test_a_record_that_could_not_be_read_back_is_never_written(self, filled: Store) -> None:
        many: Any = "many"
        bad = TrialGroup(id="B", capacity=many)
        with pytest.raises(InvalidData, match="cannot be saved"):
            filled.transaction("Kari").create(bad)

    def test_a_single_file_has_the_empty_key(self, store: Store) -> None:
        head = store.snapshot().find(TrialHead)
        if head is None:
            change = store.transaction("Kari")
            change.create(TrialHead(name="Test"))
            change.commit()
            head = store.snapshot().get(TrialHead)
        head.name = "Programmet"
        self.save(store, head)
        assert store.snapshot().get(TrialHead).name == "Programmet"

    # -- outlines ----------------------------------------------------------------------------

    @pytest.fixture
    def towns(self, store: Store) -> Store:
        """A programme with towns, some of them alike, and scores in two folders."""
        change = store.transaction("Kari")
        for number, name, note in (("0402", "Kongsvinger", ""), ("0101", "Halden", "x"), ("0821", "Bø", "x")):
            change.create(TrialTown(number=number, name=name, people=len(name), note=note, phone="22"))
        change.create(TrialTown(number="0821-1", name="Bø", people=12))
        for group, town in (("P3", "0402"), ("P10", "0101"), ("P3", "0101")):
            change.create(TrialScore(group=group, town=town, score=Decimal(len(group + town))))
        change.commit()
        store.refresh()
        return store

    @pytest.mark.parametrize(
        "where",
        [
            {},
            {"name": ("Bø",)},
            {"name": ("Bø", "Halden")},
            {"name": ["Bø"], "people": {"2"}},
            {"people": ("2", "6", "12")},
            {"number": ("0821",)},
            {"founded": ("2008-08-25",)},
            {"note": ("x",), "name": ("Halden", "Kongsvinger")},
            {"name": ()},
            {"name": ("bø", "B")},
        ],
    )
    def test_outlines_where_are_those_that_a_filter_leaves(self, towns: Store, where: dict[str, Any]) -> None:
        every = towns.snapshot().outlines(TrialOutline)
        meant = [each for each in every if all(_said(each, name) in texts for name, texts in where.items())]
        for _ in range(2):  # from the files, and from what was kept of them
            towns.refresh()
            assert towns.snapshot().outlines(TrialOutline, where) == meant
        towns.snapshot().all(TrialTown)
        assert towns.snapshot().outlines(TrialOutline, where) == meant

    def test_outlines_in_nested_folders(self, towns: Store) -> None:
        data = towns.snapshot()
        said = [(each.group, each.town, each.score) for each in data.outlines(ScoreOutline)]
        assert said == [("P10", "0101", Decimal(7)), ("P3", "0101", Decimal(6)), ("P3", "0402", Decimal(6))]
        towns.refresh()
        assert [each.group for each in towns.snapshot().outlines(ScoreOutline, {"town": ("0101",)})] == ["P10", "P3"]
        towns.refresh()
        assert [each.town for each in towns.snapshot().outlines(ScoreOutline, {"group": ("P3",)})] == ["0101", "0402"]

    def test_outlines_in_another_order(self, towns: Store) -> None:
        def numbers(*order: str, **where: tuple[str, ...]) -> list[str]:
            towns.refresh()
            return [each.number for each in towns.snapshot().outlines(TrialOutline, where, order=order)]

        assert numbers() == ["0101", "0402", "0821", "0821-1"]
        assert numbers("name") == ["0821", "0821-1", "0101", "0402"]
        assert numbers("-name") == ["0402", "0101", "0821", "0821-1"]
        assert numbers("note", "-people") == ["0821-1", "0402", "0101", "0821"]
        assert numbers("-name", name=("Bø", "Halden")) == ["0101", "0821", "0821-1"]

    @pytest.mark.parametrize("where", [{}, {"name": ("Halden",)}, {"name": ("none",)}])
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("towns/0301.yaml", b"name: [\n"),
            ("towns/0301.yaml", b"\xff\xfe"),
            ("towns/0301.yaml", b"name: Oslo\nname: Oslo\n"),
            ("towns/0301.yaml", b""),
        ],
    )
    def test_a_record_that_cannot_be_read_ends_every_list(
        self, towns: Store, name: str, content: bytes, where: dict[str, Any]
    ) -> None:
        towns.engine.put({name: content})
        towns.refresh()
        with pytest.raises(InvalidData) as whole:
            towns.snapshot().all(TrialTown)
        with pytest.raises(InvalidData) as outlined:
            towns.snapshot().outlines(TrialOutline, where)
        assert _told(outlined.value) == _told(whole.value)
        assert towns.records.check()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("towns/0301.yaml", b"name: Oslo\npeople: many\n"),
            ("towns/0301.yaml", b"name: Oslo\nfounded: 2008-02-30\n"),
            ("towns/0301.yaml", b"name: [Oslo]\n"),
            ("towns/0301.yaml", b"number: '0302'\nname: Oslo\n"),
            ("towns/0821-oslo.yaml", b"number: '0821'\nname: Oslo\n"),
        ],
    )
    def test_a_fault_in_a_field_of_the_outline_ends_the_list(self, towns: Store, name: str, content: bytes) -> None:
        towns.engine.put({name: content})
        towns.refresh()
        with pytest.raises(InvalidData) as whole:
            towns.snapshot().all(TrialTown)
        with pytest.raises(InvalidData) as outlined:
            towns.snapshot().outlines(TrialOutline)
        assert _told(outlined.value) == _told(whole.value)
        if content.endswith(b"many\n"):  # the record is one of those that are meant
            with pytest.raises(InvalidData) as outlined:
                towns.snapshot().outlines(TrialOutline, {"name": ("Oslo",)})
            assert _told(outlined.value) == _told(whole.value)

    def test_a_fault_elsewhere_is_found_by_a_check(self, towns: Store) -> None:
        """A list may do without a field that its outline does not have; an engine is not asked for it."""
        towns.engine.put({"towns/0301.yaml": b"name: Oslo\nmap_size: big\n"})
        towns.refresh()
        assert "towns/0301.yaml" in {found.path for found in towns.records.check()}
        with pytest.raises(InvalidData):
            towns.snapshot().all(TrialTown)

    # -- what is found and forgotten ---------------------------------------------------------

    def test_a_check_finds_nothing_in_what_kvadmin_wrote(self, towns: Store) -> None:
        assert towns.records.check() == []

    def test_a_check_finds_every_fault(self, filled: Store) -> None:
        filled.engine.put({"groups/P4.yaml": b"id: P4\ncapacity: many\n", "towns/0101.yaml": b"phone: [\n"})
        filled.refresh()
        found = {each.path for each in filled.records.check() if each.severity == "error"}
        assert found == {"groups/P4.yaml", "towns/0101.yaml"}
        for record in (TrialGroup, TrialTown):
            with pytest.raises(InvalidData):
                filled.snapshot().all(record)
        assert filled.snapshot().get(TrialGroup, "P3").name == "Pulje 3"

    def test_forgetting_blanks_the_history(self, filled: Store) -> None:
        for phone in ("Ola Nordmann 22", ""):
            change = filled.transaction("Kari", "asked by Ola Nordmann")
            town = change.snapshot.get(TrialTown, "0301")
            town.phone = phone
            change.update(town)
            entry = change.commit()
        assert entry is not None
        assert filled.records.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 2
        view = filled.engine.view()
        kept = view.read([each.name for each in view.entries()])
        assert [name for name, content in kept.items() if b"Nordmann" in content] == []
        with pytest.raises(Refused):
            filled.undo(entry.transaction_id, who="Kari")
        assert filled.records.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 0
        assert len(list(filled.records.history())) == 3

    def test_of_what_is_sensitive_no_old_version_is_kept(self, store: Store) -> None:
        for needs in ({"Kari": "nuts-5f2a91"}, {"Kari": "milk-77c0de"}):
            change = store.transaction("Kari")
            diet = TrialDiet(gathering="G1", needs=needs)
            change.update(diet) if change.snapshot.find(TrialDiet, "G1") else change.create(diet)
            change.commit()
        view = store.engine.view()
        kept = view.read([each.name for each in view.entries()])
        assert [name for name, content in kept.items() if b"5f2a91" in content] == []
        assert [name for name, content in kept.items() if b"77c0de" in content] == ["sensitive/G1.yaml"]
        with pytest.raises(Refused):
            store.undo(who="Kari")

    # -- the past ----------------------------------------------------------------------------

    def test_an_undo_takes_back_one_field_and_leaves_the_others(self, filled: Store) -> None:
        group = filled.snapshot().get(TrialGroup, "P3")
        group.name = "a"
        first = self.save(filled, group)
        group = filled.snapshot().get(TrialGroup, "P3")
        group.capacity = 36
        self.save(filled, group)
        assert first is not None
        filled.undo(first.transaction_id, who="Kari")
        group = filled.snapshot().get(TrialGroup, "P3")
        assert (group.name, group.capacity) == ("Pulje 3", 36)

    def test_what_was_known_on_another_day(self, filled: Store, open_again: Callable[[], Store]) -> None:
        filled.transaction("Kari").commit()
        change = filled.transaction("Kari")
        change.put_file("notes/a.txt", b"old")
        change.commit()
        self.age(filled, days=10)
        store = open_again()
        change = store.transaction("Ola")
        change.update(TrialTown(number="0301", name="Christiania"))
        change.create(TrialTown(number="0101", name="Halden"))
        change.delete(TrialScore, "P3/0301")
        change.put_file("notes/a.txt", b"new")
        change.commit()
        today = datetime.now().astimezone().date()
        then = store.known_on(today - timedelta(5))
        assert [town.name for town in then.all(TrialTown)] == ["Oslo"]
        assert [town.name for town in then.outlines(TrialOutline)] == ["Oslo"]
        assert [score.town for score in then.all(TrialScore)] == ["0301"]
        assert (then.read_file("notes/a.txt"), then.files("notes")) == (b"old", ["notes/a.txt"])
        assert store.known_on(today - timedelta(20)).all(TrialTown) == []
        assert [town.name for town in store.known_on(today).all(TrialTown)] == ["Halden", "Christiania"]
        store.look_back(today - timedelta(5))
        assert len(list(store.records.history())) == 2
        assert store.snapshot().find(TrialTown, "0101") is None

    def age(self, store: Store, days: int) -> None:
        """Let all that the history tells of have happened some days earlier."""
        with store.engine.writing(who="Kari", command="age") as writing:
            logs = writing.view.read([f"history/{name}" for name in writing.view.names("history")[1]])
            lines = [json.loads(line) for log in logs.values() for line in log.splitlines() if line]
            for line in lines:
                line["when"] = (datetime.fromisoformat(line["when"]) - timedelta(days)).isoformat()
            aged = "".join(json.dumps(line) + "\n" for line in lines).encode()
            contents: dict[str, bytes | None] = {**dict.fromkeys(logs), "history/2008-01.jsonl": aged}
            expected: dict[str, str | None] = {name: sha256(content).hexdigest() for name, content in logs.items()}
            writing.commit(Change("aged", contents, {"history/2008-01.jsonl": None, **expected}))

    # -- several at once ---------------------------------------------------------------------

    def test_two_programmes_on_one_store(self, filled: Store, open_again: Callable[[], Store]) -> None:
        other = open_again()
        change = filled.transaction("Kari")
        group = change.snapshot.get(TrialGroup, "P3")
        theirs = other.snapshot().get(TrialGroup, "P3")
        theirs.name = "theirs"
        self.save(other, theirs)
        group.capacity = 36
        change.update(group)
        with pytest.raises(Overtaken):
            change.commit()
        filled.refresh()
        group = filled.snapshot().get(TrialGroup, "P3")
        group.capacity = 36
        self.save(filled, group)
        other.refresh()
        assert other.snapshot().get(TrialGroup, "P3") == group
        assert (group.name, group.capacity) == ("theirs", 36)
        assert [entry.who for entry in other.records.history()] == ["Kari", "Ola", "Ola"]

    def test_what_one_snapshot_says_is_of_one_moment(
        self, filled: Store, open_again: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kvadmin.store.reader.own", lambda *_: False)  # as if the other were another process
        other, before = open_again(), filled.snapshot()
        assert before.get(TrialGroup, "P3").name == "Pulje 3"
        change = other.transaction("Ola")
        change.update(TrialGroup(id="P3", name="new"))
        change.update(TrialTown(number="0301", name="Christiania"))
        change.commit()
        try:
            said = (before.get(TrialTown, "0301").name, before.get(TrialGroup, "P3").name)
        except Overtaken:
            return
        assert said == ("Oslo", "Pulje 3")

    def test_a_repetition_by_another_process(self, filled: Store, open_again: Callable[[], Store]) -> None:
        entries = []
        for store in (filled, open_again()):
            change = store.transaction("Kari")
            change.transaction_id = "mine-1"
            change.create(TrialTown(number="0101", name="Halden"))
            entries.append(change.commit())
        assert entries[0] == entries[1]
        assert len(list(filled.records.history())) == 2

    # -- beside all changes ------------------------------------------------------------------

    def test_letters_and_the_log_of_their_sending(self, filled: Store, open_again: Callable[[], Store]) -> None:
        change = filled.transaction("Kari")
        change.put_file("mailings/m1/mailing.yaml", b"to: [a]\n")
        change.commit()
        filled.engine.put({"mailings/m1/a.pdf": b"%PDF\x00"})
        with filled.engine.hold("mailings/m1/send"):
            log = filled.engine.log("mailings/m1/send.jsonl")
            log.reserve(1000)
            for line in (b'{"begun": "a"}\n', b'{"sent": "a"}\n'):
                log.add(line, durable=True)
            log.close()
        data = open_again().snapshot()
        names = ["mailings/m1/a.pdf", "mailings/m1/mailing.yaml", "mailings/m1/send.jsonl"]
        assert data.files("mailings") == names
        assert data.read_file("mailings/m1/send.jsonl") == b'{"begun": "a"}\n{"sent": "a"}\n'
        assert data.read_file("mailings/m1/a.pdf") == b"%PDF\x00"
        assert len(list(filled.records.history())) == 2


def _said(outline: Any, name: str) -> str | None:
    """What a file says of a field, as far as these outlines have one."""
    value = getattr(outline, name)
    return None if value is None or value == "" else str(value)


def _there(found: T | None) -> T:
    """What is surely there."""
    assert found is not None
    return found


def _told(error: InvalidData) -> tuple[str, str | None, Sequence[str]]:
    """What an error says."""
    return error.message, error.where, error.details
