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


def minutes(kit: Kit, factor: float) -> str:
    """A table between all members, in a file."""
    where = places(kit)
    numbers = sorted(member for members in networks(kit).values() for member in members)
    rows = [f"{a},{b},{factor * pair_km([[a, b]], where):.3f}" for a in numbers for b in numbers if a < b]
    file = kit.folder.parent / "roads.csv"
    file.write_text("from,to,minutes\n" + "\n".join(rows), "utf-8")
    return str(file)


def test_a_bound_is_shown_only_of_the_distances_that_it_was_proven_for(split_kit: Kit):
    file = minutes(split_kit, 2.0)
    crow = split_kit.json("network", "show", "P1")
    ran = split_kit.run("network", "show", "P1", "--distances", file)
    assert "the bound of then says nothing of that" in ran.err
    assert split_kit.json("network", "show", "P1", "--distances", file)["bound"] is None
    assert split_kit.json("network", "show", "P1")["bound"] == crow["bound"]
    split_kit.json("network", "split", "P1", "--size", "5", "--distances", file, "--yes")
    assert split_kit.json("network", "show", "P1")["bound"] > crow["bound"]
    minutes(split_kit, 1.0)  # the file has been made anew
    assert split_kit.json("network", "show", "P1")["bound"] is None
    split_kit.json("network", "move", "1001", "2", "--exchange", "2001", "--anyway")
    assert split_kit.json("network", "show", "P1")["bound"] is None


def test_without_the_table_minutes_are_still_minutes(split_kit: Kit):
    file = minutes(split_kit, 2.0)
    split_kit.json("network", "split", "P1", "--size", "5", "--distances", file, "--yes")
    (split_kit.folder.parent / "roads.csv").unlink()
    assert split_kit.json("network", "rotation", "P1")["unit"] == "min"


@pytest.mark.parametrize(
    "command", [["show", "P1"], ["explain", "1001"], ["map", "m.svg"], ["repair", "P1"], ["host", "P1"]]
)
def test_without_networks_the_way_there_is_named(kit: Kit, command):
    unchanged(kit, *command, code=4, words="network split")
