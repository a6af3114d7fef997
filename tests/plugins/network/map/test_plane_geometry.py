"""Geometry of the plane."""

from __future__ import annotations

import numpy as np
import pytest

from kvadmin.plugins.network.map.outline import simplified
from kvadmin.plugins.network.map.plane_geometry import contours, inside_triangle, to_segments


def test_contours_close_around_what_is_negative():
    ys, xs = np.mgrid[0:21, 0:21]
    disc = np.hypot(xs - 10, ys - 10) - 6.0
    (ring,) = contours(disc)
    assert np.hypot(*(ring - 10).T) == pytest.approx(np.full(len(ring), 6.0), abs=0.1)
    annulus = np.maximum(disc, 2.5 - np.hypot(xs - 10, ys - 10))
    assert len(contours(annulus)) == 2
    saddle = np.where((xs // 7 + ys // 7) % 2, 1.0, -1.0)
    saddle[[0, -1]] = saddle[:, [0, -1]] = 1.0
    assert all(len(line) > 3 for line in contours(saddle))


def test_plain_geometry():
    points = np.array([[0.0, 1.0], [3.0, 0.0], [0.5, 0.25]])
    assert to_segments(points, np.array([[[0.0, 0.0], [2.0, 0.0]]])).tolist() == [1.0, 1.0, 0.25]
    assert inside_triangle(points, np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]])).tolist() == [True, False, True]
    line = np.array([[0.0, 0.0], [1.0, 0.01], [2.0, 0.0], [3.0, 5.0]])
    assert simplified(line, 0.1).tolist() == [[0, 0], [2, 0], [3, 5]]
