"""Limits that no figure can reach, cut where figures end: at 0 and at 100 %."""

from __future__ import annotations

from dataclasses import replace

from .types import Judgement, Note


def cut_limits(judgement: Judgement, *, floor: float | None = 0.0, ceiling: float | None = None) -> Judgement:
    """The judgement with its limits inside ``floor`` and ``ceiling``; labels and icons stay those of the whole limits.

    A series with values below the floor is one whose figures do not end there: its limits are not cut at it. Where
    limits were cut is said in a note.
    """
    notes = list(judgement.notes)
    if floor is not None and any(p.value is not None and p.value < floor for p in judgement.points):
        floor = None
        notes.append(Note("limits-not-cut"))
    known = [v for p in judgement.points for v in (p.lower, p.upper) if v is not None]
    cut: list[str] = []
    if floor is not None and any(v < floor for v in known):
        cut.append(f"{floor:g}")
    if ceiling is not None and any(v > ceiling for v in known):
        cut.append(f"{ceiling:g}")
    if not cut:
        return replace(judgement, notes=tuple(notes))

    def inside(value: float | None) -> float | None:
        if value is None:
            return None
        value = value if floor is None else max(floor, value)
        return value if ceiling is None else min(ceiling, value)

    points = tuple(
        p._replace(
            lower=inside(p.lower),
            upper=inside(p.upper),
            near_lower=inside(p.near_lower),
            near_upper=inside(p.near_upper),
        )
        for p in judgement.points
    )
    segments = tuple(s._replace(lower=inside(s.lower), upper=inside(s.upper)) for s in judgement.segments)
    return replace(judgement, points=points, segments=segments, notes=(*notes, Note("limits-cut", None, tuple(cut))))
