"""A workbook with native Excel charts: a person can restyle them, and copy them into a report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kvadmin.api import Indicator, need

from .indicators import label
from .judging import Judged
from .pictures import Style

#: The moment that stands in the properties of every workbook: no clock, so that the same data give the same bytes.
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zones
_WORDS = {
    "nb": "Kommune|Periode|Verdi|Midtlinje|Nedre grense|Øvre grense|Mål|Signal|Data|Diagrammer".split("|"),
    "nn": "Kommune|Periode|Verdi|Midtline|Nedre grense|Øvre grense|Mål|Signal|Data|Diagram".split("|"),
    "en": "Municipality|Period|Value|Centre line|Lower limit|Upper limit|Target|Signal|Data|Charts".split("|"),
}
#: Column in the data, colour, dash and width of each line; colour-blind safe, and never colour alone.
_LINES = (
    (2, "#1B4F72", "solid", 1.75),
    (3, "#333333", "solid", 1.0),
    (4, "#777777", "dash", 1.0),
    (5, "#777777", "dash", 1.0),
)
_TARGET = (6, "#B45F06", "round_dot", 1.25)
_COLUMNS, _WIDTH, _HEIGHT, _ROWS = 2, 620, 300, 16


def workbook(series: Sequence[Judged], indicator: Indicator, style: Style) -> bytes:
    """One sheet of figures in long form, one with a chart per municipality; the same data give the same bytes.

    Raises:
        UsageError: The optional part ``evaluation`` is not installed.
    """
    xlsxwriter = need("xlsxwriter", "evaluation")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": label(indicator, style.language), "author": "kvadmin", "created": EPOCH})
    words = _WORDS[style.language]
    charts, data = book.add_worksheet(words[9]), book.add_worksheet(words[8])
    bold = book.add_format({"bold": True})
    data.write_row(0, 0, words[:8], bold)
    data.freeze_panes(1, 0)
    data.set_column(0, 0, 28)
    data.set_column(1, 7, 14)
    charts.write_string(0, 0, f"{label(indicator, style.language)} {indicator.unit}".strip(), bold)
    charts.hide_gridlines(2)
    at = 1
    for place, each in enumerate(series):
        rows = _rows(each, indicator, style)
        for offset, row in enumerate(rows):
            _write(data, at + offset, row)
        chart = _chart(book, words, each, (at, at + len(rows) - 1), style)
        left, top = place % _COLUMNS, place // _COLUMNS
        charts.insert_chart(2 + top * _ROWS, left * 10, chart, {"description": style.name(each.municipality)})
        at += len(rows)
    data.autofilter(0, 0, max(at - 1, 1), 7)
    book.close()
    return out.getvalue()


def _rows(each: Judged, indicator: Indicator, style: Style) -> list[list[Any]]:
    target = None if indicator.target is None else float(indicator.target)
    name = style.name(each.municipality)
    return [[name, p.period, p.value, p.centre, p.lower, p.upper, target, p.label or ""] for p in each.judgement.points]


def _write(sheet: Any, at: int, row: list[Any]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(at, column, value)
        elif value is not None:
            sheet.write_number(at, column, value)


def _chart(book: Any, words: list[str], each: Judged, span: tuple[int, int], style: Style) -> Any:
    chart = book.add_chart({"type": "line"})
    sheet = words[8]
    lines = [*_LINES, *([_TARGET] if each.judgement.target is not None else [])]
    for column, colour, dash, width in lines:
        series = {
            "name": [sheet, 0, column],
            "categories": [sheet, span[0], 1, span[1], 1],
            "values": [sheet, span[0], column, span[1], column],
            "line": {"color": colour, "dash_type": dash, "width": width},
        }
        if column == 2:  # noqa: PLR2004 - the values themselves
            series["marker"] = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
            series["points"] = [_mark(p.label) for p in each.judgement.points]
        chart.add_series(series)
    chart.show_blanks_as("gap")
    chart.set_title({"name": style.name(each.municipality), "name_font": {"size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom"})
    known = [v for p in each.judgement.points for v in (p.value, p.lower, p.upper) if v is not None]
    chart.set_y_axis({"min": _floor(known), "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_x_axis({"num_font": {"rotation": -45, "size": 8}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    return chart


def _mark(signal: str | None) -> dict[str, Any] | None:
    """Points with a signal are filled in another colour; the sheet of figures names the signal."""
    return {"fill": {"color": "#D95F02"}, "border": {"color": "#D95F02"}} if signal else None


def _floor(known: list[float]) -> float | None:
    """Where the axis begins: at 0 unless the values lie far from it."""
    if not known:
        return None
    low, high = min(known), max(known)
    room = (high - low) * 0.15
    return None if low - room <= 0 or low < high / 2 else float(f"{low - room:.2g}")
