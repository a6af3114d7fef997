"""The marks of the picture as SVG: paths, dots, numbers, circles of insets."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kvadmin.api import check_text

from .colours import LAND, SEA
from .labels import Label
from .layout import Inset

#: Height of the letters of numbers, and the radius of the discs that letters of insets stand on.
NUMBER, BADGE = 17.0, 10.0
_INK = "#30383f"


def inset_ground(inset: Inset, letter: str) -> str:
    """The land in an inset; opens a group that the rim closes."""
    x, y, r = (figure(each) for each in (*inset.place, inset.radius))
    dx, dy = (place - inset.zoom * source for place, source in zip(inset.place, inset.source, strict=True))
    return (
        f'<g clip-path="url(#clip{letter})"><circle cx="{x}" cy="{y}" r="{r}" fill="{SEA}"/>'
        f'<g transform="translate({figure(dx)} {figure(dy)}) scale({inset.zoom:.4f})"><use href="#land" fill="{LAND}" '
        f'stroke="#b9c0c6" stroke-width="{0.9 / inset.zoom:.3f}"/></g>'
    )


def rim(inset: Inset, letter: str) -> str:
    """The circle around an inset, with its letter."""
    x, y = inset.place
    at = inset.radius * 0.7071
    return (
        f'<circle cx="{figure(x)}" cy="{figure(y)}" r="{figure(inset.radius)}" fill="none" stroke="{_INK}" stroke-width="1.6"/>'
        + badge(x - at, y - at, letter, 12)
    )


def source(inset: Inset, letter: str, badge: tuple[float, float]) -> str:
    """The circle on the map whose contents stand in the inset."""
    x, y = inset.source
    return (
        f'<circle cx="{figure(x)}" cy="{figure(y)}" r="{figure(inset.reach)}" fill="#fff" fill-opacity=".6" stroke="{_INK}" '
        f'stroke-width="1.3"/>' + badge(*badge, letter, BADGE)
    )


def badge(x: float, y: float, letter: str, radius: float) -> str:
    """A letter on a disc."""
    return (
        f'<circle cx="{figure(x)}" cy="{figure(y)}" r="{figure(radius)}" fill="{_INK}"/><text x="{figure(x)}" y="{figure(y + radius * 0.42)}" '
        f'fill="#fff" font-size="{figure(radius * 1.25)}" font-weight="600" text-anchor="middle">{letter}</text>'
    )


def dot(place: str, name: str, at: np.ndarray, number: str, colour: int, radius: float) -> str:
    """A place: exactly one circle with its id in ``data-id``, in the whole picture."""
    return (
        f'<circle class="d c{colour}" cx="{figure(at[0])}" cy="{figure(at[1])}" r="{figure(radius)}" data-id={quoteattr(place)}>'
        f"<title>{safe(name)} ({safe(number)})</title></circle>"
    )


def label(at: Label, number: str, colour: int) -> str:
    """The number of a network, with a thin line when it stands apart."""
    line = ""
    if at.anchor is not None:
        line = (
            f'<path class="k{colour}" stroke-width="1" fill="none" '
            f'd="M{figure(at.x)} {figure(at.y)}L{figure(at.anchor[0])} {figure(at.anchor[1])}"/>'
        )
    return (
        f'{line}<text class="n c{colour}" x="{figure(at.x)}" y="{figure(at.y + NUMBER * 0.34)}">{safe(number)}</text>'
    )


def path(ring: np.ndarray) -> str:
    """A ring as path data: the first point, then steps in tenths of a unit."""
    tenths = np.round(ring * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    first = f"M{figure(tenths[0, 0] / 10)} {figure(tenths[0, 1] / 10)}l"
    text = "".join(f"{_step(dx)}{_step(dy)}" for dx, dy in steps.tolist()).lstrip(" ")
    return f"{first}{text}z"


def _step(tenths: int) -> str:
    text = f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"  # noqa: PLR2004 - .9
    return text if text.startswith("-") else f" {text}"


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
