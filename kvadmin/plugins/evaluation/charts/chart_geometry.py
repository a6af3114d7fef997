"""Where things lie in a picture: scales, ticks, and labels that must not lie on each other. No drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_NICE = (1, 2, 2.5, 5, 10)


class Box(NamedTuple):
    """A rectangle in pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Scale(NamedTuple):
    """A straight map from data to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of ``value``."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def value_range(values: Iterable[float | None]) -> tuple[float, float]:
    """The least and greatest known value with air around them; never empty, not below 0 without need."""
    known = [v for v in values if v is not None]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    air = 0.07 * (high - low) or max(abs(high) * 0.1, 0.5)
    bottom = low - air
    return (0.0 if low >= 0 > bottom else bottom), high + air


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values inside a range, at most ``most`` of them."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in _NICE if power * nice >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]


def tick_decimals(marks: Sequence[float]) -> int:
    """How many decimals the ticks need to be told apart."""
    return max((len(f"{m:.10f}".rstrip("0").partition(".")[2]) for m in marks), default=0)


def spread_out(places: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """``places`` moved as little as needed so that neighbours are ``gap`` apart, inside top and bottom."""
    order = sorted(range(len(places)), key=lambda k: (places[k], k))
    moved = list(places)
    edge = top
    for k in order:
        moved[k] = max(moved[k], edge)
        edge = moved[k] + gap
    edge = bottom
    for k in reversed(order):
        moved[k] = min(moved[k], edge)
        edge = moved[k] - gap
    return moved


def px(value: float) -> str:
    """A coordinate as text: two decimals at most, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shorten(text: str, most: int) -> str:
    """``text`` on one line of at most ``most`` characters; the whole of it stands in the picture's title."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
