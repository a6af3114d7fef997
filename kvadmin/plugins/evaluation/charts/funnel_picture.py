"""The funnel as a picture: a dot per group, the limits as curves over the denominator, who lies outside by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from kvadmin.api.wording import Language, number

from ..comparison.funnel_types import Funnel, FunnelGroup, side
from ..comparison.limits import Curve, od_curve, plain_curve
from .chart_geometry import Box, Scale, px, shorten, tick_decimals, ticks
from .funnel_words import funnel_word
from .panel import ChartDot
from .template import render

WIDTH, HEIGHT = 760, 478
_BOX = Box(60, 84, 640, 384)
#: Points of a curve; a logarithmic axis where the largest group is so many times the middle one.
_CURVE, _SKEWED = 120, 12.0
_LABELS, _LETTER, _LINE_HEIGHT = 24, 5.6, 12.0
_LONGEST_NAME = 24
_LEGEND_COLUMN = 176


@dataclass(frozen=True, slots=True)
class FunnelCaption:
    """What a funnel says besides its figures.

    Attributes:
        title: The indicator, usually.
        subtitle: Periods, cohort.
        unit: Above the value axis.
        size: What the denominators count.
        language: ``nb`` | ``nn`` | ``en``.
        direction: ``increase`` | ``decrease`` | ``neutral``: which side is better.
        names: Of groups.
        marked: A group to ring, labelled in any case.
        hidden: How many the public may not see.
    """

    title: str
    subtitle: str = ""
    unit: str = ""
    size: str = ""
    language: Language = "nb"
    direction: str = "neutral"
    names: Mapping[str, str] = field(default_factory=dict)
    marked: str = ""
    hidden: int = 0

    def name(self, group: str) -> str:
        """A group's name, else what it is called in the data."""
        return self.names.get(group) or group


class _Axes(NamedTuple):
    across: Callable[[float], float]
    up: Scale
    sizes: list[float]
    x_ticks: list[tuple[str, str]]
    logarithmic: bool


class _Label(NamedTuple):
    x: str
    y: str
    anchor: str
    text: str


def funnel_svg(found: Funnel, caption: FunnelCaption) -> str:
    """The picture as SVG text, with title, text alternative and a title on every dot."""
    compared = [each for each in found.compared if each.denominator]
    language = caption.language
    common = {
        "width": WIDTH,
        "height": HEIGHT,
        "language": language,
        "title": caption.title,
        "subtitle": " · ".join(part for part in (caption.subtitle, _method_words(found, language)) if part),
        "description": describe_funnel(found, caption),
        "unit": caption.unit,
        "box": _BOX,
    }
    if not compared or found.target is None:
        return render("funnel.svg", **common, empty=funnel_word("nothing", language))
    axes = _axes(found, compared, caption)
    size = caption.size or funnel_word("size", language)
    if axes.logarithmic:
        size += f" ({funnel_word('log', language)})"
    notes = [funnel_word("reading", language)]
    if caption.hidden:
        notes.append(funnel_word("hidden", language, count=caption.hidden))
    return render(
        "funnel.svg",
        **common,
        empty="",
        y_ticks=_y_ticks(axes.up, language),
        x_ticks=axes.x_ticks,
        size=size,
        curves=_curves(found, axes),
        target=px(axes.up(found.target * found.method.multiplier)),
        target_text=_centre_words(found, language),
        dots=_dots(found, compared, axes, caption),
        ring=_ring(compared, axes, caption),
        labels=_labels(compared, axes, caption),
        lines=_line_legend(found, language),
        shapes=_shape_legend(caption),
        note=" ".join(notes),
    )


def describe_funnel(found: Funnel, caption: FunnelCaption) -> str:
    """The funnel in words, for those who cannot see it."""
    language = caption.language
    if found.target is None:
        return funnel_word("nothing", language) + "."
    parts = [
        funnel_word("groups" if caption.names else "some", language, count=len(found.compared)),
        _centre_words(found, language),
        _method_words(found, language),
    ]
    outside = 0
    for level in ("99", "95"):
        for kind in ("worse", "better", "other"):
            names = [
                f"{caption.name(each.group)} {_figure(each.value or 0.0, language)}"
                for each in found.compared
                if _kind(each, found, caption.direction) == (kind, level)
            ]
            outside += len(names)
            if names:
                parts.append(f"{funnel_word(kind + level, language)}: {', '.join(names)}")
    if not outside:
        parts.append(funnel_word("none", language))
    return ". ".join(parts) + "."


def _method_words(found: Funnel, language: Language) -> str:
    words = funnel_word(found.method.kind, language)
    return f"{words}, {funnel_word('adjusted', language)}" if found.adjusted else words


