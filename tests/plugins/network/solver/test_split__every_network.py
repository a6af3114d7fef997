"""What the solver claims about all splits, beside a solver that writes down every network."""

from __future__ import annotations

import pytest

from kvadmin.plugins.network.solver.split import split

from .every_network import best_value, thirty

#: Of the thirty, which all are solved by ``benchmarks/network_bounds.py``: each kind of rule once.
_SOME = (1, 2, 5, 11, 14, 25)


@pytest.mark.parametrize("number", _SOME)
def test_no_split_is_below_the_bound_and_the_best_is_found(number):
    wanted = thirty()[number]
    found, best = split(wanted.request()), best_value(wanted)
    assert found.bound_scope == "all"
    assert found.bound is not None
    assert found.bound <= best + 1e-6
    assert found.objective == pytest.approx(best, abs=1e-6)
