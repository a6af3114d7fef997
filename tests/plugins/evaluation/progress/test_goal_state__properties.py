"""What must hold of any goal on any series, tried on some thousand drawn ones."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from plugins.evaluation.progress.invented import history

from kvadmin.api.records import Goal
from kvadmin.plugins.evaluation.periods import parse_period
from kvadmin.plugins.evaluation.progress.figure_history import SCALE
from kvadmin.plugins.evaluation.progress.goal_state import (
    MET,
    NO_FIGURES,
    OFF_TRACK,
    ON_TRACK,
    TOO_EARLY,
    judge_goal,
)
from kvadmin.plugins.evaluation.progress.levels import RUN, Sums, levels
from kvadmin.plugins.evaluation.spc import JudgingOptions, Series, judge

BEGAN, AS_OF = date(2008, 1, 1), date(2012, 2, 1)
#: From the worst to the best.
RANK = {NO_FIGURES: 0, OFF_TRACK: 1, TOO_EARLY: 2, ON_TRACK: 3, MET: 4}
SEEDS = range(4)
ROUNDS = 250


def drawn(rng):
    """A goal and its figures: some shift, some drift, some have gaps, events, or end early."""
    length = rng.randrange(1, 30)
    level, shift, drift = 9.6, rng.choice([0, 0, -0.6, -1.2, 0.8]), rng.choice([0, 0, 0, -0.08, 0.05])
    spread = rng.choice([0.05, 0.2, 0.5])
    at = rng.randrange(length + 1)
    values = [round(level + shift * (k >= at) + drift * k + rng.gauss(0, spread), 1) for k in range(length)]
    for k in range(1, length - 1):
        if rng.random() < 0.04:
            values[k] = None
    rebase = (rng.randrange(1, length),) if length > 1 and rng.random() < 0.15 else ()
    freeze = (rng.randrange(length),) if rng.random() < 0.1 else ()
    by = rng.choice([None, date(2009, 12, 31), date(2010, 12, 31), date(2011, 12, 31), date(2013, 12, 31)])
    goal = Goal(
        indicator="syk",
        kind=rng.choice(["reach", "reach", "keep"]),
        start=rng.choice([None, Decimal("9.6")]),
        to=Decimal(str(round(rng.uniform(8, 10), 1))),
        direction="decrease",
        by=by,
    )
    return goal, values, {"rebase": rebase, "freeze": freeze}


def cases(seed):
    rng = random.Random(seed)
    return [(rng, *drawn(rng)) for _ in range(ROUNDS)]


def begun(length):
    """The first period of a series that ends a little before :data:`AS_OF`, or two figures longer with it."""
    return str(parse_period("2011-Q2").shift(1 - length - length % 3))


def judged(goal, values, events, first):
    return judge_goal(goal, history(first, values, **events), BEGAN, AS_OF)


def state(goal, values, events, first=None):
    return judged(goal, values, events, first or begun(len(values))).state


@pytest.mark.parametrize("seed", SEEDS)
def test_an_easier_goal_is_never_in_a_worse_state(seed):
    for rng, goal, values, events in cases(seed):
        easier = msgspec.structs.replace(goal, to=goal.to + Decimal(rng.choice(["0.1", "0.5", "2"])))
        before, after = state(goal, values, events), state(easier, values, events)
        assert RANK[after] >= RANK[before], (goal, easier.to, values, events, before, after)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_later_date_that_has_not_come_is_never_a_worse_state(seed):
    for _, goal, values, events in cases(seed):
        near, far = (msgspec.structs.replace(goal, by=date(year, 12, 31)) for year in (2012, 2014))
        assert RANK[state(far, values, events)] >= RANK[state(near, values, events)], (goal, values, events)


@pytest.mark.parametrize("seed", SEEDS)
def test_periods_that_nobody_reported_at_the_end_change_nothing(seed):
    for _, goal, values, events in cases(seed):
        first = begun(len(values))
        told, longer = (judged(goal, each, events, first) for each in (values, [*values, None, None]))
        assert longer[:1] + longer[2:] == told[:1] + told[2:]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_unit_changes_nothing(seed):
    for rng, goal, values, events in cases(seed):
        times = Decimal(rng.choice(["10", "1000", "0.01", "0.5"]))
        start = None if goal.start is None else goal.start * times
        other = msgspec.structs.replace(goal, to=goal.to * times, start=start)
        scaled = [None if v is None else float(Decimal(str(v)) * times) for v in values]
        assert state(other, scaled, events) == state(goal, values, events)


@pytest.mark.parametrize("seed", SEEDS)
def test_upwards_is_the_mirror_of_downwards(seed):
    for _, goal, values, events in cases(seed):
        start = None if goal.start is None else -goal.start
        mirror = msgspec.structs.replace(goal, to=-goal.to, start=start, direction="increase")
        assert state(mirror, [None if v is None else -v for v in values], events) == state(goal, values, events)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_last_figure_alone_never_makes_it_met(seed):
    """None of the figures before was at the goal; or the last one is splendid where as good as another would do."""
    for _, goal, values, events in cases(seed):
        reach = msgspec.structs.replace(goal, kind="reach")
        first = begun(len(values))
        bad = [v if v is None else max(v, float(goal.to) + 0.1) for v in values]
        assert state(reach, [*bad, 0.1], events, first) != MET
        if state(reach, [*values, 0.1], events, first) == MET:
            ordinary = min(float(goal.to), *(v for v in values if v is not None))
            assert state(reach, [*values, ordinary], events, first) == MET


@pytest.mark.parametrize("seed", SEEDS)
def test_one_last_figure_alone_never_breaks_what_is_kept(seed):
    for _, goal, values, events in cases(seed):
        keep = msgspec.structs.replace(goal, kind="keep")
        good = [v if v is None else min(v, float(goal.to)) for v in values]
        assert state(keep, [*good, 99.0], events, begun(len(values))) != OFF_TRACK


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_shift_is_what_the_chart_labels_when_the_baseline_is_frozen(seed):
    rng = random.Random(seed)
    tried = 0
    for _ in range(ROUNDS):
        _, values, _ = drawn(rng)
        begins = 8
        found = history("2006-Q1", values)
        known = [v for v in values[:begins] if v is not None]
        if len(known) < RUN or len(values) <= begins:
            continue
        every = levels(found, Sums(found.values), begins, len(values), None)
        frozen = judge(
            Series(tuple(map(str, range(len(values)))), tuple(values)),
            JudgingOptions(freeze=(begins - 1,), direction="decrease"),
        )
        centre = frozen.segments[0].centre
        labelled = _first_run(values, centre, begins)
        shifts = [each for each in every if each.kind == "shift" and each.start >= begins]
        if every[0].start == 0 and [each for each in every if 0 < each.start < begins] == [] and labelled is not None:
            tried += 1
            assert shifts[0].start <= labelled
            assert shifts[0].before == pytest.approx(centre, abs=1e-9)
            assert "CL" in (frozen.points[labelled].label or "") or frozen.points[labelled].label
    assert tried > 20


def _first_run(values, centre, begins):
    sides = [None if v is None else (v > centre) - (v < centre) for v in values]
    for at in range(begins, len(values) - RUN + 1):
        if sides[at] and set(sides[at : at + RUN]) == {sides[at]}:
            return at
    return None


def test_means_are_exact():
    values = [8.3] * 11
    sums = Sums(history("2006-Q1", values).values)
    assert sums.mean(0, 11) == 8.3
    assert sums.sums[-1] == 11 * 83 * SCALE // 10
    assert levels(history("2006-Q1", values), sums, 4, 11, None) == [(0, "first", 0, None)]
