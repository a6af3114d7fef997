"""Every text of the table is read right or left to a person, none wrong."""

from __future__ import annotations

import pytest

from kvadmin.plugins.evaluation.goals.goal_reader import REASONS, LeftText, read_goals

from .goal_table import INDICATORS, texts, written

TEXTS = texts()


@pytest.mark.parametrize(("source", "text", "expected"), TEXTS)
def test_a_text_is_read_as_the_table_says(source, text, expected):
    assert written(read_goals(text, source, INDICATORS)) == expected


def test_the_table_holds_both_forms_and_more_than_400_texts():
    assert len(TEXTS) > 400
    assert sum(expected != "left" for *_, expected in TEXTS) > 180


def test_every_text_that_is_left_says_why():
    for source, text, expected in TEXTS:
        read = read_goals(text, source, INDICATORS)
        if expected == "left":
            assert isinstance(read, LeftText)
            assert read.reason in REASONS
            assert "{" not in read.sentence


def test_a_goal_carries_its_words():
    (goal,) = read_goals("Fra 9,6 % til 8,4 %", "sick_leave_goal", INDICATORS)
    assert (goal.source, goal.text) == ("sick_leave_goal", "Fra 9,6 % til 8,4 %")


def test_the_municipality_as_a_whole_is_no_part_of_it():
    text = "Bømlo kommune skal redusere sjukefråværet frå 9,6 % til 8,4 % innan 2009"
    assert written(read_goals(text, "sick_leave_goal", INDICATORS)) == "left"
    assert written(read_goals(text, "sick_leave_goal", INDICATORS, ["Bømlo"])) == (
        "sykefravaer reach 9.6>8.4 by 2009-12-31"
    )
