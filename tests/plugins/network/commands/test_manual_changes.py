"""Life after the split: explain, wish, move, lock, rename, repair, compare, hosts, advisors; undo takes each back."""

from __future__ import annotations

import itertools
import json

import pytest
from brute_force import pair_km

from kvadmin.api.records import Municipality
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


def test_explain_agrees_with_brute_force(split_kit: Kit):
    data = split_kit.json("network", "explain", "Agderby C")
    at, now = places(split_kit), networks(split_kit)
    assert data["network"] == {"id": "1", "name": "Agder"}
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


def test_repair_after_a_withdrawal_and_an_addition(split_kit: Kit):
    split_kit.run("network", "rename", "1", "Sør")
    split_kit.run("cohort", "withdraw", "P1", "1001", "--reason", "withdrawn", "--on", "2008-05-01")
    status = split_kit.json("status")
    assert any("network repair P1" in each["command"] for each in status["needs_action"])
    data = split_kit.json("network", "repair", "P1")
    assert (data["left"], data["joined"], data["moved"]) == (["1001"], [], [])
    assert data["free"]["saves"] >= 0
    assert [(each["id"], each["name"]) for each in data["networks"]] == [("1", "Sør"), ("2", "Hedmark"), ("3", "Troms")]
    assert split_kit.json("status")["needs_action"] == []
    again = split_kit.run("network", "repair", "P1")
    assert "Nothing to change" in again.err


def test_repair_that_needs_more_moves_than_allowed_says_how_many(split_kit: Kit):
    for number in ("1001", "1002", "1003"):
        split_kit.run("cohort", "withdraw", "P1", number, "--reason", "withdrawn", "--on", "2008-05-01")
    unchanged(split_kit, "repair", "P1", "--max-moves", "0", code=1, words="--max-moves 2")
    data = split_kit.json("network", "repair", "P1", "--max-moves", "2")
    assert len(data["moved"]) == 2
    unchanged(split_kit, "repair", "P1", "--max-moves", "few", code=2, words="no number of moves")


def test_after_a_merger_the_successor_takes_the_place(split_kit: Kit):
    file = next((split_kit.folder / "municipalities").glob("1001*"))
    file.write_text(file.read_text(encoding="utf-8") + "successors:\n  - '1099'\n", encoding="utf-8")
    split_kit.add(Municipality(number="1099", name="Nyby", lat=58.25, lon=7.5, county="Agder"))
    split_kit.run("cohort", "withdraw", "P1", "1001", "--reason", "merged", "--on", "2008-05-01")
    path = split_kit.folder / "members.csv"
    path.write_text("cohort,municipality,from,to\nP1,1099,2008-05-02,\n", encoding="utf-8")
    assert split_kit.run("cohort", "import", str(path)).code == 0
    path.unlink()
    data = split_kit.json("network", "repair", "P1")
    assert "1099" in data["networks"][0]["members"]
    assert (data["moved"], data["left"]) == ([], [])


def test_compare(split_kit: Kit, tmp_path):
    other = tmp_path / "other.json"
    ran = split_kit.run(
        "network", "split", "P1", "--size", "4..6", "--together", "1001,2001", "--dry-run", "--format", "json"
    )
    other.write_text(ran.out, encoding="utf-8")
    data = split_kit.json("network", "compare", "P1", str(other))
    assert data["difference"] == pytest.approx(data["second"]["objective"] - data["first"]["objective"], abs=1e-3)
    a = {p for m in networks(split_kit).values() for p in itertools.combinations(sorted(m), 2)}
    b = {p for each in json.loads(ran.out)["networks"] for p in itertools.combinations(sorted(each["members"]), 2)}
    assert data["pairs_changed"] == pytest.approx(min(1 - len(a & b) / len(a), 1 - len(a & b) / len(b)), abs=1e-5)
    assert data["moved"]
    other.write_text('{"networks": 7}', encoding="utf-8")
    unchanged(split_kit, "compare", "P1", str(other), code=3, words="no division")
    unchanged(split_kit, "compare", "P1", "P7", code=4, words="P7")


def test_hosts_take_turns(split_kit: Kit):
    seen = []
    for _ in range(6):
        data = split_kit.json("network", "host", "P1", "--network", "1", "--next")
        seen.append(data["networks"][0]["host"])
    assert sorted(seen[:5]) == networks(split_kit)["1"]
    assert seen[5] == seen[0]
    assert split_kit.json("network", "host", "P1", "--set", "2003")["networks"][0]["host"] == "2003"
    assert split_kit.json("network", "show", "P1")["networks"][1]["host"] == "2003"


def test_advisors_are_assigned_with_capacity_and_language(split_kit: Kit):
    advise = ("network", "advisor")
    assert split_kit.run(*advise, "assign", "P1").code == 4
    split_kit.run(*advise, "set", "P1", "Anne", "--home", "2001", "--capacity", "2", "--language", "bokmal")
    before = split_kit.files()
    refused = split_kit.run(*advise, "assign", "P1")
    assert refused.code == 1
    assert "capacity for 2" in refused.err
    assert split_kit.files() == before
    split_kit.run(*advise, "set", "P1", "Liv", "--home", "69.6,18.9", "--capacity", "3", "--language", "nynorsk")
    assert split_kit.run(*advise, "assign", "P1").code == 0  # Agder is nynorsk, the others bokmål
    data = split_kit.json(*advise, "list", "P1")
    assert {each["name"]: each["load"] for each in data["advisors"]} == {"Anne": 2, "Liv": 1}
    assert [each["advisor"] for each in data["networks"]] == ["Liv", "Anne", "Anne"]
    assert split_kit.json("network", "show", "P1")["networks"][0]["advisor"] == "Liv"
    ran = split_kit.run(*advise, "give", "P1", "1", "Anne")
    assert "the capacity is 2" in ran.err
    report = split_kit.json("contact", "report", "Anne")
    assert "advisor of networks in P1" in json.dumps(report)
    split_kit.run(*advise, "remove", "P1", "Anne")
    assert split_kit.json(*advise, "list", "P1")["networks"][0]["advisor"] is None


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["set", "P1", "Anne", "--home", "Nowhere"], 4, "Nowhere"),
        (["set", "P1", "Anne", "--home", "95,10"], 2, "no place on the globe"),
        (["set", "P1", "Anne", "--home", "2001", "--capacity", "-1"], 2, "capacity from 0"),
        (["remove", "P1", "Nobody"], 4, "no advisor 'Nobody'"),
        (["give", "P1", "1", "Nobody"], 4, "no advisor 'Nobody'"),
    ],
)
def test_bad_advisors(split_kit: Kit, command, code, words):
    unchanged(split_kit, "advisor", *command, code=code, words=words)


@pytest.mark.parametrize(
    "command", [["show", "P1"], ["explain", "1001"], ["map", "m.svg"], ["repair", "P1"], ["host", "P1"]]
)
def test_without_networks_the_way_there_is_named(kit: Kit, command):
    unchanged(kit, *command, code=4, words="network split")


def test_check_finds_what_contradicts(split_kit: Kit):
    file = split_kit.folder / "networks" / "P1.yaml"
    text = (
        file.read_text(encoding="utf-8")
        .replace("- '2001'", "- '1001'")
        .replace("    name: Troms", "    name: Troms\n    host: '1001'")
    )
    file.write_text(text, encoding="utf-8")
    found = split_kit.run("check", "--format", "json")
    codes = {each["code"] for each in json.loads(found.out)["findings"]}
    assert {"network-member", "network-host"} <= codes
