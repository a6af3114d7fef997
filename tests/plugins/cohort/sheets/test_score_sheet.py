"""The sheet of scores: a column per criterion, as ``application score`` sets points."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sheet_nouns import edit_workbook


@pytest.fixture
def weighed(ten):
    ten("cohort", "set", "P3", "criteria", "Mål=2", "Forankring=1")
    return ten


def test_there_is_a_column_per_criterion_and_one_for_the_score(weighed, sheet):
    desk = sheet("scores")
    assert list(desk.columns) == ["municipality", "name", "state", "criterion:Mål", "criterion:Forankring", "score"]
    assert desk.columns["criterion:Mål"].heading == "Mål"
    assert {each.kind for each in list(desk.columns.values())[3:]} == {"number"}
    assert desk.rows["0301"]["score"] == 8
    assert desk.rows["0301"]["criterion:Mål"] is None


def test_points_are_set_and_taken_away(weighed, sheet):
    desk = sheet("scores")
    assert desk.take_in({"0301": {"criterion:Mål": "7,25", "criterion:Forankring": "3", "score": ""}}) == []
    shown = weighed.json("application", "show", "0301", "--cohort", "P3")
    assert (shown["points"], shown["score"]) == ({"Mål": "7.25", "Forankring": "3"}, None)
    assert "score of its own" not in desk.said
    assert desk.take_in({"0301": {"criterion:Mål": ""}}) == []
    assert desk.rows["0301"]["criterion:Mål"] is None
    assert desk.rows["0301"]["criterion:Forankring"] == Decimal(3)


def test_points_that_do_not_count_are_said(weighed, sheet):
    desk = sheet("scores")
    assert desk.take_in({"0301": {"criterion:Mål": "7"}}) == []
    assert "0301 has a score of its own, 8, which counts instead of the points" in desk.said


def test_a_criterion_may_be_called_score(ten, sheet):
    ten("cohort", "set", "P3", "criteria", "score=1")
    desk = sheet("scores")
    assert desk.take_in({"0301": {"criterion:score": "4", "score": "5"}}) == []
    row = desk.rows["0301"]
    assert (row["criterion:score"], row["score"]) == (4, 5)


def test_after_the_freeze_it_is_said(frozen, sheet):
    desk = sheet("scores")
    assert desk.take_in({"0301": {"score": "9"}}) == []
    assert "after the freeze" in desk.said


def test_points_of_a_criterion_that_has_another_name_by_now_are_not_lost_in_silence(weighed, tmp_path):
    file = tmp_path / "scores.xlsx"
    weighed("sheet", "out", "scores", "--cohort", "P3", "-o", file)
    weighed("cohort", "set", "P3", "criteria", "Mål og midler=2", "Forankring=1")
    assert weighed.json("sheet", "in", file)["differences"] == []
    edit_workbook(file, {"0301": {"Mål": 7, "Forankring": 3}})
    told = weighed.refused("sheet", "in", file, code=5)
    assert "the programme has no column 'Mål' any more" in told
    assert weighed.json("application", "show", "0301", "--cohort", "P3")["points"] == {}
    weighed("sheet", "in", file, "--keep", "programme")
    assert weighed.json("application", "show", "0301", "--cohort", "P3")["points"] == {"Forankring": "3"}
