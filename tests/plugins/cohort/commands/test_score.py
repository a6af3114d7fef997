"""``application score``: points by criterion or as a score; sums and rows about the list itself score nobody."""

from __future__ import annotations

import pytest

from ..conftest import write_csv


def decided(programme):
    return {each["municipality"]: each for each in programme.json("cohort", "admit", "P3", "--dry-run")["decisions"]}


def scored(programme, tmp_path, *rows):
    return programme("application", "score", write_csv(tmp_path / "points.csv", rows), "--cohort", "P3")


@pytest.fixture
def weighted(ten):
    """Ten applications, scored by two criteria that do not weigh the same."""
    ten("cohort", "set", "P3", "criteria", "kvalitet=0.7", "forankring=0.3")
    for number in ("0101", "0301"):
        ten("application", "set", "P3", number, "score", "")
    return ten


def test_scores_by_criterion_are_summed_exactly(weighted, tmp_path):
    rows = [["kommunenummer", "kvalitet", "forankring"], ["0101", "3", "4,5"], ["0301", "5", "5"]]
    scored(weighted, tmp_path, *rows)
    decisions = decided(weighted)
    assert (decisions["0101"]["score"], decisions["0301"]["score"]) == ("3.45", "5.00")


@pytest.mark.parametrize("heading", ["Sum", "Total", "Poengsum", "SUM POENG"])
def test_an_unweighted_sum_never_replaces_the_weighted_score(weighted, tmp_path, heading):
    header = ["Kommune", "kvalitet", "forankring", heading]
    ran = scored(weighted, tmp_path, header, ["Halden", "3", "4,5", "7,5"], ["Oslo", "5", "5", "5"])
    assert f"column {heading!r} was left out" in ran.err
    assert "1 row(s), as for 0101: 7.5, weighted 3.45" in ran.err
    assert {number: decided(weighted)[number]["score"] for number in ("0101", "0301")} == {
        "0101": "3.45",
        "0301": "5.00",
    }


def test_a_score_given_before_that_counts_instead_of_the_points_is_said(weighted, tmp_path):
    weighted("application", "set", "P3", "0101", "score", "9")
    ran = scored(weighted, tmp_path, ["Kommune", "kvalitet", "forankring"], ["Halden", "3", "4"], ["Oslo", "5", "5"])
    assert "0101 has a score of its own, 9" in ran.err
    assert "0301 has a score" not in ran.err


def test_a_column_that_says_weighted_is_the_score(weighted, tmp_path):
    scored(weighted, tmp_path, ["Kommune", "Sum", "Vektet sum"], ["Halden", "9", "3,40"], ["Oslo", "8", "4"])
    assert decided(weighted)["0101"]["score"] == "3.40"


def test_a_sum_alone_is_refused_where_the_criteria_do_not_weigh_the_same(weighted, tmp_path):
    file = write_csv(tmp_path / "points.csv", [["Kommune", "Sum"], ["Halden", "7"]])
    said = weighted.refused("application", "score", file, "--cohort", "P3", code=3)
    assert "'Sum'" in said
    assert "kvalitet=0.7" in said
    weighted("cohort", "set", "P3", "criteria", "kvalitet=1", "forankring=1")
    weighted("application", "score", file, "--cohort", "P3")


@pytest.mark.parametrize("word", ["Snitt", "Gjennomsnitt", "Sum", "Maks", "Vekt", "", "Poengene er satt 3. juni"])
def test_means_totals_and_notes_are_left_out_and_said(weighted, tmp_path, word):
    figures = [] if word.startswith("Poengene") else ["5", "4"]
    rows = [["Halden", "3", "4"], [word, *figures], ["Oslo", "5", "5"]]
    ran = scored(weighted, tmp_path, ["Kommune", "kvalitet", "forankring"], *rows)
    assert f"row 3 is about no municipality and was left out: {word or 'no name'}" in ran.err
    assert {"0101", "0301"} <= set(decided(weighted))


def test_a_file_that_scores_nobody_exits_1(ten, tmp_path):
    file = write_csv(tmp_path / "points.csv", [["Kommune", "score"], ["Snitt", "7"]])
    assert "scores a municipality" in ten.refused("application", "score", file, "--cohort", "P3", code=1)


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (["9999", "3"], 4, "9999"),
        (["0301", "good"], 3, "good"),
        (["0301", "NaN"], 3, "NaN"),
        (["0101", "5"], 3, "twice"),
        (["Oslow", "5"], 4, "row 3"),
    ],
)
def test_one_wrong_score_refuses_the_whole_file(ten, tmp_path, row, code, words):
    file = write_csv(tmp_path / "scores.csv", [["municipality", "score"], ["0101", "1"], row])
    said = ten.refused("application", "score", file, "--cohort", "P3", code=code)
    assert words in said
    assert "row 3" in said


def test_scores_from_a_workbook(ten, tmp_path):
    from books import xlsx

    file = tmp_path / "poeng.xlsx"
    file.write_bytes(xlsx(("Poeng", [["Kommune", "Poeng"], ["Halden", 1.5], ["Oslo", "2,25"]])))
    shown = ten.json("application", "score", file, "--cohort", "P3")
    assert [(row["municipality"], row["score"]) for row in shown["rows"]] == [("0101", "1.5"), ("0301", "2.25")]
