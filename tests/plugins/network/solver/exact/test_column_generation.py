"""Column generation for a few hundred places."""

from __future__ import annotations

import pytest

from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split

from ..instances import assert_partition, grid


@pytest.mark.parametrize("step", ["pricing", "integer program"])
def test_an_interruption_keeps_the_best_so_far(step):
    given_ = grid(60, seed=8)

    def interrupt(now, _value, _bound):
        if now == step:
            raise KeyboardInterrupt

    found = split(SplitRequest(given_, 5, 7, 10), interrupt)
    assert found.cut_short
    assert_partition(given_, found.networks, 5, 7)
