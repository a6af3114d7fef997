from __future__ import annotations

from decimal import Decimal

import pytest

from kvadmin.errors import InvalidData
from kvadmin.plugins.cohort.admission import Applicant, ScoreCriterion, score_of

D = Decimal


@pytest.mark.parametrize(
    ("given", "expected"),
    [("8", "8.00"), ("0.125", "0.12"), ("0.135", "0.14"), ("-0.001", "0.00"), ("1E+3", "1000.00"), ("-2.5", "-2.50")],
)
def test_scores_have_two_decimals_and_halves_go_to_even(given, expected):
    assert str(score_of(Applicant("0101", score=D(given)), ())) == expected


def test_the_weighted_sum_is_rounded_once():
    criteria = (ScoreCriterion("a", D("0.333")), ScoreCriterion("b", D("1.5")))
    applicant = Applicant("0101", points={"a": D("0.5"), "b": D("0.005"), "unknown": D(9)})
    assert str(score_of(applicant, criteria)) == "0.17"


def test_a_score_of_its_own_replaces_the_sum_and_points_for_all_are_needed():
    criteria = (ScoreCriterion("a", D(1)), ScoreCriterion("b", D(1)))
    assert score_of(Applicant("0101", score=D(3), points={"a": D(1), "b": D(1)}), criteria) == 3
    assert score_of(Applicant("0101", points={"a": D(1)}), criteria) is None
    assert score_of(Applicant("0101", points={"a": D(1)}), ()) is None


def test_long_numbers_stay_exact():
    digits = D("1234567890123456789012345678901234567890.125")
    assert score_of(Applicant("0101", points={"a": digits}), (ScoreCriterion("a", D(1)),)) == D(
        "1234567890123456789012345678901234567890.12"
    )


@pytest.mark.parametrize("bad", [D("NaN"), D("Infinity"), D("1E+200"), 0.1, "8", True])
def test_what_is_no_exact_number_is_bad_input(bad):
    with pytest.raises(InvalidData) as caught:
        score_of(Applicant("0101", score=bad), ())
    assert caught.value.where == "0101"
