"""Scales, ticks and labels."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.evaluation.charts.chart_geometry import px, shorten, spread_out, tick_decimals, ticks, value_range
from kvadmin.plugins.evaluation.charts.chart_words import axis_labels


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_and_inside(low: float, width: float) -> None:
    marks = ticks(low, low + width)
    assert 1 <= len(marks) <= 8
    assert marks == sorted(set(marks))
    assert all(low - width * 1e-6 - 1e-9 <= m <= low + width * (1 + 1e-6) + 1e-9 for m in marks)


def test_tick_decimals() -> None:
    assert tick_decimals(ticks(7.2, 10.2)) == 1
    assert tick_decimals([0.0, 0.25]) == 2
    assert tick_decimals([]) == 0


@given(st.lists(st.floats(0, 300), max_size=4))
def test_labels_keep_their_distance(places: list[float]) -> None:
    moved = sorted(spread_out(places, 14, 0, 300))
    assert all(b - a >= 14 - 1e-9 for a, b in pairwise(moved))
    assert all(-1e-9 <= m <= 300 + 1e-9 for m in moved)


def test_ranges_have_air_but_no_negative_without_need() -> None:
    assert value_range([]) == (0.0, 1.0)
    assert value_range([None, 0.1, 5.0])[0] == 0.0
    assert value_range([-1.0, 5.0])[0] < -1.0
    low, high = value_range([5.5, 5.5])
    assert low < 5.5 < high


def test_coordinates_are_short() -> None:
    assert [px(v) for v in (1.0, 1.25, -0.001, 0.1 + 0.2)] == ["1", "1.25", "0", "0.3"]


def test_axis_labels_prefer_whole_years() -> None:
    quarters = tuple(f"{2005 + k // 4}-Q{k % 4 + 1}" for k in range(20))
    assert [text for _, text in axis_labels(quarters, "nb", 8)] == ["2005", "2006", "2007", "2008", "2009"]
    assert axis_labels(quarters[:3], "nb", 8)[0] == (0, "1. kv. 05")
    months = tuple(f"2007-{k:02}" for k in range(1, 13))
    assert [text for _, text in axis_labels(months, "nn", 4)] == ["jan. 07", "apr. 07", "juli 07", "okt. 07"]
    assert axis_labels(("a", "b", "c"), "nb", 2) == [(0, "a"), (2, "c")]
    assert axis_labels((), "nb", 2) == []


def test_long_texts_end_in_dots() -> None:
    assert shorten("Sykefravær", 10) == "Sykefravær"
    assert shorten("Sykefravær i  pleie\nog omsorg", 14) == "Sykefravær i…"
