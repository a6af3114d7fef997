"""The map of a division as one SVG: the same division gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kvadmin.api import InvalidData, tr

from . import marks
from .bubbles import Skeleton, bubble, skeletons
from .colours import SEA, TINT, colouring, neighbours, spread, style_of
from .labels import Label, place_labels
from .layout import DOT, HEAD, MARGIN, Inset, MapLayout, lay_out
from .legend import LETTERS, LINE, column_width, entries_of, legend
from .outline import Outline, closed

#: Height of the title's letters, and the letters of the insets.
_TITLE, _LETTERS = 22.0, "ABCD"
_FONT = "'Source Sans 3','Source Sans Pro',Arial,sans-serif"


@dataclass(frozen=True)
class MapPlace:
    """A place on the map, in degrees."""

    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class MapNetwork:
    """A network: its number, its name and the ids of its places."""

    number: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class MapWords:
    """Texts of the picture in one language form."""

    title: str
    network: str = "Nettverk"
    inset: str = "Utsnitt"


@dataclass
class _View:
    """The map or an inset: dots, bubbles and numbers in positions of the sheet."""

    points: np.ndarray
    groups: list[np.ndarray]
    networks: list[int]
    shown: np.ndarray
    inset: Inset | None = None


def draw(dots: Sequence[MapPlace], groups: Sequence[MapNetwork], outline: Outline, words: MapWords) -> str:
    """The picture.

    Args:
        dots: Every place, each in exactly one group.
        groups: The networks, in the order of the list.
        outline: Areas to draw below.
        words: The title and what the rest is called.

    Raises:
        InvalidData: A place is in no network or in several, or there is nothing to draw.
    """
    dots = sorted(dots, key=lambda dot: dot.id)
    of = _network_of(dots, groups)
    lat, lon = np.array([dot.lat for dot in dots]), np.array([dot.lon for dot in dots])
    names = {dot.id: dot.name or dot.id for dot in dots}
    entries = entries_of([(each.number, each.name, [names[m] for m in each.members]) for each in groups])
    column = column_width(entries)
    sheet = lay_out(lat, lon, outline, len(entries), column, LINE)
    pairs = neighbours(sheet.points, of)
    colours = spread(colouring(len(groups), pairs), pairs)
    views = list(_views(sheet, of, len(groups)))
    parts = [_head(sheet, dots, groups, words, colours), _land(sheet)]
    for letter, view in zip("-" + _LETTERS, views, strict=False):
        parts.append(_drawn(view, sheet, dots, of, groups, colours, letter))
    parts.append(legend(sheet, entries, colours, column))
    parts.append("</svg>\n")
    return "".join(parts)


def _network_of(dots: Sequence[MapPlace], groups: Sequence[MapNetwork]) -> np.ndarray:
    at = {dot.id: index for index, dot in enumerate(dots)}
    of = np.full(len(dots), -1)
    for number, group in enumerate(groups):
        for member in group.members:
            if member not in at:
                raise InvalidData(
                    tr("{member} of network {number} is not among the places", member=member, number=group.number),
                    code="bad-map",
                )
            if of[at[member]] >= 0:
                raise InvalidData(tr("{member} is in two networks", member=member), code="bad-map")
            of[at[member]] = number
    left = [dots[index].id for index in np.flatnonzero(of < 0).tolist()]
    if left or not len(dots):
        raise InvalidData(
            tr("some places are in no network") if left else tr("there are no places to draw"),
            details=left[:20],
            code="nothing-to-do",
        )
    return of


def _views(sheet: MapLayout, of: np.ndarray, count: int) -> Iterator[_View]:
    """The map, then the insets; every dot is shown in exactly one."""
    hidden = np.zeros(len(of), dtype=bool)
    for inset in sheet.insets:
        hidden |= inset.holds(sheet.points)
    every = [np.flatnonzero(of == k) for k in range(count)]
    partly = [k for k in range(count) if len(every[k]) and not hidden[every[k]].all()]
    yield _View(sheet.points, [every[k] for k in partly], partly, ~hidden)
    for inset in sheet.insets:
        inside = inset.holds(sheet.points)
        here = [k for k in range(count) if inside[every[k]].any()]
        yield _View(inset.move(sheet.points), [every[k] for k in here], here, inside, inset)


def _drawn(
    view: _View,
    sheet: MapLayout,
    dots: Sequence[MapPlace],
    of: np.ndarray,
    groups: Sequence[MapNetwork],
    colours: list[int],
    letter: str,
) -> str:
    """One view: bubbles, the circles of insets, dots, numbers."""
    radius = DOT if view.inset is None else DOT + 0.6
    bones = skeletons(view.points, view.groups, radius)
    out = [] if view.inset is None else [marks.inset_ground(view.inset, letter)]
    for index, (network, group) in enumerate(zip(view.networks, view.groups, strict=True)):
        foreign = np.delete(view.points, group, axis=0)
        rings = bubble(index, bones, foreign, radius)
        line = "".join(marks.path(ring) for ring in rings)
        out.append(f'<path class="b c{colours[network]}" d="{line}"/>')
    if view.inset is None:
        out += [
            marks.source(inset, name, inset.badge(view.points))
            for inset, name in zip(sheet.insets, _LETTERS, strict=False)
        ]
    for index in np.flatnonzero(view.shown).tolist():
        place, network = dots[index], int(of[index])
        at, number = view.points[index], groups[network].number
        out.append(marks.dot(place.id, place.name or place.id, at, number, colours[network], radius))
    labels = _labels(view, sheet, bones, groups, of, radius)
    for spot in labels:
        network = view.networks[spot.network]
        out.append(marks.label(spot, groups[network].number, colours[network]))
    if view.inset is not None:
        out.append("</g>" + marks.rim(view.inset, letter))
    return "".join(out)


def _labels(
    view: _View, sheet: MapLayout, bones: list[Skeleton], groups: Sequence[MapNetwork], of: np.ndarray, radius: float
) -> list[Label]:
    wanted = [i for i, k in enumerate(view.networks) if (of[view.shown] == k).any()]
    texts = [groups[k].number for k in view.networks]
    inset, insets = view.inset, sheet.insets

    def allowed(spots: np.ndarray, width: float, height: float) -> np.ndarray:
        diagonal = float(np.hypot(width, height))
        if inset is not None:
            inside: np.ndarray = np.hypot(*(spots - np.array(inset.place)).T) < inset.radius - diagonal
            return inside
        ok = (spots[:, 0] > width + 2) & (spots[:, 0] < sheet.width - width - 2)
        ok &= (spots[:, 1] > height + HEAD) & (spots[:, 1] < sheet.height - height - 2)
        for each in insets:
            ok &= np.hypot(*(spots - np.array(each.source)).T) > each.reach + diagonal
            ok &= np.hypot(*(spots - np.array(each.badge(view.points))).T) > marks.BADGE + diagonal
            ok &= np.hypot(*(spots - np.array(each.place)).T) > each.radius + diagonal
        out: np.ndarray = ok
        return out

    return place_labels(texts, marks.NUMBER, bones, view.points[view.shown], radius, wanted=wanted, allowed=allowed)


def _head(
    sheet: MapLayout, dots: Sequence[MapPlace], groups: Sequence[MapNetwork], words: MapWords, colours: list[int]
) -> str:
    """Title, description, styles and background."""
    names = {dot.id: dot.name or dot.id for dot in dots}
    lines = [f"{words.network} {g.number} {g.name}: {', '.join(names[m] for m in g.members)}." for g in groups]
    styles = [
        f".b{{fill-opacity:{TINT};stroke-width:1.7;stroke-linejoin:round}}",
        f"text{{font-family:{_FONT}}}",
        f".n{{font-size:{marks.NUMBER}px;font-weight:600;text-anchor:middle;paint-order:stroke}}",
        ".n{stroke:#fff;stroke-width:3.2;stroke-linejoin:round;stroke-opacity:.85}",
        ".d{stroke:#fff;stroke-width:1.3}",
        f".l{{font-size:{LETTERS}px;fill:#20262b}}",
        f".m{{font-size:{LETTERS - 1.5}px;fill:#4c565e}}",
    ]
    for number in sorted(set(colours)):
        used = style_of(number)
        dash = f";stroke-dasharray:{used.dashes.replace(' ', ',')}" if used.dashes else ""
        styles.append(f".b.c{number}{{fill:{used.colour};stroke:{used.colour}{dash}}}")
        styles.append(f".d.c{number},.n.c{number}{{fill:{used.colour}}}.k{number}{{stroke:{used.colour}}}")
    width, height = marks.figure(sheet.width), marks.figure(sheet.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="map-title map-desc"><title id="map-title">{marks.safe(words.title)}</title>'
        f'<desc id="map-desc">{marks.safe(" ".join(lines))}</desc><style>{"".join(styles)}</style>'
        f'<rect width="{width}" height="{height}" fill="{SEA}"/>'
        f'<text x="{MARGIN}" y="36" fill="#20262b" font-size="{_TITLE:g}" font-weight="600">'
        f"{marks.safe(words.title)}</text>"
    )


def _land(sheet: MapLayout) -> str:
    """The outline, once; the insets show it again, larger."""
    rings = [closed(ring, 0.35) for area in sheet.outline for ring in area]
    data = "".join(marks.path(ring) for ring in rings if len(ring) > 2)
    defs = [f'<path id="land" d="{data}"/>'] if data else ['<g id="land"/>']
    defs += [marks.clip(inset, letter) for inset, letter in zip(sheet.insets, _LETTERS, strict=False)]
    if not sheet.framed:
        return f"<defs>{''.join(defs)}</defs>{marks.land(data)}"
    size = f'width="{marks.figure(sheet.width)}" height="{marks.figure(sheet.map_height - HEAD)}"'
    defs.append(f'<clipPath id="frame"><rect y="{HEAD}" {size}/></clipPath>')
    return f'<defs>{"".join(defs)}</defs><g clip-path="url(#frame)">{marks.land(data)}</g>'
