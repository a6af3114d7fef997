"""network explain and network wish: every figure beside brute force."""

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


def test_explain_agrees_with_brute_force(split_kit: Kit):
    data = split_kit.json("network", "explain", "Agderby C")
    at, now = places(split_kit), networks(split_kit)
    assert data["network"] == {"id": "1", "name": "Agder", "advisor": None, "host": None}
    for each in data["distances"]:
        assert each["km"] == pytest.approx(pair_km([["1003", each["municipality"]]], at), abs=1e-3)
    before = pair_km(list(now.values()), at)
    for option in data["next_best"]:
        costs = []
        for exchange in [None, *now[option["id"]]]:
            there = [m for m in now[option["id"]] if m != exchange] + ["1003"]
            here = [m for m in now["1"] if m != "1003"] + ([exchange] if exchange else [])
            if 4 <= len(there) <= 6 and 4 <= len(here) <= 6:
                others = [members for number, members in now.items() if number not in {"1", option["id"]}]
                costs.append(pair_km([there, here, *others], at) - before)
        assert option["cost"] == pytest.approx(min(costs), abs=1e-3)
    assert len(data["next_best"]) == 2


def test_a_wish_has_its_price(split_kit: Kit):
    before = split_kit.files()
    data = split_kit.json("network", "wish", "P1", "--together", "1001,2001", "--apart", "Tromsby A,Tromsby B")
    base = split_kit.json("network", "show", "P1")["objective"]
    for each in data["wishes"]:
        assert each["cost"] == pytest.approx(each["objective"] - base, abs=1e-3)
        assert each["cost"] > 0
    home = {m: number for number, members in enumerate(data["wishes"][0]["networks"]) for m in members}
    assert home["1001"] == home["2001"]
    assert split_kit.files() == before
    unchanged(split_kit, "wish", "P1", code=2, words="no wish")
