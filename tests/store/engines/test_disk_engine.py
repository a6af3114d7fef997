"""A folder of files keeps what every engine promises."""

from __future__ import annotations

import pytest

from kvadmin.store.engines.disk_keeper import DiskKeeper
from kvadmin.testing.engines import EngineContract


class TestContract(EngineContract):
    remembers = False

    @pytest.fixture
    def connect(self, tmp_path):
        folder = tmp_path / "programme"
        folder.mkdir()
        return lambda: DiskKeeper(folder).engine
