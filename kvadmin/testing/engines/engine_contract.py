"""What every engine promises of contents, logs and changes (:mod:`kvadmin.extension.engines`), as tests to inherit."""

from __future__ import annotations

from kvadmin.testing.engines.engine_beside import BesideTrial
from kvadmin.testing.engines.engine_changes import ChangeTrial
from kvadmin.testing.engines.engine_deaths import DeathTrial
from kvadmin.testing.engines.engine_forgetting import ForgettingTrial
from kvadmin.testing.engines.engine_holding import HoldingTrial
from kvadmin.testing.engines.engine_names import NameTrial
from kvadmin.testing.engines.engine_queries import QueryTrial
from kvadmin.testing.engines.engine_reading import ReadingTrial
from kvadmin.testing.engines.engine_wholeness import WholeTrial
from kvadmin.testing.engines.engine_writers import WriterTrial


class EngineContract(
    ReadingTrial,
    QueryTrial,
    ChangeTrial,
    WriterTrial,
    BesideTrial,
    DeathTrial,
    ForgettingTrial,
    HoldingTrial,
    NameTrial,
    WholeTrial,
):
    """Every promise of :class:`kvadmin.api.engines.Engine` as a test.

    Subclass it with a fixture ``connect``: a function that opens one more connection to a store of the test's own, as
    another process would; the store is empty at first. What an engine keeps in files belongs below ``tmp_path``, where
    it is looked for what should be forgotten.

    Added in version 0.2.
    """
