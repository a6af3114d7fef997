"""network split by other objectives: figures, what is kept, what a free number means, and words that are refused."""

from __future__ import annotations

import pytest

from kvadmin.testing import Kit


@pytest.mark.parametrize(
    "objective", ["pairwise", "meeting", "longest", "pairwise=1,longest=0.5", "longest=3,meeting=2"]
)
def test_every_figure_stands_in_the_json(kit: Kit, objective):
    data = kit.json("network", "split", "P1", "--size", "4..6", "--objective", objective)
    figures = data["figures"]
    weights = {"pairwise": 0.0, "meeting": 0.0, "longest": 0.0}
    for part in objective.split(","):
        name, _, weight = part.partition("=")
        weights[name] = float(weight or 1)
    assert data["objective"] == pytest.approx(sum(weights[name] * figures[name] for name in weights), abs=1e-3)
    assert data["objective_km"] == pytest.approx(figures["pairwise"], abs=1e-3)
    assert figures["meeting"] == pytest.approx(sum(each["meeting"] for each in data["networks"]), abs=1e-3)
    assert figures["longest"] == pytest.approx(max(each["longest_trip"] for each in data["networks"]), abs=1e-3)
    assert all(each["meeting_place"] in each["members"] for each in data["networks"])
    assert data["bound"] <= data["objective"]
    shown = kit.json("network", "show", "P1")
    assert (shown["objective"], shown["minimised"]) == (data["objective"], data["minimised"])


def test_the_objective_is_kept_with_the_networks(kit: Kit):
    kit.json("network", "split", "P1", "--size", "4..6", "--objective", "meeting", "--target", "5")
    text = (kit.folder / "networks" / "P1.yaml").read_text(encoding="utf-8")
    assert "minimised: meeting" in text
    assert "target: 5" in text
    moved = kit.json("network", "explain", "1001", "--cohort", "P1")
    assert moved["next_best"] is not None
    assert kit.run("network", "certify", "P1", "--out", str(kit.folder / "c.json")).code == 1
    assert kit.run("network", "repair", "P1").code == 0


def test_a_free_number_is_told_with_what_others_promise(kit: Kit):
    ran = kit.run("network", "split", "P1", "--size", "3..6")
    assert "a sum over all pairs prefers small networks" in ran.err
    assert "Number of networks" in ran.out
    data = kit.json("network", "split", "P1", "--size", "3..6", "--yes")
    chosen = [each for each in data["by_number"] if each["chosen"]]
    assert [each["networks"] for each in chosen] == [len(data["networks"])]
    assert chosen[0]["per_member"] == pytest.approx(data["objective"] / 15, abs=1e-3)
    for each in data["by_number"]:
        fixed = kit.json("network", "split", "P1", "--size", "3..6", "--networks", str(each["networks"]), "--dry-run")
        assert each["at_least"] <= fixed["objective"] + 1e-3
        assert "by_number" not in fixed


def test_a_target_is_told(kit: Kit):
    ran = kit.run("network", "split", "P1", "--size", "3..6", "--target", "5")
    assert "3 networks of 5..5: as near to 5 as the number of places allows." in ran.err
    data = kit.json("network", "split", "P1", "--size", "3..6", "--target", "4", "--yes")
    assert data["target"] == {"target": 4, "networks": 4, "low": 3, "high": 4, "widened": False}


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--objective", "pairwise=-1"], 2, "not a number from 0"),
        (["--objective", "pairwise=nan"], 2, "not a number from 0"),
        (["--objective", "pairwise=inf"], 2, "not a number from 0"),
        (["--objective", "meating"], 4, "there is no objective 'meating'"),
        (["--objective", "pairwise,,longest"], 4, "there is no objective ''"),
        (["--objective", "pairwise=1,pairwise=2"], 2, "pairwise stands twice"),
        (["--objective", "pairwise=0,longest=0"], 2, "gives nothing a weight"),
        (["--objective", "pairwise=1e9"], 2, "too great or too small"),
        (["--objective", "pairwise="], 2, "not a number from 0"),
        (["--target", "9"], 2, "outside the sizes 4..6"),
        (["--size", "3..6", "--target", "3", "--networks", "3"], 1, "not near 3"),
    ],
)
def test_bad_words_are_refused_and_nothing_is_written(kit: Kit, options, code, words):
    ran = kit.run("network", "split", "P1", "--size", "4..6", *options)
    assert ran.code == code, ran.err
    assert words in ran.err
    assert not (kit.folder / "networks").exists()
