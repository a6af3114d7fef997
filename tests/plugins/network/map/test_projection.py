"""The projection of the map."""

from __future__ import annotations

import numpy as np
import pytest

from kvadmin.plugins.network.map.projection import Projection


def test_equal_area_and_distance_near_the_centre():
    at = Projection(65.0, 15.0)(np.array([65.0, 66.0, 65.0]), np.array([15.0, 15.0, 16.0]))
    assert at[0] == pytest.approx([0, 0], abs=1e-9)
    assert at[1] == pytest.approx([0, -111.2], abs=0.1)
    assert at[2][0] == pytest.approx(111.2 * np.cos(np.radians(65)), abs=0.1)
