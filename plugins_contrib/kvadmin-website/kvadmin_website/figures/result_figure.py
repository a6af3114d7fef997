"""What a municipality's page shows of one indicator: chart, sentence and table in the words of its form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from kvadmin.api.wording import number, percent
from kvadmin_website.figures.agreed_figures import LEAST, FigurePoint, FigureSeries
from kvadmin_website.figures.figure_chart import ChartWords, FigureChart, decimals_of, year_of
from kvadmin_website.pages.page_words import MONTHS, Words

if TYPE_CHECKING:
    from kvadmin.api.records import Indicator
    from kvadmin.api.wording import Language


class ResultFigure(NamedTuple):
    """One indicator of one municipality.

    Args:
        key: What the ids in the page begin with.
        title: Name of the indicator.
        wish: Which way it should go, in words.
        chart: The chart.
        told: What it shows, in a sentence.
        headings: Of the parts of a year, with short names; empty for figures of years.
        rows: Year and its figures, as they are written.
        note: What is left out.
        newest: The last figure, as it is written.
        newest_at: Its period.
    """

    key: str
    title: str
    wish: str
    chart: Markup
    told: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: str
    newest: str
    newest_at: str


def result_figure(
    series: FigureSeries, town: str, joined: date, words: Words, form: Language, key: str
) -> ResultFigure:
    """One indicator as the page shows it."""
    indicator, known = series.indicator, series.known
    title = (indicator.nn if form == "nn" else indicator.nb) or indicator.nb or indicator.nn or indicator.id

    def written(value: Decimal | float, decimals: int = series.decimals) -> str:
        return with_unit(value, indicator, form, decimals)

    values = [each.value for each in known if each.value is not None]
    told = words.of(
        "chart_told",
        first=period_name(known[0], series.per_year, words), last=period_name(known[-1], series.per_year, words),
        start=written(values[0]), end=written(values[-1]), low=written(min(values)), high=written(max(values)),
    )  # fmt: skip
    chart = FigureChart(series, year_of(joined.timetuple().tm_yday, joined.year), key)
    wanted = "" if chart.target is None else words.of("target", value=written(indicator.target or 0, _own(indicator)))
    whole = words.of("chart_of", indicator=title, name=town)
    ticks = [with_unit(each, indicator, form, decimals_of(chart.ticks), short=True) for each in chart.ticks]
    drawn = chart.svg(ChartWords(whole, told, wanted, words["joined"], written(values[-1])), ticks)
    return ResultFigure(
        key,
        title,
        {"decrease": words["wanted_less"], "increase": words["wanted_more"]}.get(indicator.direction, ""),
        Markup(drawn),  # noqa: S704 - its maker escapes every value
        told,
        _headings(series.per_year, words),
        _rows(series, form),
        words.of("few", least=LEAST) if series.hides else "",
        written(values[-1]),
        period_name(known[-1], series.per_year, words),
    )


def with_unit(
    value: Decimal | float, indicator: Indicator, form: Language, decimals: int, *, short: bool = False
) -> str:
    """``8,4 %``, ``12 dager``; ``short`` without a unit that takes room."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if indicator.is_percent:
        return percent(exact, form, decimals)
    unit = "" if short else indicator.unit.strip()
    return f"{number(exact, form, decimals)} {unit}".strip()


def _own(indicator: Indicator) -> int:
    """As many decimals as the target was given with."""
    target = indicator.target
    return 0 if target is None else max(0, -int(target.normalize().as_tuple().exponent))


def period_name(point: FigurePoint, per_year: int, words: Words) -> str:
    """``2. kvartal 2008``, ``mars 2008``, ``2008``."""
    if per_year == 1:
        return str(point.year)
    part = words.of("quarter", number=point.part) if per_year == 4 else MONTHS[point.part - 1]
    return f"{part} {point.year}"


def _headings(per_year: int, words: Words) -> tuple[str, ...]:
    if per_year == 1:
        return ()
    if per_year == len(MONTHS):
        return MONTHS
    return tuple(words.of("short_quarter", number=each) for each in range(1, per_year + 1))


def _rows(series: FigureSeries, form: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = {(each.year, each.part): each for each in series.points}
    years = range(series.points[0].year, series.points[-1].year + 1)
    return tuple(
        (str(year), tuple(_cell(found.get((year, part)), series, form) for part in range(1, series.per_year + 1)))
        for year in years
    )


def _cell(point: FigurePoint | None, series: FigureSeries, form: Language) -> str:
    if point is None or (point.value is None and not point.hidden):
        return "–"
    return ":" if point.value is None else with_unit(point.value, series.indicator, form, series.decimals, short=True)
