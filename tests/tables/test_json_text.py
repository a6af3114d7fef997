"""Long JSON is laid out as short JSON is."""

from __future__ import annotations

import json

from kvadmin.tables.json_text import write


def test_what_is_long_is_laid_out_like_what_is_short():
    row = {
        "a": [],
        "b": {},
        "c": [[], {}, None, True],
        "d": 1e-7,
        "e": 1.0,
        "f": 1e22,
        "g": 'æ\u2028\x7f"\\/\n',
        "h": -0.0,
    }
    for extra in ("", "\ud800"):
        data = {"schema": 1, "rows": [row] * 2000, "extra": extra}
        assert json.loads(write(data)) == data
        lines = write({"schema": 1, "rows": [row], "extra": extra}).splitlines()
        long = write(data).splitlines()
        assert long[:22] == lines[:22]
        assert long[-3:] == lines[-3:]
