"""The views of a map: the map itself and its insets; every network is whole in exactly one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from . import marks
from .bubbles import BubbleField, skeletons
from .insets import Inset
from .labels import Allowed, Box, NumberedBubbles, NumberPlacing
from .layout import MapLayout
from .place_labels import PlaceLabel, PlaceNaming
from .sheet import DOT, HEAD

_CELL = 2.0


@dataclass(frozen=True)
class MapView:
    """What is drawn in one view.

    Args:
        networks: Which networks, in the order of the list.
        dots: Which dots, those of these networks.
        points: Where each of these dots is on the sheet, shape (n, 2).
        of: Which of ``networks`` each of these dots is in, by position.
        radius: Of a dot.
        inset: The circle, None for the map itself.
    """

    networks: tuple[int, ...]
    dots: np.ndarray
    points: np.ndarray
    of: np.ndarray
    radius: float
    inset: Inset | None = None


def views_of(sheet: MapLayout, of: np.ndarray) -> Iterator[MapView]:
    """The map, then the insets."""
    apart = [network for inset in sheet.insets for network in inset.networks]
    yield _view(sheet, of, [k for k in np.unique(of).tolist() if k not in apart], None)
    for inset in sheet.insets:
        yield _view(sheet, of, inset.networks, inset)


def _view(sheet: MapLayout, of: np.ndarray, networks: Sequence[int], inset: Inset | None) -> MapView:
    dots = np.flatnonzero(np.isin(of, networks))
    points = sheet.points[dots] if inset is None else inset.move(sheet.points[dots])
    positions = np.searchsorted(np.array(networks), of[dots]) if len(networks) else of[dots]
    return MapView(tuple(networks), dots, points, positions, DOT if inset is None else DOT + 0.6, inset)


def numbered(view: MapView, sheet: MapLayout, numbers: Sequence[str]) -> NumberedBubbles:
    """The bubbles of a view with the numbers of its networks."""
    groups = [np.flatnonzero(view.of == k) for k in range(len(view.networks))]
    texts = [numbers[k] for k in view.networks]
    bones = skeletons(view.points, groups, view.radius)
    return NumberPlacing(texts, bones, groups, view.points, view.radius, allowed_in(view, sheet)).place()


def named(
    view: MapView, sheet: MapLayout, bubbles: NumberedBubbles, taken: Sequence[Box], words: tuple[list[str], list[str]]
) -> list[PlaceLabel]:
    """The dots of a view by name or number.

    Args:
        view: The view.
        sheet: The layout.
        bubbles: Its bubbles with their numbers.
        taken: What else no label may cover.
        words: The name and the number of each of its dots.
    """
    boxes = [*(label.box for label in bubbles.labels), *taken]
    inside = _inside(bubbles.fields, sheet)
    return PlaceNaming(view.points, view.of, view.radius, boxes, allowed_in(view, sheet), inside).place(*words)


def allowed_in(view: MapView, sheet: MapLayout) -> Allowed:
    """Whether boxes are on the sheet and in the view: in the circle of an inset, or not in any."""
    inset = view.inset
    circles = [(np.array(each.place), each.radius) for each in sheet.insets]
    circles += [(np.array(each.badge(sheet.points)), marks.BADGE) for each in sheet.insets]

    def allowed(spots: np.ndarray, width: float, height: float) -> np.ndarray:
        half = np.array([width, height])
        if inset is not None:
            corner = np.abs(spots - np.array(inset.place)) + half
            badge = np.abs(spots - np.array(marks.rim_badge(inset))) - half
            clear = np.hypot(*np.maximum(badge, 0).T) > marks.BADGE + 3
            inside: np.ndarray = clear & (np.hypot(*corner.T) < inset.radius - 2)
            return inside
        ok: np.ndarray = (spots[:, 0] > width + 2) & (spots[:, 0] < sheet.width - width - 2)
        ok &= (spots[:, 1] > height + HEAD) & (spots[:, 1] < sheet.map_height - height - 2)
        for middle, reach in circles:
            off = np.maximum(np.abs(spots - middle) - half, 0.0)
            ok &= np.hypot(off[:, 0], off[:, 1]) > reach + 1.5
        return ok

    return allowed


def _inside(fields: Sequence[BubbleField], sheet: MapLayout) -> Callable[[np.ndarray], np.ndarray]:
    """Which bubble each point is in, looked up in a grid."""
    grid = np.full((int(sheet.height // _CELL) + 2, int(sheet.width // _CELL) + 2), -1)
    for network, field in enumerate(fields):
        at = (field.points()[field.value < 0] // _CELL).astype(int)
        at = np.clip(at, 0, np.array(grid.shape)[::-1] - 1)
        grid[at[:, 1], at[:, 0]] = network

    def inside(points: np.ndarray) -> np.ndarray:
        at = np.clip((points // _CELL).astype(int), 0, np.array(grid.shape)[::-1] - 1)
        out: np.ndarray = grid[at[:, 1], at[:, 0]]
        return out

    return inside
