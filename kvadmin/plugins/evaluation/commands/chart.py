"""``evaluation chart``: pictures for reports, pages and a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import file_stem
from kvadmin.api.records import Cohort, Indicator, MunicipalityOutline, Networks
from kvadmin.api.wording import near_names

from ..charts.chart import ChartRemark
from ..charts.chart_pictures import (
    ChartGroup,
    PictureStyle,
    by_name,
    file_name,
    group_multiples,
    icon_tables,
    single_chart,
    small_multiples,
)
from ..charts.excel_charts import chart_workbook
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from ..measurements.annotations import annotations_of
from ..measurements.judged_series import ChartChoice, JudgedSeries, judge_series
from ..measurements.value_files import decimals_shown, read_values
from ..progress.chart_goals import own_goals, with_own_goal
from .arguments import (
    ChartOption,
    CutOption,
    MunicipalityOption,
    PresetOption,
    ScreenOption,
    indicators_there,
    screening,
    values_of,
)
from .picture_files import ENDINGS, numbered, picture_language, write_pictures

_PAGES = ("single", "multiples", "icons")
_TITLES = {
    "nb": "Variasjon og måloppnåelse",
    "nn": "Variasjon og måloppnåing",
    "en": "Variation and assurance",
}


def chart(
    ctx: typer.Context,
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="Id; all for a page of icons.", autocompletion=indicators_there)
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR|FILE", help="Folder, or a .svg, .png or .xlsx file.")],
    municipality: MunicipalityOption = None,
    cohort: Annotated[str | None, typer.Option("--cohort", metavar="C", help="Only members of this cohort.")] = None,
    page: Annotated[
        str, typer.Option("--page", metavar="single|multiples|icons", help="A chart each, small charts, or icons.")
    ] = "single",
    preset: PresetOption = "ptd",
    kind: ChartOption = None,
    screen_mr: ScreenOption = None,
    cut_limits: CutOption = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="network", help="With --page multiples: pages for each network.")
    ] = None,
    as_png: Annotated[bool, typer.Option("--png", help="PNG instead of SVG (into a folder).")] = False,
    language: Annotated[str | None, typer.Option("--language", metavar="nb|nn|en", help="Of the pictures.")] = None,
) -> None:
    """Draw the series of an indicator: a chart per municipality, pages of small charts, icons, or Excel charts.

    Example: kvadmin evaluation chart sykefravaer --cohort P1 --page multiples --out pages
    Example: kvadmin evaluation chart sykefravaer --cohort P1 --page multiples --by network --out by-network
    Example: kvadmin evaluation chart sykefravaer --out sykefravaer.xlsx
    """
    run = session(ctx)
    if page not in _PAGES:
        raise UsageError(
            tr("there is no page {page!r}", page=page),
            where="--page",
            hint=tr("one of {pages}", pages=", ".join(_PAGES)),
            near=near_names(page, _PAGES),
            code="unknown-word",
        )
    groups = _groups(run, by, page, cohort)
    spoken = picture_language(run, language)
    how = ChartChoice(preset, kind, screening(screen_mr), cut_limits)
    several = _indicators(run, indicator, page)
    inside = _members(run, cohort)
    series: dict[str, list[JudgedSeries]] = {}
    for each in several:
        values = values_of(run, each, municipality) if len(several) == 1 else read_values(run.data, each)
        series[each.id] = judge_series([v for v in values if inside is None or v.municipality in inside], each, how)
    if not any(series.values()):
        raise UnknownName(tr("there is nothing to draw"), where="--cohort" if cohort else None, code="nothing-to-do")
    names = {each.number: each.name for each in run.data.outlines(MunicipalityOutline)}
    style = PictureStyle(spoken, names, decimals_shown(run.data, several))  # type: ignore[arg-type]  # checked
    subtitle = cohort or ""
    if groups:
        only = several[0]
        own = _against_own_goals(run, only, series[only.id])
        write_pictures(run, out, as_png, _by_network(own, only, style, groups, subtitle))
        return
    write_pictures(run, out, as_png, _pictures(run, several, series, style, page, subtitle, out))


def _groups(run: Session, by: str | None, page: str, cohort: str | None) -> list[ChartGroup]:
    """The networks of the cohort, where pages of each are wanted."""
    if by is None:
        return []
    if by != "network":
        raise UsageError(
            tr("pages cannot be made by {word!r}", word=by),
            where="--by",
            hint=tr("one of {words}", words="network"),
            near=near_names(by, ["network"]),
            code="unknown-word",
        )
    if page != "multiples" or cohort is None:
        raise UsageError(
            tr("networks are shown on pages of small charts, of one cohort"),
            where="--by",
            hint=tr("add --page multiples --cohort C"),
            code="missing-value",
        )
    found = run.data.find(Networks, run.data.get(Cohort, cohort).id)
    if found is None or not found.networks:
        raise UnknownName(
            tr("{cohort} has no networks", cohort=cohort),
            where="--cohort",
            hint=tr("kvadmin network split {cohort}", cohort=cohort),
            code="nothing-to-do",
        )
    return [ChartGroup(each.id, each.name, tuple(each.members)) for each in found.networks]


def _by_network(
    series: list[JudgedSeries], indicator: Indicator, style: PictureStyle, groups: list[ChartGroup], subtitle: str
) -> Iterator[tuple[str, str]]:
    """Pages of each network that has figures, named after its id."""
    for group in groups:
        if any(each.municipality in group.members for each in series):
            pages = group_multiples(series, indicator, style, group, subtitle)
            yield from numbered(file_stem(f"{indicator.id}-{group.id}"), pages)


def _indicators(run: Session, name: str, page: str) -> list[Indicator]:
    if page == "icons" and name == "all":
        return [each for each in all_indicators(run) if read_values(run.data, each)]
    return [find_indicator(all_indicators(run), name)]


def _members(run: Session, cohort: str | None) -> set[str] | None:
    return {each.municipality for each in run.data.get(Cohort, cohort).memberships} if cohort else None


def _pictures(
    run: Session,
    indicators: list[Indicator],
    series: dict[str, list[JudgedSeries]],
    style: PictureStyle,
    page: str,
    subtitle: str,
    out: Path,
) -> Iterator[tuple[str, bytes | str]]:
    """Name and content of every file; names are used when they go into a folder."""
    if out.suffix.lower() == ".xlsx":
        several = _against_own_goals(run, indicators[0], series[indicators[0].id])
        yield out.name, chart_workbook(by_name(several, style), indicators[0], style)
    elif page == "icons":
        goals = own_goals(run.data, indicators, run.today)
        title = _TITLES[style.language] + (f", {subtitle}" if subtitle else "")
        yield from numbered("icons", icon_tables(series, indicators, style, title, goals))
    elif page == "multiples" or (out.suffix.lower() in ENDINGS and len(series[indicators[0].id]) > 1):
        only = indicators[0]
        several = _against_own_goals(run, only, series[only.id])
        yield from numbered(f"{only.id}-multiples", small_multiples(several, only, style, subtitle))
    else:
        yield from _singles(run, indicators[0], series[indicators[0].id], style)


def _against_own_goals(run: Session, indicator: Indicator, series: list[JudgedSeries]) -> list[JudgedSeries]:
    """Each series with the municipality's own goal as its target, where it has one."""
    goals = own_goals(run.data, [indicator], run.today)
    return [
        with_own_goal(each, own) if (own := goals.get((each.municipality, indicator.id))) else each for each in series
    ]


def _singles(
    run: Session, indicator: Indicator, series: list[JudgedSeries], style: PictureStyle
) -> Iterator[tuple[str, str]]:
    def remarks(each: JudgedSeries) -> list[ChartRemark]:
        found = annotations_of(run, indicator, each.municipality)
        return [ChartRemark(str(a.period), a.text(style.language)) for a in found]

    goals = own_goals(run.data, [indicator], run.today)
    with run.progress(len(series), tr("Charts")) as progress:
        for done, each in enumerate(series, 1):
            own = goals.get((each.municipality, indicator.id))
            yield file_name(each, indicator, style, ".svg"), single_chart(each, indicator, style, remarks(each), own)
            progress.update(done, style.name(each.municipality))
