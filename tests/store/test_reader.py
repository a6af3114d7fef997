"""Typing by the schema: what is read, and every fault with the place of its value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from store.records import COLLECTIONS, FIELDS, Entry, Group, Member, Town

from kvadmin.errors import InvalidData, UnknownName
from kvadmin.store.schema.loading import Loaded
from kvadmin.store.store import open_store
from kvadmin.translation import CATALOGUE


@pytest.fixture
def read(tmp_path):
    """Write files and open the folder: ``read({"groups/P3.yaml": "..."})``."""

    def write_and_open(files):
        for name, text in {"programme.yaml": "schema: 1\n", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return open_store(tmp_path, COLLECTIONS, FIELDS)

    return write_and_open


def lines(store):
    return [f"{one.where()}: {one.severity}: {one.code}: {one.text}" for one in store.records.check()]


def test_fields_get_the_types_of_the_record(read):
    text = """
capacity: 36
weight: 1.50
lat: 59.91
open: true
decided: 2008-06-10T12:00:00Z
tags: [0301, no, 12:30]
sizes: {a: 1}
lead: {municipality: 0301, from: 2008-08-25}
members:
  - {municipality: 0101, from: 2008-08-25, to: , reason: withdrawn}
x_days: [2008-05-20]
"""
    store = read({"groups/P3.yaml": text})
    day = date(2008, 8, 25)
    assert store.snapshot().get(Group, "P3") == Group(
        id="P3",
        capacity=36,
        weight=Decimal("1.50"),
        lat=59.91,
        open=True,
        decided=datetime(2008, 6, 10, 12, tzinfo=UTC),
        tags=["0301", "no", "12:30"],
        sizes={"a": 1},
        lead=Member(municipality="0301", start=day),
        members=[Member(municipality="0101", start=day, reason="withdrawn")],
    )
    assert store.snapshot().stored(Group, "P3").extra == {"x_days": ["2008-05-20"]}
    assert lines(store) == []


def test_every_fault_of_a_file_with_its_place(read):
    text = """\
id: P4
capacity: many
weight: NaN
lat: inf
open: perhaps
sizes: {a: x, b: 2}
decided: yesterday
name:
lead: Oslo
members:
  - from: 2008-13-01
    reason: bored
  - municipality: '0301'
    from: 2008-05-20
    fron: 2008-05-20
