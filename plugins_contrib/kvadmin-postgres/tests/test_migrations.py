"""The tables are made and brought up to date in one transaction."""

from __future__ import annotations

from pathlib import Path

import pytest
from kvadmin_postgres import migrations
from kvadmin_postgres.migrations import set_up

from kvadmin.api import InvalidData, KvadminError, Refused
from kvadmin.testing import Kit

FROZEN = Path(__file__).with_name("frozen") / "format-1.sql"


@pytest.fixture
def connection(opened):
    one = opened().server.connect()
    yield one
    one.close()


def test_the_format_is_that_of_the_last_script():
    assert len(migrations.scripts()) == migrations.FORMAT
    assert FROZEN.with_name(f"format-{migrations.FORMAT}.sql").exists()  # the test of it keeps old programmes readable


def test_once_and_again(opened, connection):
    server = opened().server
    assert set_up(server, connection) == (0, 1)
    assert set_up(server, connection) == (1, 1)
    assert opened().view().number == 0


def test_a_dry_run_leaves_nothing(opened, connection, server, schema):
    assert set_up(opened().server, connection, dry=True) == (0, 1)
    assert server.run("SELECT 1 FROM pg_namespace WHERE nspname = %s", schema) == []


def test_a_migration_that_fails_changes_nothing(opened, connection, monkeypatch, save):
    one = opened()
    set_up(one.server, connection)
    save(one, "t1", {"a": b"1"})
    first = migrations.scripts()
    monkeypatch.setattr(migrations, "FORMAT", 3)
    monkeypatch.setattr(
        migrations, "scripts", lambda: [*first, "CREATE TABLE second ()", "DROP TABLE documents; SELECT 1/0"]
    )
    with pytest.raises(KvadminError, match="division by zero"):
        set_up(one.server, connection)
    assert connection.execute("SELECT format, to_regclass('second') FROM meta").fetchone() == (1, None)
    assert opened().view().read(["a"]) == {"a": b"1"}
    monkeypatch.setattr(migrations, "scripts", lambda: [*first, "CREATE TABLE second ()", "CREATE TABLE third ()"])
    assert set_up(one.server, connection) == (1, 3)
    assert connection.execute("SELECT format FROM meta").fetchone() == (3,)


def test_a_newer_format_is_refused_everywhere(opened, connection, server, schema, save):
    set_up(opened().server, connection)
    server.run(f"UPDATE {schema}.meta SET format = 99")
    for ask in (
        lambda: opened().view().names(""),
        lambda: set_up(opened().server, connection),
        lambda: save(opened(), "t", {}),
    ):
        with pytest.raises(InvalidData) as error:
            ask()
        assert error.value.code == "unknown-version"
        assert "upgrade" in error.value.hint


def test_an_older_format_is_read_after_setup(opened, connection, monkeypatch):
    set_up(opened().server, connection)
    monkeypatch.setattr("kvadmin_postgres.main_connection.FORMAT", 2)
    with pytest.raises(Refused, match="format 1") as error:
        opened().view().names("")
    assert "kvadmin postgres setup" in error.value.hint


def test_a_programme_of_format_1(opened, address, server, schema, tmp_path, save):
    """Tables as the first version left them: what they held is read, and written on."""
    server.run(f"CREATE SCHEMA {schema}")
    with server.connect() as connection:
        connection.execute(f"SET search_path = {schema}")
        connection.execute(FROZEN.read_bytes())
    assert Kit(tmp_path / "p").run("postgres", "setup", address).code == 0
    view = opened().view()
    assert view.number == 2
    assert view.read(["municipalities/0301-oslo.yaml", "a/Bø.bin", "history/2008-05.jsonl", "send.jsonl"]) == {
        "municipalities/0301-oslo.yaml": b"number: '0301'\nname: Oslo\n", "a/Bø.bin": b"\0\xff",
        "history/2008-05.jsonl": b'{"id": "t1"}\n{"id": "t2"}\n', "send.jsonl": b"1\n2",
    }  # fmt: skip
    assert opened().outcome("t2")
    save(opened(), "t3", {"a/Bø.bin": b"new"})


def test_a_database_of_another_encoding_is_refused(server, opened):
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(Refused, match="LATIN1"), opened(server.address("latin")).writing(who="x", command="x"):
        pass


def test_the_history_may_be_asked_in_sql(engine, server, schema, save):
    line = '{"id": "t1", "when": "2008-05-20T10:00:00+02:00", "who": "Åse", "why": "", "command": "cohort set"}\n'
    save(engine, "t1", {}, {"history/2008-05.jsonl": line.encode() + b"torn {", "send.jsonl": b'{"who": "x"}\n'})
    ((identity, who, command, day),) = server.run(f"SELECT id, who, command, made::date FROM {schema}.history")
    assert (identity, who, command, day.isoformat()) == ("t1", "Åse", "cohort set", "2008-05-20")
