"""The contract of engines, against one that keeps everything in memory; others are tried where they are."""

from __future__ import annotations

import pytest
from store.memory_engine import Memory, MemoryEngine

from kvadmin.testing.engines import EngineContract


class TestMemory(EngineContract):
    outlives = False

    @pytest.fixture
    def connect(self):
        memory = Memory()
        return lambda: MemoryEngine(memory)
