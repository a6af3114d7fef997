"""What an address may say, and what is made of it."""

from __future__ import annotations

import pytest
from kvadmin_postgres.server_address import read_address

from kvadmin.api import InvalidData


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch):
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGSSLMODE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("postgresql:///db", {"dbname": "db"}),
        ("postgresql://localhost/db", {"host": "localhost", "dbname": "db"}),
        ("postgresql://k%40x@[::1]:5433/d%20b", {"user": "k@x", "host": "::1", "port": "5433", "dbname": "d b"}),
        ("postgresql:///db?host=/run/pg&port=1", {"host": "/run/pg", "port": "1", "dbname": "db"}),
        ("postgresql://127.9.9.9/db", {"host": "127.9.9.9", "dbname": "db"}),
        ("postgresql://localhost/p?sslmode=disable", {"host": "localhost", "dbname": "p", "sslmode": "disable"}),
    ],
)
def test_what_is_said_of_this_computer_is_read(text, parameters):
    found = read_address(text)
    assert (found.parameters, found.schema, found.local) == (parameters, "kvadmin", True)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("postgresql://x/p", {"host": "x", "sslmode": "require"}),
        ("postgresql://a:1,b:2/p", {"host": "a,b", "port": "1,2", "sslmode": "require"}),
        ("postgresql://localhost,b/p", {"host": "localhost,b", "sslmode": "require"}),
        ("postgresql://x/p?sslrootcert=/ca", {"host": "x", "sslrootcert": "/ca", "sslmode": "verify-full"}),
        ("postgresql://x/p?sslmode=verify-full", {"host": "x", "sslmode": "verify-full"}),
        (
            "postgresql://localhost/p?hostaddr=10.0.0.1",
            {"host": "localhost", "hostaddr": "10.0.0.1", "sslmode": "require"},
        ),
    ],
)
def test_a_remote_server_is_spoken_to_encrypted(text, more):
    found = read_address(f"{text}{'&' if '?' in text else '?'}schema=year_2")
    assert (found.parameters, found.schema, found.local) == ({"dbname": "p", **more}, "year_2", False)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://kari:qxxwz@localhost/p",
        "postgresql://kari:@localhost/p",
        "postgresql:///p?password=qxxwz",
        "postgresql:///p?sslpassword=qxxwz&sslkey=k",
        "postgresql://kari%3Aqxxwz@db.example/kv",
        "postgresql://kari@/host=localhost%20password=qxxwz",
        "postgresql://kari:qxx@wz@db.example/p?sslmode=disable",
        "postgresql://kari:qxx/wz@db.example/p",
        "postgresql://kari:qxx#wz@db.example/p",
        "postgresql://kari:qxx?wz@db.example/p",
    ],
)
def test_a_password_is_refused_and_not_repeated(text):
    with pytest.raises(InvalidData) as error:
        read_address(text)
    said = "\n".join(error.value.lines()) + repr(error.value.data()) + repr(error.value)
    assert "wz" not in said
    assert "qxx" not in said
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_a_password_is_said_to_be_one():
    with pytest.raises(InvalidData, match="password") as error:
        read_address("postgresql://kari:qxxwz@localhost/p")
    assert "PGPASSWORD" in error.value.hint
    assert ".pgpass" in error.value.hint


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "nonsense", ""])
def test_less_than_tls_is_refused_of_a_remote_server(mode):
    with pytest.raises(InvalidData):
        read_address(f"postgresql://db.example/p?sslmode={mode or 'off'}")


@pytest.mark.parametrize(
    "text",
    [
        "postgresql:/p",
        "postgresql:p",
        "postgres://localhost/p",
        "postgresql:///p?schema=Kv",
        "postgresql:///p?schema=a;b",
        "postgresql:///p?schema=pg_x",
        "postgresql:///p?options=-c%20x",
        "postgresql:///p?service=x",
        "postgresql:///p?sslmode",
        "postgresql://a:b:c/p",
    ],
)
def test_what_cannot_be_is_refused(text):
    with pytest.raises(InvalidData):
        read_address(text)


@pytest.mark.parametrize(
    ("name", "value", "local"),
    [
        ("PGHOST", "db.example", False),
        ("PGHOSTADDR", "10.0.0.1", False),
        ("PGSERVICE", "x", False),
        ("PGHOST", "/run", True),
    ],
)
def test_what_the_surroundings_name_counts(monkeypatch, name, value, local):
    monkeypatch.setenv(name, value)
    found = read_address("postgresql:///p")
    assert found.local is local
    assert found.parameters.get("sslmode") == (None if local else "require")


def test_stronger_surroundings_count_weaker_do_not(monkeypatch):
    for usual, meant in (("disable", "require"), ("verify-ca", "verify-ca"), ("verify-full", "verify-full")):
        monkeypatch.setenv("PGSSLMODE", usual)
        assert read_address("postgresql://db.example/p").parameters["sslmode"] == meant


def test_what_is_shown_can_be_typed():
    for text in (
        "postgresql://kari@db.example:5433/p?schema=x",
        "postgresql://kari@/p?host=/run/pg",
        "postgresql://localhost/p",
        "postgresql://[::1]:5433/p",
        "postgresql://a.example:1,b.example:2/p",
    ):
        assert read_address(text).shown == text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("postgresql:///p?schema=a&schema=b", "schema"),
        ("postgresql:///p?host=/a&host=/b", "host"),
        ("postgresql://localhost/p?sslmode=disable&sslmode=disable", "sslmode"),
        ("postgresql://localhost/p?schema=a&%73chema=b", "schema"),
        ("postgresql://localhost/p?host=10.0.0.1", "host"),
        ("postgresql://localhost:1/p?port=2", "port"),
    ],
)
def test_what_is_said_twice_is_refused(text, key):
    with pytest.raises(InvalidData, match=f"'{key}' stands twice"):
        read_address(text)
