"""What every engine must do, as tests: subclass :class:`EngineContract` with a ``store`` fixture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from store.records import Entry, Group, Head, Member, Town, TownOutline

from kvadmin.errors import Conflict, InvalidData, Refused, UnknownName
from kvadmin.model.changes import Create, Delete, PutFile, Set

DAY = date(2008, 8, 25)


class EngineContract:
    """The fixture ``store`` gives an open, empty store over ``records.COLLECTIONS``."""

    @pytest.fixture
    def filled(self, store):
        change = store.transaction("Kari", "first data", "import")
        change.create(Group(id="P3", name="Pulje 3", members=[Member(municipality="0301", start=DAY)]))
        change.create(Town(number="0301", name="Oslo"), extra={"map_colour": "no"})
        change.create(Entry(group="P3", town="0301", score=Decimal("8.00")))
        self.first = change.commit()
        return store

    def save(self, store, record, why=""):
        change = store.transaction("Ola", why)
        change.update(record)
        return change.commit()

    def test_what_is_created_is_read_back(self, filled):
        data = filled.snapshot()
        assert data.get(Group, "P3").members == [Member(municipality="0301", start=DAY)]
        assert data.get(Entry, "P3/0301").score == Decimal("8.00")
        assert data.stored(Town, "0301").extra == {"map_colour": "no"}
        assert data.find(Town, "0302") is None
        with pytest.raises(UnknownName):
            data.get(Town, "0302")

    def test_all_is_sorted_and_may_be_narrowed(self, filled):
        change = filled.transaction("Kari")
        for group, town in (("P3", "0101"), ("P10", "0402"), ("P3", "1504")):
            change.create(Entry(group=group, town=town))
        change.commit()
        assert [e.group for e in filled.snapshot().all(Entry)] == ["P10", "P3", "P3", "P3"]
        assert [e.town for e in filled.snapshot().all(Entry, under="P3")] == ["0101", "0301", "1504"]
        assert filled.snapshot().all(Entry, under="P1") == []

    def test_outlines_say_what_records_say_apart_from_people(self, filled):
        change = filled.transaction("Kari")
        change.create(Town(number="0101", name="Halden", phone="69 17 45 00", founded=DAY, people=9, note="quiet"))
        change.commit()
        assert filled.snapshot().outlines(TownOutline) == [
            TownOutline(number="0101", name="Halden", founded=DAY, people=9, note="quiet"),
            TownOutline(number="0301", name="Oslo"),
        ]

    def test_an_outline_is_no_record_and_cannot_be_written_back(self, filled):
        (outline,) = filled.snapshot().outlines(TownOutline)
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
    def test_a_text_stays_that_text(self, filled, text):
        town = filled.snapshot().get(Town, "0301")
        town.name, town.phone = "x", text
        self.save(filled, town)
        assert filled.snapshot().get(Town, "0301").phone == text

    def test_an_update_is_made_of_small_edits(self, filled):
        group = filled.snapshot().get(Group, "P3")
        group.members[0].to = date(2009, 1, 31)
        change = filled.transaction("Ola")
        change.update(group)
        assert change.edits == (Set("groups", "P3", ("members", 0, "to"), date(2009, 1, 31)),)
        change.commit()
        assert filled.snapshot().get(Group, "P3") == group

    def test_a_record_that_is_changed_in_hand_changes_nothing_in_the_snapshot(self, filled):
        data = filled.snapshot()
        data.get(Group, "P3").members.clear()
        data.all(Group)[0].name = "other"
        assert data.get(Group, "P3").name == "Pulje 3"
        assert len(data.get(Group, "P3").members) == 1

    def test_a_snapshot_stays_as_it_was(self, filled):
        before = filled.snapshot()
        group = before.get(Group, "P3")
        group.name = "new"
        self.save(filled, group)
        assert before.get(Group, "P3").name == "Pulje 3"
        assert filled.snapshot().get(Group, "P3").name == "new"

    def test_nothing_to_change_is_no_transaction(self, filled):
        assert self.save(filled, filled.snapshot().get(Group, "P3")) is None
        assert len(list(filled.records.history())) == 1
        assert filled.transaction("Ola").commit() is None

    def test_an_update_of_a_record_made_in_the_same_transaction(self, filled):
        change = filled.transaction("Kari")
        change.create(Town(number="0402", name="Kongsvinger"), extra={"map_size": 3})
        change.update(Town(number="0402", name="Kongsvinger", phone="62 80 80 00"))
        change.set_extra(Town, "0402", "map_colour", "red")
        assert len(change.edits) == 1
        change.commit()
        stored = filled.snapshot().stored(Town, "0402")
        assert (stored.value.phone, dict(stored.extra)) == ("62 80 80 00", {"map_size": 3, "map_colour": "red"})

    def test_two_updates_of_one_record_in_one_transaction(self, filled):
        group = filled.snapshot().get(Group, "P3")
        change = filled.transaction("Kari")
        group.tags = ["a"]
        change.update(group)
        group.tags = ["a", "b"]
        change.update(group)
        change.commit()
        assert filled.snapshot().get(Group, "P3").tags == ["a", "b"]

    def test_extra_fields_are_set_and_removed(self, filled):
        change = filled.transaction("Kari")
        change.set_extra(Town, "0301", "map_size", 7)
        change.set_extra(Town, "0301", "map_colour", None)
        change.commit()
        assert dict(filled.snapshot().stored(Town, "0301").extra) == {"map_size": 7}
        with pytest.raises(UnknownName, match="no extra field"):
            filled.transaction("Kari").set_extra(Town, "0301", "colour", "red")

    def test_delete_and_create_again(self, filled):
        change = filled.transaction("Kari")
        change.delete(Town, "0301")
        change.create(Town(number="0301", name="Christiania"))
        change.commit()
        assert filled.snapshot().get(Town, "0301").name == "Christiania"
        with pytest.raises(UnknownName):
            filled.transaction("Kari").delete(Town, "9999")

    def test_a_key_that_is_taken(self, filled):
        change = filled.transaction("Kari")
        change.create(Group(id="P3"))
        with pytest.raises(Conflict, match="already"):
            change.commit()

    def test_all_or_nothing(self, filled):
        change = filled.transaction("Kari")
        change.create(Group(id="A"))
        change.create(Group(id="P3"))
        with pytest.raises(Conflict):
            change.commit()
        assert filled.snapshot().find(Group, "A") is None
        assert len(list(filled.records.history())) == 1

    def test_what_was_read_must_be_unchanged(self, filled):
        change = filled.transaction("Kari")
        group = change.snapshot.get(Group, "P3")
        edit = Set("groups", "P3", ("name",), "by somebody else")
        filled.records.commit([edit], expect={}, who="Ola", why="")
        group.capacity = 36
        change.update(group)
        with pytest.raises(Conflict, match="P3"):
            change.commit()
        filled.refresh()
        assert filled.snapshot().get(Group, "P3").name == "by somebody else"

    @pytest.mark.parametrize(
        ("read", "meanwhile"),
        [
            (lambda data: data.all(Town), Create("towns", "0101", {"number": "0101"})),
            (lambda data: data.all(Town), Delete("towns", "0301")),
            (lambda data: data.all(Town), Set("towns", "0301", ("phone",), "1")),
            (lambda data: data.outlines(TownOutline), Create("towns", "0101", {"number": "0101"})),
            (lambda data: data.outlines(TownOutline), Delete("towns", "0301")),
            (lambda data: data.outlines(TownOutline), Set("towns", "0301", ("name",), "1")),
            (lambda data: data.all(Entry, under="P3"), Create("entries", "P3/0101", {"group": "P3", "town": "0101"})),
            (lambda data: data.find(Town, "0101"), Create("towns", "0101", {"number": "0101"})),
            (lambda data: data.find(Town, "0301"), Set("towns", "0301", ("phone",), "1")),
            (lambda data: data.files("notes"), PutFile("notes/a.txt", b"x")),
            (lambda data: data.read_file("notes/a.txt"), PutFile("notes/a.txt", b"x")),
        ],
    )
    def test_what_a_decision_was_taken_on_has_to_stay(self, filled, read, meanwhile):
        change = filled.transaction("Kari")
        read(change.snapshot)
        filled.records.commit([meanwhile], expect={}, who="Ola", why="")
        change.create(Group(id="X"))
        with pytest.raises(Conflict):
            change.commit()
        filled.refresh()
        assert filled.snapshot().find(Group, "X") is None

    @pytest.mark.parametrize(
        "read",
        [
            lambda data: data.get(Town, "0301"),
            lambda data: data.find(Town, "0102"),
            lambda data: data.all(Entry, under="P3"),
            lambda data: data.all(Group),
        ],
    )
    def test_what_nobody_looked_at_stands_in_nobodys_way(self, filled, read):
        change = filled.transaction("Kari")
        read(change.snapshot)
        others = [
            Create("towns", "0101", {"number": "0101"}),
            Create("entries", "P4/0101", {"group": "P4", "town": "0101"}),
            PutFile("notes/a.txt", b"x"),
        ]
        filled.records.commit(others, expect={}, who="Ola", why="")
        change.create(Group(id="X"))
        assert change.commit() is not None

    def test_a_transaction_that_is_repeated_under_its_id(self, filled):
        entries = []
        for _ in range(2):
            change = filled.transaction("Kari")
            change.transaction_id = "mine-1"
            change.put_file("a.txt", b"x")
            entries.append(change.commit())
        assert entries[0] == entries[1]
        assert len(list(filled.records.history())) == 2

    def test_a_plan_writes_nothing(self, filled):
        change = filled.transaction("Kari")
        change.create(Group(id="A"))
        change.delete(Town, "0301")
        assert sorted(one.action for one in change.plan().changes) == ["create", "delete"]
        filled.refresh()
        assert filled.snapshot().find(Group, "A") is None

    def test_files_that_are_no_records(self, filled):
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

    def test_the_history_tells_who_when_and_why(self, filled):
        (entry,) = filled.records.history()
        assert (entry.who, entry.why, entry.command) == ("Kari", "first data", "import")
        assert len(entry.files) == 3
        assert entry.when.tzinfo is not None

    def test_the_history_knows_whose_guards_were_passed_over(self, filled):
        change = filled.transaction("Ola", "the plugin is broken")
        change.delete(Entry, "P3/0301")
        change.without_guards = ("office",)
        change.commit()
        filled.undo(who="Ola", without_guards=("archive", "office"))
        assert [e.without_guards for e in filled.records.history()] == [(), ("office",), ("archive", "office")]

    def test_edits_of_a_block_that_raises_are_not_collected(self, filled):
        change = filled.transaction("Ola")
        change.delete(Entry, "P3/0301")
        before = change.edits

        def both():
            with change.all_or_nothing():
                change.delete(Group, "P3")
                change.delete(Group, "P99")

        with pytest.raises(UnknownName):
            both()
        assert change.edits == before
        group = filled.snapshot().get(Group, "P3")
        group.name = "new"
        with change.all_or_nothing():
            change.update(group)
        assert len(change.edits) == 2

    def test_undo_and_redo(self, filled):
        group = filled.snapshot().get(Group, "P3")
        group.name = "new"
        changed = self.save(filled, group)
        assert filled.records.plan_undo(None).changes
        undo = filled.undo(who="Kari")
        assert undo.undoes == changed.transaction_id
        assert filled.snapshot().get(Group, "P3").name == "Pulje 3"
        assert [e.undone_by for e in filled.records.history()][1] == undo.transaction_id
        with pytest.raises(Refused, match="already"):
            filled.undo(changed.transaction_id, who="Kari")
        filled.undo(who="Kari", redo=True)
        assert filled.snapshot().get(Group, "P3").name == "new"
        assert [e.undone_by for e in filled.records.history()][1] is None

    def test_undo_of_creation_and_deletion(self, filled):
        change = filled.transaction("Kari")
        change.delete(Town, "0301")
        change.put_file("a.bin", b"\xff")
        change.commit()
        filled.undo(who="Kari")
        assert filled.snapshot().get(Town, "0301").name == "Oslo"
        assert filled.snapshot().read_file("a.bin") is None
        filled.undo(who="Kari", redo=True)
        assert filled.snapshot().find(Town, "0301") is None
        assert filled.snapshot().read_file("a.bin") == b"\xff"

    def test_undo_of_what_was_changed_again_names_the_later_one(self, filled):
        group = filled.snapshot().get(Group, "P3")
        group.name = "a"
        first = self.save(filled, group)
        group.name = "b"
        second = self.save(filled, group)
        with pytest.raises(Conflict, match=second.transaction_id):
            filled.undo(first.transaction_id, who="Kari")

    def test_what_the_commands_ask_of_the_history(self, filled):
        for number in ("0101", "0102"):
            change = filled.transaction("Kari")
            change.create(Town(number=number))
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

    def test_undo_of_nothing(self, store):
        with pytest.raises(Refused):
            store.undo(who="Kari")
        with pytest.raises(UnknownName):
            store.undo("nonsense", who="Kari")

    def test_a_caller_may_name_the_transaction(self, filled):
        edits = [PutFile("a.txt", b"x"), Create("towns", "0101", {"number": "0101"})]
        entry = filled.records.commit(edits, expect={}, who="Kari", why="", transaction_id="mine-1")
        assert entry.transaction_id == "mine-1"

    def test_the_same_id_again_is_the_same_change(self, filled):
        edits = [Create("towns", "0101", {"number": "0101", "name": "Halden"})]
        asked = {"expect": {}, "who": "Kari", "why": ""}
        first = filled.records.commit(edits, **asked, transaction_id="mine-1")
        again = filled.records.commit(edits, **asked, transaction_id="mine-1")
        assert (again.transaction_id, again.when) == (first.transaction_id, first.when)
        assert len(list(filled.records.history())) == 2
        other = [Create("towns", "0101", {"number": "0101", "name": "Fredrikshald"})]
        with pytest.raises(Conflict, match="another change"):
            filled.records.commit(other, **asked, transaction_id="mine-1")
        filled.refresh()
        assert filled.snapshot().get(Town, "0101").name == "Halden"

    def test_the_history_knows_what_changed(self, filled):
        group = filled.snapshot().get(Group, "P3")
        group.capacity = 36
        group.members[0].to = date(2009, 1, 31)
        self.save(filled, group)
        changes = list(filled.records.history(changes=True))[-1].changes
        assert {(each.field, each.old, each.new) for each in changes} == {
            ("capacity", None, "36"),
            ("members[0301].to", None, "2009-01-31"),
        }

    def test_a_record_that_could_not_be_read_back_is_never_written(self, filled):
        bad = Group(id="B", capacity="many")
        with pytest.raises(InvalidData, match="cannot be saved"):
            filled.transaction("Kari").create(bad)

    def test_a_single_file_has_the_empty_key(self, store):
        head = store.snapshot().find(Head)
        if head is None:
            change = store.transaction("Kari")
            change.create(Head(name="Test"))
            change.commit()
            head = store.snapshot().get(Head)
        head.name = "Programmet"
        self.save(store, head)
        assert store.snapshot().get(Head).name == "Programmet"
