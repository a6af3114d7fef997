"""A password is nowhere but where libpq looks for it; what is not local is encrypted."""

from __future__ import annotations

import logging
import traceback

import psycopg
import pytest
from kvadmin_postgres.connections import Server
from kvadmin_postgres.server_address import read_address
from postgres_server import OWNER, PASSWORD

from kvadmin.api import KvadminError
from kvadmin.testing import Kit

WRONG = "feil-passord-9f3a"


@pytest.fixture(autouse=True)
def _no_password(monkeypatch, tmp_path):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))


def all_of(error):
    """Whatever an error would show, tracebacks with the values of variables too."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(told.format()) + repr(error.data()) + "\n".join(error.lines())


def test_a_wrong_password_is_not_told(server, monkeypatch, caplog):
    monkeypatch.setenv("PGPASSWORD", WRONG)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(KvadminError) as error:
        Server(read_address(server.by_network())).connect()
    assert WRONG not in all_of(error.value)
    assert WRONG not in caplog.text
    assert "PGPASSWORD" in error.value.hint


def test_nor_where_the_server_is_not_there(monkeypatch):
    monkeypatch.setenv("PGPASSWORD", WRONG)
    for address in (
        f"postgresql://{OWNER}@127.0.0.1:1/p",
        f"postgresql://{OWNER}@{WRONG}.invalid/p",
        "postgresql:///p?host=/nowhere",
    ):
        with pytest.raises(KvadminError) as error:
            Server(read_address(address)).connect()
        assert error.value.code == "no-connection"
        if WRONG not in address:
            assert WRONG not in all_of(error.value)


def test_what_a_server_repeats_is_taken_out(monkeypatch):
    from kvadmin_postgres.server_errors import translated

    monkeypatch.setenv("PGPASSWORD", WRONG)
    error = translated(psycopg.OperationalError(f"connection failed: {WRONG} is wrong\nmore of {WRONG}"), "x")
    assert "***" in error.message
    assert WRONG not in all_of(error)


@pytest.mark.parametrize(
    ("secret", "said", "shown"),
    [
        ("x", "closed unexpectedly", "closed unexpectedly"),
        ("x", "password 'x' is wrong", "password '***' is wrong"),
        ("a.b", "with a.b, axb", "with ***, axb"),
        ("hemmelig", "uhemmelighet", "u***het"),
    ],
)
def test_a_short_password_is_no_part_of_words(monkeypatch, secret, said, shown):
    from kvadmin_postgres.server_errors import scrubbed

    monkeypatch.setenv("PGPASSWORD", secret)
    assert scrubbed(said) == shown


def test_a_host_of_the_environment_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("PGHOST", "no-such-host.invalid")
    with pytest.raises(KvadminError) as error:
        Server(read_address("postgresql:///p")).connect()
    assert "no-such-host.invalid" in error.value.message
    assert "check host" in error.value.hint


def test_data_of_a_row_are_not_told(engine):
    """Servers tell the row that they do not take (DETAIL)."""
    from kvadmin_postgres.server_errors import as_said

    connection = engine.server.connect()
    with pytest.raises(KvadminError) as error, as_said("x"):
        connection.execute("INSERT INTO changes (token, number, made) VALUES ('Hemmelig', 1, NULL)")
    connection.close()
    assert "Hemmelig" not in "\n".join(error.value.lines())


def test_the_password_comes_from_the_environment_or_pgpass(server, monkeypatch, tmp_path):
    address = read_address(server.by_network())
    with pytest.raises(KvadminError):
        Server(address).connect()
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    Server(address).connect().close()
    monkeypatch.delenv("PGPASSWORD")
    (tmp_path / "pgpass").write_text(f"127.0.0.1:{server.port}:*:{OWNER}:{PASSWORD}\n")
    (tmp_path / "pgpass").chmod(0o600)
    Server(address).connect().close()


def test_a_command_shows_and_keeps_no_password(server, monkeypatch, tmp_path):
    kit = Kit(tmp_path / "p")
    kit.folder.joinpath("programme.yaml").write_text(f"schema: 1\nstore: {server.by_network()}\n")
    monkeypatch.setenv("PGPASSWORD", WRONG)
    for words in (("status",), ("postgres", "status"), ("--debug", "postgres", "setup"), ("municipality", "list")):
        ran = kit.run(*words)
        assert ran.code != 0
        assert WRONG not in ran.out + ran.err
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and WRONG in each.read_text("utf-8", "replace")]


def test_a_password_in_the_file_is_refused_by_every_command(tmp_path):
    kit = Kit(tmp_path / "p")
    kit.folder.joinpath("programme.yaml").write_text(f"schema: 1\nstore: postgresql://kari:{WRONG}@localhost/p\n")
    for words in (("status",), ("--debug", "municipality", "list"), ("postgres", "status"), ("postgres", "setup")):
        ran = kit.run(*words)
        assert ran.code == 3, ran.err
        assert "password" in ran.err
        assert WRONG not in ran.out + ran.err
    ran = kit.run("postgres", "setup", f"postgresql://kari:{WRONG}@localhost/p")
    assert ran.code == 3
    assert WRONG not in ran.out + ran.err


@pytest.fixture
def remote(server, monkeypatch):
    """The server as if it were another computer."""
    monkeypatch.setattr("kvadmin_postgres.server_address._local_host", lambda host: host.startswith("/"))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)

    def connect(more=""):
        return Server(read_address(server.by_network(host="localhost") + more)).connect()

    return connect


def test_a_remote_server_is_spoken_to_encrypted(remote, server):
    for more in ("", f"?sslrootcert={server.certificate}", f"?sslmode=verify-full&sslrootcert={server.certificate}"):
        connection = remote(more)
        assert connection.pgconn.ssl_in_use
        connection.close()


def test_a_name_that_is_not_the_servers_is_refused(remote, server, tmp_path):
    (tmp_path / "other.crt").write_text("")
    with pytest.raises(KvadminError):
        remote(f"?sslmode=verify-full&sslrootcert={tmp_path / 'other.crt'}")
    with pytest.raises(KvadminError):
        remote(f"?sslrootcert={server.certificate}&hostaddr=127.0.0.2")


def test_a_server_without_tls_is_refused(remote, server):
    server.run("ALTER SYSTEM SET ssl = off")
    server.run("SELECT pg_reload_conf()")
    try:
        for _ in range(50):
            if server.run("SHOW ssl") == [("off",)]:
                break
        with pytest.raises(KvadminError, match="SSL") as error:
            remote()
        assert error.value.code == "no-connection"
    finally:
        server.run("ALTER SYSTEM RESET ssl")
        server.run("SELECT pg_reload_conf()")
