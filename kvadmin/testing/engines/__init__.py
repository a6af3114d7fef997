"""What every engine promises, as tests to inherit: for who writes one, as docs/engines.md tells.

Example::

    import pytest
    from kvadmin_vault import open_engine, kvadmin_store_engines
    from kvadmin.testing.engines import EngineContract, RecordContract

    class TestVault(EngineContract):
        @pytest.fixture
        def connect(self, tmp_path):
            return lambda: open_engine(tmp_path, "vault:here")

    class TestRecordsInVault(RecordContract):
        address = "vault:here"
        factories = kvadmin_store_engines()

Added in version 0.2.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.testing.engines.engine_contract import EngineContract as EngineContract
    from kvadmin.testing.engines.record_contract import RecordContract as RecordContract

if pytest := sys.modules.get("pytest"):  # a failing test says then what the values were, as in a test module
    pytest.register_assert_rewrite(*(f"{__name__}.{each.stem}" for each in Path(__file__).parent.glob("*_*.py")))

# They import pytest, which who only asks what there is may not have.
__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.testing.engines.engine_contract": "EngineContract",
        "kvadmin.testing.engines.record_contract": "RecordContract",
    },
)
