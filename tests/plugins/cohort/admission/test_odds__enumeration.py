"""A sample of ``benchmarks/odds.py``: every chance is that of trying all orders within the ties."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def benchmark():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[4] / "benchmarks"))
        sys.modules.pop("odds", None)
        import odds

        yield odds
        sys.modules.pop("odds", None)


def test_chances_are_those_of_all_orders(benchmark):
    assert list(benchmark.odd_ones(60, most=6)) == []


def test_the_sample_would_find_a_rule_that_lets_the_shut_out_be_drawn_again(benchmark, monkeypatch):
    from kvadmin.plugins.cohort.admission.completions import Completions

    def forgetful(self, part, group, around):
        return around if around[group] > part[group] else None

    monkeypatch.setattr(Completions, "with_one_more", forgetful)
    assert list(benchmark.odd_ones(60, most=6)) != []


def test_the_limits_hold_the_exact_chance_at_least_nineteen_times_of_twenty(benchmark):
    held, tried = benchmark.covered(2)
    assert tried > 0
    assert held >= 0.95 * tried - 1
