"""The marks of the picture as SVG: paths, dots, numbers, circles of insets."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kvadmin.api.commands import check_text

from .colours import LAND, SEA
from .insets import Inset
from .labels import Label
from .place_labels import NAME, PlaceLabel

#: Radius of the discs that letters of insets stand on.
BADGE = 10.0
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


def rim_badge(inset: Inset) -> tuple[float, float]:
    """Where the letter of an inset stands on its rim."""
    at = inset.radius * 0.7071
    return inset.place[0] - at, inset.place[1] - at


def rim(inset: Inset, letter: str) -> str:
    """The circle around an inset, with its letter."""
    ring = f'{_circle(*inset.place, inset.radius)} fill="none" stroke="{_INK}" stroke-width="1.6"/>'
    return ring + badge(*rim_badge(inset), letter, BADGE + 2)


def source(inset: Inset) -> str:
    """The circle on the map whose networks stand in the inset; networks of the map are drawn over it."""
    return f'{_circle(*inset.source, inset.reach)} fill="#fff" fill-opacity=".6" stroke="{_INK}" stroke-width="1.3"/>'


def badge(x: float, y: float, letter: str, radius: float) -> str:
    """A letter on a disc."""
    return (
        f'{_circle(x, y, radius)} fill="{_INK}"/><text x="{figure(x)}" y="{figure(y + radius * 0.42)}" fill="#fff" '
        f'font-size="{figure(radius * 1.25)}" font-weight="600" text-anchor="middle">{letter}</text>'
    )


def _circle(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{figure(x)}" cy="{figure(y)}" r="{figure(radius)}"'


def dot(place: str, said: tuple[str, str], at: np.ndarray, colour: int, radius: float) -> str:
    """A place: exactly one circle with its id in ``data-id`` in the whole picture; ``said``: its name and network."""
    return (
        f'<circle class="d c{colour}" cx="{figure(at[0])}" cy="{figure(at[1])}" r="{figure(radius)}" '
        f"data-id={quoteattr(place)}><title>{safe(said[0])} ({safe(said[1])})</title></circle>"
    )


def label(at: Label, number: str, colour: int) -> str:
    """The number of a network, with a thin line when it stands apart."""
    line = ""
    if at.anchor is not None:
        way = f"M{figure(at.x)} {figure(at.y)}L{figure(at.anchor[0])} {figure(at.anchor[1])}"
        line = f'<path class="k{colour}" stroke-width="1" fill="none" d="{way}"/>'
    place = f'x="{figure(at.x)}" y="{figure(at.y + at.size * 0.34)}" font-size="{at.size:g}"'
    halo = f'stroke="#fff" stroke-width="{at.size * 0.19:.1f}" stroke-linejoin="round" stroke-opacity=".85"'
    return f'{line}<text class="n c{colour}" {place} {halo}>{safe(number)}</text>'


def place_label(at: PlaceLabel, dot: np.ndarray) -> str:
    """The name (``p``) or the list's number (``q``) of a dot, set towards it."""
    x, y, half, _ = at.box
    side = "start" if x - half >= dot[0] else "end" if x + half <= dot[0] else "middle"
    x += {"start": 1.0 - half, "end": half - 1.0, "middle": 0.0}[side]
    kind = "p" if at.size == NAME else "q"
    anchor = "" if side == "start" else f' text-anchor="{side}"'
    return f'<text class="{kind}" x="{figure(x)}" y="{figure(y + at.size * 0.34)}"{anchor}>{safe(at.text)}</text>'


def leader(start: tuple[float, float], end: tuple[float, float]) -> str:
    """The thin line between a dot and a label that stands apart."""
    way = f"M{figure(start[0])} {figure(start[1])}L{figure(end[0])} {figure(end[1])}"
    return f'<path class="t" d="{way}"/>'
