"""Tables of travel costs."""

from __future__ import annotations

import numpy as np
import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.network.solver.distance import TravelTable

from .instances import grid


def test_holes_and_asymmetry_of_a_table_are_named():
    given_ = grid(4)
    table = np.ones((4, 4))
    table[1, 2] = np.nan
    with pytest.raises(InvalidData, match="unknown for 1 pair") as hole:
        TravelTable(given_, table)
    assert "0001 P1 - 0002 P2" in hole.value.details[0]
    table[1, 2] = 5
    with pytest.raises(InvalidData, match="differ for 1 pair"):
        TravelTable(given_, table)
