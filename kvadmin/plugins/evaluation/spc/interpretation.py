"""What a judged series means: the two icons of "Making Data Count", and the notes a reader must have."""

from __future__ import annotations

from collections.abc import Sequence

from .types import Direction, Note, Point, SeriesSegment

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
    """The last point with a value."""
    return next((p for p in reversed(points) if p.value is not None), None)


def notes(points: Sequence[Point], segments: Sequence[SeriesSegment], *, with_limits: bool) -> list[Note]:
    """Gaps, short and constant segments, segments without limits."""
    found = _gaps(points)
    for segment in segments:
        part = points[segment.start : segment.stop]
        observed = [p.value for p in part if p.value is not None]
        name = part[0].period if part else None
        if not observed:
            found.append(Note("no-data", name))
            continue
        if len(observed) < SHORT_SEGMENT:
            found.append(Note("short", name, (len(observed), SHORT_SEGMENT)))
        if with_limits and all(p.lower is None for p in part):
            found.append(Note("no-limits", name))
        elif len(observed) > 1 and min(observed) == max(observed):
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
