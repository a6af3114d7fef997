"""What a protocol keeps is enough to decide again: the same content, the same decisions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kvadmin.plugins.cohort import admission as rule
from kvadmin.plugins.cohort.admission import Applicant, ApplicationStanding, Ruling, ScoreCriterion


def test_the_content_gives_the_same_admission_again(call, ten):
    odd = (
        Applicant("2001", score=Decimal(9), standing=ApplicationStanding.WITHDRAWN),
        Applicant("2002", score=Decimal(9), standing=ApplicationStanding.INELIGIBLE, ineligible_reason="debt"),
        Applicant("2003", score=Decimal(9), complete=False, missing=("plan",)),
        Applicant("2004", score=Decimal(9), ruling=Ruling.ACCEPTED, late_reason="snow"),
        Applicant("2005", score=Decimal(9), ruling=Ruling.LATE),
        Applicant("2006", score=Decimal(9), ruling=Ruling.UNJUDGED),
        Applicant("2007", score=Decimal(9), unresolved=True),
        Applicant("2008", score=Decimal(9), member_of="P1"),
        Applicant("2009"),
    )
    first = rule.admit(call(4, "region:Nord=1..", "form:n=2..3"), (*ten, *odd), software="one")
    again = rule.admit(rule.call_in(first.inputs), rule.applicants_in(first.inputs), software="one")
    assert again.inputs == first.inputs
    assert [(d.number, d.outcome, d.reason, d.rank) for d in again.decisions] == [
        (d.number, d.outcome, d.reason, d.rank) for d in first.decisions
    ]


def test_points_come_back_as_the_score_that_they_gave(call, ten):
    weights = (ScoreCriterion("need", Decimal("1.5")), ScoreCriterion("plan", Decimal(1)))
    pointed = [replace(a, score=None, points={"need": a.score, "plan": Decimal("0.333")}) for a in ten]
    first = rule.admit(call(4, criteria=weights), pointed, software="one")
    again = rule.admit(rule.call_in(first.inputs), rule.applicants_in(first.inputs), software="one")
    assert again.input_sha256 == first.input_sha256


def test_without_criteria_and_scores_all_stay_at_nought(call, ten):
    first = rule.admit(call(4), [replace(a, score=None) for a in ten], software="one")
    again = rule.admit(rule.call_in(first.inputs), rule.applicants_in(first.inputs), software="one")
    assert (again.input_sha256, again.admitted) == (first.input_sha256, first.admitted)


def test_a_frozen_list_has_no_seed_yet(call, ten):
    inputs = dict(rule.admit(call(4), ten, software="one").inputs)
    inputs["call"] = {key: value for key, value in inputs["call"].items() if key != "lottery_seed"}
    assert rule.call_in(inputs).lottery_seed == ""
