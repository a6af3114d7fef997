"""The records' contract, which kvadmin's own tests hold: all of it on PostgreSQL."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from kvadmin.api.hooks import EngineFactory

CORE = Path(__file__).resolve().parents[3] / "tests"
if not (CORE / "store" / "contract.py").is_file():
    pytest.skip("the tests of kvadmin itself are not beside these", allow_module_level=True)
sys.path.append(str(CORE))
EngineContract = importlib.import_module("store.contract").EngineContract
RECORDS = importlib.import_module("store.records")


class TestPostgres(EngineContract):
    @pytest.fixture
    def store(self, tmp_path, engine, address):
        from kvadmin.store.store import open_store

        del engine  # the tables are there
        (tmp_path / "programme.yaml").write_text(f'schema: 1\nstore: "{address}"\n', encoding="utf-8")
        factory = EngineFactory("postgresql", "kvadmin_postgres.engine:open_engine")
        store = open_store(tmp_path, RECORDS.COLLECTIONS, RECORDS.FIELDS, engines=[factory])
        yield store
        store.close()
