"""Small multiples: one page after another with a small chart for every municipality of a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Any, NamedTuple

from kvadmin.api.wording import Language

from ..spc.estimates import median
from ..spc.types import Judgement, Point
from .chart import Caption, describe, legend, y_ticks
from .chart_geometry import Box, px, shorten
from .chart_words import chart_word, period_text
from .panel import Panel, draw, extent
from .template import render

COLUMNS, ROWS = 4, 6
_CELL_WIDTH, _CELL_HEIGHT = 250, 150
_MARGIN, _HEAD, _FOOT = 16, 66, 34
_FOOTER_CHARACTERS, _LINE = 165, 15


class SmallChart(NamedTuple):
    """One chart of the page: the name above it and the judged series."""

    name: str
    judgement: Judgement


class Shared(NamedTuple):
    """What the charts of a group have in common.

    Attributes:
        ends: The ends of their value axis.
        periods: The calendar that they all are drawn on.
        middle: The median of the group in each period, a thin line behind every series; ``None`` where nobody reported.
    """

    ends: tuple[float, float]
    periods: tuple[str, ...]
    middle: tuple[float | None, ...]


def shared_by(judgements: Sequence[Judgement], periods: Sequence[str]) -> Shared:
    """One axis, one calendar and the median of several series; figures that are left out count for no median."""
    ends = [extent(each) for each in judgements if each.points]
    values: dict[str, list[float]] = {}
    for each in judgements:
        for point in each.points:
            if point.value is not None and not point.excluded:
                values.setdefault(point.period, []).append(point.value)
    low, high = min((e[0] for e in ends), default=0.0), max((e[1] for e in ends), default=1.0)
    return Shared((low, high), tuple(periods), tuple(median(values.get(period, [])) for period in periods))


def multiples_svg(
    members: Sequence[SmallChart], caption: Caption, shared: Shared | None = None, *, columns: int = COLUMNS
) -> list[str]:
    """Pages of small charts, in the order given.

    Args:
        members: Who is shown; sort them before.
        caption: Title, subtitle, unit and language of the page; its events are not drawn.
        shared: What the charts have in common; without it each has an axis and a calendar of its own.
        columns: How many stand side by side.
    """
    size = columns * ROWS
    pages = [members[at : at + size] for at in range(0, len(members), size)] or [[]]
    return [_page(page, caption, (number, len(pages)), shared, columns) for number, page in enumerate(pages, 1)]


def _page(
    members: Sequence[SmallChart], caption: Caption, at: tuple[int, int], shared: Shared | None, columns: int
) -> str:
    language, (number, pages) = caption.language, at
    foot = wrap(caption.footer, _FOOTER_CHARACTERS)
    rows = max(1, -(-len(members) // columns))
    height = _HEAD + rows * _CELL_HEIGHT + _FOOT + _LINE * len(foot)
    legend_y = height - 14 - _LINE * len(foot)
    marks = legend(members[0].judgement.direction if members else "neutral", language, _MARGIN)
    if any(point.excluded for member in members for point in member.judgement.points):
        marks.append((_MARGIN + 6 + 150 * len(marks), "excluded", chart_word("excluded", language)))
    return render(
        "multiples.svg",
        width=2 * _MARGIN + columns * _CELL_WIDTH,
        height=height,
        language=language,
        title=caption.title,
        subtitle=" · ".join(part for part in (caption.subtitle, caption.unit) if part),
        description="; ".join(member.name for member in members),
        page_text=chart_word("page", language, page=number, pages=pages) if pages > 1 else "",
        charts=[_cell(member, divmod(at, columns), caption, shared) for at, member in enumerate(members)],
        legend=marks,
        legend_y=legend_y,
        middle_x=_MARGIN + 150 * len(marks) if shared else None,
        middle_text=chart_word("group_median", language),
        footer=[(legend_y + 6 + _LINE * k, text) for k, text in enumerate(foot, 1)],
    )


def _cell(member: SmallChart, place: tuple[int, int], caption: Caption, shared: Shared | None) -> dict[str, Any]:
    """One chart at its row and column."""
    left = _MARGIN + place[1] * _CELL_WIDTH
    top = _HEAD + place[0] * _CELL_HEIGHT
    judgement = member.judgement
    box = Box(left + 34, top + 38, left + _CELL_WIDTH - 14, top + _CELL_HEIGHT - 22)
    drawn = on_calendar(judgement, shared.periods) if shared else judgement
    panel = draw(drawn, box, [""] * len(drawn.points), shared.ends if shared else None)
    return {
        "x": left,
        "title": shorten(member.name, 27),
        "title_y": top + 18,
        "description": f"{member.name}: {describe(judgement, caption)}",
        "variation": judgement.variation,
        "side": judgement.side,
        "assurance": judgement.assurance,
        "icon_x": left + _CELL_WIDTH - 60,
        "icon_y": top + 16,
        "panel": panel,
        "middle": _middle(panel, shared.middle) if shared else "",
        "y_ticks": y_ticks(panel, caption.language, most=3),
        "x_ticks": _ends(drawn, panel, caption.language),
    }


def on_calendar(judgement: Judgement, periods: Sequence[str]) -> Judgement:
    """The same series on a longer calendar: before its first point and after its last there is nothing to see.

    Segments keep their numbers and are of no use for anything but telling points apart.
    """
    points = {point.period: point for point in judgement.points}
    if tuple(points) == tuple(periods):
        return judgement
    last = len(judgement.segments) - 1
    order = list(points)
    empty = {
        name: _nothing(name, 0 if not order or name < order[0] else last) for name in periods if name not in points
    }
    at = {name: place for place, name in enumerate(order)}

    def placed(values: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(values[at[period]] if values and period in at else None for period in periods)

    return replace(
        judgement,
        points=tuple(points.get(name) or empty[name] for name in periods),
        targets=placed(judgement.targets),
        seconds=placed(judgement.seconds),
    )


def _nothing(period: str, segment: int) -> Point:
    return Point(period, None, None, None, None, None, None, None, segment)


def _middle(panel: Panel, middle: Sequence[float | None]) -> str:
    """The median of the group as a line that stops where nobody reported."""
    pieces, joined = [], False
    for at, value in enumerate(middle):
        if value is not None:
            pieces.append(f"{'L' if joined else 'M'}{px(panel.across(at))} {px(panel.up(value))}")
        joined = value is not None
    return "".join(pieces)


def _ends(judgement: Judgement, panel: Panel, language: Language) -> list[tuple[str, str, str]]:
    """The first and the last period: place, anchor, text."""
    points = judgement.points
    if not points:
        return []
    first, last = (period_text(points[i].period, language, short=True) for i in (0, -1))
    return [(px(panel.box.left), "", first), (px(panel.box.right), "end", last)]
