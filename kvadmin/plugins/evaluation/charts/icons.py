"""The table municipality x indicator: what each series is doing, and whether it will reach its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from kvadmin.api.wording import Language, number

from ..spc.interpretation import last_observed
from ..spc.note_words import ASSURANCES, VARIATIONS
from ..spc.types import Judgement
from .chart import assurance_text, decimals_of, variation_text
from .chart_words import chart_word
from .template import render

_ROW, _NAME_WIDTH, _CELL_WIDTH = 36, 230, 150
_MARGIN, _HEAD, _KEY_ROW = 16, 112, 36
_HEAD_CHARACTERS, _HEAD_LINES, _HEAD_LEADING = 22, 3, 15
PER_PAGE = 30


class IconRow(NamedTuple):
    """One municipality: its name, and its judged series by the indicator's id (absent = nothing reported).

    ``goals`` has the state of its own goal in words, for the indicators that it has one on.
    """

    name: str
    series: Mapping[str, Judgement]
    goals: Mapping[str, str] = {}


class IconColumn(NamedTuple):
    """One column: the indicator's id, its label, and how many decimals its values have (as the data when ``None``)."""

    indicator: str
    label: str
    decimals: int | None = None


def icons_svg(
    rows: Sequence[IconRow],
    headings: Sequence[IconColumn],
    *,
    title: str,
    subtitle: str = "",
    language: Language = "nb",
) -> list[str]:
    """Pages of the icon table, :data:`PER_PAGE` municipalities each, with a key below.

    Every icon differs in shape as well as in colour, and each cell says in words what it shows.
    """
    pages = [rows[at : at + PER_PAGE] for at in range(0, len(rows), PER_PAGE)] or [[]]
    return [
        _page(page, headings, (title, subtitle), language, (place, len(pages))) for place, page in enumerate(pages, 1)
    ]


def _page(
    rows: Sequence[IconRow],
    headings: Sequence[IconColumn],
    titles: tuple[str, str],
    language: Language,
    at: tuple[int, int],
) -> str:
    width = max(2 * _MARGIN + _NAME_WIDTH + _CELL_WIDTH * len(headings), 760)
    key_y = _HEAD + _ROW * len(rows) + 34
    key, bottom = _key(language, key_y + 26, width)
    return render(
        "icons.svg",
        width=width,
        height=bottom + 26,
        language=language,
        title=titles[0],
        subtitle=titles[1],
        description=chart_word("table", language, rows=len(rows)),
        page_text=chart_word("page", language, page=at[0], pages=at[1]) if at[1] > 1 else "",
        row_head=chart_word("municipality", language),
        head_y=_HEAD - 22,
        heads=[(_column(k), _head_lines(h.label)) for k, h in enumerate(headings)],
        rows=[_row(row, headings, place, language) for place, row in enumerate(rows)],
        key_head=chart_word("key", language),
        key_y=key_y,
        key=key,
    )


def _column(place: int) -> int:
    return _MARGIN + _NAME_WIDTH + _CELL_WIDTH * place


def _head_lines(label: str) -> list[tuple[int, str]]:
    """A heading in at most two lines, the last one on the base line."""
    lines = wrap(label, _HEAD_CHARACTERS, max_lines=_HEAD_LINES, placeholder=" …") or [""]
    return [(-_HEAD_LEADING * (len(lines) - 1 - k), text) for k, text in enumerate(lines)]


def _row(row: IconRow, headings: Sequence[IconColumn], place: int, language: Language) -> dict[str, Any]:
    y = _HEAD + _ROW * place + 6
    cells = [
        _cell(row.series.get(h.indicator), h, _column(k), language) | _goal(row.goals.get(h.indicator, ""), language)
        for k, h in enumerate(headings)
    ]
    return {"name": row.name, "y": y, "line": y + _ROW // 2, "cells": cells}


def _goal(state: str, language: Language) -> dict[str, str]:
    """What a cell says of the municipality's own goal: below the value, and to who hears it."""
    return {"goal": state, "goal_text": f"; {chart_word('own_target', language)}: {state}" if state else ""}


def _cell(judgement: Judgement | None, heading: IconColumn, x: int, language: Language) -> dict[str, Any]:
    last = last_observed(judgement.points) if judgement else None
    if judgement is None or last is None or last.value is None:
        text = f"{heading.label}: {chart_word('no_value', language)}"
        return {"x": x, "variation": None, "side": None, "assurance": None, "value": "", "text": text}
    decimals = decimals_of(judgement) if heading.decimals is None else heading.decimals
    value = number(round(last.value, 10), language, decimals)
    words = [variation_text(judgement, language)]
    if judgement.assurance:
        words.append(assurance_text(judgement, language))
    return {
        "x": x,
        "variation": judgement.variation,
        "side": judgement.side,
        "assurance": judgement.assurance,
        "value": value,
        "text": f"{heading.label}: {value}, {', '.join(words)}",
    }


def _key(language: Language, top: int, width: int) -> tuple[list[tuple[int, int, str, str, str]], int]:
    """What the icons mean: place, kind, side and text of each; and where the key ends."""
    sides = {"improvement": "low", "concern": "high", "neutral_high": "high", "neutral_low": "low"}
    entries = [*VARIATIONS.items(), *ASSURANCES.items()]
    step = 190
    columns = max(1, (width - 2 * _MARGIN) // step)
    found = [
        (_MARGIN + step * (k % columns), top + _KEY_ROW * (k // columns), kind, sides.get(kind, ""), texts[language])
        for k, (kind, texts) in enumerate(entries)
    ]
    return found, found[-1][1]
