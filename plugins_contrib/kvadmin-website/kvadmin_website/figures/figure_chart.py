"""One series as a line chart that a phone and a printer show alike: SVG whose colours are those of the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple

from kvadmin_website.figures.agreed_figures import FigureSeries

_WIDTH, _HEIGHT = 460, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 18, 34
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_WANTED_TICKS = 4
#: So many figures may each have a dot.
_MOST_DOTS = 24
#: Years whose names have room below.
_MOST_YEARS = 9


class ChartWords(NamedTuple):
    """What stands in a chart.

    Args:
        title: Read aloud first.
        told: What it shows, in a sentence.
        target: The words at the line of the target; empty: none is drawn.
        joined: The words where the municipality came in.
        numbers: A value as it is written at the axis.
        newest: The last figure as it is written at its dot.
    """

    title: str
    told: str
    target: str
    joined: str
    newest: str


def axis_ticks(low: float, high: float) -> list[float]:
    """Round values from at or below ``low`` to at or above ``high``."""
    span = max(high - low, abs(high) * 0.1, 1e-9)
    rough = span / _WANTED_TICKS
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(each * scale for each in _STEPS if each * scale >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(at * step, 10) for at in range(first, max(last, first + 1) + 1)]


class FigureChart:
    """The geometry of one series.

    Args:
        series: What is drawn.
        joined: When the municipality came in, as year with a fraction.
        key: What its ids begin with, each page once.
    """

    def __init__(self, series: FigureSeries, joined: float | None, key: str) -> None:
        self.series, self.key = series, key
        known = series.known
        self.values = [float(each.value) for each in known if each.value is not None]
        self.times = [each.year + (each.part - 0.5) / series.per_year for each in known]
        target = series.indicator.target
        self.target = None if target is None else float(target)
        both = [*self.values, *([] if self.target is None else [self.target])]
        low, high = min(both), max(both)
        floor = 0.0 if 0 <= low <= high * 0.35 else low
        self.ticks = axis_ticks(floor, high)
        self.first, self.last = math.floor(self.times[0]), math.floor(self.times[-1]) + 1
        self.joined = joined if joined is not None and self.first < joined < self.last else None

    def x(self, time: float) -> float:
        """Where a time lies."""
        return _LEFT + (time - self.first) / (self.last - self.first) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        """Where a value lies."""
        low, high = self.ticks[0], self.ticks[-1]
        return _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    def svg(self, words: ChartWords, ticks: Sequence[str]) -> str:
        """The chart; ``ticks`` are the values of :attr:`ticks` as they are written."""
        parts = [
            (
                f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
                f' aria-labelledby="{self.key}-t {self.key}-d">'
            ),
            f'<title id="{self.key}-t">{escape(words.title)}</title>',
            f'<desc id="{self.key}-d">{escape(words.told)}</desc>',
            *self._axes(ticks),
            *self._marks(words),
            *self._line(),
            *self._dots(words),
            "</svg>",
        ]
        return "\n".join(parts)

    def _axes(self, ticks: Sequence[str]) -> Iterator[str]:
        right = _WIDTH - _RIGHT
        for value, text in zip(self.ticks, ticks, strict=True):
            y = self.y(value)
            yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{right}"/>'
            yield f'<text x="{_LEFT - 7}" y="{y + 4:.1f}" text-anchor="end">{escape(text)}</text>'
        bottom = _HEIGHT - _BOTTOM
        every = -(-(self.last - self.first) // _MOST_YEARS)
        for year in range(self.first, self.last + 1):
            yield f'<path class="axis" d="M{self.x(year):.1f} {bottom}v5"/>'
            if year < self.last and (year - self.first) % every == 0:
                middle = self.x(year + 0.5)
                yield f'<text x="{middle:.1f}" y="{bottom + 20}" text-anchor="middle">{year}</text>'
        yield f'<path class="axis" d="M{_LEFT} {bottom}H{right}"/>'

    def _marks(self, words: ChartWords) -> Iterator[str]:
        if self.joined is not None:
            x = self.x(self.joined)
            left = x > _WIDTH * 0.62
            place = f'x="{x - 5:.1f}" text-anchor="end"' if left else f'x="{x + 5:.1f}"'
            yield f'<path class="joined" d="M{x:.1f} {_TOP - 6}V{_HEIGHT - _BOTTOM}"/>'
            yield f'<text class="note halo" {place} y="{_TOP + 3}">{escape(words.joined)}</text>'
        if self.target is not None and words.target:
            y = self.y(self.target)
            yield f'<path class="target" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>'
            yield f'<text class="note halo" x="{_LEFT + 5}" y="{y - 5:.1f}">{escape(words.target)}</text>'

    def _line(self) -> Iterator[str]:
        """The line, broken where a period between two has no figure."""
        path, before = "", None
        for time, value in zip(self.times, self.values, strict=True):
            near = before is not None and time - before < 1.5 / self.series.per_year
            path += f"{'L' if near else 'M'}{self.x(time):.1f} {self.y(value):.1f}"
            before = time
        yield f'<path class="line" d="{path}"/>'

    def _dots(self, words: ChartWords) -> Iterator[str]:
        every = list(zip(self.times, self.values, strict=True))
        for time, value in every if len(every) <= _MOST_DOTS else every[-1:]:
            yield f'<circle class="dot" cx="{self.x(time):.1f}" cy="{self.y(value):.1f}" r="3.5"/>'
        x, y = self.x(self.times[-1]), self.y(self.values[-1])
        above = y - 11 if y - 11 > _TOP else y + 20
        place = f'x="{min(x, _WIDTH - 26):.1f}" y="{above:.1f}" text-anchor="middle"'
        yield f'<text class="newest halo" {place}>{escape(words.newest)}</text>'


def year_of(ordinal_day: int, year: int) -> float:
    """A day of a year as the year with a fraction."""
    return year + (ordinal_day - 1) / 366


def decimals_of(ticks: Sequence[float]) -> int:
    """How many decimals the values of an axis need."""
    return max(max(0, -int(Decimal(str(each)).normalize().as_tuple().exponent)) for each in ticks)
