"""network move, lock, unlock and rename; undo takes each back."""

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


def test_a_move_is_checked_priced_and_undone(split_kit: Kit):
    at, before = places(split_kit), networks(split_kit)
    data = split_kit.json("network", "move", "1005", "2")
    after = {each["id"]: each["members"] for each in data["networks"]}
    assert after["2"] == sorted([*before["2"], "1005"])
    assert data["cost"] == pytest.approx(
        pair_km(list(after.values()), at) - pair_km(list(before.values()), at), abs=1e-3
    )
    unchanged(split_kit, "move", "1004", "2", code=1, words="breaks 2 rule(s)")  # three and seven, not 4..6
    assert split_kit.run("network", "move", "1004", "2", "--exchange", "2001").code == 0
    assert split_kit.run("undo").code == 0
    assert split_kit.run("undo").code == 0
    assert networks(split_kit) == before


def test_a_lock_is_respected_by_hand_moves(split_kit: Kit):
    split_kit.run("network", "lock", "2", "1001")
    unchanged(split_kit, "move", "1005", "2", code=5, words="is locked")
    unchanged(split_kit, "move", "1001", "3", code=5, words="locked in its network")
    unchanged(split_kit, "move", "1001", "9", code=4, words="no network is called '9'")
    unchanged(split_kit, "lock", "0301", code=4, words="0301")
    split_kit.run("network", "unlock", "2", "1001")
    assert split_kit.run("network", "move", "1005", "2").code == 0


def test_rename(split_kit: Kit):
    assert split_kit.run("network", "rename", "agder", "Sør").code == 0
    assert [each["name"] for each in split_kit.json("network", "list")["networks"]] == ["Sør", "Hedmark", "Troms"]
    unchanged(split_kit, "rename", "1", "Hedmark", code=1, words="called 'Hedmark' already")
    unchanged(split_kit, "rename", "1", " ", code=1, words="needs a name")
