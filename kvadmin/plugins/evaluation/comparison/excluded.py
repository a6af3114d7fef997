"""Figures that a person has excluded from a series, with a reason: they count for no comparison, either."""

from __future__ import annotations

from kvadmin.api import Session, tr
from kvadmin.api.records import Indicator

from ..indicators.definition import period_kind
from ..measurements.value_files import Measurement
from ..periods import Period, parse_period
from .compared_periods import ComparedPeriods

_MOST_NAMED = 8


def excluded_from(indicator: Indicator) -> set[tuple[str, Period]]:
    """Municipality and period of what is excluded; the municipality empty where it is excluded for all."""
    kind = period_kind(indicator)
    return {
        (each.municipality or "", parse_period(each.at, kind)) for each in indicator.events if each.kind == "exclude"
    }


def without_excluded(
    run: Session, indicator: Indicator, values: list[Measurement], span: ComparedPeriods
) -> list[Measurement]:
    """The values that count; which of those in the periods do not is said."""
    gone = excluded_from(indicator)
    if not gone:
        return values
    kept, named = [], []
    for each in values:
        if (each.municipality, each.period) in gone or ("", each.period) in gone:
            if each.period in span:
                named.append(f"{each.municipality} {each.period}")
        else:
            kept.append(each)
    several = list(dict.fromkeys(named))
    if several:
        run.info(
            tr(
                "{id}: {number} excluded figures are not counted: {which}",
                id=indicator.id,
                number=len(several),
                which=", ".join(several[:_MOST_NAMED]) + (" …" if len(several) > _MOST_NAMED else ""),
            )
        )
    return kept
