"""network list and network show."""

from __future__ import annotations

import pytest
from brute_force import pair_km

from kvadmin.testing import Kit


def networks(kit: Kit) -> dict[str, list[str]]:
    return {each["id"]: each["members"] for each in kit.json("network", "list", "P1")["networks"]}


def places(kit: Kit) -> dict[str, tuple[float, float]]:
    found = kit.json("municipality", "list")["municipalities"]
    return {each["number"]: (each["lat"], each["lon"]) for each in found}


def unchanged(kit: Kit, *command: str, code: int, words: str) -> None:
    before = kit.files()
    ran = kit.run("network", *command)
    assert ran.code == code, ran.err
    assert words in ran.err
    assert ran.out == ""
    assert kit.files() == before


def test_show_is_what_split_said(split_kit: Kit):
    data = split_kit.json("network", "show", "P1")
    assert data["objective_km"] == pytest.approx(
        pair_km(list(networks(split_kit).values()), places(split_kit)), abs=1e-3
    )
    assert data["bound"] <= data["objective"]
    assert data["card"]["sizes"] == [5, 5, 5]
    assert data["card"]["broken"] == []
    one = split_kit.json("network", "show", "P1", "--network", "Hedmark")
    assert [each["id"] for each in one["networks"]] == ["2"]


@pytest.mark.parametrize(
    "command", [["show", "P1"], ["explain", "1001"], ["map", "m.svg"], ["repair", "P1"], ["host", "P1"]]
)
def test_without_networks_the_way_there_is_named(kit: Kit, command):
    unchanged(kit, *command, code=4, words="network split")
