"""The ranks of an indicator: one value per municipality with an interval, its rank and quartile with what is open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from kvadmin.api import Session
from kvadmin.api.records import Indicator

from ..indicators.definition import period_kind
from ..measurements.judged_series import factor
from ..measurements.value_files import Measurement, missing_marks, read_values
from .compared import Compared, SimilarGroup, similar_group, similar_members
from .compared_periods import ComparedPeriods, latest_span, parse_span
from .excluded import without_excluded
from .intervals import Confidence, ValueInterval, by_process, garwood, wilson
from .quantiles.trimming import quantile
from .rank_sets import RankSet, rank_sets
from .totals import ProcessMean, Total, process_means, totals

RankMethod = Literal["wilson", "garwood", "process"]
#: All ranks hold together, and each interval by itself, at this level.
LEVEL = 0.95


class RankedValue(NamedTuple):
    """A municipality's value and place.

    ``interval`` is its own at 95 %; ``together`` holds with those of all others at 95 % and decides the rank.
    ``numerator`` and ``denominator`` are ``None`` for a mean.
    """

    municipality: str
    value: float
    interval: ValueInterval
    together: ValueInterval
    rank: RankSet
    periods: int
    numerator: float | None = None
    denominator: float | None = None


class Ranking(NamedTuple):
    """An indicator's ranks, the best first; ``quartiles`` are the values at a quarter, the half and three quarters."""

    indicator: Indicator
    span: ComparedPeriods
    method: RankMethod
    ranked: list[RankedValue]
    quartiles: tuple[float, float, float]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]
    hidden: int
    similar: SimilarGroup | None


class _Figure(NamedTuple):
    value: float
    own: ValueInterval
    together: ValueInterval
    periods: int
    numerator: float | None = None
    denominator: float | None = None


def high_is_best(indicator: Indicator) -> bool:
    """Rank 1 is the highest value, unless less is better."""
    return indicator.direction != "decrease"


def ranking(run: Session, indicator: Indicator, who: Compared, period: str | None) -> Ranking | None:
    """The ranks of an indicator; ``None`` where nobody has figures in the periods.

    Raises:
        InvalidData: ``period`` is none of the indicator's.
    """
    values = who.keeps(read_values(run.data, indicator))
    span = parse_span(period, period_kind(indicator)) if period else latest_span(values)
    if span is None:
        return None
    values = without_excluded(run, indicator, values, span)
    method, sums, missing, hidden, left_out = _sums(indicator, values, span, who)
    members = similar_members(who, sums)
    if who.own is not None:
        kept = {who.own.number, *(each.municipality.number for each in members)}
        sums = {number: each for number, each in sums.items() if number in kept}
        missing = left_out = ()
    if not sums:
        return None
    figures = _figures(indicator, sums, method)
    places = rank_sets(
        [each.value for each in figures.values()],
        [each.together for each in figures.values()],
        high_is_best=high_is_best(indicator),
    )
    ranked = [
        RankedValue(number, each.value, each.own, each.together, place, *each[3:])
        for (number, each), place in zip(figures.items(), places, strict=True)
    ]
    ranked.sort(key=lambda each: (each.rank.first, each.municipality))
    ordered = sorted(each.value for each in ranked)
    quartiles = (quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75))
    own = similar_group(who, members, {number: each.value for number, each in figures.items()})
    return Ranking(indicator, span, method, ranked, quartiles, left_out, missing, hidden, own)


def _sums(
    indicator: Indicator, values: list[Measurement], span: ComparedPeriods, who: Compared
) -> tuple[RankMethod, Mapping[str, Total | ProcessMean], tuple[str, ...], int, tuple[str, ...]]:
    """The method, what each municipality has, who has nothing, how many are hidden, whose figures cannot be."""
    marks, may_show = missing_marks(indicator), who.may_show(indicator)
    if not any(each.denominator for each in values):
        means, missing, hidden = process_means(values, span, marks, may_show)
        return "process", means, missing, hidden, ()
    found = totals(values, span, marks, may_show)
    is_part = indicator.per is None
    good = {
        number: each
        for number, each in found.found.items()
        if each.denominator > 0 and each.numerator >= 0 and not (is_part and each.numerator > each.denominator)
    }
    left_out = tuple(number for number in found.found if number not in good)
    return "wilson" if is_part else "garwood", good, found.missing, found.hidden, left_out


def _figures(indicator: Indicator, sums: Mapping[str, Total | ProcessMean], method: RankMethod) -> dict[str, _Figure]:
    alone, joint = Confidence.of(LEVEL), Confidence.joint(LEVEL, len(sums))
    times = factor(indicator)
    of_counts = wilson if method == "wilson" else garwood
    figures = {}
    for number, each in sums.items():
        if isinstance(each, Total):
            own = of_counts(each.numerator, each.denominator, alone, times)
            together = of_counts(each.numerator, each.denominator, joint, times)
            ratio = each.numerator / each.denominator * times
            figures[number] = _Figure(ratio, own, together, each.periods, each.numerator, each.denominator)
        else:
            own, together = (
                _within(indicator, by_process(each.mean, each.error, each.degrees, level)) for level in (alone, joint)
            )
            figures[number] = _Figure(each.mean, own, together, each.periods)
    return figures


def _within(indicator: Indicator, interval: ValueInterval) -> ValueInterval:
    """A percentage lies from 0 to 100, whatever its chart says."""
    if not indicator.is_percent or math.isinf(interval.lower):
        return interval
    return ValueInterval(max(0.0, interval.lower), min(100.0, interval.upper))