def _centre_words(found: Funnel, language: Language) -> str:
    key = "expected" if found.method.kind == "ratio" else "overall"
    return funnel_word(key, language, value=_figure((found.target or 0.0) * found.method.multiplier, language))


def _figure(value: float, language: Language) -> str:
    """Three significant digits, whole figures with all of theirs."""
    if not value or abs(value) >= 100:
        return number(round(value), language)
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return number(round(value, digits), language, min(digits, 6))


def _kind(each: FunnelGroup, found: Funnel, direction: str) -> tuple[str, str] | None:
    """``worse`` | ``better`` | ``other``, and ``95`` | ``99``; ``None`` inside the limits."""
    if not each.outlier95 and not each.outlier99:
        return None
    level = "99" if each.outlier99 else "95"
    if direction not in ("increase", "decrease"):
        return "other", level
    high = side(each, found.target or 0.0, found.method.multiplier) == "high"
    return ("better" if high == (direction == "increase") else "worse"), level


_SHAPES = {"better": "improvement", "worse": "concern", "other": "neutral"}


def _axes(found: Funnel, compared: Sequence[FunnelGroup], caption: FunnelCaption) -> _Axes:
    sizes = sorted(each.denominator or 0.0 for each in compared)
    least, most = sizes[0], sizes[-1]
    logarithmic = most / median(sizes) > _SKEWED
    first, last = (least / 1.3, most * 1.3) if logarithmic else (0.0, most * 1.06)
    values = [each.value or 0.0 for each in compared]
    centre = (found.target or 0.0) * found.method.multiplier
    usual = (_deciding_curve(found))(median(sizes))
    least_value, most_value = min(*values, centre), max(*values, centre)
    reach = 2 * max(most_value - least_value, 0.1 * centre, 1e-9)  # limits farther out leave no room for the dots
    low = min(least_value, max(usual.lower99, least_value - reach), 0.8 * centre)
    high = max(most_value, min(usual.upper99, most_value + reach), 1.2 * centre)
    air = 0.06 * (high - low) or 1.0
    low, high = max(0.0, low - air), high + air
    if found.method.kind == "proportion":
        high = min(high, found.method.multiplier * 1.02)
    up = Scale(low, high, _BOX.bottom, _BOX.top)
    across, marks, curve = (_logarithmic if logarithmic else _straight)(first, last, least)
    decimals = tick_decimals(marks)
    return _Axes(
        across, up, curve, [(px(across(m)), number(m, caption.language, decimals)) for m in marks], logarithmic
    )


_Across = tuple[Callable[[float], float], list[float], list[float]]


def _straight(first: float, last: float, least: float) -> _Across:
    """From a size to its place; marks; and the sizes at which curves are drawn."""
    start = least / 3
    curve = [start + (last - start) * k / _CURVE for k in range(_CURVE + 1)]
    return Scale(first, last, _BOX.left, _BOX.right).__call__, ticks(first, last, 6), curve


def _logarithmic(first: float, last: float, _: float) -> _Across:
    bend = Scale(math.log(first), math.log(last), _BOX.left, _BOX.right)
    marks = [10.0**k for k in range(math.ceil(math.log10(first)), math.floor(math.log10(last)) + 1)]
    curve = [first * (last / first) ** (k / _CURVE) for k in range(_CURVE + 1)]
    return lambda size: bend(math.log(size)), marks, curve


def _y_ticks(up: Scale, language: Language) -> list[tuple[str, str]]:
    marks = ticks(up.low, up.high, 6)
    decimals = tick_decimals(marks)
    return [(px(up(m)), number(m, language, decimals)) for m in marks]


def _curves(found: Funnel, axes: _Axes) -> list[tuple[str, str]]:
    """Class and path of each limit; those that do not decide first, so that the others lie on them."""
    drawn: list[tuple[str, Curve]] = []
    if found.unadjusted and found.adjusted:
        drawn.append(("chance ", plain_curve(found.target or 0.0, found.method)))
    drawn.append(("", _deciding_curve(found)))
    paths = []
    for before, limits_at in drawn:
        several = [limits_at(size) for size in axes.sizes]
        for at, kind in ((0, "limit95"), (1, "limit95"), (2, "limit99"), (3, "limit99")):
            points = [
                f"{px(axes.across(s))} {px(_inside(axes.up, b[at]))}" for s, b in zip(axes.sizes, several, strict=True)
            ]
            paths.append((before + kind, "M" + "L".join(points)))
    return paths


