"""From a judged series to shapes in a box: the part that the full chart and the small one share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..spc.interpretation import label_side, variation
from ..spc.types import Direction, Judgement, Point
from .chart_geometry import Box, Scale, px, value_range


class ChartDot(NamedTuple):
    """One point: where, which shape (also told apart without colour), and what a pointer shows."""

    x: str
    y: str
    shape: str
    title: str


class Panel(NamedTuple):
    """The shapes of one series, as SVG path data.

    ``centre_signal`` is the centre line where the Anhøj rules give a signal; ``gaps`` are left edge and width of
    the periods without a value.
    """

    box: Box
    across: Scale
    up: Scale
    trace: str
    centre: str
    centre_signal: str
    limits: str
    target: str
    second: str
    dots: list[ChartDot]
    gaps: list[tuple[str, str]]


def shape(point: Point, direction: Direction) -> str:
    """``common`` | ``improvement`` | ``concern`` | ``neutral`` | ``excluded``: what a point's mark looks like."""
    if point.excluded:
        return "excluded"
    side = label_side(point.label)
    return "common" if side is None else variation(side, direction).partition("_")[0]


def extent(judgement: Judgement) -> tuple[float, float]:
    """The least and the greatest of everything that is drawn of a series, with air around."""
    points = judgement.points
    lines = (v for p in points for v in (p.value, p.lower, p.upper, p.centre))
    return value_range([*lines, judgement.target, *judgement.targets, *judgement.seconds])


def draw(judgement: Judgement, box: Box, titles: Sequence[str], shared: tuple[float, float] | None = None) -> Panel:
    """Place ``judgement`` in ``box``.

    Args:
        judgement: The series.
        box: Where.
        titles: The pointer texts, one per point.
        shared: The ends of the value axis, where several charts have one; else those of :func:`extent`.
    """
    points = judgement.points
    across = Scale(-0.5, max(len(points), 1) - 0.5, box.left, box.right)
    low, high = shared or extent(judgement)
    up = Scale(low, high, box.bottom, box.top)
    unusual = {k for k, segment in enumerate(judgement.segments) if segment.runs and segment.runs.signal}
    limits = " ".join(_steps(points, across, up, name) for name in ("lower", "upper"))
    return Panel(
        box=box,
        across=across,
        up=up,
        trace=" ".join(_trace(points, across, up)),
        centre=_steps(
            [p if p.segment not in unusual else p._replace(centre=None) for p in points], across, up, "centre"
        ),
        centre_signal=_steps(
            [p if p.segment in unusual else p._replace(centre=None) for p in points], across, up, "centre"
        ),
        limits=limits.strip(),
        target=_level(judgement.targets, box, across, up),
        second=_level(judgement.seconds, box, across, up),
        dots=[
            ChartDot(px(across(i)), px(up(p.value)), shape(p, judgement.direction), titles[i])
            for i, p in enumerate(points)
            if p.value is not None
        ],
        gaps=list(_gaps(points, across)),
    )


def _level(values: Sequence[float | None], box: Box, across: Scale, up: Scale) -> str:
    """A wanted value as a line, in steps where it changes; nothing where there is none."""
    if values and values[0] is not None and len(set(values)) == 1:
        return f"M{px(box.left)} {px(up(values[0]))}H{px(box.right)}"
    pieces: list[str] = []
    at, joined = 0, False
    for value, same in groupby(values):
        start, at = at, at + len(list(same))
        if value is not None:
            left, right, y = px(across(start - 0.5)), px(across(at - 0.5)), px(up(value))
            pieces.append(f"V{y}H{right}" if joined else f"M{left} {y}H{right}")
        joined = value is not None
    return "".join(pieces)


def _gaps(points: Sequence[Point], across: Scale) -> Iterator[tuple[str, str]]:
    """Left edge and width of each stretch of missing periods."""
    at = 0
    for missing, same in groupby(points, key=lambda p: p.value is None):
        count = len(list(same))
        if missing:
            yield px(across(at - 0.5)), px(across(at + count) - across(at))
        at += count


def _trace(points: Sequence[Point], across: Scale, up: Scale) -> Iterator[str]:
    """The line through the values; it stops at gaps and where a new segment begins."""
    last: Point | None = None
    for i, point in enumerate(points):
        if point.value is not None:
            joined = last is not None and last.value is not None and last.segment == point.segment
            yield f"{'L' if joined else 'M'}{px(across(i))} {px(up(point.value))}"
        last = point


def _steps(points: Sequence[Point], across: Scale, up: Scale, name: str) -> str:
    """A line that is level under each point, one piece per segment; it breaks where the level is not known."""
    pieces = []
    levels = [(p.segment, getattr(p, name)) for p in points]
    joined = False
    at = 0
    previous = None
    for (segment, level), same in groupby(levels):
        count = len(list(same))
        if level is None:
            joined = False
        else:
            y = px(up(level))
            start, stop = px(across(at - 0.5)), px(across(at + count - 0.5))
            pieces.append(f"V{y} H{stop}" if joined and segment == previous else f"M{start} {y} H{stop}")
            joined = True
        previous = segment
        at += count
    return " ".join(pieces)
