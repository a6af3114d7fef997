"""From what was reported and the dated events to a series that can be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..periods import Period, calendar
from .types import KnownLevel, Series

#: What may happen at a period; a target holds from one on and is no event of the series.
EventKind = Literal["freeze", "rebase", "exclude", "annotation", "known"]


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """What happens at a period, with its reason.

    Attributes:
        kind: ``freeze``: ``at`` is the last period of the baseline; ``rebase``: ``at`` is the first of a new segment;
            ``exclude``: its figure is left out; ``annotation``: nothing changes; ``known``: ``mean`` and ``sigma`` are
            known from ``at`` on, which begins a new segment.
        at: The period.
        why: The reason that was given.
        mean, sigma: What is known, in the unit of the figures that are judged.
    """

    kind: EventKind
    at: Period
    why: str = ""
    mean: float | None = None
    sigma: float | None = None


@dataclass(frozen=True, slots=True)
class PlacedSeries:
    """A series with its events as positions, ready for :class:`.JudgingOptions`.

    ``events`` are those that fall inside the series, in the order of time, with their positions.
    """

    series: Series
    freeze: tuple[int, ...]
    rebase: tuple[int, ...]
    events: tuple[tuple[int, DatedEvent], ...]
    exclude: tuple[int, ...] = ()
    known: tuple[KnownLevel, ...] = ()


def place_series(
    values: Mapping[Period, float | None],
    *,
    sizes: Mapping[Period, float | None] | None = None,
    events: Sequence[DatedEvent] = (),
    last: Period | None = None,
) -> PlacedSeries:
    """Put what was reported on the calendar; periods in between that nobody reported become gaps.

    Args:
        values: One kind of period; ``None`` is a gap as well.
        sizes: Denominators by period.
        events: Those outside the series are left out: a rebase of the future changes nothing yet. What is known from
            before its first period holds from there, unless a rebase lies between.
        last: Let the series end here, also when nothing is reported yet (never before the last value).

    Raises:
        InvalidData: Periods of different kinds.
    """
    known = [*values, last] if last is not None and values else list(values)
    periods = calendar(known)
    at = {period: position for position, period in enumerate(periods)}
    placed = sorted(
        ((at[event.at], event) for event in events if event.at in at), key=lambda pair: (pair[0], pair[1].kind)
    )
    earlier = [e for e in events if e.kind in ("rebase", "known") and periods and e.at < periods[0]]
    before = max(earlier, key=lambda event: (event.at, event.kind == "known"), default=None)
    starts = [(position, event) for position, event in placed if event.kind == "known"]
    begun = any(position == 0 and event.kind in ("rebase", "known") for position, event in placed)
    if before is not None and before.kind == "known" and not begun:
        starts.insert(0, (0, before))
    return PlacedSeries(
        series=Series(
            tuple(str(period) for period in periods),
            tuple(values.get(period) for period in periods),
            None if sizes is None else tuple(sizes.get(period) for period in periods),
        ),
        freeze=tuple(position for position, event in placed if event.kind == "freeze"),
        rebase=tuple(position for position, event in placed if event.kind == "rebase"),
        events=tuple(placed),
        exclude=tuple(position for position, event in placed if event.kind == "exclude"),
        known=tuple(KnownLevel(position, event.mean, event.sigma) for position, event in starts),
    )
