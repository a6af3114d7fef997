"""What somebody has taken out of the tables in SQL is found, named, and not made anew as if it had been empty."""

from __future__ import annotations

import json

import pytest

from kvadmin.testing import Kit

OSLO = "municipalities/0301-oslo.yaml"
#: And the length is put right.
LAST_LINE = (
    "WITH last AS (DELETE FROM log_lines WHERE position = (SELECT max(position) FROM log_lines) RETURNING line)"
    " UPDATE logs SET size = size - (SELECT octet_length(line) FROM last)"
)


@pytest.fixture
def kit(tmp_path, address, engine):
    one = Kit(tmp_path / "p")
    (one.folder / "programme.yaml").write_text(f'schema: 1\nstore: "{address}"\n', encoding="utf-8")
    engine.put({"programme.yaml": b"schema: 1\nname: Kvalitet\n", OSLO: b"number: '0301'\nname: Oslo\ncounty: Oslo\n"})
    for capacity in (30, 31, 32):
        words = ("set", "P1", "capacity", str(capacity)) if capacity > 30 else ("new", "P1", "--name", "Pulje 1")
        ran = one.run("cohort", *words)
        assert ran.code == 0, ran.err
    assert one.run("check").code == 0
    return one


@pytest.fixture
def sql(server, schema):
    return lambda statement: server.run(f"SET search_path = {schema}; {statement}")


def findings(kit):
    said = json.loads(kit.run("check", "--format", "json").out)["findings"]
    return [(each["path"].partition("/")[0], each["code"]) for each in said if each["code"].startswith("engine")]


@pytest.mark.parametrize(
    "damage",
    [
        "TRUNCATE log_lines",
        "DELETE FROM logs",
        "TRUNCATE logs CASCADE",
        "DELETE FROM log_lines WHERE position = (SELECT min(position) FROM log_lines WHERE position > 0)",
        LAST_LINE,
    ],
)
def test_a_history_that_was_taken_away_is_named_and_is_not_exported_as_if_it_were_whole(kit, sql, tmp_path, damage):
    sql(damage)
    assert findings(kit) == [("history", "engine-log")]
    ran = kit.run("check")
    assert ran.code == 3
    assert "backup" in ran.out + ran.err
    refused = kit.run("store", "export", "-o", str(tmp_path / "a.zip"))
    assert (refused.code, (tmp_path / "a.zip").exists()) == (1, False)
    assert "engine-log" in refused.err
    refused = kit.run("store", "copy", "--from", str(kit.folder), "--to", str(tmp_path / "c"))
    assert (refused.code, (tmp_path / "c").exists()) == (1, False)
    left = kit.run("store", "copy", "--from", str(kit.folder), "--to", str(tmp_path / "c"), "--with-faults")
    assert left.code == 0, left.err
    assert "engine-log" in left.err


def test_what_kvadmin_itself_takes_out_of_a_log_is_no_loss(kit, engine, save):
    save(engine, "t1", {}, {"a/send.jsonl": b"1\n2\n"})
    save(engine, "t2", {"a/send.jsonl": b"2\n"}, forgets=True)
    assert findings(kit) == []
    engine.put({"a/send.jsonl": b""})
    assert findings(kit) == []
    save(engine, "t3", {}, {"a/send.jsonl": b"3\n"})
    save(engine, "t4", {"a/send.jsonl": None}, forgets=True)
    assert findings(kit) == []


def test_changes_that_were_taken_away_are_named(kit, sql):
    sql("TRUNCATE changes")
    assert findings(kit) == [("programme.yaml", "engine-changes")]
    assert kit.run("check").code == 0  # a warning: the next change is noted again
    assert kit.run("cohort", "set", "P1", "capacity", "40").code == 0
    assert findings(kit) == []


def test_a_content_that_was_changed_in_sql_is_named_and_lists_agree_after_setup(kit, sql):
    new = "number: ''0301''\nname: Kristiania\ncounty: Oslo\n"
    sql(f"UPDATE documents SET content = convert_to('{new}', 'UTF8') WHERE name = '{OSLO}'")
    assert "Kristiania" in kit.run("municipality", "show", "0301").out
    assert "Kristiania" not in kit.run("municipality", "list").out
    assert findings(kit) == [("municipalities", "engine-values")]
    assert kit.json("postgres", "setup", "--mend")["mended"] == [OSLO]
    assert "Kristiania" in kit.run("municipality", "list").out
    assert findings(kit) == []


@pytest.mark.parametrize("table", ["meta", "documents", "logs", "log_lines", "changes"])
def test_a_table_that_was_dropped_is_named_and_none_is_made_anew(kit, sql, server, schema, table):
    sql(f"DROP TABLE {table} CASCADE")
    there = server.run("SELECT count(*) FROM pg_class WHERE relnamespace = %s::regnamespace", schema)
    for words in (["cohort", "set", "P1", "capacity", "41"], ["postgres", "setup"], ["postgres", "setup", "--mend"]):
        ran = kit.run(*words)
        assert ran.code == 3, ran.err
        assert f"{table} (" in ran.err
        assert "backup" in ran.err
    assert server.run("SELECT count(*) FROM pg_class WHERE relnamespace = %s::regnamespace", schema) == there
    facts = {each["item"]: each["value"] for each in kit.json("postgres", "status")["facts"]}
    assert f"{table} (" in facts["damage"]
    checked = kit.run("check")
    assert checked.code != 0
    assert f"{table} (" in checked.out + checked.err
    if table == "changes":
        assert findings(kit) == [("programme.yaml", "engine-tables")]
        assert "P1" in kit.run("cohort", "list").out


def test_the_view_is_made_again_since_nothing_is_kept_in_it(kit, sql, server, schema):
    sql("DROP VIEW history")
    assert findings(kit) == [("programme.yaml", "engine-tables")]
    assert kit.run("cohort", "set", "P1", "capacity", "41").code == 0
    assert "view of the history" in kit.run("postgres", "setup").err
    assert findings(kit) == []
    assert server.run(f"SELECT count(*) FROM {schema}.history") == [(4,)]
