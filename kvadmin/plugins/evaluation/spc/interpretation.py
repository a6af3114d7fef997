"""What a judged series means: the two icons of "Making Data Count", and the notes a reader must have."""

from __future__ import annotations

from collections.abc import Sequence

from .types import Direction, KnownLevel, Note, Point, SeriesSegment

#: NHSRplotthedots warns below this many points ("n < 12" in its text, 13 in its code).
SHORT_SEGMENT = 13


def label_side(label: str | None) -> str | None:
    """``high`` or ``low``: which way a label points; ``None`` for common cause."""
    if label is None:
        return None
    return "high" if "Above" in label or "Increasing" in label else "low"


def variation(side: str | None, direction: Direction) -> str:
    """The variation icon of a point whose signal points to ``side``."""
    if side is None:
        return "common_cause"
    if direction == "neutral":
        return f"neutral_{side}"
    return "improvement" if (side == "high") == (direction == "increase") else "concern"


def assurance(target: float | None, direction: Direction, last: Point | None) -> str | None:
    """Whether the process, as its last limits describe it, will reach the target by itself."""
    if target is None or direction == "neutral" or last is None or last.lower is None or last.upper is None:
        return None
    if target > last.upper:
        return "consistent_fail" if direction == "increase" else "consistent_pass"
    if target < last.lower:
        return "consistent_pass" if direction == "increase" else "consistent_fail"
    return "inconsistent"


def last_observed(points: Sequence[Point]) -> Point | None:
    """The last point with a value that counts."""
    return next((p for p in reversed(points) if p.value is not None and not p.excluded), None)


def notes(points: Sequence[Point], segments: Sequence[SeriesSegment], *, with_limits: bool) -> list[Note]:
    """Gaps, short and constant segments, segments without limits."""
    found = _gaps(points)
    for segment in segments:
        part = points[segment.start : segment.stop]
        observed = [p.value for p in part if p.value is not None and not p.excluded]
        name = part[0].period if part else None
        if not observed:
            found.append(Note("no-data", name))
            continue
        settled = segment.known is not None and None not in (segment.known.mean, segment.known.sigma)
        if len(observed) < SHORT_SEGMENT and not settled:
            found.append(Note("short", name, (len(observed), SHORT_SEGMENT)))
        if with_limits and all(p.lower is None for p in part):
            found.append(Note("no-limits", name))
        elif len(observed) > 1 and min(observed) == max(observed) and not settled:
            found.append(Note("constant", name, (observed[0],)))
        elif with_limits and all(p.lower == p.upper for p in part):
            found.append(Note("constant-baseline", name))
    return found


def _gaps(points: Sequence[Point]) -> list[Note]:
    """One note for all periods without a value between the first and the last observed point."""
    known = [i for i, p in enumerate(points) if p.value is not None]
    if not known:
        return []
    missing = [p.period for p in points[known[0] : known[-1] + 1] if p.value is None]
    late = [p.period for p in points[known[-1] + 1 :]]
    found = [Note("gaps", missing[0], tuple(missing))] if missing else []
    return [*found, Note("not-reported", late[0], tuple(late))] if late else found


#: Charts that have a use for a known sigma; of the others the mean, or the data, say what it is.
SIGMA_CHARTS = frozenset({"xmr", "i", "mr", "xbar", "s", "xbar.one", "R", "S"})


def notes_of_extras(points: Sequence[Point], segments: Sequence[SeriesSegment], preset: str, chart: str) -> list[Note]:
    """What was excluded, and what was known in advance, with what the preset makes of it."""
    excluded = [p.period for p in points if p.excluded]
    found = [Note("excluded", excluded[0], tuple(excluded))] if excluded else []
    for segment in segments:
        if segment.known is not None and segment.start < segment.stop:
            found += _notes_of_level(segment.known, points[segment.start].period, preset, chart)
    return found


def _notes_of_level(known: KnownLevel, period: str, preset: str, chart: str) -> list[Note]:
    mean, sigma = known.mean, known.sigma
    used = sigma if chart in SIGMA_CHARTS else None
    if mean is not None and used is not None:
        found = [Note("known-both", period, (mean, used))]
    elif mean is not None:
        found = [Note("known-mean", period, (mean,))]
    else:
        found = [Note("known-sigma", period, (used,))] if used is not None else []
    if sigma is not None and used is None:
        found.append(Note("sigma-unused", period, (sigma, chart)))
    elif preset.startswith("ptd"):
        found.append(Note("known-not-ptd", period))
    elif preset == "qicharts2" and used is not None:
        found.append(Note("sigma-not-qic", period))
    return found
