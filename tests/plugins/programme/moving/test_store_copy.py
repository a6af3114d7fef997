from __future__ import annotations

import os

import pytest
from store.moving.places import make, part_of
from support import folder_bytes

pytestmark = pytest.mark.usefixtures("sqlite")


def test_the_example_and_its_history_to_an_engine_and_back(cli, example, tmp_path):
    cli("municipality", "set", "0301", "note", "Møte i Ås", check=True)
    cli("cohort", "set", "P3", "capacity", "37", check=True)
    address = f"sqlite:{tmp_path}/p.db"
    there = cli("store", "copy", "--from", ".", "--to", address, "--format", "json", check=True).json
    assert (there["logs"], there["history"], there["sent"]) == (1, 2, there["contents"] + 1)
    back = cli("store", "copy", "--from", address, "--to", "../back", "--format", "json", check=True).json
    assert part_of(tmp_path / "back") == part_of(example)
    assert {key: there[key] for key in ("contents", "logs", "bytes", "history", "sha256")} == {
        key: back[key] for key in ("contents", "logs", "bytes", "history", "sha256")
    }
    pointer = make(tmp_path / "pointer", {"programme.yaml": f"schema: 1\nstore: {address}\n".encode()}, {})
    one, other = (cli("-C", each, "log", "--format", "json", check=True).json for each in (example, pointer))
    assert one == other
    cli("-C", pointer, "undo", check=True)
    assert b"capacity: 37" not in cli("-C", pointer, "store", "get", "cohorts/P3.yaml").out.encode()


def test_it_says_figures_and_that_it_is_sensitive(cli, example, tmp_path):
    done = cli("store", "copy", "--from", ".", "--to", "../beside", check=True)
    assert "Hash over all" in done.out
    assert "warning: ../beside holds personal data, and all that is sensitive" in done.err
    again = cli("store", "copy", "--from", ".", "--to", "../beside", "--format", "json", check=True)
    assert (again.json["sent"], again.json["there_already"]) == (0, again.json["contents"])
    assert "Nothing to copy: everything is there already, byte for byte." in again.err
    del example


def test_verify_names_what_differs_and_ends_with_1(cli, example, tmp_path):
    cli("store", "copy", "--from", ".", "--to", "../beside", check=True)
    assert cli("store", "copy", "--from", ".", "--to", "../beside", "--verify", "--format", "json").json["identical"]
    (tmp_path / "beside/cohorts/P3.yaml").unlink()
    (tmp_path / "beside/ny.md").write_bytes(b"")
    before = folder_bytes(tmp_path / "beside")
    compared = cli("store", "copy", "--from", ".", "--to", "../beside", "--verify", "--format", "json")
    assert (compared.code, compared.json["identical"]) == (1, False)
    assert [(each["name"], each["what"]) for each in compared.json["differences"]] == [
        ("cohorts/P3.yaml", "missing"),
        ("ny.md", "added"),
    ]
    assert folder_bytes(tmp_path / "beside") == before
    assert "cohorts/P3.yaml  missing" in cli("store", "copy", "--from", ".", "--to", "../beside", "--verify").out
    assert cli("store", "copy", "--from", ".", "--to", "../nowhere", "--verify").code == 2
    del example


def test_a_dry_run_says_what_would_be_sent_and_writes_nothing(cli, example, tmp_path):
    dry = cli("store", "copy", "--from", ".", "--to", "../beside", "--dry-run", "--format", "json", check=True)
    assert (dry.json["dry_run"], dry.json["sent"]) == (True, dry.json["contents"])
    assert not (tmp_path / "beside").exists()
    del example


def test_a_source_with_faults_is_copied_only_as_it_is_said(cli, example, tmp_path):
    (example / "cohorts/P9.yaml").write_text("id: P9\ncapacity: many\n")
    refused = cli("store", "copy", "--from", ".", "--to", "../beside")
    assert (refused.code, (tmp_path / "beside").exists()) == (1, False)
    assert "warning: cohorts/P9.yaml" in refused.err
    assert "--with-faults" in refused.err
    address = f"sqlite:{tmp_path}/p.db"
    cli("store", "copy", "--from", ".", "--to", address, "--with-faults", check=True)
    refused = cli("store", "copy", "--from", address, "--to", "../beside")
    assert (refused.code, "warning: cohorts/P9.yaml" in refused.err) == (1, True)
    cli("store", "copy", "--from", address, "--to", "../beside", "--with-faults", check=True)
    assert part_of(tmp_path / "beside") == part_of(example)


