"""The funnel of an indicator: one value per municipality over the chosen periods."""

from __future__ import annotations

from dataclasses import replace

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.records import Indicator

from ..indicators.definition import period_kind
from ..measurements.judged_series import factor
from ..measurements.value_files import missing_marks, read_values
from .compared import Compared, similar_group, similar_members
from .compared_periods import latest_span, parse_span
from .excluded import without_excluded
from .funnel import funnel
from .funnel_answer import FunnelAnswer
from .funnel_types import CountRow, FunnelKind, FunnelMethod
from .totals import totals


def kind_of(indicator: Indicator) -> FunnelKind:
    """A rate where the indicator is one (``per``), else a proportion."""
    return "rate" if indicator.per is not None else "proportion"


def method_for(
    indicator: Indicator, wanted: FunnelMethod, *, kind: FunnelKind | None, times: float | None
) -> FunnelMethod:
    """The method as it was asked for, and where nothing was asked, as the indicator is."""
    chosen = kind or kind_of(indicator)
    usual = 1.0 if chosen == "ratio" else factor(indicator)
    return replace(wanted, kind=chosen, multiplier=usual if times is None else times)


def indicator_funnel(
    run: Session, indicator: Indicator, who: Compared, method: FunnelMethod, period: str | None
) -> FunnelAnswer | None:
    """The funnel of an indicator; ``None`` where nobody has figures in the periods.

    Raises:
        UsageError: The indicator's figures have no denominators.
        InvalidData: ``period`` is none of the indicator's.
    """
    values = who.keeps(read_values(run.data, indicator))
    if values and not any(each.denominator for each in values):
        raise UsageError(
            tr("a funnel needs denominators, and {id} has none", id=indicator.id),
            hint=f"kvadmin evaluation ranks {indicator.id}",
            code="chart-does-not-fit",
        )
    span = parse_span(period, period_kind(indicator)) if period else latest_span(values)
    if span is None:
        return None
    values = without_excluded(run, indicator, values, span)
    found = totals(values, span, missing_marks(indicator), who.may_show(indicator))
    members = similar_members(who, found.found)
    kept = set(found.found)
    if who.own is not None:
        kept &= {who.own.number, *(each.municipality.number for each in members)}
    if not kept:
        return None
    rows = [CountRow(number, *found.found[number][:2]) for number in sorted(kept)]
    made = funnel(rows, method)
    own = similar_group(who, members, {each.group: each.value for each in made.compared if each.value is not None})
    return FunnelAnswer(
        indicator.id,
        str(span),
        made,
        who,
        {number: found.found[number].periods for number in kept},
        found.missing if who.own is None else (),
        found.hidden,
        own,
    )
