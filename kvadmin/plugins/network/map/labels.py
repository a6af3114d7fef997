"""Where the numbers of networks stand: inside their bubbles, never on a dot, never on each other.

A bubble that has no room for its number grows a bay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from .bubbles import CORE, GAP, GRID, REACH, BubbleField, Skeleton, bubble_field
from .plane_geometry import crosses, to_segments

#: Heights of the letters that are tried, the largest first.
SIZES = (17.0, 14.0, 12.0, 10.5)
_STEP, _AROUND = 3.0, 40.0
#: Spots for a bay that are looked at, and that are tried in earnest.
_CLOSELY, _TRIED = 300, 8

#: Says for boxes (centres (k, 2), half width, half height) whether they are on the sheet.
Allowed = Callable[[np.ndarray, float, float], np.ndarray]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """The number of a network: its middle and the height of its letters.

    ``anchor`` is where a thin line leads when there was no room in or beside its bubble.
    """

    network: int
    x: float
    y: float
    size: float
    box: Box
    anchor: tuple[float, float] | None = None


@dataclass
class NumberedBubbles:
    """The bubbles of a view with the number of each network."""

    bones: list[Skeleton]
    fields: list[BubbleField]
    labels: list[Label]


def box_of(text: str, size: float) -> tuple[float, float]:
    """Width and height of a number in semibold letters."""
    return 0.56 * size * len(text) + 3.0, 0.76 * size + 3.0


class NumberPlacing:
    """Places the numbers of one view.

    Args:
        texts: The number of each network.
        bones: The skeletons of all networks.
        groups: Positions of each network's dots.
        dots: All dots of the view, shape (n, 2).
        radius: Of a dot.
        allowed: Whether boxes are on the sheet.
    """

    def __init__(
        self,
        texts: Sequence[str],
        bones: Sequence[Skeleton],
        groups: Sequence[np.ndarray],
        dots: np.ndarray,
        radius: float,
        allowed: Allowed,
    ) -> None:
        self._texts, self._groups, self._dots = texts, groups, dots
        self._radius, self._allowed = radius, allowed
        self._bones = list(bones)
        self._fields = [self._field(k) for k in range(len(self._bones))]
        self._labels: dict[int, Label] = {}

    def place(self) -> NumberedBubbles:
        """Every number inside its bubble; beside it, with a line, where even a bay finds no room."""
        order = sorted(range(len(self._bones)), key=lambda k: (float(np.ptp(self._bones[k].dots, axis=0).sum()), k))
        for network in order:
            self._keep(network, self._inside(network, SIZES[:1]))
        for network in order:
            if network not in self._labels:
                self._keep(network, self._in_bay(network) or self._inside(network, SIZES[1:]))
        for network in order:
            if network not in self._labels:
                self._keep(network, self._beside(network))
        return NumberedBubbles(self._bones, self._fields, [self._labels[k] for k in sorted(self._labels)])

    def _keep(self, network: int, label: Label | None) -> None:
        if label is not None:
            self._labels[network] = label

    def _field(self, network: int) -> BubbleField:
        foreign = np.delete(self._dots, self._groups[network], axis=0)
        return bubble_field(network, self._bones, foreign, self._radius)

    def _inside(self, network: int, sizes: Sequence[float]) -> Label | None:
        """The spot nearest to the middle of the network whose box lies in the bubble."""
        field, own = self._fields[network], self._bones[network]
        for size in sizes:
            half = _half(self._texts[network], size)
            spots = field.points()[field.holding(half)]
            spots = spots[self._free(spots, half)]
            if len(spots):
                far = np.hypot(*(spots - own.dots.mean(axis=0)).T)
                return _label(network, spots[int(np.argmin(np.round(far, 6)))], size, half)
        return None

    def _in_bay(self, network: int) -> Label | None:
        """A spot beside the bubble that it grows around; the bubbles of others stay around their own numbers."""
        own = self._bones[network]
        for size in SIZES:
            half = _half(self._texts[network], size)
            spots = _around(own.dots)
            spots = spots[self._free(spots, half)]
            for spot in islice(self._open(network, spots, half), _TRIED):
                before = self._bones[network], list(self._fields)
                self._bones[network] = own.grown(_bay(spot, half, own.dots))
                if self._redrawn(network, _label(network, spot, size, half)):
                    return _label(network, spot, size, half)
                self._bones[network], self._fields = before[0], before[1]
        return None

    def _redrawn(self, network: int, label: Label) -> bool:
        """Draw the network and those beside it anew; whether each number of these is inside its bubble."""
        low, high = self._bones[network].reach()
        for k, bones in enumerate(self._bones):
            if not _meets(bones, low - 3 * REACH, high + 3 * REACH):
                continue
            self._fields[k] = self._field(k)
            known = label if k == network else self._labels.get(k)
            if known is not None and not _holds(self._fields[k], known):
                return False
        return True

    def _open(self, network: int, spots: np.ndarray, half: tuple[float, float]) -> Iterator[np.ndarray]:
        """The spots where a bay finds room, the nearest first."""
        own = self._bones[network]
        low, high = own.dots.min(axis=0) - 2 * _AROUND, own.dots.max(axis=0) + 2 * _AROUND
        rivals = [each.sides() for k, each in enumerate(self._bones) if k != network and _meets(each, low, high)]
        lines = np.concatenate(rivals) if rivals else np.empty((0, 2, 2))
        foreign = np.delete(self._dots, self._groups[network], axis=0)
        foreign = foreign[(foreign >= low).all(axis=1) & (foreign <= high).all(axis=1)]
        apart = to_segments(spots, np.stack([own.dots, own.dots], axis=1))
        near = spots[np.lexsort((np.arange(len(spots)), np.round(apart, 6)))[:_CLOSELY]]
        room = np.min([to_segments(near + off, lines) for off in _corners(half)], axis=0, initial=np.inf)
        for spot in near[room > half[1] + 2 * GAP + 3.0]:
            way = np.array([spot, _nearest(own.dots, spot)])
            if not crosses(way, lines) and not (to_segments(foreign, way[None]) < self._radius + CORE + 2).any():
                yield spot

    def _beside(self, network: int) -> Label | None:
        """The free spot nearest to the network, wherever that is."""
        own, half = self._bones[network], _half(self._texts[network], SIZES[2])
        spots = _around(own.dots, 2 * _AROUND)
        spots = spots[self._free(spots, half)]
        if not len(spots):
            return None
        spot = spots[int(np.argmin(np.round(own.distance(spots), 6)))]
        near = _nearest(own.dots, spot)
        return replace(_label(network, spot, SIZES[2], half), anchor=(float(near[0]), float(near[1])))

    def _free(self, spots: np.ndarray, half: tuple[float, float]) -> np.ndarray:
        """Whether a box at each spot is on the sheet and touches neither a dot nor another number."""
        ok = self._allowed(spots, *half)
        low, high = spots.min(axis=0, initial=np.inf) - 60, spots.max(axis=0, initial=-np.inf) + 60
        for dot in self._dots[(self._dots >= low).all(axis=1) & (self._dots <= high).all(axis=1)]:
            off = np.maximum(np.abs(spots - dot) - half, 0.0)
            ok &= np.hypot(off[:, 0], off[:, 1]) > self._radius + 1.5
        for x, y, width, height in (label.box for label in self._labels.values()):
            ok &= (np.abs(spots[:, 0] - x) > half[0] + width + 1) | (np.abs(spots[:, 1] - y) > half[1] + height + 1)
        return ok


def _meets(bones: Skeleton, low: np.ndarray, high: np.ndarray) -> bool:
    first, last = bones.reach()
    return bool((last >= low).all() and (first <= high).all())


def _half(text: str, size: float) -> tuple[float, float]:
    width, height = box_of(text, size)
    return width / 2, height / 2


def _label(network: int, spot: np.ndarray, size: float, half: tuple[float, float]) -> Label:
    x, y = float(spot[0]), float(spot[1])
    return Label(network, x, y, size, (x, y, *half))


def _around(dots: np.ndarray, reach: float = _AROUND) -> np.ndarray:
    low, high = dots.min(axis=0) - reach, dots.max(axis=0) + reach
    xs, ys = np.arange(low[0], high[0], _STEP), np.arange(low[1], high[1], _STEP)
    return np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)


def _corners(half: tuple[float, float]) -> np.ndarray:
    out: np.ndarray = np.array([(0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1), (-1, 0), (1, 0)]) * np.array(half)
    return out


def _nearest(dots: np.ndarray, spot: np.ndarray) -> np.ndarray:
    out: np.ndarray = dots[int(np.argmin(np.hypot(*(dots - spot).T)))]
    return out


def _bay(spot: np.ndarray, half: tuple[float, float], dots: np.ndarray) -> np.ndarray:
    """The segments that make the bubble go around a box: along its middle, and from there to the nearest dot."""
    along = np.array([half[0], 0.0])
    return np.array([[spot - along, spot + along], [spot, _nearest(dots, spot)]])


def _holds(field: BubbleField, label: Label) -> bool:
    at = np.round((np.array([label.x, label.y]) - field.low) / GRID).astype(int)
    holding = field.holding((label.box[2] + 0.9, label.box[3] + 0.9))
    return bool((at >= 0).all() and at[1] < holding.shape[0] and at[0] < holding.shape[1] and holding[at[1], at[0]])
