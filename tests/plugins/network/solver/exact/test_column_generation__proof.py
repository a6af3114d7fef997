"""Cuts close the gap of the relaxation; what a further proof finds is never worse, and an interruption keeps it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kvadmin.plugins.network.solver.exact.column_generation import ColumnGeneration
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget
from kvadmin.plugins.network.solver.units import problem_of

from ..instances import municipalities


def test_cuts_raise_the_relaxation_and_never_above_the_best_split():
    problem = problem_of(SplitRequest(municipalities(70), 5, 7, 12), 12)
    relaxed = ColumnGeneration(problem, TimeBudget())
    plain = relaxed.settled()
    sharp = relaxed.sharpen(plain)
    best = ColumnGeneration(problem, TimeBudget()).run()
    assert relaxed.exact
    assert plain.value < sharp.value <= best.value + 1e-6
    assert best.closed


_REQUEST = SplitRequest(municipalities(70), 5, 7, 12)


def _answered():
    """A column generation with nothing but its relaxation, as when every limit of the ordinary answer is reached."""
    generation = ColumnGeneration(problem_of(_REQUEST, 12), TimeBudget())
    generation.relaxed = generation.settled()
    generation.bound = generation.relaxed.value
    return generation


def test_a_further_proof_ends_where_nothing_is_left_to_prove():
    generation = _answered()
    outcome = generation.proven(TimeBudget(), None)
    assert outcome.closed
    assert outcome.value == pytest.approx(split(_REQUEST).objective)


def test_an_interruption_of_the_proof_keeps_what_is_proven(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    generation = _answered()
    known = generation.bound
    monkeypatch.setattr(generation, "sharpen", interrupted)
    outcome = generation.proven(TimeBudget(), None)
    assert (outcome.bound, outcome.exact) == (known, True)


def test_only_what_the_ordinary_answer_left_open_is_proven_further(monkeypatch):
    plain, asked = split(_REQUEST), []
    monkeypatch.setattr(ColumnGeneration, "proven", lambda *_: asked.append(1))
    assert split(replace(_REQUEST, prove=60.0)) == plain
    assert not asked


def test_the_proof_takes_up_an_answer_that_is_not_proven(monkeypatch):
    plain, run = split(_REQUEST), ColumnGeneration.run

    def unproven(self):
        outcome = run(self)
        if self.problem.n == 70:  # not its windows
            self.bound = outcome.value - 20.0
        return replace(outcome, bound=self.bound)

    monkeypatch.setattr(ColumnGeneration, "run", unproven)
    ordinary, further = split(_REQUEST), split(replace(_REQUEST, prove=300.0))
    assert ordinary.bound == pytest.approx(plain.objective - 20.0)
    assert further.bound == pytest.approx(plain.objective)
    assert not further.cut_short


def test_the_end_of_the_proof_is_no_end_of_the_search():
    clock = TimeBudget.of(None, proving=0.0)
    with clock.further() as further:
        assert further.spent()
    assert not clock.cut
