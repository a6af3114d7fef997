"""A workbook with native Excel charts: a person can restyle them, and copy them into a report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from kvadmin.api.commands import need
from kvadmin.api.records import Indicator

from ..indicators.definition import indicator_label
from ..measurements.judged_series import JudgedSeries
from ..package.package_workbook import EPOCH, on_paper
from .chart_geometry import ticks, value_range
from .chart_pictures import PictureStyle
from .chart_words import chart_word

_WORDS = {
    language: text.split("|")
    for language, text in (
        ("nb", "Kommune|Periode|Verdi|Midtlinje|Nedre grense|Øvre grense|Mål|Signal|Data|Diagrammer|Hva signalet er"),
        ("nn", "Kommune|Periode|Verdi|Midtline|Nedre grense|Øvre grense|Mål|Signal|Data|Diagram|Kva signalet er"),
        ("en", "Municipality|Period|Value|Centre|Lower limit|Upper limit|Target|Signal|Data|Charts|What the signal is"),
    )
}
#: Column in the data, colour, dash and width of each line; colour-blind safe, and never colour alone.
_LINES = (
    (2, "#1B4F72", "solid", 1.75),
    (3, "#333333", "solid", 1.0),
    (4, "#777777", "dash", 1.0),
    (5, "#777777", "dash", 1.0),
)
_SIGNAL, _ALERT = 7, "#D95F02"
_TARGET = (6, "#B45F06", "round_dot", 1.25)
_SECOND = (9, "#B45F06", "long_dash_dot", 1.25)
#: Columns that are always there.
_FIXED = range(9)
_COLUMNS, _WIDTH, _HEIGHT, _ROWS = 2, 620, 300, 16


def chart_workbook(series: Sequence[JudgedSeries], indicator: Indicator, style: PictureStyle) -> bytes:
    """One sheet of figures in long form, one with a chart per municipality; the same data give the same bytes.

    Raises:
        UsageError: The optional part ``evaluation`` is not installed.
    """
    xlsxwriter = need("xlsxwriter", "evaluation")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": indicator_label(indicator, style.language), "author": "kvadmin", "created": EPOCH})
    words = _WORDS[style.language]
    charts, data = book.add_worksheet(words[9]), book.add_worksheet(words[8])
    bold = book.add_format({"bold": True})
    more = [chart_word("second", style.language)] if any(each.judgement.seconds for each in series) else []
    crossed = len(_FIXED) + len(more) if any(p.excluded for each in series for p in each.judgement.points) else 0
    more += [chart_word("excluded", style.language)] if crossed else []
    data.write_row(0, 0, [*words[:8], words[10], *more], bold)
    data.freeze_panes(1, 0)
    data.set_column(0, 0, 28)
    data.set_column(1, 8, 14)
    on_paper(charts)
    on_paper(data)
    charts.write_string(0, 0, f"{indicator_label(indicator, style.language)} {indicator.unit}".strip(), bold)
    charts.hide_gridlines(2)
    at = 1
    for place, each in enumerate(series):
        rows = _rows(each, style)
        for offset, row in enumerate(rows):
            _write(data, at + offset, row)
            point = each.judgement.points[offset]
            if point.excluded and point.value is not None:
                data.write_number(at + offset, crossed, point.value)
        chart = _chart(book, words, each, (at, at + len(rows) - 1), style, crossed)
        left, top = place % _COLUMNS, place // _COLUMNS
        charts.insert_chart(2 + top * _ROWS, left * 10, chart, {"description": style.name(each.municipality)})
        at += len(rows)
    data.autofilter(0, 0, max(at - 1, 1), 8)
    book.close()
    return out.getvalue()


def _rows(each: JudgedSeries, style: PictureStyle) -> list[list[Any]]:
    name = style.name(each.municipality)
    judged = each.judgement
    nothing: list[float | None] = [None] * len(judged.points)
    rows = zip(judged.points, judged.targets or nothing, judged.seconds or nothing, strict=True)
    return [
        [name, p.period, p.value, p.centre, p.lower, p.upper, target, p.value if p.label else None, p.label or ""]
        + ([second] if judged.seconds else [])
        for p, target, second in rows
    ]


def _write(sheet: Any, at: int, row: list[Any]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(at, column, value)
        elif value is not None:
            sheet.write_number(at, column, value)


def _chart(
    book: Any, words: list[str], each: JudgedSeries, span: tuple[int, int], style: PictureStyle, crossed: int
) -> Any:
    """The chart of one series; ``crossed`` is the column of figures that are left out, which get a cross."""
    chart = book.add_chart({"type": "line"})
    lines = [*_LINES, *([_TARGET] if each.judgement.targets else []), *([_SECOND] if each.judgement.seconds else [])]
    for column, colour, dash, width in lines:
        chart.add_series(_series(words, span, column) | {"line": {"color": colour, "dash_type": dash, "width": width}})
    if any(point.label for point in each.judgement.points):
        marker = _marker("diamond", 9, _ALERT)
        chart.add_series(_series(words, span, _SIGNAL) | {"line": {"none": True}, "marker": marker})
    if any(point.excluded for point in each.judgement.points):
        chart.add_series(
            _series(words, span, crossed) | {"line": {"none": True}, "marker": _marker("x", 9, _LINES[0][1])}
        )
    chart.show_blanks_as("gap")
    chart.set_title({"name": style.name(each.municipality), "name_font": {"size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(_axis(each) | {"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_x_axis({"num_font": {"rotation": -45, "size": 8}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    return chart


def _series(words: list[str], span: tuple[int, int], column: int) -> dict[str, Any]:
    sheet = words[8]
    found: dict[str, Any] = {
        "name": [sheet, 0, column],
        "categories": [sheet, span[0], 1, span[1], 1],
        "values": [sheet, span[0], column, span[1], column],
    }
    return found | ({"marker": _marker("circle", 5, _LINES[0][1])} if column == _LINES[0][0] else {})


def _marker(kind: str, size: int, colour: str) -> dict[str, Any]:
    return {"type": kind, "size": size, "fill": {"color": colour}, "border": {"color": colour}}


def _axis(each: JudgedSeries) -> dict[str, Any]:
    """From and to round figures around the values, the limits and the target."""
    known = [v for p in each.judgement.points for v in (p.value, p.lower, p.upper)]
    low, high = value_range([*known, *each.judgement.targets, *each.judgement.seconds])
    marks = ticks(low, high, 6)
    step = marks[1] - marks[0] if len(marks) > 1 else 1.0
    first = marks[0] if marks[0] <= low else marks[0] - step
    last = marks[-1] if marks[-1] >= high else marks[-1] + step
    return {"min": round(first, 10), "max": round(last, 10), "major_unit": round(step, 10)}
