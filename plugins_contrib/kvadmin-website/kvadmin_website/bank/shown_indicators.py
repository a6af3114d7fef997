"""The indicators of the programme, as far as the site names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kvadmin.api.records import Indicator, Record

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


class SiteIndicators(Record, kw_only=True):
    """``indicators.yaml`` as this plugin reads it: the record of the evaluation is not among the public ones."""

    collection: ClassVar[str] = "indicators"

    indicators: list[Indicator] = []


def stored_indicators(data: Snapshot) -> list[Indicator]:
    """The indicators of ``indicators.yaml``."""
    record = data.find(SiteIndicators)
    return list(record.indicators) if record else []
