"""The marks of the picture as SVG: paths, dots, numbers, circles of insets."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kvadmin.api.commands import check_text

from .colours import LAND, SEA
from .labels import Label
from .layout import Inset

#: Height of the letters of numbers, and the radius of the discs that letters of insets stand on.
NUMBER, BADGE = 17.0, 10.0
_INK, _COAST = "#30383f", "#b9c0c6"


def figure(value: float) -> str:
    """A position with at most one decimal."""
    return f"{round(float(value), 1) + 0.0:g}"


def safe(text: str) -> str:
    """A text in which nothing is markup.

    Raises:
        InvalidData: It holds control characters.
    """
    check_text(text, "map")
    return escape(text)


def path(ring: np.ndarray) -> str:
    """A ring as path data: the first point, then steps in tenths of a unit."""
    tenths = np.round(ring * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    first = f"M{figure(tenths[0, 0] / 10)} {figure(tenths[0, 1] / 10)}l"
    text = "".join(f"{_step(dx)}{_step(dy)}" for dx, dy in steps.tolist()).lstrip(" ")
    return f"{first}{text}z" if text else ""


def _step(tenths: int) -> str:
    text = f"{tenths / 10:g}"
    if abs(tenths) < 10:
        text = text.replace("0.", ".", 1)
    return text if text.startswith("-") else f" {text}"


def land(data: str) -> str:
    """The outline on the map; ``data`` is drawn once more, larger, in every inset."""
    return (
        f'<use href="#land" fill="{LAND}" stroke="{_COAST}" stroke-width=".7" stroke-linejoin="round"/>' if data else ""
    )


def inset_ground(inset: Inset, letter: str) -> str:
    """The land in an inset; opens a group that ends before the rim."""
    dx, dy = (place - inset.zoom * source for place, source in zip(inset.place, inset.source, strict=True))
    width = f"{0.9 / inset.zoom:.3f}"
    return (
        f'<g clip-path="url(#clip{letter})">{_circle(*inset.place, inset.radius)} fill="{SEA}"/>'
        f'<g transform="translate({figure(dx)} {figure(dy)}) scale({inset.zoom:.4f})">'
        f'<use href="#land" fill="{LAND}" stroke="{_COAST}" stroke-width="{width}"/></g>'
    )


def clip(inset: Inset, letter: str) -> str:
    """The circle that cuts an inset out."""
    return f'<clipPath id="clip{letter}">{_circle(*inset.place, inset.radius)}/></clipPath>'


def rim(inset: Inset, letter: str) -> str:
    """The circle around an inset, with its letter."""
    x, y = inset.place
    at = inset.radius * 0.7071
    ring = f'{_circle(x, y, inset.radius)} fill="none" stroke="{_INK}" stroke-width="1.6"/>'
    return ring + badge(x - at, y - at, letter, BADGE + 2)


def source(inset: Inset, letter: str, at: tuple[float, float]) -> str:
    """The circle on the map whose contents stand in the inset, with its letter at a place of the rim."""
    ring = f'{_circle(*inset.source, inset.reach)} fill="#fff" fill-opacity=".6" stroke="{_INK}" stroke-width="1.3"/>'
    return ring + badge(*at, letter, BADGE)


def badge(x: float, y: float, letter: str, radius: float) -> str:
    """A letter on a disc."""
    return (
        f'{_circle(x, y, radius)} fill="{_INK}"/><text x="{figure(x)}" y="{figure(y + radius * 0.42)}" fill="#fff" '
        f'font-size="{figure(radius * 1.25)}" font-weight="600" text-anchor="middle">{letter}</text>'
    )


def _circle(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{figure(x)}" cy="{figure(y)}" r="{figure(radius)}"'


def dot(place: str, name: str, at: np.ndarray, number: str, colour: int, radius: float) -> str:
    """A place: exactly one circle with its id in ``data-id`` in the whole picture."""
    return (
        f'<circle class="d c{colour}" cx="{figure(at[0])}" cy="{figure(at[1])}" r="{figure(radius)}" '
        f"data-id={quoteattr(place)}><title>{safe(name)} ({safe(number)})</title></circle>"
    )


def label(at: Label, number: str, colour: int) -> str:
    """The number of a network, with a thin line when it stands apart."""
    line = ""
    if at.anchor is not None:
        way = f"M{figure(at.x)} {figure(at.y)}L{figure(at.anchor[0])} {figure(at.anchor[1])}"
        line = f'<path class="k{colour}" stroke-width="1" fill="none" d="{way}"/>'
    place = f'x="{figure(at.x)}" y="{figure(at.y + NUMBER * 0.34)}"'
    return f'{line}<text class="n c{colour}" {place}>{safe(number)}</text>'
