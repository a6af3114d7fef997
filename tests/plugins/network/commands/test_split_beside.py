"""``network split --beside``: the next cohort's networks beside those that stand."""

from __future__ import annotations

from itertools import combinations

import pytest

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.distance import GreatCircle
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.testing import Kit

#: Towns of the next cohort: three by each cluster of the first, and one far from its own that lies in the first one's.
NEW = {
    "4001": (58.25, 7.6), "4002": (58.3, 7.7), "4003": (58.35, 7.45),
    "4004": (61.05, 11.3), "4005": (61.1, 11.0), "4006": (60.9, 11.1),
    "4007": (63.4, 10.4), "4008": (63.5, 10.5), "4009": (63.6, 10.6),
}  # fmt: skip


def admit(kit: Kit, cohort: str, *numbers: str) -> None:
    file = kit.folder / "members.csv"
    rows = "".join(f"{cohort},{number},2008-01-01,\n" for number in numbers)
    file.write_text("cohort,municipality,from,to\n" + rows, encoding="utf-8")
    ran = kit.run("cohort", "import", str(file), "--create")
    assert ran.code == 0, ran.err
    file.unlink()


@pytest.fixture
def two(split_kit: Kit) -> Kit:
    """P1 in its three networks; P2 of nine others, and of two that meet in a network of P1 already."""
    for number, (lat, lon) in NEW.items():
        split_kit.municipality(
            number, f"Ny {number}", lat=lat, lon=lon, county="Agder" if number < "4004" else "Hedmark"
        )
    admit(split_kit, "P2", *NEW, "2001", "2002")
    return split_kit


def test_who_meets_already_is_kept_apart_and_it_is_said_and_kept(two: Kit):
    free = two.json("network", "split", "P2", "--size", "3..4", "--dry-run")
    assert any({"2001", "2002"} <= set(each["members"]) for each in free["networks"])
    standing = two.files()["networks/P1.yaml"]
    ran = two.run("network", "split", "P2", "--size", "3..4", "--beside", "P1")
    assert ran.code == 0, ran.err
    assert "Apart, since they meet in P1 2 Hedmark: Hedmarkby A, Hedmarkby B." in ran.err
    assert two.files()["networks/P1.yaml"] == standing, "they stand as they are"
    shown = two.json("network", "show", "P2")
    assert not any({"2001", "2002"} <= set(each["members"]) for each in shown["networks"])
    assert shown["card"]["broken"] == []
    assert b"2001,2002" in two.files()["networks/P2.yaml"]


def test_it_is_the_best_split_of_those_that_keep_them_apart(two: Kit):
    beside = two.json("network", "split", "P2", "--size", "3..4", "--beside", "P1", "--dry-run")
    apart = two.json("network", "split", "P2", "--size", "3..4", "--apart", "2001,2002", "--dry-run")
    assert (beside["objective"], beside["bound"]) == (apart["objective"], apart["bound"])
    again = two.json("network", "split", "P2", "--size", "3..4", "--beside", "P1", "--meet-again", "--dry-run")
    free = two.json("network", "split", "P2", "--size", "3..4", "--dry-run")
    assert again["objective"] == free["objective"] < beside["objective"]


def test_numbers_and_names_are_no_standing_ones(two: Kit):
    found = two.json("network", "split", "P2", "--size", "3..4", "--beside", "all", "--dry-run")
    assert [each["id"] for each in found["networks"]] == ["4", "5", "6"]
    assert len({each["name"] for each in found["networks"]} | {"Agder", "Hedmark", "Troms"}) == 6
    plain = two.json("network", "split", "P2", "--size", "3..4", "--dry-run")
    assert "Agder" in {each["name"] for each in plain["networks"]}


