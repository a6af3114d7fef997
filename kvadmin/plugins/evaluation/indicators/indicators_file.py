"""The record of ``indicators.yaml``."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from typing import ClassVar

from kvadmin.api.records import Indicator, Record


class Indicators(Record, kw_only=True):
    """``indicators.yaml``: all indicators of the programme."""

    collection: ClassVar[str] = "indicators"

    indicators: list[Indicator] = []
