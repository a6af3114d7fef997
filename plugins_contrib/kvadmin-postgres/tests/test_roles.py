"""A reader reads, a writer writes, and neither makes tables."""

from __future__ import annotations

import itertools

import pytest
from postgres_server import OWNER

from kvadmin.api import KvadminError, Refused, UnknownName
from kvadmin.api.engines import Change
from kvadmin.testing import Kit

_NUMBERS = itertools.count(1)


@pytest.fixture
def role(server):
    name = f'Kåre "{next(_NUMBERS)}"'
    quoted = '"' + name.replace('"', '""') + '"'
    server.run(f"CREATE ROLE {quoted} LOGIN")
    yield name
    server.run(f"DROP OWNED BY {quoted}")
    server.run(f"DROP ROLE {quoted}")


@pytest.fixture
def as_role(server, schema, role, opened):
    from urllib.parse import quote

    return lambda: opened(server.address(user=quote(role), schema=schema))


@pytest.fixture
def grant(tmp_path, address, engine, role):
    del engine
    kit = Kit(tmp_path / "p")

    def run(*words):
        ran = kit.run("postgres", "grant", role, *words, address)
        assert ran.code == 0, ran.err
        return ran

    return run


def test_who_was_granted_nothing(as_role, engine, save):
    save(engine, "t1", {"a": b"1"})
    with pytest.raises(Refused) as error:
        as_role().view().read(["a"])
    assert "kvadmin postgres grant" in error.value.hint
    with pytest.raises(KvadminError), as_role().writing(who="x", command="x"):
        pass
    assert dict(as_role().health())["rights"].startswith("none: ")


def test_a_reader(as_role, grant, engine, save):
    grant("--reader")
    save(engine, "t1", {"a": b"1"}, {"history/1.jsonl": b"1\n"})
    reader = as_role()
    assert reader.view().read(["a", "history/1.jsonl"]) == {"a": b"1", "history/1.jsonl": b"1\n"}
    assert dict(reader.health())["rights"] == "read"
    assert reader.outcome("t1")
    assert not reader.outcome("t2")
    for write in (lambda: save(reader, "t2", {"a": b"2"}), lambda: reader.put({"a": b"2"}), lambda: reader.log("l")):
        with pytest.raises(Refused) as error:
            write()
        assert error.value.code == "cannot-write"
        assert "--writer" in error.value.hint
    assert engine.view().read(["a"]) == {"a": b"1"}
    save(engine, "t3", {"a": b"3"})  # nobody holds the lock


def test_a_writer(as_role, grant, save, server, schema, role):
    grant("--writer")
    writer = as_role()
    save(writer, "t1", {"a": b"1"}, {"history/1.jsonl": b"1\n"})
    save(writer, "t2", {"a": None, "history/1.jsonl": b"2\n"}, forgets=True)
    log = writer.log("l.jsonl")
    log.add(b"1\n", durable=True)
    log.close()
    writer.put({"b": b"1"})
    assert dict(writer.health())["rights"] == "read and write"
    with server.connect(user=role) as connection:
        for statement in (
            "CREATE TABLE {}.x ()", "DROP TABLE {}.documents", "ALTER TABLE {}.meta ADD x int", "TRUNCATE {}.logs",
            "UPDATE {}.meta SET format = 9", "DELETE FROM {}.meta", "DELETE FROM {}.changes",
        ):  # fmt: skip
            with pytest.raises(Exception, match=r"permission denied|must be owner"):
                connection.execute(statement.format(schema))


def test_a_writer_who_becomes_a_reader(as_role, grant, save):
    grant("--writer")
    save(as_role(), "t1", {"a": b"1"})
    grant("--reader")
    with pytest.raises(Refused):
        save(as_role(), "t2", {"a": b"2"})


def test_a_role_that_is_not_there(tmp_path, address, engine):
    del engine
    ran = Kit(tmp_path / "p").run("postgres", "grant", 'no"body', "--reader", address)
    assert ran.code == UnknownName.exit_code
    assert "has no role" in ran.err


def test_a_grant_says_for_what(tmp_path, address):
    assert Kit(tmp_path / "p").run("postgres", "grant", "x", address).code == 2
    assert Kit(tmp_path / "p").run("postgres", "grant", "x", "--reader", "--writer", address).code == 2


def test_only_the_owner_grants(as_role, grant, tmp_path, server, schema, role):
    grant("--writer")
    ran = Kit(tmp_path / "p").run(
        "postgres",
        "grant",
        role,
        "--writer",
        server.address(user=role.replace(" ", "%20").replace('"', "%22"), schema=schema),
    )
    assert ran.code == 1, ran.err


def test_a_database_that_lets_nobody_write(engine, server, opened, address, save):
    server.run(f"ALTER ROLE {server.run('SELECT current_user')[0][0]} SET default_transaction_read_only = on")
    try:
        other = opened()
        with pytest.raises(Refused) as error, other.writing(who="x", command="x") as writing:
            writing.commit(Change("t1", {"a": b"1"}, {"a": None}))
        assert error.value.code == "cannot-write"
        with pytest.raises(Refused):
            other.put({"a": b"1"})
    finally:
        with server.connect() as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute("ALTER ROLE kvadmin_owner RESET default_transaction_read_only")
    assert engine.view().read(["a"]) == {}
    save(opened(), "t1", {"a": b"1"})


@pytest.fixture
def others(server):
    """A member of the owner, a superuser, a group that may write, and a member of it."""
    server.run("CREATE ROLE deputy LOGIN; GRANT kvadmin_owner TO deputy")
    server.run(
        "CREATE ROLE chief LOGIN SUPERUSER; CREATE ROLE writers; CREATE ROLE clerk LOGIN; GRANT writers TO clerk"
    )
    yield
    server.run("DROP OWNED BY writers; DROP OWNED BY clerk")
    server.run("DROP ROLE deputy; DROP ROLE chief; DROP ROLE clerk; DROP ROLE writers")


@pytest.mark.parametrize("option", ["--reader", "--writer", "--reader --dry-run"])
def test_who_may_do_all_is_granted_no_less(server, tmp_path, address, engine, save, others, option):
    """The server would take rights away from the owner, who could not write any more."""
    del others
    for role in (OWNER, "deputy", "chief"):
        ran = Kit(tmp_path / "p").run("postgres", "grant", role, *option.split(), address)
        assert (ran.code, f"{role} may do everything" in ran.err) == (1, True), ran.err
    save(engine, "t1", {"a": b"1"})
    assert server.run("SELECT count(*) FROM pg_roles WHERE rolname = 'deputy'") == [(1,)]


def test_a_reader_who_could_write_through_another_role_is_refused(tmp_path, address, engine, others):
    del others, engine
    kit = Kit(tmp_path / "p")
    assert kit.run("postgres", "grant", "writers", "--writer", address).code == 0
    for more in ([], ["--dry-run"]):
        ran = kit.run("postgres", "grant", "clerk", "--reader", *more, address)
        assert (ran.code, "clerk could write all the same" in ran.err) == (1, True), ran.err


def test_a_dry_run_finds_out_and_grants_nothing(tmp_path, address, engine, as_role, role):
    del engine
    kit = Kit(tmp_path / "p")
    assert kit.run("postgres", "grant", role, "--reader", "--dry-run", address).code == 0
    with pytest.raises(Refused):
        as_role().view().read(["a"])
    assert kit.run("postgres", "grant", "nobody", "--reader", "--dry-run", address).code == UnknownName.exit_code
