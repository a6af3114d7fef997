"""Where the numbers stand: on their bubble when it has room, never on a dot, never on each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .bubbles import REACH, Skeleton

_STEP = 3.0
_AROUND = 46.0
#: Spots whose surroundings are looked at closely.
_CLOSELY = 350


@dataclass(frozen=True)
class Label:
    """A number at a place (its middle); ``anchor`` is where a thin line leads when it stands outside its bubble."""

    network: int
    x: float
    y: float
    anchor: tuple[float, float] | None


def box_of(text: str, size: float) -> tuple[float, float]:
    """Width and height of a number in semibold letters."""
    return 0.56 * size * len(text) + 3.0, 0.76 * size + 3.0


def place_labels(
    texts: Sequence[str],
    size: float,
    skeletons: Sequence[Skeleton],
    dots: np.ndarray,
    radius: float,
    *,
    wanted: Sequence[int],
    allowed: Callable[[np.ndarray, float, float], np.ndarray],
) -> list[Label]:
    """A place for the number of each wanted network; one without any free place is left out.

    Args:
        texts: The number of each network.
        size: Height of the letters.
        skeletons: Of all networks in this view.
        dots: All dots drawn in this view, shape (n, 2).
        radius: Of a dot.
        wanted: Networks that get a number here.
        allowed: Says for boxes (centres (k, 2), half width, half height) whether they are on the sheet.
    """
    placed: list[Label] = []
    boxes: list[tuple[float, float, float, float]] = []
    order = sorted(wanted, key=lambda k: (_extent(skeletons[k]), k))
    for network in order:
        half = tuple(side / 2 for side in box_of(texts[network], size))
        found = _best(network, half, skeletons, dots, radius, boxes, allowed)
        if found is not None:
            placed.append(found)
            boxes.append((found.x, found.y, half[0], half[1]))
    return sorted(placed, key=lambda label: label.network)


def _extent(skeleton: Skeleton) -> float:
    return float(np.ptp(skeleton.dots, axis=0).sum())


def _best(
    network: int,
    half: tuple[float, ...],
    skeletons: Sequence[Skeleton],
    dots: np.ndarray,
    radius: float,
    boxes: list[tuple[float, float, float, float]],
    allowed: Callable[[np.ndarray, float, float], np.ndarray],
) -> Label | None:
    own = skeletons[network]
    low, high = own.dots.min(axis=0) - _AROUND, own.dots.max(axis=0) + _AROUND
    xs, ys = np.arange(low[0], high[0], _STEP), np.arange(low[1], high[1], _STEP)
    spots = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    spots = spots[allowed(spots, half[0], half[1])]
    spots = spots[_clear(spots, half, dots, radius, boxes)]
    if not len(spots):
        return None
    plain = _plain_score(spots, own)
    if len(spots) > _CLOSELY:
        spots = spots[np.sort(np.argsort(np.round(plain, 6), kind="stable")[:_CLOSELY])]
    score, inside = _score(spots, half, network, skeletons)
    best = int(np.argmin(np.round(score, 6)))
    x, y = (float(each) for each in spots[best])
    if inside[best] > 0.4:
        return Label(network, x, y, None)
    nearest = own.dots[int(np.argmin(np.hypot(*(own.dots - spots[best]).T)))]
    gap = float(np.hypot(*(nearest - spots[best])))
    leads = gap > max(half) + radius + 8
    return Label(network, x, y, (float(nearest[0]), float(nearest[1])) if leads else None)


def _clear(
    spots: np.ndarray,
    half: tuple[float, ...],
    dots: np.ndarray,
    radius: float,
    boxes: list[tuple[float, float, float, float]],
) -> np.ndarray:
    """Whether a box at each spot touches neither a dot nor another number."""
    ok = np.ones(len(spots), dtype=bool)
    low, high = spots.min(axis=0, initial=np.inf) - 40, spots.max(axis=0, initial=-np.inf) + 40
    for dot in dots[(dots >= low).all(axis=1) & (dots <= high).all(axis=1)]:
        off = np.abs(spots - dot) - np.array(half)
        ok &= np.hypot(*np.maximum(off, 0.0).T) > radius + 1.5
    for x, y, width, height in boxes:
        ok &= (np.abs(spots[:, 0] - x) > half[0] + width + 1) | (np.abs(spots[:, 1] - y) > half[1] + height + 1)
    return ok


def _score(
    spots: np.ndarray, half: tuple[float, ...], network: int, skeletons: Sequence[Skeleton]
) -> tuple[np.ndarray, np.ndarray]:
    """How bad each spot is, and the share of its box that stands on its own bubble."""
    own = skeletons[network]
    corners = np.array([(0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1), (-1, 0), (1, 0)]) * np.array(half)
    inside, foreign = np.zeros(len(spots)), np.zeros(len(spots))
    low, high = spots.min(axis=0) - 2 * REACH, spots.max(axis=0) + 2 * REACH
    rivals = [
        s
        for k, s in enumerate(skeletons)
        if k != network and (s.dots.max(axis=0) >= low).all() and (s.dots.min(axis=0) <= high).all()
    ]
    for corner in corners:
        at = spots + corner
        mine = own.distance(at)
        other = np.min([rival.distance(at) for rival in rivals], axis=0) if rivals else np.full(len(at), np.inf)
        inside += (mine < REACH) & (mine <= other)
        foreign += (other < REACH) & (other < mine)
    inside /= len(corners)
    foreign /= len(corners)
    return _plain_score(spots, own) + 70 * (1 - inside) + 160 * foreign, inside


def _plain_score(spots: np.ndarray, own: Skeleton) -> np.ndarray:
    """Far from the middle of the network is bad, off its bubble is worse."""
    out: np.ndarray = 0.25 * np.hypot(*(spots - own.dots.mean(axis=0)).T) + 1.5 * own.distance(spots)
    return out
