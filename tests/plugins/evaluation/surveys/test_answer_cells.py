"""What a row of a survey may say, and what it may not."""

from __future__ import annotations

import pytest

from kvadmin.api.imports import Cell
from kvadmin.plugins.evaluation.surveys.answer_cells import read_answers
from kvadmin.plugins.evaluation.surveys.scale import SurveyScale

SCALE = SurveyScale(1, 6, 5, 6)


def read(**texts):
    return read_answers({name: Cell(text, text) for name, text in texts.items()}, SCALE, {"..", "-", "-99"})


def six(*counts):
    return {f"category_{value}": str(count) for value, count in enumerate(counts, 1)}


def test_counts_say_it_all():
    found = read(**six(2, 5, 13, 30, 40, 30), invited="200")
    assert found.problem == ""
    assert found.fields == {
        "value": "70",
        "denominator": "120",
        "invited": "200",
        "mean": "",
        "sd": "",
        "counts": "2 5 13 30 40 30",
    }
    assert read(**six(2, 5, 13, 30, 40, ""), answers="90").fields["counts"] == "2 5 13 30 40 0"


def test_figures_with_a_decimal_comma_and_marks():
    found = read(answers="45", invited="..", mean="4,1", sd="1,2", top="-")
    assert (found.fields["value"], found.fields["mean"], found.fields["sd"]) == ("-", "4.1", "1.2")
    assert found.fields["invited"] == ""


def test_a_share_is_taken_where_it_can_mean_one_count_only():
    found = read(answers="120", share="58,3")
    assert found.fields["value"] == "70"
    assert found.note == "58.3 % of 120 are 70"
    assert "may be 699 to 700: say how many" in read(answers="1200", share="58,3").problem
    assert "none" in read(answers="10", share="33").problem


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"invited": "20", "mean": "4"}, "how many answered is missing"),
        ({"answers": "0", "top": "0"}, "nobody answered"),
        ({"answers": "20"}, "neither the answers in the top box"),
        ({"answers": "20", "invited": "19", "top": "3"}, "20 answers of 19 invited"),
        ({"answers": "20", "top": "21"}, "21 in the top box of 20"),
        ({"answers": "20", "top": "3.5"}, "no number of persons"),
        ({"answers": "-3", "top": "0"}, "no number of persons"),
        ({"answers": "20", "mean": "6.5"}, "outside the scale"),
        ({"answers": "20", "mean": "5.9", "sd": "2"}, "cannot be 2"),
        ({"answers": "20", "top": "4", "sd": "1"}, "without its mean"),
        ({"answers": "20", "top": "many"}, "not a figure"),
        ({"answers": "21", **six(1, 2, 3, 4, 5, 5)}, "add up to 20"),
        ({"top": "11", **six(1, 2, 3, 4, 5, 5)}, "10 answers lie in the top box"),
        ({"mean": "4.9", **six(1, 2, 3, 4, 5, 5)}, "the counts give the mean 4.25"),
        ({"category_7": "2", **six(1, 2, 3, 4, 5, 5)}, "7 is not on the scale"),
    ],
)
def test_what_cannot_be(texts, said):
    assert said in read(**texts).problem


def test_what_is_said_beside_the_counts_may_be_rounded():
    assert (
        read(mean="4.3", sd="1.52", **six(1, 2, 3, 4, 5, 5)).problem
        == ""
        == read(mean="4.25", **six(1, 2, 3, 4, 5, 5)).problem
    )
