"""A driver diagram as SVG: aim, primary drivers, secondary drivers, change ideas; in grey as good as in colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kvadmin.api.wording import squash
from kvadmin_improvement.diagram.layout import Box, placed
from kvadmin_improvement.diagram.text_lines import broken
from kvadmin_improvement.records import Driver, DriverDiagram, Measure
from kvadmin_improvement.work.words import shown

#: Units of the picture, 1/96 inch.
_MARGIN, _GUTTER, _GAP = 24.0, 64.0, 14.0
_BOX, _PADDING = 236.0, 10.0
_SIZE, _SMALL, _HEADING, _TITLE = 14.0, 12.0, 14.0, 19.0
_LINE, _SMALL_LINE = 18.0, 15.0
_MOST_LINES = 16
#: How much wider bold letters are.
_BOLD = 1.08
_FONT = "'Source Sans 3','Source Sans Pro',Arial,Helvetica,sans-serif"
_ROOT = ""

WORDS: dict[str, dict[str, str]] = {
    "nb": {
        "title": "Driverdiagram",
        "aim": "Mål",
        "primary": "Primærdrivere",
        "secondary": "Sekundærdrivere",
        "change": "Endringsideer og tiltak",
        "works": "virker gjennom",
        "measure": "tiltak",
        "none": "Ingen drivere er ført opp ennå.",
    },
    "nn": {
        "title": "Driverdiagram",
        "aim": "Mål",
        "primary": "Primærdrivarar",
        "secondary": "Sekundærdrivarar",
        "change": "Endringsidear og tiltak",
        "works": "verkar gjennom",
        "measure": "tiltak",
        "none": "Ingen drivarar er førte opp enno.",
    },
    "en": {
        "title": "Driver diagram",
        "aim": "Aim",
        "primary": "Primary drivers",
        "secondary": "Secondary drivers",
        "change": "Change ideas and measures",
        "works": "works through",
        "measure": "measure",
        "none": "No drivers are noted yet.",
    },
}
#: Fill, frame and its width by level: from dark to light, so that grey tells them apart.
_LOOKS = {
    "aim": ("#1f3f5b", "#1f3f5b", 1.5, "#fff"),
    "primary": ("#bcd3e6", "#2b5879", 1.5, "#101418"),
    "secondary": ("#e4eef6", "#2b5879", 1.2, "#101418"),
    "change": ("#fff", "#2b5879", 1.2, "#101418"),
}
#: What XML cannot hold, even escaped.
_FORBIDDEN = dict.fromkeys({*range(32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)})


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of one box, and how high it is."""

    lines: list[str]
    small: list[str]

    @property
    def height(self) -> float:
        return 2 * _PADDING + len(self.lines) * _LINE + len(self.small) * _SMALL_LINE


def diagram_svg(diagram: DriverDiagram, whose: str, measures: Mapping[str, Measure], language: str) -> str:
    """The picture; the same diagram gives the same bytes.

    Args:
        diagram: A diagram without faults (:func:`kvadmin_improvement.diagram.tree_rules.check_diagram`).
        whose: The member or the cohort, for the title.
        measures: Id -> measure, of those that the boxes name.
        language: nb, nn or en.
    """
    words = WORDS[language]
    levels = [each for each in Driver.LEVELS if any(driver.level == each for driver in diagram.drivers)]
    column = {level: at for at, level in enumerate(levels, 1)}
    texts = {_ROOT: _box_text(diagram.aim, "", bold=True)}
    texts |= {each.id: _driver_text(each, measures, language) for each in diagram.drivers}
    boxes = [Box(_ROOT, 0, texts[_ROOT].height)]
    boxes += [
        Box(each.id, column[each.level], texts[each.id].height, tuple(each.under) or (_ROOT,))
        for each in sorted(diagram.drivers, key=lambda one: column[one.level])
    ]
    where = placed(boxes, _GAP)
    title = squash(f"{words['title']}: {whose}")
    width = 2 * _MARGIN + (len(levels) + 1) * _BOX + len(levels) * _GUTTER
    title_lines = broken(title, width - 2 * _MARGIN, _TITLE * _BOLD, 3)
    heading_y = _MARGIN + len(title_lines) * 24 + 22
    top = heading_y + 16
    height = top + where.height + _MARGIN
    size = f'width="{width:.0f}" height="{height:.0f}"'
    spoken = f'role="img" aria-labelledby="title desc" lang="{language}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width:.0f} {height:.0f}" {spoken}>',
        f'<title id="title">{_safe(title)}</title>',
        f'<desc id="desc">{_safe(alternative(diagram, measures, language))}</desc>',
        f'<rect {size} fill="#fff"/>',
        f'<g font-family="{_FONT}" font-size="{_SIZE:.0f}">',
    ]
    parts += [
        _line(text, _MARGIN, _MARGIN + 14 + 24 * at, f'font-size="{_TITLE:.0f}" font-weight="600" fill="#101418"')
        for at, text in enumerate(title_lines)
    ]
    for at, level in enumerate(("aim", *levels)):
        middle = _left(at) + _BOX / 2
        style = f'font-size="{_HEADING:.0f}" font-weight="600" text-anchor="middle" fill="#33414d"'
        parts.append(_line(words[level], middle, heading_y, style))
    by_id = {each.id: each for each in boxes}
    parts += [
        _way(by_id[above], by_id[below], where.tops, passing, top) for (above, below), passing in where.ways.items()
    ]
    looks = {_ROOT: "aim"} | {each.id: each.level for each in diagram.drivers}
    parts += [_drawn(each, texts[each.id], looks[each.id], top + where.tops[each.id]) for each in boxes]
    return "\n".join([*parts, "</g>", "</svg>"]) + "\n"


