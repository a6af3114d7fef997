"""``kvadmin postgres``, and a programme whose folder holds only where it is."""

from __future__ import annotations

import json
import re
import shlex
from importlib.resources import files
from pathlib import Path

import kvadmin_postgres as plugin
import pytest
from jsonschema import Draft202012Validator

from kvadmin.testing import Kit, conformance

README = Path(__file__).resolve().parents[1] / "README.md"


@pytest.fixture
def kit(tmp_path, address):
    """A folder that names the server; the server holds nothing yet."""
    one = Kit(tmp_path / "p")
    (one.folder / "programme.yaml").write_text(f'schema: 1\nstore: "{address}"\n', encoding="utf-8")
    return one


@pytest.fixture
def reader(server):
    server.run("CREATE ROLE advisor LOGIN")
    yield
    server.run("DROP OWNED BY advisor")
    server.run("DROP ROLE advisor")


def test_setup_says_what_it_did(kit):
    assert "nothing was written" in kit.run("postgres", "setup", "--dry-run").err
    assert "Made the tables in postgresql://kvadmin_owner@" in kit.run("postgres", "setup").err
    assert "up to date" in kit.run("postgres", "setup").err


def test_records_live_there_and_the_folder_stays_as_it_is(kit, opened):
    assert "kvadmin postgres setup" in kit.run("cohort", "list").err
    assert kit.run("postgres", "setup").code == 0
    opened().put({"programme.yaml": b"schema: 1\nname: Kvalitet\n"})
    before = kit.files()
    assert kit.run("cohort", "new", "P1", "--name", "Pulje Åtte").code == 0
    assert kit.run("cohort", "set", "P1", "capacity", "31", "--why", "new").code == 0
    assert "Pulje Åtte" in kit.run("cohort", "list").out
    assert "31" in kit.run("cohort", "show", "P1").out
    assert "cohort set" in kit.run("log").out
    assert kit.run("undo").code == 0
    assert kit.run("check").code == 0
    assert "31" not in kit.run("cohort", "show", "P1").out
    assert {name for name in kit.files() if not name.startswith(".")} == {name for name in before if name[0] != "."}


@pytest.mark.parametrize("words", [["setup"], ["setup", "--dry-run"], ["grant", "advisor", "--reader"], ["status"]])
def test_the_schemas_hold(kit, reader, words):
    del reader
    assert kit.run("postgres", "setup").code == 0
    schema = json.loads((files("kvadmin_postgres") / "schemas" / f"postgres_{words[0]}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(kit.json("postgres", *words))


def test_every_command_has_a_schema():
    (group,) = plugin.kvadmin_commands()
    there = {each.name for each in (files("kvadmin_postgres") / "schemas").iterdir()}
    assert there == {f"postgres_{each.name}.json" for each in group.commands}


def test_it_keeps_the_promises_of_every_plugin(kit, reader, engine):
    del reader
    engine.put({"programme.yaml": b"schema: 1\nname: Kvalitet\n"})
    lines = ["postgres setup", "postgres grant advisor --writer", "postgres grant advisor --reader", "postgres status"]
    conformance.check("postgres", kit, lines, refused=["postgres grant nobody --reader", "postgres grant advisor"])


def test_a_programme_in_files_has_no_server(tmp_path):
    ran = Kit(tmp_path / "p").run("postgres", "status")
    assert ran.code == 2
    assert "not on a PostgreSQL server" in ran.err


def test_the_tour_of_the_readme(server, schema, tmp_path, monkeypatch):
    """Each line of it, on a server of the tests' own in place of the one that it names."""
    text = README.read_text(encoding="utf-8")
    server.run("CREATE ROLE kari LOGIN")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    kit = Kit(tmp_path / "p")
    there = f"/postgres?host={server.folder}&port={server.port}&schema={schema}"

    def meant(words):
        return re.sub(r"(postgresql://\w+@)db\.example/kvalitet", rf"\1{there}", words)

    try:
        ran = []
        for kind, body in re.findall(r"```(console|yaml)\n(.*?)```", text, re.DOTALL):
            if kind == "yaml":
                (kit.folder / "programme.yaml").write_text(meant(body), encoding="utf-8")
                continue
            for line in re.findall(r"^\$ (kvadmin .*)", body, re.MULTILINE):
                said = kit.run(*shlex.split(meant(line))[1:])
                assert said.code == 0, f"{line}: {said.err}"
                ran.append(line)
        assert len(ran) >= 6
    finally:
        server.run("DROP OWNED BY kari")
        server.run("DROP ROLE kari")


def test_what_a_database_without_tables_would_get_is_said(address, server, schema, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kit = Kit(tmp_path / "p")
    made = kit.run("init", "office", "--store", address, "--dry-run")
    assert made.code == 0, made.err
    assert "would be set up, and get a new programme; nothing was written." in made.err
    copied = kit.run("store", "copy", "--from", str(kit.folder), "--to", address, "--dry-run")
    assert copied.code == 0, copied.err
    assert server.run("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [schema]) == [(0,)]
    assert not (tmp_path / "office").exists()
    assert kit.run("init", "office", "--store", address).code == 0
