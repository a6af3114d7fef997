"""Where the boxes of a driver diagram stand: columns from left to right, none over another, few lines that cross.

The steps are those of Sugiyama, Tagawa and Toda (1981): an edge that passes a column gets a place of its own there,
so that no line runs over a box; the order within columns is improved by barycentres, and the best one that was met is
kept; the places are those nearest to the neighbours' that keep the order (isotonic regression by pooling adjacent
violators).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

#: Sweeps over the columns, of the order and of the places.
_SWEEPS = 6
#: Height of the place that a passing line takes.
PASSING = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed: its column from 0, its height, and the ids of those it hangs under, all in columns before."""

    id: str
    column: int
    height: float
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer: the top of every box, the way of every edge, and how high the whole is.

    Attributes:
        tops: Id -> top, from 0.
        ways: ``(above, below)`` -> for each column that is passed on the way, where the line runs through it.
        height: From the top of the highest to the foot of the lowest.
    """

    tops: dict[str, float]
    ways: dict[tuple[str, str], list[tuple[int, float]]]
    height: float


def placed(boxes: Sequence[Box], gap: float) -> Placed:
    """Place boxes.

    Args:
        boxes: In the order in which they are read; parents in columns before those of their children.
        gap: The least room between two boxes of a column.
    """
    nodes, edges, chains = _with_passing(boxes)
    columns = _ordered(nodes, edges)
    centres = _centres(columns, nodes, edges, gap)
    top = min(centres[each] - nodes[each].height / 2 for each in nodes)
    tops = {each.id: round(centres[each.id] - each.height / 2 - top, 1) for each in boxes}
    ways = {
        ends: [(nodes[each].column, round(centres[each] - top, 1)) for each in chain] for ends, chain in chains.items()
    }
    foot = max(centres[each] + nodes[each].height / 2 for each in nodes) - top
    return Placed(tops, ways, round(foot, 1))


def _with_passing(
    boxes: Sequence[Box],
) -> tuple[dict[str, Box], list[tuple[str, str]], dict[tuple[str, str], list[str]]]:
    """Boxes with places for passing lines, edges between neighbouring columns, and the places on each edge's way."""
    nodes = {each.id: each for each in boxes}
    edges: list[tuple[str, str]] = []
    chains: dict[tuple[str, str], list[str]] = {}
    for box in boxes:
        for parent in box.under:
            chain = []
            for column in range(nodes[parent].column + 1, box.column):
                name = f"{parent}\0{box.id}\0{column}"
                nodes[name] = Box(name, column, PASSING)
                chain.append(name)
            stops = [parent, *chain, box.id]
            edges += pairwise(stops)
            chains[parent, box.id] = chain
    return nodes, edges, chains


def _ordered(nodes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The ids of each column from top to bottom, with as few crossings as the sweeps find."""
    columns: list[list[str]] = [[] for _ in range(max(each.column for each in nodes.values()) + 1)]
    before, behind = _neighbours(nodes, edges)
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name not in seen:
            seen.add(name)
            columns[nodes[name].column].append(name)
            for each in behind[name]:
                visit(each)

    for name in nodes:
        if not before[name]:
            visit(name)
    best, fewest = [list(each) for each in columns], _crossings(columns, edges)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forth = sweep % 2 == 0
        order = range(1, len(columns)) if forth else range(len(columns) - 2, -1, -1)
        for at in order:
            _sort_by_barycentre(columns[at], columns[at - 1 if forth else at + 1], before if forth else behind)
        crossing = _crossings(columns, edges)
        if crossing < fewest:
            best, fewest = [list(each) for each in columns], crossing
    return best


def _neighbours(
    nodes: Mapping[str, Box], edges: Sequence[tuple[str, str]]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = {name: [] for name in nodes}
    behind: dict[str, list[str]] = {name: [] for name in nodes}
    for above, under in edges:
        before[under].append(above)
        behind[above].append(under)
    return before, behind


def _sort_by_barycentre(column: list[str], fixed: Sequence[str], beside: Mapping[str, Sequence[str]]) -> None:
    """Sort a column by the mean place of the neighbours in the column beside it; one without any stays where it is."""
    place = {name: at for at, name in enumerate(fixed)}
    now = {name: at for at, name in enumerate(column)}

    def mean(name: str) -> Fraction:
        places = [place[each] for each in beside[name]]
        return Fraction(sum(places), len(places)) if places else Fraction(now[name])

    column.sort(key=lambda name: (mean(name), now[name]))


def _crossings(columns: Sequence[Sequence[str]], edges: Sequence[tuple[str, str]]) -> int:
    place = {name: (at, row) for at, column in enumerate(columns) for row, name in enumerate(column)}
    by_gutter: dict[int, list[tuple[int, int]]] = {}
    for above, under in edges:
        by_gutter.setdefault(place[above][0], []).append((place[above][1], place[under][1]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for ends in by_gutter.values()
        for at, one in enumerate(ends)
        for other in ends[at + 1 :]
    )


def _centres(
    columns: Sequence[Sequence[str]], nodes: Mapping[str, Box], edges: Sequence[tuple[str, str]], gap: float
) -> dict[str, float]:
    """The middle of every box: drawn to those of its neighbours, the order and the gaps kept."""
    before, behind = _neighbours(nodes, edges)
    centres: dict[str, float] = {}
    for column in columns:
        at = 0.0
        for name in column:
            centres[name] = at + nodes[name].height / 2
            at += nodes[name].height + gap
    for sweep in range(_SWEEPS + 1):
        leftwards = sweep % 2 == 0  # the first and the last: a box stands amid those that hang under it
        order = range(len(columns) - 2, -1, -1) if leftwards else range(1, len(columns))
        for at in order:
            beside = behind if leftwards else before
            _pull(columns[at], nodes, beside, centres, gap)
    return centres


def _pull(
    column: Sequence[str],
    nodes: Mapping[str, Box],
    beside: Mapping[str, Sequence[str]],
    centres: dict[str, float],
    gap: float,
) -> None:
    """The places nearest (by squares) to the middle of the neighbours beside, with the gaps kept."""
    offsets, at = [], 0.0
    for row, name in enumerate(column):
        if row:
            at += (nodes[column[row - 1]].height + nodes[name].height) / 2 + gap
        offsets.append(at)
    blocks: list[tuple[float, int]] = []  # sum of what is wanted, and how many
    for name, offset in zip(column, offsets, strict=True):
        around = [centres[each] for each in beside[name]]
        wanted = (min(around) + max(around)) / 2 if around else centres[name]
        blocks.append((wanted - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            (one, count), (other, more) = blocks[-2:]
            blocks[-2:] = [(one + other, count + more)]
    row = 0
    for total, count in blocks:
        for _ in range(count):
            centres[column[row]] = total / count + offsets[row]
            row += 1
