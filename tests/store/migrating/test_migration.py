"""Lifting: several steps in one transaction, undone byte for byte; whatever goes wrong leaves the folder as it was."""

from __future__ import annotations

import os
from itertools import count
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.disks import KillingDisk, using
from store.handwriting import Hand, documents
from store.migrating import older
from store.migrating.older import LIFTED, STEPS, TO_3, Note, Visit, first_form, migrate, opened
from store.programme import make, snapshot_of

from kvadmin.errors import InvalidData, KvadminError, Overtaken, PluginFailure, Refused, UnknownName, UsageError
from kvadmin.extension.collections import Collection
from kvadmin.extension.migrations.step import Rename, Steps
from kvadmin.model.changes import Create, Delete, DeleteFile, PutFile, Set
from kvadmin.model.record import Record
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.versions.standing import Owners


def files_of(folder):
    """The files of the programme, the history left out: path -> content."""
    found = snapshot_of(folder)
    return {path: each for path, each in found.items() if each is not None and not path.startswith("history")}


@pytest.fixture
def folder(tmp_path):
    return first_form(tmp_path / "programme")


def test_the_steps_run_one_after_another_and_the_texts_stay(folder):
    entry = migrate(folder)
    assert entry.command == "migrate"
    assert (folder / "visits/v1.yaml").read_text() == LIFTED
    store = opened(folder)
    assert store.snapshot().get(Visit, "v1") == Visit(id="v1", on="2008", visitor="unknown")
    assert store.snapshot().get(Note, "v1").text == "cold coffee"
    assert (folder / "programme.yaml").read_text() == "# ours\nschema: 1\nname: Test\nschemas:\n  visits: 3\n"


def test_undo_gives_every_byte_back_and_redo_and_migrate_work_afterwards(folder):
    before = files_of(folder)
    migrate(folder)
    lifted = files_of(folder)
    store = opened(folder)
    store.undo(who="Kari")
    assert files_of(folder) == before
    assert opened(folder).snapshot().get(Visit, "v1").visitor == "unknown", "read as if lifted again"
    opened(folder).undo(who="Kari", redo=True)
    assert files_of(folder) == lifted
    opened(folder).undo(who="Kari")
    assert migrate(folder) is not None
    assert opened(folder).standings()[1].steps == ()


def test_a_current_folder_is_left_alone(folder):
    migrate(folder)
    before = snapshot_of(folder)
    assert migrate(folder) is None
    assert snapshot_of(folder) == before


def test_the_plan_writes_nothing(folder):
    before = snapshot_of(folder)
    change = opened(folder).migrating("Kari")
    paths = {each.path: each.action for each in change.plan().changes}
    assert paths == {
        "notes/v1.yaml": "create",
        "programme.yaml": "change",
        "visits/v1.yaml": "change",
        "visits/v2.yaml": "change",
    }
    assert snapshot_of(folder) == before


@settings(max_examples=40)
@given(data=st.data())
def test_migrate_and_undo_is_the_identity_on_bytes(data, tmp_path_factory):
    folder = make(tmp_path_factory.mktemp("x") / "p", programme="schema: 1\n\n# so far\nname: 'Test'\n")
    (folder / "visits").mkdir()
    keys = data.draw(st.lists(st.sampled_from(("a", "b", "c", "d")), min_size=1, unique=True))
    for key in keys:
        rest = {name: each for name, each in data.draw(documents(6)).items() if name != "id"}
        plain = [("id", key), ("day", data.draw(st.sampled_from(("2008", "a: b", "no", "08")))), *rest.items()]
        if data.draw(st.booleans()):
            plain.append(("remark", data.draw(st.sampled_from(("cold", "it's", "two\nlines\n", "#x")))))
        if data.draw(st.booleans()):
            plain.append(("visitor", "Kari"))
        hand = Hand(
            data.draw, dash=data.draw(st.sampled_from((2, 0, 4))), eol=data.draw(st.sampled_from(("\n", "\r\n")))
        )
        text = hand.document(dict(data.draw(st.permutations(plain))))
        (folder / "visits" / f"{key}.yaml").write_bytes(text.encode())
    before = files_of(folder)
    try:
        shown = opened(folder).snapshot().all(Visit)
        entry = migrate(folder)
    except KvadminError as error:
        assert error.code == "unusual-layout"
        assert files_of(folder) == before
        return
    assert opened(folder).snapshot().all(Visit) == shown, "what was shown as if lifted is what it is lifted to"
    assert all(each.visitor for each in shown)
    opened(folder).undo(entry.transaction_id, who="Kari")
    assert files_of(folder) == before


