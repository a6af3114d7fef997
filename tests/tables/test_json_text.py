"""The JSON that programs read: laid out as Python's own module lays it out, byte for byte."""

from __future__ import annotations

import json
import random

import pytest

from kvadmin.errors import InvalidData
from kvadmin.tables.json_text import write

LETTERS = 'aæø"\\/\n\t\x00\x1f\ud83d\U0001f600 {}[],:'
FIGURES = (1e16, 1.5e-7, 0.1, -0.0, 1e300, 123456789.123, 9.0)


def drawn(rng, depth=0):
    kind = rng.randrange(9 if depth < 4 else 6)
    if kind == 0:
        return rng.choice(FIGURES)
    if kind == 1:
        return rng.randrange(-(10**20), 10**20)
    if kind == 2:
        return rng.choice([True, False, None])
    if kind < 6:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randrange(12)))
    if kind == 8:
        return [drawn(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {f'k{at}"': drawn(rng, depth + 1) for at in range(rng.randrange(4))}


@pytest.mark.parametrize("seed", range(4))
def test_it_is_laid_out_as_python_does_it(seed):
    rng = random.Random(seed)
    for _ in range(500):
        data = {"schema": 1, "a": drawn(rng), "b": drawn(rng)}
        expected = json.dumps(data, ensure_ascii=False, indent=2).replace("\ud83d", "\\ud83d") + "\n"
        assert write(data) == expected


def test_a_figure_that_is_none_is_refused():
    with pytest.raises(InvalidData, match="not a number"):
        write({"schema": 1, "mean": float("nan")})
