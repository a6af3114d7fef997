"""network choices: mutually non-dominated, made again by the commands they name, drawn, and nothing written."""

from __future__ import annotations

import shlex
from itertools import combinations

import pytest
from support import folder_bytes

from kvadmin.testing import Kit

AXES = ("distance", "longest", "balance", "moves")


def _axes(choice):
    return [round(choice[name] or 0, 2) for name in AXES]


@pytest.mark.parametrize("options", [("--size", "3..6"), ("--size", "4..7", "--balance", "population=0.01"), ()])
def test_no_choice_is_worse_in_everything(split_kit: Kit, options):
    data = split_kit.json("network", "choices", "P1", *options)
    assert [each["id"] for each in data["choices"]] == list("ABCDE"[: len(data["choices"])])
    for one, two in combinations([_axes(each) for each in data["choices"]], 2):
        assert any(a < b for a, b in zip(one, two, strict=True))
        assert any(a > b for a, b in zip(one, two, strict=True))
    first = data["choices"][0]
    assert first["distance"] == min(each["distance"] for each in data["choices"])


def test_the_command_makes_the_split(split_kit: Kit):
    data = split_kit.json("network", "choices", "P1", "--size", "3..6", "--apart", "1001,1002")
    made = [each for each in data["choices"] if each["command"]]
    assert made
    for each in made:
        words = shlex.split(each["command"])
        assert words[:3] == ["kvadmin", "network", "split"]
        again = split_kit.json(*words[1:], "--dry-run")
        assert sorted(n["members"] for n in again["networks"]) == sorted(each["networks"])
        assert again["figures"]["pairwise"] == each["distance"]
        assert again["figures"]["longest"] == each["longest"]


def test_the_present_split_is_named(split_kit: Kit):
    data = split_kit.json("network", "choices", "P1")
    assert [each["present"] for each in data["choices"]] == [True]
    assert data["choices"][0]["moves"] == 0
    split_kit.json("network", "move", "1001", "2", "--exchange", "2001", "--anyway", "--cohort", "P1")
    data = split_kit.json("network", "choices", "P1")
    assert [each["present"] for each in data["choices"]].count(True) <= 1
    assert all(each["moves"] is not None for each in data["choices"])


def test_nothing_is_written(split_kit: Kit):
    before = folder_bytes(split_kit.folder)
    split_kit.json("network", "choices", "P1", "--size", "4..6")
    assert folder_bytes(split_kit.folder) == before


def test_a_picture_with_every_choice(split_kit: Kit, tmp_path):
    for name, start in (("c.svg", b"<svg"), ("c.png", b"\x89PNG")):
        ran = split_kit.run("network", "choices", "P1", "--size", "3..6", "-o", str(tmp_path / name))
        assert ran.code == 0, ran.err
        assert (tmp_path / name).read_bytes().startswith(start)
    svg = (tmp_path / "c.svg").read_text(encoding="utf-8")
    number = len(split_kit.json("network", "choices", "P1", "--size", "3..6")["choices"])
    assert svg.count('href="#land"') == number
    again = split_kit.run("network", "choices", "P1", "--size", "3..6", "-o", str(tmp_path / "d.svg"))
    assert again.code == 0
    assert (tmp_path / "d.svg").read_text(encoding="utf-8") == svg


def test_a_cohort_without_networks_needs_a_size(kit: Kit):
    ran = kit.run("network", "choices", "P1")
    assert ran.code == 2
    assert "the size of the networks is missing" in ran.err
    assert kit.json("network", "choices", "P1", "--size", "4..6")["choices"][0]["moves"] is None
