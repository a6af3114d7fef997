"""From what was reported and the dated events to a series that can be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..periods import Period, calendar
from .types import Series


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A freeze or a rebase, with its reason.

    Attributes:
        kind: ``freeze``: ``at`` is the last period of the baseline; ``rebase``: ``at`` is the first of a new segment.
        at: The period.
        why: The reason that was given.
    """

    kind: Literal["freeze", "rebase"]
    at: Period
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlacedSeries:
    """A series with its events as positions, ready for :class:`.JudgingOptions`.

    ``events`` are those that fall inside the series, in the order of time, with their positions.
    """

    series: Series
    freeze: tuple[int, ...]
    rebase: tuple[int, ...]
    events: tuple[tuple[int, DatedEvent], ...]


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
        events: Those outside the series are left out: a rebase of the future changes nothing yet.
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
    return PlacedSeries(
        series=Series(
            tuple(str(period) for period in periods),
            tuple(values.get(period) for period in periods),
            None if sizes is None else tuple(sizes.get(period) for period in periods),
        ),
        freeze=tuple(position for position, event in placed if event.kind == "freeze"),
        rebase=tuple(position for position, event in placed if event.kind == "rebase"),
        events=tuple(placed),
    )
