"""Reported values and dated events on the calendar."""

from __future__ import annotations

import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.evaluation.periods import Period, parse_period
from kvadmin.plugins.evaluation.spc import DatedEvent, place_series


def quarter(text: str) -> Period:
    return parse_period(text, "quarter")


def test_missing_periods_become_gaps() -> None:
    found = place_series({quarter("2008-Q1"): 3.0, quarter("2007-Q2"): 1.0})
    assert found.series.periods == ("2007-Q2", "2007-Q3", "2007-Q4", "2008-Q1")
    assert found.series.values == (1.0, None, None, 3.0)
    assert found.series.sizes is None


def test_the_series_may_end_later_than_its_values() -> None:
    values = {quarter("2007-Q1"): 1.0}
    assert place_series(values, last=quarter("2007-Q3")).series.values == (1.0, None, None)
    assert place_series(values, last=quarter("2006-Q3")).series.periods[-1] == "2007-Q1"
    assert place_series({}, last=quarter("2007-Q3")).series.periods == ()


def test_events_get_positions_and_those_outside_wait() -> None:
    values = {quarter(f"2007-Q{k}"): float(k) for k in (1, 2, 3, 4)}
    inside = DatedEvent("rebase", quarter("2007-Q3"), "new system")
    frozen = DatedEvent("freeze", quarter("2007-Q2"))
    found = place_series(values, events=[inside, DatedEvent("rebase", quarter("2009-Q1")), frozen])
    assert (found.freeze, found.rebase) == ((1,), (2,))
    assert found.events == ((1, frozen), (2, inside))


def test_denominators_follow() -> None:
    a, b = quarter("2007-Q1"), quarter("2007-Q3")
    assert place_series({a: 1.0, b: 2.0}, sizes={a: 10.0}).series.sizes == (10.0, None, None)


def test_kinds_are_not_mixed() -> None:
    with pytest.raises(InvalidData, match="not in one series"):
        place_series({quarter("2007-Q1"): 1.0, parse_period("2008"): 2.0})
