"""Many municipalities in one picture: the one in the middle, and the half around it, period by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from kvadmin.api.wording import Language, number

from ..charts.chart_geometry import Box, Scale, px, tick_decimals, ticks, value_range
from ..charts.chart_words import axis_labels
from ..charts.template import render
from ..periods import Period, calendar

_WIDTH, _HEIGHT = 760, 300
_LABEL_WIDTH = 66


class SpreadPoint(NamedTuple):
    """A period: the figure in the middle, and the quarters below and above it (R's quantiles of type 7)."""

    period: Period
    low: float
    middle: float
    high: float


def spread_points(values: Mapping[Period, Sequence[float]], least: int) -> list[SpreadPoint]:
    """The periods of which at least ``least`` municipalities have a figure, in the order of time."""
    found = []
    for period in sorted(values, key=lambda each: each.ordinal):
        several = sorted(values[period])
        if len(several) >= max(least, 2):
            low, _, high = quantiles(several, n=4, method="inclusive")
            found.append(SpreadPoint(period, round(low, 10), round(median(several), 10), round(high, 10)))
    return found


def spread_svg(
    points: Sequence[SpreadPoint], *, title: str, unit: str, words: tuple[str, str], alt: str, language: Language
) -> str:
    """The picture; a period without enough figures is a gap.

    Args:
        points: At least one.
        title: The indicator.
        unit: Above the axis.
        words: What the line and the band are.
        alt: The picture in words.
        language: Of the figures.
    """
    periods = calendar([each.period for each in points])
    at = {period: place for place, period in enumerate(periods)}
    box = Box(56, 66, _WIDTH - 20, _HEIGHT - 46)
    across = Scale(-0.5, max(len(periods), 1) - 0.5, box.left, box.right)
    low, high = value_range([value for each in points for value in each[1:]])
    up = Scale(low, high, box.bottom, box.top)
    marks = ticks(low, high, 5)
    room = int(box.width // _LABEL_WIDTH)
    bands, lines = [], []
    for piece in _pieces(points):
        xs = [across(at[each.period]) for each in piece]
        upper = [f"{px(x)} {px(up(each.high))}" for x, each in zip(xs, piece, strict=True)]
        lower = [f"{px(x)} {px(up(each.low))}" for x, each in zip(xs, piece, strict=True)]
        bands.append(f"M{'L'.join([*upper, *reversed(lower)])}Z")
        lines.append("M" + "L".join(f"{px(x)} {px(up(each.middle))}" for x, each in zip(xs, piece, strict=True)))
    return render(
        "spread.svg",
        width=_WIDTH,
        height=_HEIGHT,
        language=language,
        title=title,
        unit=unit,
        description=alt,
        box=box,
        bands=bands,
        lines=lines,
        dots=[(px(across(at[each.period])), px(up(each.middle))) for each in points],
        alone=[
            (px(across(at[piece[0].period])), px(up(piece[0].high)), px(up(piece[0].low)))
            for piece in _pieces(points)
            if len(piece) == 1
        ],
        y_ticks=[(px(up(mark)), number(mark, language, tick_decimals(marks))) for mark in marks],
        x_ticks=[
            (px(across(place)), text)
            for place, text in axis_labels(tuple(str(each) for each in periods), language, room)
        ],
        words=words,
    )


def _pieces(points: Sequence[SpreadPoint]) -> list[list[SpreadPoint]]:
    """Stretches of neighbouring periods."""
    pieces: list[list[SpreadPoint]] = []
    for each in points:
        if pieces and pieces[-1][-1].period.next == each.period:
            pieces[-1].append(each)
        else:
            pieces.append([each])
    return pieces