capasity: 3
x_days: 3
"""
    store = read({"groups/P3.yaml": text})
    assert lines(store) == [
        "groups/P3.yaml:1:5: error: key-mismatch: id is 'P4', but the file name says 'P3'",
        "groups/P3.yaml:2:11: error: value: capacity: 'many' is not a whole number",
        "groups/P3.yaml:3:9: error: value: weight: NaN is not a finite number",
        "groups/P3.yaml:4:6: error: value: lat: inf is not a finite number",
        "groups/P3.yaml:5:7: error: value: open: 'perhaps' is not true or false",
        "groups/P3.yaml:6:12: error: value: a: 'x' is not a whole number",
        "groups/P3.yaml:7:10: error: value: decided: 'yesterday' is not a time such as 2008-05-20T12:30:00+02:00",
        "groups/P3.yaml:8:6: error: value: name: an empty value is not text",
        "groups/P3.yaml:9:7: error: value: lead: 'Oslo' is not a mapping",
        "groups/P3.yaml:11:5: error: field-missing: the field 'municipality' is missing",
        "groups/P3.yaml:11:11: error: value: from: '2008-13-01' is not a date such as 2008-05-20",
        "groups/P3.yaml:12:13: error: value: reason: 'bored' is not one of withdrawn, merged",
        "groups/P3.yaml:15:5: warning: field-unknown: the field 'fron' is not known here",
        "groups/P3.yaml:16:1: warning: field-unknown: the field 'capasity' is not known here",
        "groups/P3.yaml:17:9: error: value: x_days: '3' is not a list",
    ]
    hints = {one.where(): one.hint for one in store.records.check()}
    assert hints["groups/P3.yaml:16:1"] == "did you mean capacity?"
    with pytest.raises(InvalidData, match="13 problems") as caught:
        store.snapshot().get(Group, "P3")
    assert len(caught.value.details) == 13
    assert caught.value.exit_code == 3


def test_one_broken_file_is_never_skipped(read):
    store = read({"groups/A.yaml": "id: A\n", "groups/B.yaml": "id: B\nname: [\n"})
    with pytest.raises(InvalidData) as caught:
        store.snapshot().all(Group)
    assert caught.value.where.startswith("groups/B.yaml:3:")
    assert store.snapshot().get(Group, "A").id == "A"
    with pytest.raises(InvalidData):
        store.snapshot().find(Group, "B")


def test_only_what_is_asked_for_is_read(read):
    store = read({"groups/A.yaml": "id: A\n", "towns/0301.yaml": "broken: [\n", "entries/A/0301.yaml": "- no\n"})
    assert [one.id for one in store.snapshot().all(Group)] == ["A"]
    assert list(store.snapshot().revisions()) == ["groups/A.yaml"]


def test_names_that_are_not_there_are_answered_with_near_ones(read):
    store = read({f"groups/{key}.yaml": "" + f"id: {key}\n" for key in ("P1", "P2", "pulje-3")})
    for key, hint in (
        ("p1", "did you mean P1?"),
        ("pulie-3", "did you mean pulje-3?"),
        ("pulje-4", "there are: P1, P2, pulje-3"),
        ("zzz", "there are: P1, P2, pulje-3"),
    ):
        with pytest.raises(UnknownName) as caught:
            store.snapshot().get(Group, key)
        assert caught.value.hint == hint
    for odd in ("", "..", "a/b", "x\0"):
        assert store.snapshot().find(Group, odd) is None


def test_two_files_with_one_key(read):
    store = read({"towns/0301-oslo.yaml": "number: '0301'\n", "towns/0301-christiania.yaml": "number: '0301'\n"})
    assert lines(store) == [
        "towns/0301-oslo.yaml: error: key-twice: the key '0301' is also that of towns/0301-christiania.yaml"
    ]
    with pytest.raises(InvalidData, match="also that of"):
        store.snapshot().all(Town)
    with pytest.raises(InvalidData, match="also that of"):
        store.snapshot().get(Town, "0301")


def test_keys_come_from_the_file_name_when_the_file_is_silent(read):
    store = read({"entries/P3/0301.yaml": "score: 8\n", "groups/P3.yaml": "name: x\n"})
    assert store.snapshot().get(Entry, "P3/0301").town == "0301"
    assert store.snapshot().get(Group, "P3").id == "P3"


def test_places_of_values(read):
    store = read({"groups/P3.yaml": "id: P3\nmembers:\n  - municipality: 0301\n    from: 2008-01-01\n"})
    data = store.snapshot()
    assert data.where(Group, "P3", ("members", 0, "from")) == "groups/P3.yaml:4:11"
    assert data.where(Group, "P3", ("members", 0, "to")) == "groups/P3.yaml:3:5"
    assert data.where(Group, "P3") == "groups/P3.yaml:1:1"
    assert data.where(Group, "P9") == "groups/P9.yaml"


def test_strange_files_are_named(read):
    store = read(
        {
            "groups/P3.yml": "id: P3\n",
            "groups/notes.txt": "x",
            "groups/.gitkeep": "",
            "groups/.kvadmin-12345678-0": "",
            "entries/P3/deep/x.yaml": "",
            "cohorst.yaml": "id: x\n",
            "README.md": "x",
        }
    )
    found = lines(store)
    assert [line.split(":")[0] for line in found] == [
        "cohorst.yaml",
        "entries/P3/deep/x.yaml",
        "groups/.kvadmin-12345678-0",
        "groups/P3.yml",
        "groups/notes.txt",
    ]
    assert all(": warning: " in line for line in found)


def test_bytes_that_are_no_text(read):
    store = read({"groups/P3.yaml": "id: P3\nname: Bø\n".encode("cp1252")})
    assert lines(store) == ["groups/P3.yaml:2:8: error: yaml-encoding: the byte 0xf8 is not UTF-8"]


def test_a_surname_may_be_null_and_a_town_infinite(read):
    store = read({"towns/1.yaml": "number: 1\nname: Null\nphone: inf\n", "towns/2.yaml": "number: 2\nname: 'null'\n"})
    assert [one.name for one in store.snapshot().all(Town)] == ["Null", "null"]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("name: x\n", "missing", "programme.yaml:1:1"),
        ("schema: one\n", "not a whole number", "programme.yaml:1:9"),
        ("schema: 0\n", "not a whole number", "programme.yaml:1:9"),
        ("schema: [1]\n", "not a whole number", "programme.yaml:1:9"),
        ("a: 1\nschema: 2\n", "knows versions up to 1", "programme.yaml:2:9"),
        ("schema: 1\nschema: 1\n", "twice", "programme.yaml:2:1"),
        ("<<<<<<< a\nschema: 1\n", "conflict", "programme.yaml:1:1"),
    ],
)
def test_the_programme_file_is_looked_at_first(read, text, code, where):
    with pytest.raises(InvalidData, match=code) as caught:
        read({"programme.yaml": text})
    assert caught.value.where == where


def test_no_programme_at_all(tmp_path):
    with pytest.raises(UnknownName, match="no programme folder") as caught:
        open_store(tmp_path, COLLECTIONS)
    assert "kvadmin init" in caught.value.hint


def test_an_engine_that_nobody_offers(read):
    with pytest.raises(UnknownName, match="no store engine 'postgres'"):
        read({"programme.yaml": "schema: 1\nstore: postgres\n"})


def test_findings_are_in_the_language_of_the_screen(read):
    text = "capacity: many\nname:\nmembers:\n  - from: 2008-05-20\n    reason: bored\n    municipality: '0301'\n"
    store = read({"groups/P3.yaml": text, "groups/P4.yaml": "name: A\nname: B\n"})
    with CATALOGUE.speaking("nb"):
        assert lines(store) == [
            "groups/P3.yaml:1:11: error: value: capacity: 'many' er ikke et helt tall",
            "groups/P3.yaml:2:6: error: value: name: en tom verdi er ikke tekst",
            "groups/P3.yaml:5:13: error: value: reason: 'bored' er ikke blant withdrawn, merged",
            "groups/P4.yaml:2:1: error: yaml-duplicate-key: navnet 'name' står her to ganger",
        ]


def test_places_in_one_file_are_looked_up_in_nodes_that_are_made_once(read, monkeypatch):
    made = []
    root = Loaded.root
    monkeypatch.setattr(Loaded, "root", lambda self: (made.append(self.path), root(self))[1])
    member = "  - municipality: '0301'\n    from: 2008-05-20\n"
    snapshot = read({"groups/P3.yaml": f"members:\n{member * 50}", "groups/P4.yaml": f"members:\n{member}"}).snapshot()
    snapshot.all(Group)
    made.clear()
    places = [snapshot.where(Group, "P3", ("members", index, "from")) for index in range(50)]
    assert places == [f"groups/P3.yaml:{2 * index + 3}:11" for index in range(50)]
    assert made == ["groups/P3.yaml"]
    assert snapshot.where(Group, "P4", ("members", 0)) == "groups/P4.yaml:2:5"
    assert snapshot.where(Group, "P3", ("members", 1)) == "groups/P3.yaml:4:5"


def test_records_are_sorted_by_the_parts_of_their_keys(read):
    groups, towns = ("a", "a b", "a-b", "a.b", "ab", "å"), ("1", "10", "1!", "1.2")
    store = read({f"entries/{group}/{town}.yaml": "score: 1\n" for group in groups for town in towns})
    found = [(one.group, one.town) for one in store.snapshot().all(Entry)]
    assert found == sorted((group, town) for group in groups for town in towns)


def test_a_file_longer_than_one_piece_is_read_whole(read):
    text = "id: A\nname: " + "Bø og så " * 40_000 + "slutt\n"
    store = read({"groups/A.yaml": text})
    assert store.snapshot().get(Group, "A").name == text[12:-1]
    assert store.snapshot().read_file("groups/A.yaml") == text.encode()
