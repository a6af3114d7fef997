"""The municipalities of the programme as dots, which together draw the country."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kvadmin.api.records import MunicipalityOutline

#: Degrees: Norway lies around this meridian.
_MERIDIAN = 15.0
_HEIGHT, _MARGIN = 600.0, 14.0
#: What the mainland spans, so that a few dots stand where they do on a whole map.
_CORNERS = ((57.9, 4.5), (71.3, 31.2), (57.9, 12.0), (62.0, 4.5), (70.4, 31.2))


class Dot(NamedTuple):
    """Where a municipality lies in the picture."""

    x: float
    y: float


class DotMap:
    """The picture.

    Args:
        towns: Those with coordinates are dots.
    """

    def __init__(self, towns: Iterable[MunicipalityOutline]) -> None:
        corners = [_flat(*each) for each in _CORNERS]
        self._left, self._top = min(x for x, _ in corners), max(y for _, y in corners)
        height = self._top - min(y for _, y in corners)
        self._scale = (_HEIGHT - 2 * _MARGIN) / height
        self.height = round(_HEIGHT)
        self.width = round((max(x for x, _ in corners) - self._left) * self._scale + 2 * _MARGIN)
        self._dots: Mapping[str, Dot] = {
            each.number: self._dot(each.lat, each.lon)
            for each in towns
            if each.lat is not None and each.lon is not None
        }

    def _dot(self, lat: float, lon: float) -> Dot:
        x, y = _flat(lat, lon)
        at = (x - self._left) * self._scale + _MARGIN, (self._top - y) * self._scale + _MARGIN
        return Dot(round(at[0], 1), round(at[1], 1))

    def place(self, number: str) -> Dot | None:
        """Where a municipality lies; None without coordinates."""
        return self._dots.get(number)

    def svg(self) -> bytes:
        """All dots, in a colour for light and one for dark pages."""
        dots = "".join(f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="6"/>' for _, dot in sorted(self._dots.items()))
        style = "circle{fill:#7fa9ae}@media (prefers-color-scheme:dark){circle{fill:#4f7f87}}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f"<style>{style}</style>{dots}</svg>\n"
        ).encode()

    @property
    def is_empty(self) -> bool:
        """Whether no municipality has coordinates."""
        return not self._dots


def _flat(lat: float, lon: float) -> tuple[float, float]:
    """Degrees on a plane, as wide as they are so far north."""
    return (lon - _MERIDIAN) * math.cos(math.radians(lat)), lat
