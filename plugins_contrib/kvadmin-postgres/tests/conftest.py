"""One server for all tests, and an empty database for each."""

from __future__ import annotations

import hashlib
import itertools
import os
from pathlib import Path

import postgres_server
import pytest
from cutting_proxy import proxy_to
from kvadmin_postgres.engine import open_engine
from postgres_server import OWNER

from kvadmin.api.engines import Change

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """A server; where none is installed the tests are skipped, or fail with KVADMIN_POSTGRES=required."""
    if postgres_server.binaries() is None and os.environ.get("KVADMIN_POSTGRES") != "required":
        pytest.skip("no PostgreSQL is installed (Debian: apt install postgresql)")
    with postgres_server.running(fsync=False) as cluster:
        yield cluster


@pytest.fixture
def schema():
    """The name of a schema that nothing is in."""
    return f"programme_{next(_NUMBERS)}"


@pytest.fixture
def address(server, schema):
    """Where a programme may be: an empty schema, by the socket."""
    return server.address(schema=schema)


@pytest.fixture
def opened(address, tmp_path):
    """Makes engines on that database, each of its own connections; all are closed in the end."""
    engines = []

    def one(where=address):
        engines.append(open_engine(Path(tmp_path), where))
        return engines[-1]

    yield one
    for each in engines:
        each.close()


@pytest.fixture
def engine(opened):
    """An engine on an empty programme."""
    made = opened()
    with made.writing(who="Kari", command="init"):
        pass
    return made


@pytest.fixture
def proxy(server):
    """A proxy that cuts, before the server's socket."""
    with proxy_to(str(server.folder / f".s.PGSQL.{server.port}")) as one:
        yield one


@pytest.fixture
def cut_off(opened, proxy, engine, schema):
    """An engine behind that proxy; its programme is that of ``engine``."""
    del engine
    return opened(f"postgresql://{OWNER}@127.0.0.1:{proxy.port}/postgres?schema={schema}")


def revision(content):
    """The revision of bytes; None of none."""
    return None if content is None else hashlib.sha256(content).hexdigest()


@pytest.fixture
def save():
    """Makes a change of contents in an engine, as they are now."""

    def change(engine, token, contents, added=None, **more):
        with engine.writing(who="Kari", command="test") as writing:
            now = writing.view.read(list(contents))
            expected = {name: revision(now.get(name)) for name in contents}
            writing.commit(Change(token, contents, expected, added or {}, **more))

    return change
