"""The outline below the map."""

from __future__ import annotations

import numpy as np
import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.network.map.outline import counties, read_outline


def test_the_outline_is_norway_and_small():
    from importlib.resources import files

    data = (files("kvadmin.plugins.network") / "data" / "norway-2008.json").read_bytes()
    assert len(data) < 70_000
    lon, lat = np.concatenate([ring for area in counties() for ring in area]).T
    assert (lon.min() > 4, lon.max() < 32, lat.min() > 57.5, lat.max() < 71.5) == (True,) * 4
    assert len(counties()) == 20  # nineteen counties, and islands without one


def test_ones_own_geojson(tmp_path):
    file = tmp_path / "area.geojson"
    ring = "[[5,60],[6,60],[6,61],[5,60]]"
    file.write_text(f'{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}', encoding="utf-8")
    assert read_outline(file)[0][0].tolist() == [[5, 60], [6, 60], [6, 61], [5, 60]]
    for bad in ("{}", "[]", '{"type":"Point","coordinates":[5,60]}', "no json",
                '{"type":"Polygon","coordinates":[[[5e5,6e6],[5e5,7e6],[6e5,7e6]]]}',
                '{"type":"Polygon","coordinates":[[["a",6],[5,7],[6,7]]]}'):  # fmt: skip
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(InvalidData):
            read_outline(file)
