"""Figures of an indicator as documents write them: with its unit."""

from __future__ import annotations

from decimal import Decimal

from kvadmin.api.records import Indicator
from kvadmin.api.wording import Language, number, percent


def with_unit(
    value: float | Decimal, indicator: Indicator | None, language: Language, decimals: int | None = None
) -> str:
    """``8,4 %``, ``12 dager``; the figure alone where the indicator has no unit."""
    if indicator is not None and indicator.is_percent:
        return percent(value, language, decimals)
    unit = indicator.unit.strip() if indicator is not None else ""
    return f"{number(value, language, decimals)} {unit}".strip()
