"""From degrees to a flat map: Lambert's azimuthal equal-area projection around the middle of what is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Mean radius of the earth in kilometres (IUGG).
_RADIUS = 6371.0088


@dataclass(frozen=True)
class Projection:
    """Kilometres east and north of a centre given in degrees."""

    lat: float
    lon: float

    def __call__(self, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
        """Positions, shape (n, 2): kilometres east, kilometres south (y downwards)."""
        phi, lam = np.radians(np.asarray(lat, dtype=float)), np.radians(np.asarray(lon, dtype=float) - self.lon)
        phi0 = np.radians(self.lat)
        cos_c = np.sin(phi0) * np.sin(phi) + np.cos(phi0) * np.cos(phi) * np.cos(lam)
        k = np.sqrt(2 / np.maximum(1 + cos_c, 1e-9))
        east = k * np.cos(phi) * np.sin(lam)
        north = k * (np.cos(phi0) * np.sin(phi) - np.sin(phi0) * np.cos(phi) * np.cos(lam))
        return _RADIUS * np.stack([east, -north], axis=1)


def around(lat: np.ndarray, lon: np.ndarray) -> Projection:
    """The projection around the middle of some places."""
    return Projection(float((lat.min() + lat.max()) / 2), float((lon.min() + lon.max()) / 2))