def test_the_nearest_standing_network_and_who_is_nearer_to_one_with_room(two: Kit):
    found = two.json("network", "split", "P2", "--size", "3..4", "--beside", "P1", "--dry-run")
    standing = {each["id"]: each["members"] for each in two.json("network", "show", "P1")["networks"]}
    register = {each["number"]: each for each in two.json("municipality", "list")["municipalities"]}
    spots = {number: (each["lat"], each["lon"]) for number, each in register.items()}
    places = PlaceSet(Place(number, "", lat, lon) for number, (lat, lon) in spots.items())
    km = GreatCircle(places)

    def far(a, b):
        return float(km.pairs(places.index(a), places.index(b)))

    def centre(members):
        return min(members, key=lambda one: (round(sum(far(one, other) for other in members), 6), one))

    for network, said in zip(found["networks"], found["beside"]["networks"], strict=True):
        mine = centre(network["members"])
        ways = {id_: far(mine, centre(members)) for id_, members in standing.items()}
        best = min(ways, key=ways.get)
        assert (said["network"], said["standing_network"], said["cohort"]) == (network["id"], best, "P1")
        assert said["km"] == pytest.approx(ways[best], abs=1e-3)
        assert said["meeting_place"] == mine
    wanted = {}
    for network in found["networks"]:
        for member in network["members"]:
            others = [each for each in network["members"] if each != member]
            own = sum(far(member, each) for each in others) / len(others)
            ways = {
                id_: sum(far(member, each) for each in members) / len(members)
                for id_, members in standing.items()
                if member not in members
            }
            if min(ways.values()) < own:
                wanted[member] = (min(ways, key=ways.get), min(ways.values()), own)
    said = {each["municipality"]: each for each in found["beside"]["nearer"]}
    assert set(said) == set(wanted)
    assert said, "the example has some"
    for member, (id_, there, own) in wanted.items():
        each = said[member]
        assert (each["standing_network"], each["room"]) == (id_, 1)
        assert (each["km"], each["standing_km"]) == (pytest.approx(own, abs=1e-3), pytest.approx(there, abs=1e-3))
        assert each["fits"] == (each["left"] >= 3)


def test_a_full_network_is_proposed_to_nobody(two: Kit):
    assert two.run("network", "split", "P1", "--size", "5").code == 0
    found = two.json("network", "split", "P2", "--size", "3..4", "--beside", "P1", "--dry-run")
    assert found["beside"]["nearer"] == []
    assert len(found["beside"]["networks"]) == 3


def test_who_has_left_meets_nobody_there_any_more(two: Kit):
    assert two.run("cohort", "withdraw", "P1", "2002", "--reason", "withdrawn").code == 0
    ran = two.run("network", "split", "P2", "--size", "3..4", "--beside", "P1", "--dry-run")
    assert "Apart" not in ran.err


def test_the_tables_say_that_it_is_a_proposal(two: Kit):
    ran = two.run("network", "split", "P2", "--size", "3..4", "--beside", "P1", "--dry-run")
    assert "Beside the standing networks" in ran.out
    assert "A proposal: nobody has been moved." in ran.out


def test_keep_and_beside_go_together(two: Kit):
    assert two.run("network", "split", "P2", "--size", "3..4").code == 0
    found = two.json("network", "split", "P2", "--size", "3..4", "--keep", "10", "--beside", "P1", "--dry-run")
    assert len(found["moved"]) >= 1
    pairs = {pair for each in found["networks"] for pair in combinations(sorted(each["members"]), 2)}
    assert ("2001", "2002") not in pairs


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--beside", "P2"], 2, "do not stand beside it"),
        (["--beside", "P9"], 4, "P9"),
        (["--meet-again"], 2, "--meet-again is for --beside"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(two: Kit, words, code, said):
    before = two.files()
    ran = two.run("network", "split", "P2", "--size", "3..4", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert two.files() == before


def test_a_cohort_without_networks_stands_nowhere(two: Kit):
    admit(two, "P3", "4001")
    ran = two.run("network", "split", "P2", "--size", "3..4", "--beside", "P3")
    assert ran.code == 4
    assert "P3 has no networks yet" in ran.err


def test_wishes_that_cannot_be_met_are_refused_with_their_pairs(two: Kit):
    admit(two, "P2", "2003", "2004", "2005")
    ran = two.run("network", "split", "P2", "--size", "4..5", "--beside", "P1")
    assert ran.code == 1
    assert "2001,2002,2003,2004,2005" in ran.err
