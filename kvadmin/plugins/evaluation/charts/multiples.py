"""Small multiples: one page after another with a small chart for every municipality of a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from kvadmin.api.wording import Language

from ..spc.types import Judgement
from .chart import Caption, describe, legend, y_ticks
from .chart_geometry import Box, px, shorten
from .chart_words import chart_word, period_text
from .panel import Panel, draw
from .template import render

COLUMNS, ROWS = 4, 6
_CELL_WIDTH, _CELL_HEIGHT = 250, 150
_MARGIN, _HEAD, _FOOT = 16, 66, 34


class SmallChart(NamedTuple):
    """One chart of the page: the name above it and the judged series."""

    name: str
    judgement: Judgement


def multiples_svg(members: Sequence[SmallChart], caption: Caption, *, columns: int = COLUMNS) -> list[str]:
    """Pages of small charts, in the order given; each chart has its own value axis.

    Args:
        members: Who is shown; sort them before.
        caption: Title, subtitle, unit and language of the page; its events are not drawn.
        columns: How many stand side by side.
    """
    size = columns * ROWS
    pages = [members[at : at + size] for at in range(0, len(members), size)] or [[]]
    return [_page(page, caption, columns, (number, len(pages))) for number, page in enumerate(pages, 1)]


def _page(members: Sequence[SmallChart], caption: Caption, columns: int, place: tuple[int, int]) -> str:
    language = caption.language
    number, pages = place
    rows = max(1, -(-len(members) // columns))
    height = _HEAD + rows * _CELL_HEIGHT + _FOOT
    return render(
        "multiples.svg",
        width=2 * _MARGIN + columns * _CELL_WIDTH,
        height=height,
        language=language,
        title=caption.title,
        subtitle=" · ".join(part for part in (caption.subtitle, caption.unit) if part),
        description="; ".join(member.name for member in members),
        page_text=chart_word("page", language, page=number, pages=pages) if pages > 1 else "",
        charts=[_cell(member, divmod(at, columns), caption) for at, member in enumerate(members)],
        legend=legend(members[0].judgement.direction if members else "neutral", language, _MARGIN),
        legend_y=height - 14,
    )


def _cell(member: SmallChart, place: tuple[int, int], caption: Caption) -> dict[str, Any]:
    """One chart at its row and column."""
    left = _MARGIN + place[1] * _CELL_WIDTH
    top = _HEAD + place[0] * _CELL_HEIGHT
    judgement = member.judgement
    box = Box(left + 34, top + 38, left + _CELL_WIDTH - 14, top + _CELL_HEIGHT - 22)
    panel = draw(judgement, box, [""] * len(judgement.points))
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
        "y_ticks": y_ticks(panel, caption.language, most=3),
        "x_ticks": _ends(judgement, panel, caption.language),
    }


def _ends(judgement: Judgement, panel: Panel, language: Language) -> list[tuple[str, str, str]]:
    """The first and the last period: place, anchor, text."""
    points = judgement.points
    if not points:
        return []
    first, last = (period_text(points[i].period, language, short=True) for i in (0, -1))
    return [(px(panel.box.left), "", first), (px(panel.box.right), "end", last)]
