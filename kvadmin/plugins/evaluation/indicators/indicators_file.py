"""The record of ``indicators.yaml``."""

from __future__ import annotations

from typing import ClassVar

from kvadmin.api.records import Indicator, Record


class Indicators(Record, kw_only=True):
    """``indicators.yaml``: all indicators of the programme."""

    collection: ClassVar[str] = "indicators"

    indicators: list[Indicator] = []
