"""Values that somebody changes in SQL beside the contents: a check names them, and they are taken from the records."""

from __future__ import annotations

import json

import pytest
from kvadmin_postgres import value_check

from kvadmin.api.engines import RecordQuery
from kvadmin.testing import Kit

RECORD = "municipalities/0301-oslo.yaml"


@pytest.fixture
def kit(tmp_path, address, engine):
    one = Kit(tmp_path / "p")
    (one.folder / "programme.yaml").write_text(f'schema: 1\nstore: "{address}"\n', encoding="utf-8")
    engine.put({"programme.yaml": b"schema: 1\nname: Kvalitet\n", RECORD: b"number: '0301'\nname: Oslo\n"})
    return one


@pytest.fixture
def changed(server, schema):
    """Changes the tables, past kvadmin."""

    def change(what, table="documents"):
        server.run(f"UPDATE {schema}.{table} SET {what}")

    return change


def faults(engine):
    return [(each.path, each.code) for each in engine.view().faults()]


def test_a_check_names_the_record_that_lists_show_otherwise(kit, changed, schema, server):
    assert kit.run("check").code == 0
    server.run(
        f"UPDATE {schema}.documents SET value = jsonb_set(value, '{{name}}', '\"Kristiania\"') WHERE name = %s", RECORD
    )
    assert "Kristiania" in kit.run("municipality", "list").out
    said = json.loads(kit.run("check", "--format", "json").out)
    found = [each for each in said["findings"] if each["code"] == "engine-values"]
    assert [(each["path"], each["severity"]) for each in found] == [(RECORD, "error")]
    assert "kvadmin postgres setup --mend" in found[0]["hint"]


def test_it_is_mended_and_not_in_a_dry_run(kit, changed, engine):
    changed("value = NULL")
    assert faults(engine) == [(RECORD, "engine-values"), ("programme.yaml", "engine-values")]
    assert kit.json("postgres", "setup", "--mend", "--dry-run")["mended"] == [RECORD, "programme.yaml"]
    assert kit.json("postgres", "setup")["mended"] == []
    assert len(faults(engine)) == 2
    assert f"{RECORD}: what lists show" in kit.run("postgres", "setup", "--mend").err
    assert faults(engine) == []
    assert "nothing was to be mended" in kit.run("postgres", "setup", "--mend").err
    (row,) = engine.view().query(RecordQuery("municipalities", ("name",), {"name": ("Oslo",)}))
    assert row.values == {"name": "Oslo"}


@pytest.mark.parametrize(
    "what",
    [
        'value = value || \'{"more": "x"}\'',  # a field that no record has
        "value = value - 'number'",
        "value = '{}'",
        "value = '\"text\"'",
        "value = 'null'",
        "odd = true",
        "content = 'number: 5'",  # the values are those of before
        "content = '\\xff'",
    ],
)
def test_whatever_is_changed_is_found(engine, changed, what):
    engine.put({RECORD: b"number: '0301'\nname: Oslo\n"})
    assert faults(engine) == []
    changed(what)
    assert faults(engine) == [(RECORD, "engine-values")]


def test_values_of_what_is_no_record_are_found(engine, changed):
    engine.put({"letters/1.docx": b"x"})
    assert faults(engine) == []
    changed("value = '{}'")
    assert faults(engine) == [("letters/1.docx", "engine-values")]


def test_few_are_in_memory_at_a_time(engine, server, schema, monkeypatch):
    engine.put({f"m/{at:04}.yaml": b"n: 1\nlong: " + b"x" * 1000 + b"\n" for at in range(1500)})
    server.run(f"UPDATE {schema}.documents SET value = '{{}}' WHERE right(name, 6) = '7.yaml'")
    monkeypatch.setattr(value_check, "_PAGE", 50_000)
    view, pages = engine.view(), []

    def ask(statement, values):
        pages.append(view._ask(statement, values))
        return pages[-1]

    found = [each.name for each in value_check.differing(ask)]
    assert found == [f"m/{at:04}.yaml" for at in range(7, 1500, 10)]
    assert max(map(len, pages)) < 60
    assert sum(map(len, pages)) == 1500


@pytest.mark.parametrize(
    "what",
    [
        "DELETE FROM {}.log_lines WHERE position = 2",
        "DELETE FROM {}.log_lines WHERE position = 0",
        "DELETE FROM {}.log_lines WHERE position = 4",
        "UPDATE {}.log_lines SET line = 'longer' WHERE position = 2",
        "UPDATE {}.logs SET size = 7",
    ],
)
def test_a_log_with_a_gap_is_found(engine, server, schema, save, what):
    for at in range(3):
        save(engine, f"t{at}", {}, {"history/l.jsonl": b"%d\n" % at})
    assert faults(engine) == []
    server.run(what.format(schema))
    assert faults(engine) == [("history/l.jsonl", "engine-log")]
