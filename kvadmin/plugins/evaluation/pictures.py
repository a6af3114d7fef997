"""The pictures of an indicator: one chart per municipality, pages of small charts, a table of icons, Excel charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kvadmin.api.commands import file_stem
from kvadmin.api.records import Indicator
from kvadmin.api.wording import Language, municipality_key

from .charts import Caption, Event, Heading, Member, Row, chart_svg, icons_svg, multiples_svg
from .indicators import label
from .judging import Judged

_PRESETS = {
    "ptd": "XmR (NHSRplotthedots)",
    "ptd-unscreened": "XmR (NHSRplotthedots, ufiltrert)",
    "qicharts2": "qicharts2",
    "qcc": "qcc",
}


class Style(NamedTuple):
    """What is asked of every picture: language, and the names of the municipalities."""

    language: Language
    names: dict[str, str]

    def name(self, number: str) -> str:
        """``0301 Oslo``."""
        return f"{number} {self.names.get(number, '')}".strip()


def single(judged: Judged, indicator: Indicator, style: Style) -> str:
    """The chart of one municipality, its events lettered."""
    events = tuple(Event(at, event.kind, event.why) for at, event in judged.placed.events)
    preset = _PRESETS[judged.judgement.preset]
    chart = "" if judged.judgement.chart == "xmr" else f", {judged.judgement.chart}"
    caption = Caption(
        label(indicator, style.language),
        f"{style.name(judged.municipality)} · {preset}{chart}",
        indicator.unit,
        style.language,
        events=events,
    )
    return chart_svg(judged.judgement, caption)


def file_name(judged: Judged, indicator: Indicator, style: Style, ending: str) -> str:
    """``sykefravaer-0301-Oslo.svg``."""
    return f"{file_stem(f'{indicator.id}-{style.name(judged.municipality)}').replace(' ', '-')}{ending}"


def in_order(series: Iterable[Judged], style: Style) -> list[Judged]:
    """By name, as a Norwegian reader looks for it."""
    return sorted(
        series, key=lambda each: (municipality_key(style.names.get(each.municipality, "")), each.municipality)
    )


def multiples(series: Sequence[Judged], indicator: Indicator, style: Style, subtitle: str) -> list[str]:
    """Pages of small charts, in the order of names."""
    members = [Member(style.name(each.municipality), each.judgement) for each in in_order(series, style)]
    return multiples_svg(members, Caption(label(indicator, style.language), subtitle, indicator.unit, style.language))


def icons(series: dict[str, list[Judged]], indicators: Sequence[Indicator], style: Style, title: str) -> list[str]:
    """Pages of the table municipality x indicator.

    Args:
        series: Judged series by the id of the indicator.
        indicators: The columns.
        style: Language and names.
        title: Above the table.
    """
    by_number: dict[str, dict[str, Judged]] = {}
    for name, several in series.items():
        for each in several:
            by_number.setdefault(each.municipality, {})[name] = each
    order = sorted(by_number, key=lambda number: (municipality_key(style.names.get(number, "")), number))
    rows = [Row(style.name(n), {name: each.judgement for name, each in by_number[n].items()}) for n in order]
    headings = [Heading(each.id, label(each, style.language)) for each in indicators]
    return icons_svg(rows, headings, title=title, language=style.language)