def boom(older_records):
    for plain in older_records.records("visits").values():
        _ = plain["no such field"]
    return []


def of_others(older_records):
    return [Set("towns", "0301", ("name",), "Oslo")]


def others_file(older_records):
    return [PutFile("towns/0301.yaml", b"x")]


def reads_others(older_records):
    older_records.records("nobodys")


def no_edit(older_records):
    return ["visits"]


def no_value(older_records):
    return [Set("visits", "v1", ("visitor",), object())]


def no_place(older_records):
    return [Set("visits", "v1", ("a", "b", "c"), "x")]


def no_record(older_records):
    return [Set("visits", "v9", ("visitor",), "x")]


def not_enough(older_records):
    return []


def twice(older_records):
    return [Create("visits", "v1", {"id": "v1"})]


def history(older_records):
    return [DeleteFile("history/2008-01.jsonl")]


def renames_nothing(older_records):
    return [Rename("visits", "v1", ("nothing",), "on")]


def renames_twice(older_records):
    return [Rename("visits", "v1", ("day",), "id")]


def fails_midway(older_records):
    yield Set("visits", "v1", ("visitor",), "x")
    raise RuntimeError("midway")


def answers_nothing(older_records):
    return None


def text_for_bytes(older_records):
    return [PutFile("visits/v3.yaml", "id: v3")]


def looks_up(older_records):
    older_records.files("visits/..")


def renames_to_nothing(older_records):
    return [Rename("visits", "v1", ("day",), "")]


def renames_to_lines(older_records):
    return [Rename("visits", "v1", ("day",), "a\nb")]


def renames_the_record(older_records):
    return [Rename("visits", "v1", (), "on")]


def counts_its_calls(older_records):
    CALLS.append(1)
    keys = list(older_records.records("visits"))
    names = [Rename("visits", key, ("day",), "on") for key in keys]
    return [*names, *(Set("visits", key, ("visitor",), str(len(CALLS))) for key in keys)]


CALLS: list[int] = []


def refuses(older_records):
    raise InvalidData("this cannot be lifted", where="visits/v1.yaml:3:1")


FAILING = {
    "boom": ("KeyError", "visits/v1.yaml"),
    "of_others": ("towns 0301", None),
    "others_file": ("towns/0301.yaml", None),
    "reads_others": ("no collection 'nobodys'", None),
    "no_edit": ("returned str, not Edit", None),
    "no_value": ("step to version 2", "visits/v1.yaml"),
    "no_place": ("step to version 2", "visits/v1.yaml"),
    "no_record": ("v9", "visits v9"),
    "not_enough": ("is not valid", "visits/v1.yaml"),
    "twice": ("already", "visits/v1.yaml"),
    "history": ("history/2008-01.jsonl", None),
    "renames_nothing": ("there is no nothing", "visits/v1.yaml"),
    "renames_twice": ("there is a field 'id' already", "visits/v1.yaml"),
    "fails_midway": ("RuntimeError: midway", None),
    "answers_nothing": ("NoneType", None),
    "text_for_bytes": ("returned str, not bytes", None),
    "looks_up": ("does not stay inside", None),
    "renames_to_nothing": ("'' is no name of a field", None),
    "renames_to_lines": ("is no name of a field", None),
    "renames_the_record": ("is no name of a field", None),
    "refuses": ("this cannot be lifted", "visits/v1.yaml:3:1"),
}


@pytest.mark.parametrize("name", FAILING)
def test_a_step_that_fails_names_plugin_and_file_and_writes_nothing(folder, name):
    said, where = FAILING[name]
    steps = Steps(1, {"visits": (older.Migration(2, "A step.", f"{__name__}:{name}", plugin="visits"),)})
    before = snapshot_of(folder)
    with pytest.raises(KvadminError) as caught:
        migrate(folder, steps)
    error = caught.value
    assert error.plugin == "visits"
    assert said in error.message
    if where:
        assert error.where is not None
        assert error.where.startswith(where)
    assert snapshot_of(folder) == before
    store = opened(folder, steps)
    assert store.snapshot().all(older.Programme), "what is not the plugin's is read as before"
    with pytest.raises(KvadminError):
        store.snapshot().all(Visit)


