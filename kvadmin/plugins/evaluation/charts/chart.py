"""The one SPC chart: a judged series as an SVG picture of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal, NamedTuple

from kvadmin.api.wording import Language, number

from ..spc.interpretation import last_observed
from ..spc.note_words import ASSURANCES, VARIATIONS, label_text, note_text
from ..spc.types import Judgement, Point
from .chart_geometry import Box, px, spread_out, tick_decimals, ticks
from .chart_words import axis_labels, chart_word, period_text
from .panel import Panel, draw
from .template import render

WIDTH, HEIGHT = 760, 400
_LEFT, _RIGHT, _TOP, _FOOT = 56, 150, 96, 62
_LABEL_WIDTH, _LINE = 66, 15
_MOST_NOTES, _NOTE_CHARACTERS = 5, 125
_MOST_DECIMALS = 3
#: Room between the middles of the letters of two events.
_FLAG_GAP = 17
#: Height of a row of letters and numbers.
_FLAG_ROW = 18


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """A dated event of the series: ``at`` is its position, ``why`` the reason that was given."""

    at: int
    kind: Literal["freeze", "rebase", "known", "exclude"]
    why: str = ""


class ChartRemark(NamedTuple):
    """What happened in a period: a number on the chart and a line below, or that alone; it moves no limit."""

    period: str
    text: str


class ChartFlag(NamedTuple):
    """The letter of an event: where it stands, and where its line goes down."""

    x: str
    y: str
    line: str
    letter: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart says besides its figures.

    Attributes:
        title: The indicator, usually.
        subtitle: The municipality and the preset, usually.
        unit: Above the axis: «prosent», «per 1 000 innbyggere».
        language: ``nb`` | ``nn`` | ``en``.
        decimals: Of values; as many as the data have, at most three, when not given.
        own_goal: The municipality's own goal and its state in words, where the target line is that of its goal.
        events: Shown as lettered lines with their reasons below; an excluded point is crossed out instead.
        footer: Below a page of small charts.
        remarks: Shown as numbered lines with their texts below, those of one period under one number.
    """

    title: str
    subtitle: str = ""
    unit: str = ""
    language: Language = "nb"
    decimals: int | None = None
    events: Sequence[ChartEvent] = ()
    own_goal: str = ""
    remarks: Sequence[ChartRemark] = ()
    footer: str = ""


