"""A whole command whose COMMIT nobody can be asked about: exit 5, and the next command says what became of it."""

from __future__ import annotations

import json

import pytest
from postgres_server import OWNER

from kvadmin.testing import Kit

COMMIT = b"COMMIT\0"


@pytest.mark.parametrize(("how", "capacity"), [("before", "30"), ("after", "31")])
def test_a_change_nobody_knows_of_is_said_and_settled(tmp_path, proxy, engine, schema, how, capacity):
    kit = Kit(tmp_path / "p")
    address = f"postgresql://{OWNER}@127.0.0.1:{proxy.port}/postgres?schema={schema}"
    (kit.folder / "programme.yaml").write_text(f'schema: 1\nstore: "{address}"\n', encoding="utf-8")
    engine.put({"programme.yaml": b"schema: 1\nname: Kvalitet\n"})
    assert kit.run("cohort", "new", "P1", "--name", "Pulje 1").code == 0
    assert kit.run("cohort", "set", "P1", "capacity", "30").code == 0
    proxy.cut(COMMIT, how, refuse=True)
    ran = kit.run("cohort", "set", "P1", "capacity", "31", "--format", "json")
    assert ran.code == 5, ran.err
    error = json.loads(ran.err.splitlines()[-1] if ran.err.startswith("{") else ran.out or ran.err)["error"]
    assert error["code"] == "outcome-unknown"
    assert "next command" in error["hint"]
    proxy.admit()
    said = kit.run("cohort", "show", "P1")
    assert ("is saved" in said.err, "is not saved" in said.err) == (how == "after", how == "before")
    assert capacity in said.out
    assert "saved" not in kit.run("cohort", "show", "P1").err  # once
    assert kit.run("log").out.count("cohort set") == (2 if how == "after" else 1)
