"""The pictures of an indicator: one chart per municipality, pages of small charts, a table of icons, Excel charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kvadmin.api.commands import file_stem
from kvadmin.api.records import Indicator
from kvadmin.api.wording import Language, municipality_key

from ..goals.written_goals import written_goal
from ..indicators.definition import indicator_label
from ..measurements.judged_series import JudgedSeries
from ..periods import calendar, parse_period
from ..progress.chart_goals import GoalKey, with_own_goal
from ..progress.judged_goals import JudgedGoal
from ..progress.written_states import written_level, written_state
from .chart import Caption, ChartEvent, ChartRemark, chart_svg
from .chart_words import chart_word
from .icons import IconColumn, IconRow, icons_svg
from .multiples import SmallChart, multiples_svg, shared_by

_PRESETS = {
    "ptd": "XmR (NHSRplotthedots)",
    "ptd-unscreened": "XmR (NHSRplotthedots, ufiltrert)",
    "qicharts2": "qicharts2",
    "qcc": "qcc",
}


class PictureStyle(NamedTuple):
    """What is asked of every picture: language, names of the municipalities, decimals of the indicators' values."""

    language: Language
    names: dict[str, str]
    decimals: dict[str, int] = {}

    def name(self, number: str) -> str:
        """``0301 Oslo``."""
        return f"{number} {self.names.get(number, '')}".strip()


def single_chart(
    judged: JudgedSeries,
    indicator: Indicator,
    style: PictureStyle,
    remarks: Sequence[ChartRemark] = (),
    own: JudgedGoal | None = None,
) -> str:
    """The chart of one municipality, its events lettered, what else happened numbered; with ``own`` its own goal."""
    if own is not None:
        judged = with_own_goal(judged, own)
    events = tuple(
        ChartEvent(at, event.kind, event.why) for at, event in judged.placed.events if event.kind != "annotation"
    )
    preset = _PRESETS[judged.judgement.preset]
    chart = "" if judged.judgement.chart == "xmr" else f", {judged.judgement.chart}"
    caption = Caption(
        indicator_label(indicator, style.language),
        f"{style.name(judged.municipality)} · {preset}{chart}",
        indicator.unit,
        style.language,
        decimals=style.decimals.get(indicator.id),
        events=events,
        own_goal=_goal_text(own, indicator, style) if own else "",
        remarks=remarks,
    )
    return chart_svg(judged.judgement, caption)


def _goal_text(own: JudgedGoal, indicator: Indicator, style: PictureStyle) -> str:
    """«fra 9,6 til 8,4 innen 31. desember 2011 – i rute, nivå 8,9 fra 2. kvartal 2008»."""
    words = [written_state(own.state.state, style.language), written_level(own.state, style.language)]
    return f"{written_goal(own.goal, indicator, style.language)} – {', '.join(filter(None, words))}"


def file_name(judged: JudgedSeries, indicator: Indicator, style: PictureStyle, ending: str) -> str:
    """``sykefravaer-0301-Oslo.svg``."""
    return f"{file_stem(f'{indicator.id}-{style.name(judged.municipality)}').replace(' ', '-')}{ending}"


def by_name(series: Iterable[JudgedSeries], style: PictureStyle) -> list[JudgedSeries]:
    """By name, as a Norwegian reader looks for it."""
    return sorted(
        series, key=lambda each: (municipality_key(style.names.get(each.municipality, "")), each.municipality)
    )


def small_multiples(
    series: Sequence[JudgedSeries], indicator: Indicator, style: PictureStyle, subtitle: str
) -> list[str]:
    """Pages of small charts, in the order of names."""
    label = indicator_label(indicator, style.language)
    members = [SmallChart(style.name(each.municipality), each.judgement) for each in by_name(series, style)]
    return multiples_svg(
        members, Caption(label, subtitle, indicator.unit, style.language, style.decimals.get(indicator.id))
    )


class ChartGroup(NamedTuple):
    """A network: its id, its name and its members."""

    id: str
    name: str
    members: Sequence[str]


def group_multiples(
    series: Sequence[JudgedSeries], indicator: Indicator, style: PictureStyle, group: ChartGroup, subtitle: str
) -> list[str]:
    """Pages of the small charts of one network: one axis, one calendar, the median of the network behind each."""
    here = by_name([each for each in series if each.municipality in group.members], style)
    label = indicator_label(indicator, style.language)
    known = {parse_period(name) for each in here for name in each.placed.series.periods}
    shared = shared_by([each.judgement for each in here], [str(period) for period in calendar(known)])
    absent = sorted(set(group.members) - {each.municipality for each in here})
    footer = chart_word("without", style.language, names=", ".join(map(style.name, absent))) if absent else ""
    decimals = style.decimals.get(indicator.id)
    name = " ".join(filter(None, (chart_word("network", style.language), group.id, group.name)))
    caption = Caption(f"{name}: {label}", subtitle, indicator.unit, style.language, decimals, footer=footer)
    members = [SmallChart(style.name(each.municipality), each.judgement) for each in here]
    return multiples_svg(members, caption, shared)


def icon_tables(
    series: dict[str, list[JudgedSeries]],
    indicators: Sequence[Indicator],
    style: PictureStyle,
    title: str,
    goals: Mapping[GoalKey, JudgedGoal] | None = None,
) -> list[str]:
    """Pages of the table municipality x indicator.

    Args:
        series: Judged series by the id of the indicator.
        indicators: The columns.
        style: Language and names.
        title: Above the table.
        goals: Own goals of municipalities: their series are judged against these.
    """
    by_number: dict[str, dict[str, JudgedSeries]] = {}
    for name, several in series.items():
        for each in several:
            own = (goals or {}).get((each.municipality, name))
            by_number.setdefault(each.municipality, {})[name] = with_own_goal(each, own) if own else each
    states: dict[str, dict[str, str]] = {}
    for (number, name), own in (goals or {}).items():
        states.setdefault(number, {})[name] = written_state(own.state.state, style.language)
    order = sorted(by_number, key=lambda number: (municipality_key(style.names.get(number, "")), number))
    rows = [
        IconRow(style.name(n), {name: each.judgement for name, each in by_number[n].items()}, states.get(n, {}))
        for n in order
    ]
    headings = [
        IconColumn(each.id, indicator_label(each, style.language), style.decimals.get(each.id)) for each in indicators
    ]
    return icons_svg(rows, headings, title=title, language=style.language)