def chart_svg(judgement: Judgement, caption: Caption) -> str:
    """The chart of one series as SVG text, with title, text alternative and a title on every point."""
    footnotes = _footnotes(judgement, caption)
    lettered = [event for event in caption.events if event.kind != "exclude"]
    numbered = list(_by_place(judgement, caption))
    rows = -(-(len(lettered) + len(numbered)) * _FLAG_GAP // (WIDTH - _RIGHT - _LEFT)) if numbered else 0
    lower = _FLAG_ROW * rows
    bottom = HEIGHT + lower
    height = bottom + _LINE * len(footnotes)
    box = Box(_LEFT, _TOP + lower, WIDTH - _RIGHT, bottom - _FOOT)
    panel = draw(judgement, box, _titles(judgement, caption))
    flags, remarks = _flags(panel, lettered, numbered, max(rows, 1))
    first = bottom - 6
    shown = legend(judgement.direction, caption.language, _LEFT)
    if any(point.excluded for point in judgement.points):
        shown.append((_LEFT + 6 + 150 * len(shown), "excluded", chart_word("excluded", caption.language)))
    return render(
        "chart.svg",
        width=WIDTH,
        height=height,
        language=caption.language,
        title=caption.title,
        subtitle=caption.subtitle,
        description=describe(judgement, caption),
        unit=caption.unit,
        unit_y=_TOP - 10,
        icons_x=WIDTH - 30,
        variation=judgement.variation,
        side=judgement.side,
        variation_text=variation_text(judgement, caption.language),
        assurance=judgement.assurance,
        assurance_text=assurance_text(judgement, caption.language),
        box=box,
        panel=panel,
        y_ticks=y_ticks(panel, caption.language),
        x_ticks=_x_ticks(judgement, panel, caption.language),
        flags=flags,
        remarks=remarks,
        line_labels=_line_labels(judgement, panel, caption),
        legend=shown,
        legend_y=bottom - 30,
        footnotes=[(first + _LINE * k, text) for k, text in enumerate(footnotes)],
    )


def describe(judgement: Judgement, caption: Caption) -> str:
    """The chart in words, for those who cannot see it."""
    language = caption.language
    last = last_observed(judgement.points)
    known = [p for p in judgement.points if p.value is not None]
    if last is None or last.value is None:
        return chart_word("no_value", language) + "."
    first, final = (period_text(p.period, language) for p in (known[0], known[-1]))
    parts = [chart_word("values", language, count=len(known), first=first, last=final)]
    parts.append(chart_word("last", language, value=_figure(last.value, judgement, caption)))
    parts += [text for _, text, _ in _lines_of(last, judgement, caption)]
    parts.append(variation_text(judgement, language))
    if judgement.target is not None:
        parts.append(assurance_text(judgement, language))
    if caption.own_goal:
        parts.append(f"{chart_word('own_target', language)}: {caption.own_goal}")
    signals = [
        f"{period_text(p.period, language)}: {label_text(p.label, language)}" for p in judgement.points if p.label
    ]
    if signals:
        parts.append(chart_word("signals", language) + ": " + "; ".join(signals))
    parts += [f"[{number}] {text}" for number, text in _remarks(judgement, caption)]
    parts += _outside(judgement, caption)
    parts += [note_text(note, language, names=_names(judgement, language)) for note in judgement.notes]
    return ". ".join(parts) + "."


def variation_text(judgement: Judgement, language: Language) -> str:
    """The meaning of the variation icon."""
    return VARIATIONS[judgement.variation][language] if judgement.variation else chart_word("no_value", language)


def assurance_text(judgement: Judgement, language: Language) -> str:
    """The meaning of the assurance icon."""
    if judgement.assurance:
        return ASSURANCES[judgement.assurance][language]
    return chart_word("no_target" if judgement.target is None else "not_judged", language)


def y_ticks(panel: Panel, language: Language, most: int = 6) -> list[tuple[str, str]]:
    """Places and texts of the value axis."""
    marks = ticks(panel.up.low, panel.up.high, most)
    decimals = tick_decimals(marks)
    return [(px(panel.up(m)), number(m, language, decimals)) for m in marks]


def legend(direction: str, language: Language, left: int) -> list[tuple[int, str, str]]:
    """What the marks mean: only those that this direction can have."""
    shapes = ["common", "neutral"] if direction == "neutral" else ["common", "improvement", "concern"]
    return [(left + 6 + 150 * k, shape, chart_word(shape, language)) for k, shape in enumerate(shapes)]


def decimals_of(judgement: Judgement) -> int:
    """The decimals of the values themselves, at most three."""
    texts = (f"{p.value:.10g}" for p in judgement.points if p.value is not None)
    return min(_MOST_DECIMALS, max((len(t.partition(".")[2]) for t in texts if "e" not in t), default=0))


def _figure(value: float, judgement: Judgement, caption: Caption) -> str:
    decimals = decimals_of(judgement) if caption.decimals is None else caption.decimals
    return number(round(value, 10), caption.language, decimals)


def _names(judgement: Judgement, language: Language) -> dict[str, str]:
    return {p.period: period_text(p.period, language) for p in judgement.points}


def _titles(judgement: Judgement, caption: Caption) -> list[str]:
    texts = []
    for point in judgement.points:
        value = "–" if point.value is None else _figure(point.value, judgement, caption)
        label = f" – {label_text(point.label, caption.language)}" if point.label else ""
        texts.append(f"{period_text(point.period, caption.language)}: {value}{label}")
    return texts


def _x_ticks(judgement: Judgement, panel: Panel, language: Language) -> list[tuple[str, str]]:
    names = tuple(p.period for p in judgement.points)
    room = int(panel.box.width // _LABEL_WIDTH)
    return [(px(panel.across(i)), text) for i, text in axis_labels(names, language, room)]


def _flags(
    panel: Panel, events: Sequence[ChartEvent], numbered: Sequence[int], rows: int
) -> tuple[list[ChartFlag], list[ChartFlag]]:
    """Lettered and numbered lines, each kind in the order of the picture.

    A freeze stands after the last point of its baseline, a rebase before its first point, a number at its own. A
    freeze and the rebase after it stand at one place: the letters keep apart, and a line leads from each to it. Where
    there are too many for one row, they take turns.
    """
    lines = [panel.across(event.at + (0.5 if event.kind == "freeze" else -0.5)) for event in events]
    lines += [panel.across(at) for at in numbered]
    middles = [x - (_FLAG_GAP / 2 if lines.count(x) > 1 else 0) for x in lines]
    order = sorted(range(len(lines)), key=lambda k: (lines[k], k))
    made: dict[int, ChartFlag] = {}
    for row in range(rows):
        here = order[row::rows]
        apart = spread_out([middles[k] for k in here], _FLAG_GAP, panel.box.left, panel.box.right)
        y = px(panel.box.top - 8 - _FLAG_ROW * row)
        for k, x in zip(here, apart, strict=True):
            word = event_letter(k) if k < len(events) else str(k - len(events) + 1)
            made[k] = ChartFlag(px(x), y, px(lines[k]), word)
    return (
        [made[k] for k in order if k < len(events)],
        [made[k] for k in order if k >= len(events)],
    )


def _by_place(judgement: Judgement, caption: Caption) -> dict[int, list[str]]:
    """What happened at each position of the series, from left to right."""
    places = {point.period: at for at, point in enumerate(judgement.points)}
    found: dict[int, list[str]] = {}
    for remark in caption.remarks:
        if remark.period in places:
            found.setdefault(places[remark.period], []).append(" ".join(remark.text.split()))
    return dict(sorted(found.items()))


def _remarks(judgement: Judgement, caption: Caption) -> list[tuple[int, str]]:
    """What happened in each period that has a number: «mars 2008: Ny vaktordning; Ny leder»."""
    return [
        (number, f"{period_text(judgement.points[at].period, caption.language)}: {'; '.join(texts)}")
        for number, (at, texts) in enumerate(_by_place(judgement, caption).items(), 1)
    ]


def _outside(judgement: Judgement, caption: Caption) -> list[str]:
    """What happened before the first figure or after the last: «Utenfor tallene, juni 2009: Ny vaktordning»."""
    there = {point.period for point in judgement.points}
    word = chart_word("outside", caption.language)
    return [
        f"{word}, {period_text(remark.period, caption.language)}: {' '.join(remark.text.split())}"
        for remark in caption.remarks
        if remark.period not in there
    ]


def event_letter(place: int) -> str:
    """A, B … Z, AA, AB: never the same twice."""
    letter = chr(ord("A") + place % 26)
    return letter if place < 26 else event_letter(place // 26 - 1) + letter


def _lines_of(point: Point, judgement: Judgement, caption: Caption) -> list[tuple[float, str, str]]:
    """Value, text and class of each line at ``point``."""
    centre = "median" if judgement.chart in {"run", "g"} else "mean"
    found = []
    at = judgement.points.index(point)
    levels = (("upper", point.upper, ""), (centre, point.centre, "strong"), ("lower", point.lower, ""))
    target = "own_target" if caption.own_goal else "target"
    wanted = [
        (key, each[at], "target-text")
        for key, each in ((target, judgement.targets), ("second", judgement.seconds))
        if each
    ]
    for key, value, kind in (*levels, *wanted):
        if value is not None:
            found.append((value, f"{chart_word(key, caption.language)} {_figure(value, judgement, caption)}", kind))
    return found


def _line_labels(judgement: Judgement, panel: Panel, caption: Caption) -> list[tuple[str, str, str]]:
    last = judgement.points[-1] if judgement.points else None
    if last is None:
        return []
    lines = _lines_of(last, judgement, caption)
    places = spread_out([panel.up(v) for v, _, _ in lines], 14, panel.box.top, panel.box.bottom)
    return [(px(y), text, kind) for y, (_, text, kind) in zip(places, lines, strict=True)]


def _footnotes(judgement: Judgement, caption: Caption) -> list[str]:
    """Events with their reasons, then the notes."""
    language = caption.language
    texts = [f"{chart_word('own_target', language)}: {caption.own_goal}"] if caption.own_goal else []
    letters = 0
    for event in caption.events:
        period = period_text(judgement.points[event.at].period, language)
        reason = f": {event.why}" if event.why else ""
        sign = "×" if event.kind == "exclude" else event_letter(letters)
        letters += event.kind != "exclude"
        texts.append(f"{sign}  {chart_word(event.kind, language)} {period}{reason}")
    texts += [f"[{number}]  {text}" for number, text in _remarks(judgement, caption)]
    texts += _outside(judgement, caption)
    names = {p.period: period_text(p.period, language, short=True) for p in judgement.points}
    notes = [note_text(note, language, names=names) for note in judgement.notes]
    return [line for text in texts + notes[:_MOST_NOTES] for line in wrap(text, _NOTE_CHARACTERS)]
