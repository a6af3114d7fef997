"""Long JSON is laid out as short JSON is."""

from __future__ import annotations

import json

from kvadmin.tables.json_text import write

ROW = {
    "a": [],
    "b": {},
    "c": [[], {}, None, True],
    "d": 1e-7,
    "e": 1.0,
    "f": 1e22,
    "g": 'æ"\\/\n',
    "h": -0.0,
    "i": 10**30,
}


def test_what_is_long_is_laid_out_like_what_is_short():
    for extra in ("", "half a character: \ud800"):
        data = {"schema": 1, "rows": [ROW] * 2000, "extra": extra}
        wanted = json.dumps(data, ensure_ascii=False, indent=2).replace("\ud800", "\\ud800") + "\n"
        assert write(data) == wanted
