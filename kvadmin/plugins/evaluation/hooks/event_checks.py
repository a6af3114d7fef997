"""What ``kvadmin check`` finds in the events of series, held against the figures that are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kvadmin.api import Finding, InvalidData, tr
from kvadmin.api.records import Indicator, SeriesEvent

from ..indicators.definition import TARGETS, event_problems, period_kind
from ..measurements.judged_series import ChartChoice, JudgedSeries, judge_series
from ..measurements.value_files import Measurement, missing_marks
from ..periods import Period, parse_period

#: Kinds that may lie before the first figure: what is known, and what is wanted, holds on.
_HOLDING = ("known", *TARGETS)


def event_findings(
    indicator: Indicator,
    values: Sequence[Measurement],
    place: Callable[..., tuple[str, int, int]],
) -> Iterator[Finding]:
    """Events at periods without figures, events twice, and exclusions that leave too little to judge.

    Args:
        indicator: With its events.
        values: Its stored figures.
        place: Where a field stands: ``place("events", 0, "at")``.
    """
    if any(True for event in indicator.events for _ in event_problems(indicator, event)):
        return  # named already
    yield from _twice(indicator, place)
    reported = _reported(indicator, values)
    kind = period_kind(indicator)
    for index, event in enumerate(indicator.events):
        concerned = [reported.get(event.municipality, set())] if event.municipality else list(reported.values())
        if event.kind not in _HOLDING and _is_empty(parse_period(event.at, kind), concerned):
            yield Finding(
                *place("events", index, "at"),
                "event-empty",
                tr("there is no figure of {at} for this {kind}", at=event.at, kind=tr(event.kind)),
                tr("kvadmin evaluation event remove {id} --kind {kind} --at {at}", **_named(indicator, event)),
                "warning",
            )
    yield from _too_few(indicator, values, place)


def _named(indicator: Indicator, event: SeriesEvent) -> dict[str, str]:
    return {"id": indicator.id, "kind": event.kind, "at": event.at}


def _reported(indicator: Indicator, values: Sequence[Measurement]) -> dict[str, set[Period]]:
    """The periods of each municipality that have a figure."""
    marks = missing_marks(indicator)
    found: dict[str, set[Period]] = {}
    for each in values:
        if each.value not in marks:
            found.setdefault(each.municipality, set()).add(each.period)
    return found


def _is_empty(at: Period, concerned: Sequence[set[Period]]) -> bool:
    """Whether nobody has a figure of the period, although figures go on after it: one of the future may still come."""
    known = [periods for periods in concerned if periods]
    return bool(known) and all(at not in periods for periods in known) and any(at < max(periods) for periods in known)


def _twice(indicator: Indicator, place: Callable[..., tuple[str, int, int]]) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for index, event in enumerate(indicator.events):
        key = (event.kind, event.at, event.municipality or None, event.why if event.kind == "annotation" else None)
        if key in seen:
            text = tr("there is a {kind} at {at} already", kind=tr(event.kind), at=event.at)
            yield Finding(*place("events", index), "event-twice", text, tr("delete one of the two"))
        seen.add(key)


def _too_few(
    indicator: Indicator, values: Sequence[Measurement], place: Callable[..., tuple[str, int, int]]
) -> Iterator[Finding]:
    """Exclusions without which there would be limits, and with which there are none."""
    out = [(index, each) for index, each in enumerate(indicator.events) if each.kind == "exclude"]
    if not out:
        return
    try:
        judged = judge_series(values, indicator, ChartChoice())
    except InvalidData:
        return  # what is wrong with the figures is named elsewhere
    for index, event in out:
        bare = [each.municipality for each in judged if event.municipality in (None, each.municipality)]
        bare = [each.municipality for each in judged if each.municipality in bare and _is_bare(each, event.at)]
        if bare:
            yield Finding(
                *place("events", index, "at"),
                "event-exclude",
                tr(
                    "without the figure of {at} there are no limits for {municipalities}",
                    at=event.at,
                    municipalities=", ".join(bare[:5]) + (" …" if len(bare) > 5 else ""),
                ),
                tr("two neighbouring figures are needed in each part of a series"),
                "warning",
            )


def _is_bare(judged: JudgedSeries, at: str) -> bool:
    """Whether the part of the series that a left-out figure lies in has no limits, and would have them with it."""
    points = judged.judgement.points
    point = next((each for each in points if each.period == at and each.excluded), None)
    if point is None or point.lower is not None:
        return False
    part = [each.value is not None for each in points if each.segment == point.segment]
    return any(one and two for one, two in pairwise(part))