def test_a_step_that_says_something_else_each_time_is_refused(folder):
    to_2 = older.Migration(2, "A step.", f"{__name__}:counts_its_calls", plugin="visits")
    before = snapshot_of(folder)
    with pytest.raises(InvalidData, match="say something else each time") as caught:
        migrate(folder, Steps(1, {"visits": (to_2,)}))
    assert (caught.value.plugin, caught.value.where) == ("visits", "visits/v1.yaml")
    assert snapshot_of(folder) == before


def test_what_is_wrong_before_is_said_and_nothing_is_written(folder):
    (folder / "visits/v3.yaml").write_text("id: v3\nday: [a]\n")
    before = snapshot_of(folder)
    with pytest.raises(InvalidData) as caught:
        migrate(folder)
    assert caught.value.where.startswith("visits/v3.yaml")
    assert snapshot_of(folder) == before


def test_a_file_that_is_no_yaml_is_named(folder):
    (folder / "visits/v3.yaml").write_text("id: v3\nday: 'x\n")
    with pytest.raises(InvalidData, match="not valid") as caught:
        migrate(folder)
    assert caught.value.where.startswith("visits/v3.yaml")


def test_a_record_that_changes_or_appears_meanwhile_is_a_conflict(folder):
    for path, text in (("visits/v1.yaml", "id: v1\nday: other\n"), ("visits/v9.yaml", "id: v9\nday: new\n")):
        change = opened(folder).migrating("Kari")
        (folder / path).write_text(text)
        before = snapshot_of(folder)
        with pytest.raises(Overtaken):
            change.commit()
        assert snapshot_of(folder) == before


