"""Cutting a series where it is rebased, and finding where a frozen baseline ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .types import JudgingOptions, Note


class Span(NamedTuple):
    """Points ``start`` to ``stop``, of which those before ``baseline_stop`` decide the limits."""

    start: int
    stop: int
    baseline_stop: int


def spans(values: Sequence[float | None], options: JudgingOptions) -> list[Span]:
    """The segments of ``values``: a new one begins at each position of ``options.rebase``.

    A freeze ends the baseline of the segment it lies in; of several in one segment the latest counts. A freeze
    before the first observed point of its segment would leave no baseline, so it is passed over (see
    :func:`event_notes`).
    """
    count = len(values)
    cuts = sorted({p for p in options.rebase if 0 < p < count})
    found = []
    for start, stop in zip([0, *cuts], [*cuts, count], strict=True):
        ends = [p + 1 for p in options.freeze if start <= p < stop]
        if options.fix_after is not None:
            ends.append(min(stop, start + options.fix_after))
        end = max(ends, default=stop)
        found.append(Span(start, stop, end if _observed(values, start, end) else stop))
    return found


def event_notes(periods: Sequence[str], values: Sequence[float | None], options: JudgingOptions) -> list[Note]:
    """Freezes that can't be used as they stand, and those that rest on a short baseline."""
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


def _observed(values: Sequence[float | None], start: int, stop: int) -> int:
    return sum(v is not None for v in values[start:stop])
