"""Places from rows of a file."""

from __future__ import annotations

import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.network.solver.places import places_from_rows


def test_rows_with_faults_are_all_named():
    rows = [
        {"id": "1", "name": "A", "lat": "", "lon": "", "population": "1"},
        {"id": "2", "name": "B", "lat": "95", "lon": "5", "population": "1"},
        {"id": "", "name": "C", "lat": "60", "lon": "5", "population": "many"},
    ]
    with pytest.raises(InvalidData) as fault:
        places_from_rows(rows)
    assert [line.split(":")[0] for line in fault.value.details] == ["line 2", "line 3", "line 4", "line 4"]
