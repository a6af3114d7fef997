"""The map of a division as one SVG: the same division gives the same bytes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from kvadmin.api import InvalidData, check_text, sort_key

from .bubbles import Skeleton, bubble, skeletons
from .colours import LAND, SEA, TINT, colouring, look, neighbours, spread
from .labels import Label, place_labels
from .layout import DOT, HEAD, MARGIN, Inset, Sheet, lay_out
from .outline import Outline, closed

#: Heights of letters.
_NUMBER, _LIST, _TITLE = 17.0, 13.5, 22.0
#: Networks that are listed by name; more would be a table, not a list.
_LISTED = 90
#: With so few networks their members are listed too; and the longest name of a network in the list.
_TOLD, _LONGEST = 12, 34
_COLUMN, _LINE = 190.0, 17.0
#: Letters of the insets, and the radius of the discs they stand on.
_LETTERS, _BADGE = "ABCD", 10.0
_FONT = "'Source Sans 3','Source Sans Pro',Arial,sans-serif"


@dataclass(frozen=True)
class Dot:
    """A place on the map, in degrees."""

    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Group:
    """A network: its number, its name and the ids of its places."""

    number: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Words:
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


def draw(dots: Sequence[Dot], groups: Sequence[Group], outline: Outline, words: Words) -> str:
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
    entries = _entries(groups, {dot.id: dot.name or dot.id for dot in dots})
    column = max([_COLUMN, *(len(entry.text) * _LIST * 0.5 + 34 for entry in entries)])
    sheet = lay_out(lat, lon, outline, len(entries), column, _LINE)
    pairs = neighbours(sheet.points, of)
    colours = spread(colouring(len(groups), pairs), pairs)
    views = list(_views(sheet, of, len(groups)))
    parts = [_head(sheet, dots, groups, words, colours), _land(sheet)]
    for letter, view in zip("-" + _LETTERS, views, strict=False):
        parts.append(_drawn(view, sheet, dots, of, groups, colours, letter))
    parts.append(_legend(sheet, entries, colours, column))
    parts.append("</svg>\n")
    return "".join(parts)


def _network_of(dots: Sequence[Dot], groups: Sequence[Group]) -> np.ndarray:
    at = {dot.id: index for index, dot in enumerate(dots)}
    of = np.full(len(dots), -1)
    for number, group in enumerate(groups):
        for member in group.members:
            if member not in at:
                raise InvalidData(f"{member} of network {group.number} is not among the places")
            if of[at[member]] >= 0:
                raise InvalidData(f"{member} is in two networks")
            of[at[member]] = number
    left = [dots[index].id for index in np.flatnonzero(of < 0)]
    if left or not len(dots):
        raise InvalidData("some places are in no network" if left else "there are no places to draw", details=left[:20])
    return of


def _views(sheet: Sheet, of: np.ndarray, count: int) -> Iterator[_View]:
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
    view: _View, sheet: Sheet, dots: Sequence[Dot], of: np.ndarray, groups: Sequence[Group], colours: list[int], letter: str
) -> str:
    """One view: bubbles, the circles of insets, dots, numbers."""
    radius = DOT if view.inset is None else DOT + 0.6
    bones = skeletons(view.points, view.groups, radius)
    out = [] if view.inset is None else [_inset_ground(view.inset, letter)]
    for index, (network, group) in enumerate(zip(view.networks, view.groups, strict=True)):
        foreign = np.delete(view.points, group, axis=0)
        rings = bubble(index, bones, foreign, radius)
        path = "".join(_path(ring) for ring in rings)
        out.append(f'<path class="b c{colours[network]}" d="{path}"/>')
    if view.inset is None:
        out += [_source(inset, name, inset.badge(view.points)) for inset, name in zip(sheet.insets, _LETTERS, strict=False)]
    shown = np.flatnonzero(view.shown)
    for index in shown:
        out.append(_dot(dots[index], view.points[index], groups[of[index]], colours[of[index]], radius))
    labels = _labels(view, sheet, bones, groups, of, radius)
    out += [_label(label, groups[view.networks[label.network]], colours[view.networks[label.network]]) for label in labels]
    if view.inset is not None:
        out.append("</g>" + _rim(view.inset, letter))
    return "".join(out)


def _labels(
    view: _View, sheet: Sheet, bones: list[Skeleton], groups: Sequence[Group], of: np.ndarray, radius: float
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
            ok &= np.hypot(*(spots - np.array(each.badge(view.points))).T) > _BADGE + diagonal
            ok &= np.hypot(*(spots - np.array(each.place)).T) > each.radius + diagonal
        out: np.ndarray = ok
        return out

    return place_labels(
        texts, _NUMBER, bones, view.points[view.shown], radius, wanted=wanted, allowed=allowed
    )


def _head(sheet: Sheet, dots: Sequence[Dot], groups: Sequence[Group], words: Words, colours: list[int]) -> str:
    """Title, description, styles and background."""
    names = {dot.id: dot.name or dot.id for dot in dots}
    lines = [f"{words.network} {g.number} {g.name}: {', '.join(names[m] for m in g.members)}." for g in groups]
    styles = [
        f".b{{fill-opacity:{TINT};stroke-width:1.7;stroke-linejoin:round}}",
        f"text{{font-family:{_FONT}}}",
        f".n{{font-size:{_NUMBER}px;font-weight:600;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3.2;"
        "stroke-linejoin:round;stroke-opacity:.85}",
        ".d{stroke:#fff;stroke-width:1.3}",
        f".l{{font-size:{_LIST}px;fill:#20262b}}",
        f".m{{font-size:{_LIST - 1.5}px;fill:#4c565e}}",
    ]
    for number in sorted(set(colours)):
        used = look(number)
        dash = f";stroke-dasharray:{used.dashes.replace(' ', ',')}" if used.dashes else ""
        styles.append(f".b.c{number}{{fill:{used.colour};stroke:{used.colour}{dash}}}")
        styles.append(f".d.c{number},.n.c{number}{{fill:{used.colour}}}.k{number}{{stroke:{used.colour}}}")
    width, height = _n(sheet.width), _n(sheet.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="map-title map-desc"><title id="map-title">{_text(words.title)}</title>'
        f'<desc id="map-desc">{_text(" ".join(lines))}</desc><style>{"".join(styles)}</style>'
        f'<rect width="{width}" height="{height}" fill="{SEA}"/>'
        f'<text x="{MARGIN}" y="36" font-size="{_n(_TITLE)}" font-weight="600" fill="#20262b">{_text(words.title)}</text>'
    )


def _land(sheet: Sheet) -> str:
    """The outline, once; the insets show it again, larger."""
    rings = [closed(ring, 0.35) for area in sheet.outline for ring in area]
    path = "".join(_path(ring) for ring in rings if len(ring) > 2)  # noqa: PLR2004 - a ring
    defs = [f'<path id="land" d="{path}"/>'] if path else []
    for inset, name in zip(sheet.insets, _LETTERS, strict=False):
        defs.append(f'<clipPath id="clip{name}"><circle cx="{_n(inset.place[0])}" cy="{_n(inset.place[1])}" r="{_n(inset.radius)}"/></clipPath>')
    land = f'<use href="#land" fill="{LAND}" stroke="#b9c0c6" stroke-width=".7" stroke-linejoin="round"/>' if path else ""
    return (f"<defs>{''.join(defs)}</defs>" if defs else "") + land


def _inset_ground(inset: Inset, letter: str) -> str:
    x, y, r = (_n(each) for each in (*inset.place, inset.radius))
    dx, dy = (place - inset.zoom * source for place, source in zip(inset.place, inset.source, strict=True))
    return (
        f'<g clip-path="url(#clip{letter})"><circle cx="{x}" cy="{y}" r="{r}" fill="{SEA}"/>'
        f'<g transform="translate({_n(dx)} {_n(dy)}) scale({inset.zoom:.4f})"><use href="#land" fill="{LAND}" '
        f'stroke="#b9c0c6" stroke-width="{0.9 / inset.zoom:.3f}"/></g>'
    )


def _rim(inset: Inset, letter: str) -> str:
    x, y = inset.place
    at = inset.radius * 0.7071
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(inset.radius)}" fill="none" stroke="#30383f" stroke-width="1.6"/>'
        + _badge(x - at, y - at, letter, 12)
    )


def _source(inset: Inset, letter: str, badge: tuple[float, float]) -> str:
    """The circle on the map whose contents stand in the inset."""
    x, y = inset.source
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(inset.reach)}" fill="#fff" fill-opacity=".6" stroke="#30383f" '
        f'stroke-width="1.3"/>' + _badge(*badge, letter, _BADGE)
    )


def _badge(x: float, y: float, letter: str, radius: float) -> str:
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="#30383f"/><text x="{_n(x)}" y="{_n(y + radius * 0.42)}" '
        f'fill="#fff" font-size="{_n(radius * 1.25)}" font-weight="600" text-anchor="middle">{letter}</text>'
    )


def _dot(dot: Dot, at: np.ndarray, group: Group, colour: int, radius: float) -> str:
    return (
        f'<circle class="d c{colour}" cx="{_n(at[0])}" cy="{_n(at[1])}" r="{_n(radius)}" data-id={quoteattr(dot.id)}>'
        f"<title>{_text(dot.name or dot.id)} ({_text(group.number)})</title></circle>"
    )


def _label(label: Label, group: Group, colour: int) -> str:
    line = ""
    if label.anchor is not None:
        line = (
            f'<path class="k{colour}" stroke-width="1" fill="none" '
            f'd="M{_n(label.x)} {_n(label.y)}L{_n(label.anchor[0])} {_n(label.anchor[1])}"/>'
        )
    return f'{line}<text class="n c{colour}" x="{_n(label.x)}" y="{_n(label.y + _NUMBER * 0.34)}">{_text(group.number)}</text>'


def _legend(sheet: Sheet, entries: list[_Entry], colours: list[int], column: float) -> str:
    if sheet.legend is None:
        return ""
    rows = -(-len(entries) // sheet.legend_columns)
    out = []
    for index, entry in enumerate(entries):
        x = sheet.legend[0] + (index // rows) * column
        y = sheet.legend[1] + (index % rows + 1) * _LINE
        if entry.network is not None:
            out.append(f'<rect class="b c{colours[entry.network]}" x="{_n(x)}" y="{_n(y - 10)}" width="16" height="10" rx="4"/>')
        kind = "l" if entry.network is not None else "m"
        out.append(f'<text class="{kind}" x="{_n(x + 22)}" y="{_n(y)}">{_text(entry.text)}</text>')
    return "".join(out)


@dataclass(frozen=True)
class _Entry:
    """A line of the list: a network with its look, or the members below it."""

    text: str
    network: int | None


def _entries(groups: Sequence[Group], names: dict[str, str]) -> list[_Entry]:
    """The list of networks; with few of them their members stand below each."""
    if len(groups) > _LISTED:
        return []
    out = []
    for number, group in enumerate(groups):
        name = group.name if len(group.name) <= _LONGEST else f"{group.name[: _LONGEST - 1]}…"
        out.append(_Entry(f"{group.number}  {name} ({len(group.members)})", number))
        if len(groups) <= _TOLD:
            members = sorted((names[member] for member in group.members), key=sort_key)
            out += [_Entry(line, None) for line in textwrap.wrap(", ".join(members), 44)]
    return out


def _path(ring: np.ndarray) -> str:
    """A ring as path data: the first point, then steps in tenths of a unit."""
    tenths = np.round(ring * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    first = f"M{_n(tenths[0, 0] / 10)} {_n(tenths[0, 1] / 10)}l"
    text = "".join(f"{_step(dx)}{_step(dy)}" for dx, dy in steps.tolist()).lstrip(" ")
    return f"{first}{text}z"


def _step(tenths: int) -> str:
    text = f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"  # noqa: PLR2004 - .9
    return text if text.startswith("-") else f" {text}"


def _n(value: float) -> str:
    return f"{round(float(value), 1) + 0.0:g}"


def _text(text: str) -> str:
    check_text(text, "map")
    return escape(text)

