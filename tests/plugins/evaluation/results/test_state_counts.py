"""Counts of goals for the public: the table of all cohorts, and what can be worked out from every report together."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from kvadmin.api.records import Goal
from kvadmin.plugins.evaluation.progress.goal_state import STATES, GoalState
from kvadmin.plugins.evaluation.progress.judged_goals import JudgedGoal
from kvadmin.plugins.evaluation.results.report_subject import MemberKey, ReportSubject
from kvadmin.plugins.evaluation.results.result_figures import LEAST
from kvadmin.plugins.evaluation.results.state_counts import counts_of, public_counts

GOAL = Goal(indicator="x", to=Decimal(1), direction="decrease", by=date(2009, 12, 31))


class Sources:
    """Goals by membership, and nothing else of what reports are made from."""

    def __init__(self, counts):
        self.states = {}
        for at, row in enumerate(counts):
            several = [state for state, count in zip(STATES, row, strict=True) for _ in range(count)]
            for number, state in enumerate(several):
                key = MemberKey(f"P{at}", f"{number:04}")
                self.states[key] = [JudgedGoal(*key, GOAL, GoalState(state, ()))]

    def goals(self, key):
        return self.states[key]

    @property
    def whole(self):
        return ReportSubject("programme", tuple(self.states))


def test_counts_as_they_are():
    sources = Sources([(2, 0, 1, 0, 7)])
    assert counts_of(sources, "P0", sources.whole.members).counts == (2, 0, 1, 0, 7, 10)


def worlds(shown, most):
    """Every table of counts that a reader must take for possible, who knows the rule: a hidden one is at least 1."""
    names = sorted(name for name in shown if name)
    unknown = [(name, k) for name in names for k in range(len(STATES)) if shown[name].counts[k] is None]
    for values in product(range(1, most + 1), repeat=len(unknown)):
        table = {name: list(shown[name].counts) for name in names}
        for (name, k), value in zip(unknown, values, strict=True):
            table[name][k] = value
        rows = {name: sum(row[:-1]) for name, row in table.items()}
        if any(shown[name].counts[-1] not in (None, rows[name]) for name in names):
            continue
        columns = [sum(table[name][k] for name in names) for k in range(len(STATES))]
        if all(
            seen is None or seen == found
            for seen, found in zip(shown[""].counts, [*columns, sum(columns)], strict=True)
        ):
            yield tuple(table[name][k] for name, k in unknown)


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_can_be_worked_out_of_all_reports_together(seed):
    """By trying every table that fits: each hidden count could be another one."""
    chance = random.Random(seed)
    counts = [tuple(chance.choice((0, 0, 6, 8)) for _ in STATES) for _ in range(2)]
    one, other = (list(row) for row in counts)
    one[chance.randrange(5)] = chance.choice((1, 2, 3, 4))
    other[chance.randrange(5)] = chance.choice((0, 3))
    counts = [tuple(row) if any(row) else (1, 0, 0, 0, 6) for row in (one, other)]
    sources = Sources(counts)
    shown = public_counts(sources, sources.whole)
    for row in shown.values():
        assert not [n for n in row.counts if n is not None and 0 < n < LEAST]
    possible = list(worlds(shown, 9))
    assert counts_there(counts, shown) in possible
    for values in zip(*possible, strict=True):
        assert len(set(values)) > 1


def counts_there(counts, shown):
    """What is hidden, in the order of :func:`worlds`."""
    return tuple(
        counts[at][k] for at in range(len(counts)) for k in range(len(STATES)) if shown[f"P{at}"].counts[k] is None
    )


def test_large_counts_stand():
    sources = Sources([(6, 7, 8, 9, 0), (5, 5, 5, 5, 5)])
    shown = public_counts(sources, sources.whole)
    assert not any(each.hidden for each in shown.values())
    assert shown["P0"].counts == (6, 7, 8, 9, 0, 30)
    assert shown[""].counts == (11, 12, 13, 14, 5, 55)