def _killed(folder, at):
    """Lift in a process that ends at this system call; whether it has come so far."""
    child = os.fork()
    if not child:
        with using(KillingDisk(at)):
            migrate(folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_killed_anywhere_it_is_whole_or_not_at_all(tmp_path):
    outcomes = set()
    for at in count(1, 4):
        folder = first_form(tmp_path / f"p{at}")
        before = snapshot_of(folder)
        ended = _killed(folder, at)
        store = opened(folder)
        standing = store.standings()[1]
        outcomes.add(standing.found)
        if standing.found == 3:
            assert store.check() == []
            assert store.snapshot().get(Note, "v1").text == "cold coffee"
        else:
            assert files_of(folder) == {path: each for path, each in before.items() if each is not None}
        if not ended:
            break
    assert outcomes == {1, 3}


def test_older_records_that_a_merge_brought_are_lifted_by_name(folder):
    migrate(folder)
    (folder / "visits/v7.yaml").write_text("id: v7\nday: 2010\n")
    (finding,) = {each for each in opened(folder).check() if each.code == "field-missing" and "visitor" in each.text}
    assert "kvadmin migrate --from visits=1" in (finding.hint or "")
    (folder / "visits/v7.yaml").write_text("id: v7\non: 2010\n")  # one fault, so that its own hint is given
    for read in (lambda data: data.get(Visit, "v7"), lambda data: data.all(Visit)):
        with pytest.raises(InvalidData, match="visitor") as caught:
            read(opened(folder).snapshot())
        assert "kvadmin migrate --from visits=1" in caught.value.hint
    (folder / "visits/v7.yaml").write_text("id: v7\nday: 2010\n")
    assert migrate(folder) is None
    assert migrate(folder, visits=1).files == ("visits/v7.yaml",)
    assert opened(folder).snapshot().get(Visit, "v7").on == "2010"
    assert opened(folder).check() == []


@pytest.mark.parametrize(
    ("since", "error"),
    [
        ({"visit": 1}, UnknownName),
        ({"visits": 3}, UsageError),
        ({"visits": 0}, UsageError),
        ({"kvadmin": 1}, UnknownName),
    ],
)
def test_a_version_that_no_step_begins_at_is_refused(folder, since, error):
    with pytest.raises(error):
        migrate(folder, **since)


def test_only_the_steps_that_are_missing_run(folder):
    (folder / "programme.yaml").write_text("schema: 1\nname: Test\nschemas: {visits: 2}\n")
    assert [each.version for each in opened(folder).standings()[1].steps] == [3]
    with pytest.raises(InvalidData, match="not valid"):  # these are of version 1, whatever the folder says
        migrate(folder)


def test_a_plugin_whose_steps_are_not_whole_is_closed(folder):
    store = opened(folder, Steps(1, {"visits": (TO_3,)}, {"visits": "the step to version 2 is missing"}))
    with pytest.raises(PluginFailure, match="the step to version 2 is missing"):
        store.snapshot().all(Visit)
    assert store.migrating("Kari").standings == []


@pytest.mark.parametrize(
    "folder_of",
    [
        *("towns", "towns/x", "", ".", "history", "history/2008", ".kvadmin", "programme.yaml"),
        *("Towns", "outbox", "letters/old", "protocols", "sensitive", "visits/..", "visits/../towns", "visits/.x"),
    ],
)
def test_a_step_may_not_name_a_folder_of_records_or_of_kvadmin(folder, folder_of):
    to_2 = older.Migration(2, "A step.", f"{__name__}:not_enough", folders=(folder_of,), plugin="visits")
    before = snapshot_of(folder)
    with pytest.raises(InvalidData, match="which is not its own"):
        migrate(folder, Steps(1, {"visits": (to_2,)}))
    assert snapshot_of(folder) == before


def moves_files(older_records):
    return [
        edit
        for path in older_records.files("guestbook")
        for edit in (PutFile(path.replace(".txt", ".md"), older_records.read_file(path)), DeleteFile(path))
        if path.endswith(".txt")
    ]


def test_a_step_about_files_that_are_no_records(folder):
    (folder / "guestbook").mkdir()
    (folder / "guestbook/2008.txt").write_bytes(b"Ola\xff")
    steps = Steps(
        1,
        {
            "visits": (
                older.TO_2,
                TO_3,
                older.Migration(4, "md.", f"{__name__}:moves_files", folders=("guestbook",), plugin="visits"),
            )
        },
    )
    before = files_of(folder)
    data = opened(folder, steps).snapshot()
    assert data.files("guestbook") == ["guestbook/2008.md"]
    assert data.read_file("guestbook/2008.md") == b"Ola\xff"
    migrate(folder, steps)
    assert (folder / "guestbook/2008.md").read_bytes() == b"Ola\xff"
    assert not (folder / "guestbook/2008.txt").exists()
    opened(folder, steps).undo(who="Kari")
    assert files_of(folder) == before


class Journey(Record, kw_only=True):
    collection: ClassVar[str] = "journeys"
    year: str
    id: str


def to_journeys(older_records):
    paths = older_records.files("visits")
    moved = [PutFile(f"journeys/2008/{path[7:]}", older_records.read_file(path)) for path in paths]
    return [*moved, *map(DeleteFile, paths)]


def test_a_record_that_moves_finds_its_schema_from_its_new_place(tmp_path):
    folder = make(tmp_path / "p", visits__v1="# yaml-language-server: $schema=../.schemas/visits.json\nid: v1\n")
    (folder / "visits" / "v2.yaml").write_text("# yaml-language-server: $schema=own.json\nid: v2\n")
    (folder / "visits" / "v3.yaml").write_text("id: v3\n")
    before = files_of(folder)
    lies = Collection("journeys", "journeys/{year}/{id}.yaml", f"{__name__}:Journey", plugin="visits")
    to_2 = older.Migration(2, "Moved.", f"{__name__}:to_journeys", plugin="visits")
    store = opened(folder, Steps(1, {"visits": (to_2,)}), (*older.ALL, lies))
    store.migrating("Kari").commit()
    heads = [(folder / "journeys/2008" / f"v{each}.yaml").read_text().splitlines()[0] for each in (1, 2, 3)]
    assert heads == [
        "# yaml-language-server: $schema=../../.schemas/journeys.json",
        "# yaml-language-server: $schema=own.json",
        "id: v3",
    ]
    store.undo(who="Kari")
    assert files_of(folder) == before


def test_an_older_record_that_comes_to_where_records_lay_before_is_found(tmp_path):
    folder = make(tmp_path / "p", visits__v1="id: v1\n", visits__v2="id: v2\n")
    lies = Collection("journeys", "journeys/{year}/{id}.yaml", f"{__name__}:Journey", plugin="visits")
    to_2 = older.Migration(2, "Moved.", f"{__name__}:to_journeys", folders=("visits",), plugin="visits")
    here = *(each for each in older.ALL if each.name != "visits"), lies
    steps = Steps(1, {"visits": (to_2,)})
    assert opened(folder, steps, here).check() == []
    opened(folder, steps, here).migrating("Kari").commit()
    assert opened(folder, steps, here).check() == []
    (folder / "visits").mkdir(exist_ok=True)
    (folder / "visits" / "v3.yaml").write_text("id: v3\n")
    (said,) = opened(folder, steps, here).check()
    assert (said.path, said.code, said.severity) == ("visits/v3.yaml", "older-form", "warning")
    assert said.hint == "kvadmin migrate --from visits=1"
    opened(folder, steps, here).migrating("Kari", since={"visits": 1}).commit()
    assert opened(folder, steps, here).check() == []
    assert (folder / "journeys/2008/v3.yaml").read_text() == "id: v3\n"


def test_what_is_sensitive_is_hidden_lifted_and_cannot_be_undone(tmp_path):
    folder = make(tmp_path / "p", programme="schema: 1\nname: Test\n", sensitive__v1="id: v1\nday: secret\n")
    visits = older.Collection("visits", "sensitive/{id}.yaml", f"{older.HERE}:Visit", plugin="visits", sensitive=True)
    collections = (*(each for each in older.ALL if each.name not in ("visits", "diets")), visits)
    change = opened(folder, collections=collections).migrating("Kari")
    assert change.is_forever
    assert not any("secret" in line for each in change.plan().changes for line in each.diff)
    change.commit()
    with pytest.raises(Refused, match="are never kept"):
        opened(folder, collections=collections).undo(who="Kari")
    assert not opened(first_form(tmp_path / "q")).migrating("Kari").is_forever


def test_two_plugins_in_one_folder_are_told_apart_by_the_names_of_files(folder):
    towns = older.Collection("town_visits", "visits/town-{number}.yaml", "store.records:Town", plugin="towns")
    collections = [
        older.Collection("visits", "visits/v{id}.yaml", f"{older.HERE}:Visit", plugin="visits")
        if each.name == "visits"
        else each
        for each in older.ALL
    ]
    owners = Owners({each.name: CollectionSchema(each) for each in (*collections, towns)}, STEPS)
    assert owners.of("visits/v1.yaml") == "visits"
    assert owners.of("visits/town-0301.yaml") == "towns"
    assert owners.of("visits/other.txt") == ""
    assert not owners.owns("towns", "visits/v1.yaml")


def plainly(older_records):
    """All that today's class asks for; the remark that it does not know stays."""
    for key, plain in older_records.records("visits").items():
        if "day" in plain:
            yield Rename("visits", key, ("day",), "on")
            yield Set("visits", key, ("visitor",), "unknown")


def misspells(older_records):
    edits = [*plainly(older_records)]
    return [*edits, Rename("visits", "v1", ("remark",), "remarks")] if edits else []


def moves(older_records, **more):
    edits = [*plainly(older_records)]
    record = {"id": "w1", "on": "2008", "visitor": "unknown", "remark": "cold coffee", **more}
    return [*edits, Delete("visits", "v1"), Create("visits", "w1", record)] if edits else []


def moves_and_misspells(older_records):
    return moves(older_records, vistor="Kari")


@pytest.mark.parametrize(("name", "where"), [("misspells", "visits/v1.yaml:6"), ("moves_and_misspells", "visits/w1")])
def test_a_field_that_a_step_makes_and_the_class_does_not_know_is_the_plugins_fault(folder, name, where):
    steps = Steps(1, {"visits": (older.Migration(2, "A step.", f"{__name__}:{name}", plugin="visits"),)})
    before = snapshot_of(folder)
    with pytest.raises(InvalidData, match="not valid") as caught:
        migrate(folder, steps)
    assert caught.value.plugin == "visits"
    assert caught.value.where.startswith(where)
    [said] = caught.value.details
    assert "field-unknown" in said
    assert "the plugin's step is wrong" in caught.value.hint
    assert snapshot_of(folder) == before


@pytest.mark.parametrize(("name", "path"), [("plainly", "visits/v1.yaml"), ("moves", "visits/w1.yaml")])
def test_a_field_that_was_there_before_and_nobody_knows_stays(folder, name, path):
    migrate(folder, Steps(1, {"visits": (older.Migration(2, "A step.", f"{__name__}:{name}", plugin="visits"),)}))
    assert "remark: cold coffee" in (folder / path).read_text()
