"""The map of a division as one SVG: the same division gives the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from kvadmin.api import InvalidData, tr

from . import marks
from .colours import SEA, TINT, colouring, neighbours, spread, style_of
from .labels import NumberedBubbles
from .layout import MapLayout, lay_out
from .legend import LETTERS, LINE, MEMBERS, LegendLine, column_width, in_order, legend, lines_of, rows_in
from .outline import Outline, closed
from .place_labels import NAME, NUMERAL, PlaceLabel
from .sheet import HEAD, MARGIN
from .views import MapView, named, numbered, views_of

#: Height of the title's letters, and the letters of the insets.
_TITLE, _LETTERS = 22.0, "ABCD"
#: Places that are named, and listed, at most: more would be a book.
MOST_NAMED = 600
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


@dataclass(frozen=True)
class _Called:
    """What places and networks are called: names and list numbers by id, the lines of the list, a column's width."""

    names: dict[str, str]
    numerals: dict[str, str]
    lines: list[LegendLine]
    column: float


def draw(dots: Sequence[MapPlace], groups: Sequence[MapNetwork], outline: Outline, words: MapWords) -> str:
    """The picture: every dot with its name, or with its number in the list of networks beside or below the map.

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
    called = _called(dots, groups)
    sheet = lay_out(lat, lon, of, outline, partial(rows_in, called.lines), called.column, LINE)
    pairs = neighbours(sheet.points, of)
    colours = spread(colouring(len(groups), pairs), pairs)
    parts = [_head(sheet, dots, groups, words, colours), _land(sheet)]
    by_number: dict[str, str] = {}
    for letter, view in zip("-" + _LETTERS, views_of(sheet, of), strict=False):
        parts.append(_drawn(view, sheet, dots, groups, colours, letter, called, by_number))
    parts.append(legend(sheet, called.lines, colours, called.column, called.names, by_number))
    parts.append("</svg>\n")
    return "".join(parts)


def _called(dots: Sequence[MapPlace], groups: Sequence[MapNetwork]) -> _Called:
    """Namesakes with their id; numbers in the order of the list."""
    plain = {dot.id: dot.name or dot.id for dot in dots}
    often = Counter(plain.values())
    names = {place: name if often[name] == 1 else f"{name} ({place})" for place, name in plain.items()}
    if len(dots) > MOST_NAMED:
        return _Called(names, {}, [], 1.0)
    listed = [member for group in groups for member in in_order(group.members, names)]
    numerals = {member: str(number) for number, member in enumerate(listed, start=1)}
    lines = lines_of([(each.number, each.name, each.members) for each in groups], names, numerals)
    return _Called(names, numerals, lines, column_width(lines, names, numerals))


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


def _drawn(
    view: MapView,
    sheet: MapLayout,
    dots: Sequence[MapPlace],
    groups: Sequence[MapNetwork],
    colours: list[int],
    letter: str,
    called: _Called,
    by_number: dict[str, str],
) -> str:
    """One view: the circles of insets, bubbles, dots, numbers, names; who is shown by number goes to ``by_number``."""
    insets = list(zip(sheet.insets, _LETTERS, strict=False))
    bubbles = numbered(view, sheet, [group.number for group in groups])
    out = [marks.source(each) for each, _ in insets] if view.inset is None else [marks.inset_ground(view.inset, letter)]
    for network, field in zip(view.networks, bubbles.fields, strict=True):
        line = "".join(marks.path(ring) for ring in field.rings())
        out.append(f'<path class="b c{colours[network]}" d="{line}"/>')
    if view.inset is None:
        out += [marks.badge(*each.badge(sheet.points), name, marks.BADGE) for each, name in insets]
    places = _named(view, sheet, dots, bubbles, called)
    by_number.update({dots[view.dots[each.dot]].id: each.text for each in places if each.size == NUMERAL})
    out += [marks.leader(*each.leader) for each in places if each.leader is not None]
    for at, index, position in zip(view.points, view.dots.tolist(), view.of.tolist(), strict=True):
        network = view.networks[position]
        said = (called.names[dots[index].id], groups[network].number)
        out.append(marks.dot(dots[index].id, said, at, colours[network], view.radius))
    for spot in bubbles.labels:
        network = view.networks[spot.network]
        out.append(marks.label(spot, groups[network].number, colours[network]))
    out += [marks.place_label(each, view.points[each.dot]) for each in places]
    if view.inset is not None:
        out.append("</g>" + marks.rim(view.inset, letter))
    return "".join(out)


def _named(
    view: MapView, sheet: MapLayout, dots: Sequence[MapPlace], bubbles: NumberedBubbles, called: _Called
) -> list[PlaceLabel]:
    if not called.numerals:
        return []
    ids = [dots[index].id for index in view.dots.tolist()]
    taken = []
    if sheet.legend is not None and view.inset is None:
        rows = rows_in(called.lines, sheet.legend_columns)
        half = (sheet.legend_columns * called.column / 2, (rows * LINE + 8) / 2)
        taken.append((sheet.legend[0] + half[0], sheet.legend[1] + half[1], *half))
    return named(view, sheet, bubbles, taken, ([called.names[i] for i in ids], [called.numerals[i] for i in ids]))


def _head(
    sheet: MapLayout, dots: Sequence[MapPlace], groups: Sequence[MapNetwork], words: MapWords, colours: list[int]
) -> str:
    """Title, description, styles and background."""
    names = {dot.id: dot.name or dot.id for dot in dots}
    lines = [f"{words.network} {g.number} {g.name}: {', '.join(names[m] for m in g.members)}." for g in groups]
    styles = [
        f".b{{fill-opacity:{TINT};stroke-width:1.7;stroke-linejoin:round}}",
        f"text{{font-family:{_FONT}}}",
        ".n{font-weight:600;text-anchor:middle}.n,.p,.q{paint-order:stroke}",
        ".n{stroke:#fff;stroke-width:3.2;stroke-linejoin:round;stroke-opacity:.85}",
        ".d{stroke:#fff;stroke-width:1.3}",
        f".l{{font-size:{LETTERS}px;fill:#20262b}}",
        f".m{{font-size:{MEMBERS}px;fill:#3d464d}}",
        f".p{{font-size:{NAME}px}}.q{{font-size:{NUMERAL}px}}.p,.q{{fill:#20262b;stroke:#fff;stroke-width:2}}",
        ".p,.q{stroke-linejoin:round;stroke-opacity:.8}.t{stroke:#4c565e;stroke-width:.8}",
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
