"""A PostgreSQL server for the samples of benchmarks; where none is installed they are skipped, if they may be."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[1] / "plugins_contrib" / "kvadmin-postgres"


@contextmanager
def database_server(benchmark):
    """A server of its own; ``KVADMIN_POSTGRES=required`` makes it an error that there is none.

    Args:
        benchmark: Imports a module of ``benchmarks/``.
    """
    if os.environ.get("KVADMIN_POSTGRES") != "required":
        if find_spec("psycopg") is None:
            pytest.skip("psycopg is not installed")
        if str(PLUGIN / "tests") not in sys.path:
            sys.path.append(str(PLUGIN / "tests"))
        from postgres_server import binaries

        if binaries() is None:
            pytest.skip("no PostgreSQL is installed (Debian: apt install postgresql)")
    with benchmark("engine_places").server() as there:
        yield there
