"""Cutting a series where it is rebased, and finding where a frozen baseline ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .types import JudgingOptions, KnownLevel, Note


class Span(NamedTuple):
    """Points ``start`` to ``stop``, of which those before ``baseline_stop`` decide the limits."""

    start: int
    stop: int
    baseline_stop: int


def spans(values: Sequence[float | None], options: JudgingOptions) -> list[Span]:
    """The segments of ``values``: a new one begins at each position of ``options.rebase`` and ``options.known``.

    A freeze ends the baseline of the segment it lies in; of several in one segment the latest counts. A freeze
    before the first observed point of its segment would leave no baseline, so it is passed over (see
    :func:`event_notes`).
    """
    values = _counted(values, options)
    count = len(values)
    starts = (*options.rebase, *(each.at for each in options.known))
    cuts = sorted({p for p in starts if 0 < p < count})
    found = []
    for start, stop in zip([0, *cuts], [*cuts, count], strict=True):
        ends = [p + 1 for p in options.freeze if start <= p < stop]
        if options.fix_after is not None:
            ends.append(min(stop, start + options.fix_after))
        end = max(ends, default=stop)
        found.append(Span(start, stop, end if _observed(values, start, end) else stop))
    return found


def level_of(span: Span, options: JudgingOptions) -> KnownLevel | None:
    """What is known in advance of a segment."""
    return next((each for each in options.known if each.at == span.start), None)


def event_notes(periods: Sequence[str], values: Sequence[float | None], options: JudgingOptions) -> list[Note]:
    """Freezes that can't be used as they stand, and those that rest on a short baseline."""
    values = _counted(values, options)
    notes = []
    for span in spans(values, options):
        inside = sorted({p for p in options.freeze if span.start <= p < span.stop})
        notes += [Note("freeze-empty", periods[p]) for p in inside if not _observed(values, span.start, p + 1)]
        observed = _observed(values, span.start, span.baseline_stop)
        if span.baseline_stop < span.stop and observed < SHORT_BASELINE:
            notes.append(Note("freeze-short", periods[span.start], (observed,)))
    notes.extend(Note("freeze-outside") for p in options.freeze if not 0 <= p < len(values))
    return notes


#: NHSRplotthedots refuses to freeze fewer points than this; here it is said in a note.
SHORT_BASELINE = 12


def _counted(values: Sequence[float | None], options: JudgingOptions) -> Sequence[float | None]:
    """The values with gaps in place of those that are left out."""
    out = frozenset(options.exclude)
    return [None if at in out else value for at, value in enumerate(values)] if out else values


def _observed(values: Sequence[float | None], start: int, stop: int) -> int:
    return sum(v is not None for v in values[start:stop])
