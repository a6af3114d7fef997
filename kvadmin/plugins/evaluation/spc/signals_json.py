"""A judgement as the JSON of ``evaluation signals`` has it."""

from __future__ import annotations

from typing import Any

from .note_words import note_text
from .types import Judgement, SeriesSegment


def judgement_json(judgement: Judgement, *, indicator: str, municipality: str | None) -> dict[str, Any]:
    """One entry of ``series`` in the contract, with a few fields more.

    They are ``chart``, ``to``, ``runs``, ``known``, and limits and targets per point.
    ``mean`` is the centre line, whatever the chart calls it. ``lower`` and ``upper`` of a segment are ``null`` when
    they differ from point to point; every point has its own.
    """
    points = judgement.points
    return {
        "indicator": indicator,
        "municipality": municipality,
        "preset": judgement.preset,
        "chart": judgement.chart,
        "segments": [_segment(judgement, segment) for segment in judgement.segments],
        "points": [
            {
                "period": p.period,
                "value": _plain(p.value),
                "label": p.label,
                "mean": _plain(p.centre),
                "lower": _plain(p.lower),
                "upper": _plain(p.upper),
                "excluded": p.excluded,
                "target": _plain(judgement.targets[at] if judgement.targets else None),
                "second_target": _plain(judgement.seconds[at] if judgement.seconds else None),
            }
            for at, p in enumerate(points)
        ],
        "target": _plain(judgement.target),
        "variation": judgement.variation,
        "assurance": judgement.assurance,
        "notes": [note_text(note, "en") for note in judgement.notes],
    }


def _segment(judgement: Judgement, segment: SeriesSegment) -> dict[str, Any]:
    points = judgement.points
    found: dict[str, Any] = {
        "from": points[segment.start].period if segment.start < segment.stop else None,
        "to": points[segment.stop - 1].period if segment.start < segment.stop else None,
        "mean": _plain(segment.centre),
        "lower": _plain(segment.lower),
        "upper": _plain(segment.upper),
        "frozen_at": points[segment.baseline_stop - 1].period if segment.baseline_stop < segment.stop else None,
        "runs": segment.runs._asdict() if segment.runs else None,
        "known": {"mean": segment.known.mean, "sigma": segment.known.sigma} if segment.known else None,
    }
    return found


def _plain(value: float | None) -> float | None:
    """Twelve significant digits: 7.445 instead of 7.444999999999999, still far inside 1e-8."""
    return None if value is None else float(f"{value:.12g}")