def driver_words(driver: Driver, measures: Mapping[str, Measure]) -> str:
    """What stands in a box: its text, else the title of its measure, else the measure's id."""
    if driver.text.strip():
        return squash(driver.text)
    return squash(measures[driver.measure].title) if driver.measure in measures else driver.measure


def _driver_text(driver: Driver, measures: Mapping[str, Measure], language: str) -> _Text:
    small = ""
    if driver.measure:
        small = f"{WORDS[language]['measure']} {driver.measure}"
        if driver.measure in measures:
            small += f": {shown(measures[driver.measure].status, Measure.STATUSES, language)}"
    return _box_text(driver_words(driver, measures), small, bold=driver.level == "primary")


def _box_text(text: str, small: str, *, bold: bool) -> _Text:
    room = _BOX - 2 * _PADDING
    return _Text(
        broken(squash(text).translate(_FORBIDDEN), room, _SIZE * (_BOLD if bold else 1), _MOST_LINES),
        broken(squash(small).translate(_FORBIDDEN), room, _SMALL, 2) if small else [],
    )


def alternative(diagram: DriverDiagram, measures: Mapping[str, Measure], language: str) -> str:
    """The diagram in words, for those who do not see it: each box with what it works through."""
    words = WORDS[language]
    by_id = {each.id: driver_words(each, measures) for each in diagram.drivers}
    below: dict[str, list[str]] = {}
    for each in diagram.drivers:
        for parent in each.under or (_ROOT,):
            below.setdefault(parent, []).append(by_id[each.id])
    told = [f"{words['aim']}: {squash(diagram.aim)}."]
    if not diagram.drivers:
        told.append(words["none"])
    for level in Driver.LEVELS:
        several = [each for each in diagram.drivers if each.level == level]
        if several:
            told.append(f"{words[level]}: {'; '.join(by_id[each.id] for each in several)}.")
    told += [
        f"«{by_id[each.id]}» {words['works']}: {'; '.join(below[each.id])}."
        for each in diagram.drivers
        if each.id in below
    ]
    return " ".join(told)


def _left(column: int) -> float:
    return _MARGIN + column * (_BOX + _GUTTER)


def _way(above: Box, below: Box, tops: Mapping[str, float], passing: Sequence[tuple[int, float]], top: float) -> str:
    """A curve from the right side of one box to the left side of the other; straight where it passes a column."""
    x, y = _left(above.column) + _BOX, top + tops[above.id] + above.height / 2
    path = f"M{x:.1f} {y:.1f}"
    for column, at in (*passing, (below.column, tops[below.id] + below.height / 2)):
        end_x, end_y = _left(column), top + at
        middle = (x + end_x) / 2
        path += f"C{middle:.1f} {y:.1f} {middle:.1f} {end_y:.1f} {end_x:.1f} {end_y:.1f}"
        if column != below.column:
            end_x += _BOX
            path += f"H{end_x:.1f}"
        x, y = end_x, end_y
    return f'<path d="{path}" fill="none" stroke="#5d6b76" stroke-width="1.4"/>'


def _drawn(box: Box, text: _Text, look: str, top: float) -> str:
    fill, frame, width, ink = _LOOKS[look]
    left = _left(box.column)
    place = f'x="{left:.1f}" y="{top:.1f}" width="{_BOX:.1f}" height="{box.height:.1f}"'
    parts = [f'<rect {place} rx="5" fill="{fill}" stroke="{frame}" stroke-width="{width}"/>']
    y = top + _PADDING + _SIZE - 1
    weight = ' font-weight="600"' if look in ("aim", "primary") else ""
    for line in text.lines:
        parts.append(_line(line, left + _PADDING, y, f'fill="{ink}"{weight}'))
        y += _LINE
    y -= 2
    for line in text.small:
        parts.append(_line(line, left + _PADDING, y, f'font-size="{_SMALL:.0f}" fill="#33414d"'))
        y += _SMALL_LINE
    return "".join(parts)


def _line(text: str, x: float, y: float, style: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(text.translate(_FORBIDDEN), quote=True)
