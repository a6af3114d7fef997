"""The list of networks beside the map."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from kvadmin.api.wording import sort_key

from .layout import MapLayout
from .marks import figure, safe

#: Height of the letters, width of a column at least, and height of a line.
LETTERS, _COLUMN, LINE = 13.5, 190.0, 17.0
#: Networks that are listed by name; more would be a table. With few of them their members are listed too.
_LISTED, _TOLD = 90, 12
_LONGEST = 34


@dataclass(frozen=True)
class LegendEntry:
    """A line of the list: a network with its look (its position), or members below it (None)."""

    text: str
    network: int | None


def entries_of(networks: Sequence[tuple[str, str, Sequence[str]]]) -> list[LegendEntry]:
    """The lines for networks given as number, name and names of members."""
    if len(networks) > _LISTED:
        return []
    out = []
    for position, (number, full, members) in enumerate(networks):
        name = full if len(full) <= _LONGEST else f"{full[: _LONGEST - 1]}…"
        out.append(LegendEntry(f"{number}  {name} ({len(members)})", position))
        if len(networks) <= _TOLD:
            lines = textwrap.wrap(", ".join(sorted(members, key=sort_key)), 44)
            out += [LegendEntry(line, None) for line in lines]
    return out


def column_width(entries: Sequence[LegendEntry]) -> float:
    """How wide a column of the list must be."""
    return max([_COLUMN, *(len(entry.text) * LETTERS * 0.5 + 34 for entry in entries)])


def legend(sheet: MapLayout, entries: Sequence[LegendEntry], colours: Sequence[int], column: float) -> str:
    """The list as SVG, where the layout has put it."""
    if sheet.legend is None:
        return ""
    rows = -(-len(entries) // sheet.legend_columns)
    out = []
    for index, entry in enumerate(entries):
        x = sheet.legend[0] + (index // rows) * column
        y = sheet.legend[1] + (index % rows + 1) * LINE
        if entry.network is not None:
            corner = f'x="{figure(x)}" y="{figure(y - 10)}"'
            out.append(f'<rect class="b c{colours[entry.network]}" {corner} width="16" height="10" rx="4"/>')
        kind = "l" if entry.network is not None else "m"
        out.append(f'<text class="{kind}" x="{figure(x + 22)}" y="{figure(y)}">{safe(entry.text)}</text>')
    return "".join(out)
