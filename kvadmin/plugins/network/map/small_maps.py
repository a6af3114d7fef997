"""Several divisions of the same places side by side: small maps with the ways to the meeting places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import marks
from .colours import LAND, colouring, neighbours, spread, style_of
from .outline import Outline
from .projection import Projection, around

#: Size of a map, room for its title and its lines of figures, and the gap between maps, in units of the picture.
_WIDTH, _TALLEST, _TITLE, _LINE, _GAP, _MARGIN, _HEAD = 230.0, 400.0, 40.0, 15.0, 18.0, 20.0, 46.0
_FONT = "'Source Sans 3','Source Sans Pro',Arial,sans-serif"
_INK, _COAST = "#30383f", "#b9c0c6"
#: Radius of dots, and of those of maps with more than so many.
_DOT, _SMALL_DOT, _MANY = 3.2, 2.0, 150
#: Share of the extent of the dots that is shown around them.
_AROUND = 0.06


@dataclass(frozen=True)
class SmallMap:
    """One division: its title, what is best about it, its figures, and networks with their meeting places (ids)."""

    title: str
    subtitle: str
    lines: tuple[str, ...]
    networks: tuple[tuple[str, ...], ...]
    meeting_places: tuple[str, ...]


def small_maps(
    places: Sequence[tuple[str, float, float]], maps: Sequence[SmallMap], outline: Outline, title: str, legend: str
) -> str:
    """The picture as SVG: the same divisions give the same bytes.

    Args:
        places: Id, latitude and longitude of each place.
        maps: The divisions, in reading order.
        outline: Areas to draw below, in degrees.
        title: Above the whole.
        legend: What rings and lines mean, below the title.
    """
    ids = [place for place, _, _ in places]
    lat, lon = np.array([place[1] for place in places]), np.array([place[2] for place in places])
    project = around(lat, lon)
    points = project(lat, lon)
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum(high - low, 1.0) * _AROUND + 1.0
    low, extent = low - room, high - low + 2 * room
    scale = min(_WIDTH / extent[0], _TALLEST / extent[1])
    height = float(extent[1] * scale)
    aside = (_WIDTH - float(extent[0] * scale)) / 2
    at = (points - low) * scale + [aside, 0.0]
    land = _land(outline, project, low, scale, aside, height)
    lines = max(len(each.lines) for each in maps)
    cell = _TITLE + height + _LINE * lines + _GAP
    columns = len(maps) if height > _WIDTH or len(maps) < 4 else 3
    rows = -(-len(maps) // columns)
    wide = 2 * _MARGIN + columns * _WIDTH + (columns - 1) * _GAP
    tall = 2 * _MARGIN + _HEAD + rows * cell
    size = f"{marks.figure(wide)} {marks.figure(tall)}"
    frame = f'<rect width="{marks.figure(_WIDTH)}" height="{marks.figure(height)}"/>'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{marks.figure(wide)}" height="{marks.figure(tall)}" '
        f'viewBox="0 0 {size}" font-family="{_FONT}" fill="{_INK}"><title>{marks.safe(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/><clipPath id="frame">{frame}</clipPath>'
        f'<defs><path id="land" d="{land}"/></defs>'
    )
    parts = [head, _text(_MARGIN, _MARGIN + 18, title, 20, bold=True), _text(_MARGIN, _MARGIN + 36, legend, 12)]
    for number, each in enumerate(maps):
        x = _MARGIN + (number % columns) * (_WIDTH + _GAP)
        y = _MARGIN + _HEAD + (number // columns) * cell
        parts.append(_map(each, ids, at, (x, y), height))
    return "".join([*parts, "</svg>\n"])


def _land(outline: Outline, project: Projection, low: np.ndarray, scale: float, aside: float, height: float) -> str:
    """The outline as path data, areas that are not in sight left out."""
    found = []
    for area in outline:
        for ring in area:
            drawn = (project(ring[:, 1], ring[:, 0]) - low) * scale + [aside, 0.0]
            if (drawn.max(axis=0) >= 0).all() and drawn[:, 0].min() <= _WIDTH and drawn[:, 1].min() <= height:
                found.append(marks.path(drawn))
    return "".join(found)


def _map(each: SmallMap, ids: list[str], at: np.ndarray, corner: tuple[float, float], height: float) -> str:
    x, y = corner
    place = {name: number for number, name in enumerate(ids)}
    groups = [[place[member] for member in members] for members in each.networks]
    of = np.zeros(len(ids), dtype=np.int64)
    for number, group in enumerate(groups):
        of[group] = number
    pairs = neighbours(at, of)
    colours = spread(colouring(len(groups), pairs), pairs)
    radius = _DOT if len(ids) <= _MANY else _SMALL_DOT
    stars = zip(groups, each.meeting_places, colours, strict=True)
    below = y + _TITLE + height + _LINE
    return "".join(
        (
            _text(x, y + 14, each.title, 15, bold=True),
            _text(x, y + 30, each.subtitle, 12),
            f'<g transform="translate({marks.figure(x)} {marks.figure(y + _TITLE)})"><g clip-path="url(#frame)">',
            f'<use href="#land" fill="{LAND}" stroke="{_COAST}" stroke-width=".5"/></g>',
            *(_star(at[group], at[place[hub]], colour, radius) for group, hub, colour in stars),
            "</g>",
            *(_text(x, below + _LINE * number, line, 12) for number, line in enumerate(each.lines)),
        )
    )


def _star(dots: np.ndarray, hub: np.ndarray, colour: int, radius: float) -> str:
    """A network: its dots, a ring around the meeting place, and the ways there."""
    look = style_of(colour)
    centre = f"{marks.figure(hub[0])} {marks.figure(hub[1])}"
    ways = "".join(f"M{centre}L{marks.figure(dot[0])} {marks.figure(dot[1])}" for dot in dots if (dot != hub).any())
    dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
    lines = f'<path d="{ways}" fill="none" stroke="{look.colour}"{dashes}/>' if ways else ""
    ring = _circle(hub, radius + 2, f'fill="none" stroke="{look.colour}" stroke-width="1.4"')
    return lines + "".join(_circle(dot, radius, f'fill="{look.colour}"') for dot in dots) + ring


def _circle(at: np.ndarray, radius: float, look: str) -> str:
    return f'<circle cx="{marks.figure(at[0])}" cy="{marks.figure(at[1])}" r="{radius:g}" {look}/>'


def _text(x: float, y: float, text: str, size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{marks.figure(x)}" y="{marks.figure(y)}" font-size="{size}"{weight}>{marks.safe(text)}</text>'
