"""Days that people give, beside the clock and the order of the history."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.plugins.cohort.verdict.day_order import DatedStep, by_clock, day_grounds

STEPS = ("naming", "freeze", "draw", "admission")


def steps(*days):
    """Steps in the order of the history: (given, clock), days of June 2008; None: the history does not know."""
    return [
        DatedStep(step, date(2008, 6, given), None if clock is None else index, clock and date(2008, 6, clock))
        for index, (step, (given, clock)) in enumerate(zip(STEPS, days, strict=False))
    ]


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ([(1, 1), (5, 5), (9, 9), (10, 10)], []),
        ([(1, 2), (5, 5), (9, 8), (10, 10)], []),
        ([(1, 25), (5, 25), (9, 25), (10, 25)], ["days-given"]),
        ([(1, 1), (5, 7), (9, 9), (10, 10)], ["days-mixed"]),
        ([(1, 25), (5, 25), (25, 25)], ["days-mixed", "days-mixed"]),
        ([(5, 25), (1, 25), (9, 25)], ["days-given", "days-backwards"]),
        ([(1, 1), (5, None), (9, 9)], ["history-silent"]),
        ([(1, None), (5, None)], ["history-silent", "history-silent"]),
        ([], []),
    ],
)
def test_days_follow_the_clock_or_are_named(days, codes):
    found = list(day_grounds(steps(*days)))
    assert [each.code for each in found] == codes
    assert all(each.weight == ("said" if each.code == "days-given" else "weak") for each in found)


def test_the_step_that_is_off_is_named():
    (found,) = day_grounds(steps((1, 1), (3, 7), (9, 9)))
    assert found.values == {"step": "freeze", "given": "2008-06-03", "clock": "2008-06-07"}
    assert found.text("en") == (
        "The days do not follow the clock of the history: the closing of the list is said to be of 2008-06-03, and was "
        "written on 2008-06-07, while other steps follow it."
    )


def test_the_clock_counts_where_all_days_are_its_own():
    assert by_clock(steps((1, 1), (5, 6)))
    assert not by_clock(steps((1, 1), (5, 7)))
    assert not by_clock(steps((1, None)))
