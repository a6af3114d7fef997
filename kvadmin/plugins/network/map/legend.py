"""The list of networks beside the map, each with its members and the numbers that their dots have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kvadmin.api.wording import sort_key

from .layout import MapLayout
from .marks import figure, safe
from .place_labels import text_width

#: Height of the letters and of a line of it: a network, and its members below it.
LETTERS, MEMBERS, LINE = 13.5, 11.5, 15.5
#: Width of a column of members, of one at least, and how far they are set in.
_COLUMN, _LEAST, _IN = 215.0, 190.0, 22.0
_LONGEST = 34
_BETWEEN = ", "


@dataclass(frozen=True)
class LegendLine:
    """A line of the list: a network with its look (its position), or some of its members (None)."""

    text: str
    network: int | None
    members: tuple[str, ...] = ()


def lines_of(
    networks: Sequence[tuple[str, str, Sequence[str]]], names: Mapping[str, str], numerals: Mapping[str, str]
) -> list[LegendLine]:
    """The lines for networks given as number, name and ids of members; nobody's number is left out yet."""
    out = []
    for position, (number, full, members) in enumerate(networks):
        name = full if len(full) <= _LONGEST else f"{full[: _LONGEST - 1]}…"
        out.append(LegendLine(f"{number}  {name} ({len(members)})", position))
        line: tuple[str, ...] = ()
        for member in in_order(members, names):
            longer = (*line, member)
            if line and text_width(_said(longer, names, numerals), MEMBERS) > _COLUMN - _IN:
                out.append(LegendLine("", None, line))
                longer = (member,)
            line = longer
        out.append(LegendLine("", None, line))
    return out


def in_columns(lines: Sequence[LegendLine], columns: int) -> list[list[LegendLine]]:
    """The lines in at most so many columns of about the same height; a network is never broken over two."""
    blocks: list[list[LegendLine]] = []
    for line in lines:
        if line.network is not None:
            blocks.append([])
        blocks[-1].append(line)
    height = max([-(-len(lines) // columns), *map(len, blocks)]) if blocks else 0
    while True:
        filled: list[list[LegendLine]] = [[]]
        for block in blocks:
            if filled[-1] and len(filled[-1]) + len(block) > height:
                filled.append([])
            filled[-1] += block
        if len(filled) <= columns:
            return filled
        height += 1


def rows_in(lines: Sequence[LegendLine], columns: int) -> int:
    """How many lines high the list is in so many columns."""
    return max(map(len, in_columns(lines, columns)))


def in_order(members: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Members in the Norwegian order of their names."""
    return sorted(members, key=lambda each: (sort_key(names[each]), each))


def column_width(lines: Sequence[LegendLine], names: Mapping[str, str], numerals: Mapping[str, str]) -> float:
    """How wide a column of the list must be."""
    members = (text_width(_said(line.members, names, numerals), MEMBERS) + _IN + 10 for line in lines)
    return max([_LEAST, *members, *(text_width(line.text, LETTERS) + _IN + 10 for line in lines)])


def _said(members: Sequence[str], names: Mapping[str, str], numerals: Mapping[str, str]) -> str:
    return _BETWEEN.join(f"{numerals[each]} {names[each]}" if each in numerals else names[each] for each in members)


def legend(
    sheet: MapLayout,
    lines: Sequence[LegendLine],
    colours: Sequence[int],
    column: float,
    names: Mapping[str, str],
    numerals: Mapping[str, str],
) -> str:
    """The list as SVG, where the layout has put it; ``numerals`` are those of the dots that have one on the map."""
    if sheet.legend is None:
        return ""
    out = []
    for number, each in enumerate(in_columns(lines, sheet.legend_columns)):
        for row, line in enumerate(each, start=1):
            x, y = sheet.legend[0] + number * column, sheet.legend[1] + row * LINE
            place = f'x="{figure(x + _IN)}" y="{figure(y)}"'
            if line.network is not None:
                corner = f'x="{figure(x)}" y="{figure(y - 10)}"'
                out.append(f'<rect class="b c{colours[line.network]}" {corner} width="16" height="10" rx="4"/>')
                out.append(f'<text class="l" {place}>{safe(line.text)}</text>')
            else:
                out.append(f'<text class="m" {place}>{safe(_said(line.members, names, numerals))}</text>')
    return "".join(out)
