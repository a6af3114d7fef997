"""Colours and outline patterns: neighbours never share one, and every number can be read on its bubble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Background of the land, and how strongly a bubble is tinted.
LAND, SEA, TINT = "#eceff1", "#ffffff", 0.20


@dataclass(frozen=True)
class NetworkStyle:
    """A colour with the pattern of its outline, which tells networks apart on a grey print."""

    colour: str
    dashes: str


#: Dark enough for a contrast of 4.5:1 against their own tint on land.
STYLES = (
    NetworkStyle("#174f9a", ""),
    NetworkStyle("#992d00", "7 3"),
    NetworkStyle("#15612a", "2 2"),
    NetworkStyle("#74288a", "10 3 2 3"),
    NetworkStyle("#6f4d00", "4 4"),
    NetworkStyle("#005f66", "14 3"),
    NetworkStyle("#9c1250", "6 2 2 2 2 2"),
    NetworkStyle("#3d4852", "1 3"),
)


def neighbours(points: np.ndarray, network: np.ndarray, nearest: int = 8, reach: float = 0.0) -> set[tuple[int, int]]:
    """Pairs of networks that lie beside each other.

    Two do when one has a dot among the nearest of the other's (no third dot lies between), or when dots
    of the two are closer than ``reach``.

    Args:
        points: Dots, shape (n, 2).
        network: Network of each dot, shape (n,).
        nearest: How many dots around a dot are looked at.
        reach: Distance within which networks always count as neighbours.
    """
    found: set[tuple[int, int]] = set()
    many = min(len(points), nearest + 1)
    for start in range(0, len(points), 512):
        block = points[start : start + 512]
        far = ((block[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
        for row, order in enumerate(np.argsort(far, axis=1, kind="stable")[:, :many]):
            close = order if reach <= 0 else np.union1d(order, np.flatnonzero(far[row] < reach**2))
            mine = int(network[start + row])
            found |= {(min(mine, k), max(mine, k)) for k in network[close].tolist() if k != mine}
    return found


def colouring(count: int, pairs: set[tuple[int, int]]) -> list[int]:
    """A colour number per network so that no two neighbours share one, with as few colours as it finds (DSATUR)."""
    near: list[set[int]] = [set() for _ in range(count)]
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    colour = [-1] * count
    for _ in range(count):
        left = [k for k in range(count) if colour[k] < 0]
        chosen = max(left, key=lambda k: (len({colour[o] for o in near[k]} - {-1}), len(near[k]), -k))
        taken = {colour[other] for other in near[chosen]}
        colour[chosen] = next(number for number in range(count + 1) if number not in taken)
    return colour


def spread(colour: Sequence[int], pairs: set[tuple[int, int]]) -> list[int]:
    """The same, using all looks: networks whose neighbours leave a choice take the look used least."""
    out = list(colour)
    near: list[set[int]] = [set() for _ in out]
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    used = [out.count(number) for number in range(max([len(STYLES) - 1, *out]) + 1)]
    for k, mine in enumerate(out):
        free = [c for c in range(len(STYLES) - 1) if c not in {out[o] for o in near[k]}]
        if free:
            best = min(free, key=lambda c: (used[c], c))
            if used[best] + 1 < used[mine]:
                used[mine] -= 1
                used[best] += 1
                out[k] = best
    return out


def style_of(number: int) -> NetworkStyle:
    """The look of a colour number; beyond the palette colours repeat with another pattern."""
    if number < len(STYLES):
        return STYLES[number]
    return NetworkStyle(STYLES[number % len(STYLES)].colour, f"{number % 7 + 2} {number % 5 + 1} 1 {number % 3 + 1}")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours (WCAG 2), 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tinted(colour: str, below: str, share: float = TINT) -> str:
    """A translucent colour over another."""
    parts = [
        round(int(colour[at : at + 2], 16) * share + int(below[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)