def _deciding_curve(found: Funnel) -> Curve:
    """The limits that decide, at any denominator."""
    target = found.target or 0.0
    if not found.adjusted:
        return plain_curve(target, found.method)
    zero = any(note.code == "no-event-kept" for note in found.notes)
    return od_curve(target, found.tau2, found.method, no_event_kept=zero)


def _inside(up: Scale, value: float) -> float:
    """A height that a picture can hold; what lies outside the box is cut off there."""
    room = up.high - up.low
    return up(min(max(value, up.low - room), up.high + room))


def _dots(
    found: Funnel, compared: Sequence[FunnelGroup], axes: _Axes, caption: FunnelCaption
) -> list[tuple[ChartDot, str]]:
    """The dots with their level, those inside first, so that no outlier is covered."""
    dots = []
    for each in sorted(compared, key=lambda one: ((one.outlier95 or 0) + (one.outlier99 or 0), one.group)):
        kind = _kind(each, found, caption.direction)
        title = (
            f"{caption.name(each.group)}: {_figure(each.value or 0.0, caption.language)} ("
            + funnel_word(
                "counted",
                caption.language,
                top=_figure(each.numerator or 0.0, caption.language),
                bottom=_figure(each.denominator or 0.0, caption.language),
            )
            + ")"
        )
        shape = _SHAPES[kind[0]] if kind else "common"
        dot = ChartDot(px(axes.across(each.denominator or 1.0)), px(axes.up(each.value or 0.0)), shape, title)
        dots.append((dot, kind[1] if kind else ""))
    return dots


def _ring(compared: Sequence[FunnelGroup], axes: _Axes, caption: FunnelCaption) -> tuple[str, str] | None:
    """Around the group that is marked."""
    for each in compared:
        if each.group == caption.marked:
            return px(axes.across(each.denominator or 1.0)), px(axes.up(each.value or 0.0))
    return None


def _labels(compared: Sequence[FunnelGroup], axes: _Axes, caption: FunnelCaption) -> list[_Label]:
    """Names beside the dots outside, the marked one and the farthest first; none on another or on a dot outside."""
    wanted = [each for each in compared if each.outlier99 or each.outlier95 or each.group == caption.marked]
    wanted.sort(key=lambda e: (e.group != caption.marked, -(e.outlier99 or 0), -round(abs(e.z or 0.0), 9), e.group))
    places = [(axes.across(e.denominator or 1.0), axes.up(e.value or 0.0)) for e in wanted]
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    labels = []
    for each, (x, y) in zip(wanted, places, strict=True):
        off = 13 if each.group == caption.marked else 8
        text = shorten(caption.name(each.group), _LONGEST_NAME)
        width = len(text) * _LETTER
        middle = x - width / 2
        for left, top, anchor in (
            (x + off, y - 6, ""),
            (x - off - width, y - 6, "end"),
            (middle, y - 19, "middle"),
            (middle, y + 7, "middle"),
        ):
            box = Box(left, top, left + width, top + _LINE_HEIGHT)
            if _fits(box) and not any(_meet(box, other) for other in taken):
                taken.append(box)
                at = {"": left, "end": left + width, "middle": left + width / 2}[anchor]
                labels.append(_Label(px(at), px(top + 10), anchor, text))
                break
        if len(labels) == _LABELS:
            break
    return labels


def _fits(box: Box) -> bool:
    return box.left > _BOX.left and box.right < WIDTH - 8 and box.top > _BOX.top - 8 and box.bottom < _BOX.bottom + 4


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _line_legend(found: Funnel, language: Language) -> list[tuple[int, str, str]]:
    kinds = ["limit95", "limit99"]
    if found.adjusted and found.unadjusted:
        kinds.append("chance limit99")
    words = {"chance limit99": "chance"}
    return [
        (int(_BOX.left) + _LEGEND_COLUMN * k, kind, funnel_word(words.get(kind, kind), language))
        for k, kind in enumerate(kinds)
    ]


def _shape_legend(caption: FunnelCaption) -> list[tuple[int, int, str, str, str]]:
    """Place, row, shape, level and words of each mark that can be."""
    kinds = ("better", "worse") if caption.direction in ("increase", "decrease") else ("other",)
    found = [(0, 0, "common", "", funnel_word("inside", caption.language))]
    for row, level in enumerate(("99", "95")):
        for column, kind in enumerate(kinds, 1):
            found.append((column, row, _SHAPES[kind], level, funnel_word(kind + level, caption.language)))
    return [(int(_BOX.left) + 6 + _LEGEND_COLUMN * column, row, *rest) for column, row, *rest in found]  # type: ignore[misc]