def test_records_of_a_plugin_that_is_not_there_are_contents_like_others(cli, example, tmp_path):
    make(example, {"improvement/0301/1.yaml": b"cycle: 1\n"}, {})
    cli("store", "copy", "--from", ".", "--to", f"sqlite:{tmp_path}/p.db", check=True)
    cli("store", "copy", "--from", f"sqlite:{tmp_path}/p.db", "--to", "../back", check=True)
    assert part_of(tmp_path / "back") == part_of(example)


def test_an_unfinished_copy_says_what_it_is_whoever_opens_it(cli, example, tmp_path, monkeypatch):
    note = f'{{"source": "{example}", "target": "{tmp_path}/half", "sha256": ""}}'
    make(tmp_path / "half", {".kvadmin/copying": note.encode()}, {})
    command = f"kvadmin store copy --from {example} --to {tmp_path / 'half'}"
    opened = cli("-C", tmp_path / "half", "status", "--format", "json")
    assert (opened.code, command in opened.err) == (4, True)
    monkeypatch.chdir(tmp_path / "half")
    assert command in cli("status").err
    from store.sqlite_engine import SqliteEngine

    SqliteEngine(tmp_path / "p.db").put({".copying": note.encode(), "cohorts/P3.yaml": b""})
    pointer = make(tmp_path / "pointer", {"programme.yaml": b"schema: 1\nstore: sqlite:../p.db\n"}, {})
    opened = cli("-C", pointer, "cohort", "list")
    assert (opened.code, "is an unfinished copy of" in opened.err) == (4, True)


def test_a_half_that_lies_there_is_named_and_not_copied(cli, example, tmp_path):
    make(example, {"letters/halv.md.part": b"x"}, {})
    done = cli("store", "copy", "--from", ".", "--to", "../beside", "--format", "json", check=True)
    assert done.json["left_out"] == ["letters/halv.md.part"]
    assert "not copied: letters/halv.md.part" in done.err
    assert not os.path.lexists(tmp_path / "beside/letters/halv.md.part")


def test_a_password_is_never_said(cli, example):
    for option in ("--from", "--to"):
        words = {"--from": ".", "--to": "../beside", option: "postgresql://kari:hemmelig@host/db"}
        refused = cli("store", "copy", *[word for pair in words.items() for word in pair])
        assert (refused.code, "hemmelig" in refused.err + refused.out) == (2, False)
    del example


def test_what_is_no_file_is_named_and_a_link_to_nothing_refused(cli, example, tmp_path):
    (example / "attachments").mkdir(exist_ok=True)
    os.mkfifo(example / "attachments/pipe")
    copied = cli("store", "copy", "--from", ".", "--to", "../beside", "--format", "json", check=True)
    assert "not copied: attachments/pipe, a pipe, a socket or a device" in copied.err
    assert copied.json["left_out"] == ["attachments/pipe"]
    exported = cli("store", "export", "-o", "../a.zip", "--format", "json", check=True)
    assert "left out: attachments/pipe, a pipe, a socket or a device" in exported.err
    assert exported.json["left_out"] == ["attachments/pipe"]
    (example / "attachments/letter.pdf").symlink_to("gone.pdf")
    for words in (("copy", "--from", ".", "--to", "../other"), ("export", "-o", "../b.zip")):
        refused = cli("store", *words)
        assert refused.code == 3
        assert "a symbolic link leads to nothing" in refused.err
        assert "attachments/letter.pdf" in refused.err
    assert not (tmp_path / "other").exists()
    assert not (tmp_path / "b.zip").exists()


def test_two_copies_at_once_are_told_of_each_other(cli, example, tmp_path):
    from contextlib import closing

    from store.sqlite_engine import open_engine

    address = f"sqlite:{tmp_path}/p.db"
    with closing(open_engine(tmp_path, address)) as engine, engine.hold("copying"):
        refused = cli("store", "copy", "--from", ".", "--to", address)
    assert refused.code == 5
    assert "somebody else is copying to this place" in refused.err
    assert "hint: wait until that is done" in refused.err
    del example
