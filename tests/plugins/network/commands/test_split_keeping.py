"""``network split --keep``: against every split there is, and what is kept of the networks before."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

from kvadmin.plugins.network.solver.distance import GreatCircle
from kvadmin.plugins.network.solver.places import places_from_rows
from kvadmin.testing import Kit

NUMBERS = [f"{at:04d}" for at in range(1001, 1010)]
SPOTS = np.random.default_rng(11).uniform(0, 3, (9, 2)).round(3)


@pytest.fixture
def nine(tmp_path) -> Kit:
    """Nine municipalities in three networks, by number and not by place."""
    kit = Kit(tmp_path / "programme")
    for number, (lat, lon) in zip(NUMBERS, SPOTS, strict=True):
        kit.municipality(number, f"By {number}", lat=58 + float(lat), lon=7 + float(lon), county="Agder")
    rows = "".join(f"P1,{number},2008-01-01,\n" for number in NUMBERS)
    (tmp_path / "members.csv").write_text("cohort,municipality,from,to\n" + rows, encoding="utf-8")
    assert kit.run("cohort", "import", str(tmp_path / "members.csv")).code == 0
    wishes = [word for at in (0, 3, 6) for word in ("--together", ",".join(NUMBERS[at : at + 3]))]
    assert kit.run("network", "split", "P1", "--size", "3", *wishes).code == 0
    assert kit.run("network", "rename", "2", "Midt", "--cohort", "P1").code == 0
    return kit


def splits(members=tuple(range(9))):
    """Every split into three networks of three."""
    if not members:
        yield []
        return
    for two in combinations(members[1:], 2):
        own = (members[0], *two)
        for rest in splits(tuple(each for each in members if each not in own)):
            yield [own, *rest]


def moved(split):
    """Members that change network under the best matching."""
    return min(
        sum(member // 3 != old for members, old in zip(split, order, strict=True) for member in members)
        for order in permutations(range(3))
    )


@pytest.mark.parametrize("cost", [0, 20, 60, 150, 10_000])
def test_the_cost_of_moves_is_weighed_as_among_every_split_there_is(nine: Kit, cost):
    rows = [{"id": n, "lat": str(58 + a), "lon": str(7 + b)} for n, (a, b) in zip(NUMBERS, SPOTS, strict=True)]
    km = GreatCircle(places_from_rows(rows)).block(np.arange(9), np.arange(9))

    def travel(split):
        return sum(km[pair] for members in split for pair in combinations(members, 2))

    least = min(travel(split) + cost * moved(split) for split in splits())
    found = nine.json("network", "split", "P1", "--size", "3", "--keep", str(cost))
    assert found["cost"] == pytest.approx(least, abs=1e-3)
    assert found["cost"] == pytest.approx(found["objective"] + cost * len(found["moved"]), abs=1e-3)
    assert found["bound"] == pytest.approx(min(map(travel, splits())), abs=1e-3)
    assert found["free"]["objective"] == pytest.approx(min(map(travel, splits())), abs=1e-3)
    if cost == 10_000:
        assert found["moved"] == []
        assert [(each["id"], each["name"]) for each in found["networks"]][1] == ("2", "Midt")


def test_networks_keep_number_and_name_and_it_can_be_undone(nine: Kit):
    before = nine.files()["networks/P1.yaml"]
    found = nine.json("network", "split", "P1", "--size", "2..4", "--keep", "60")
    assert {each["id"] for each in found["networks"]} == {"1", "2", "3"}
    assert "Midt" in {each["name"] for each in found["networks"]}
    assert b"size: '2..4'" in nine.files()["networks/P1.yaml"]
    assert nine.run("undo").code == 0
    assert nine.files()["networks/P1.yaml"] == before


def test_who_moved_is_named(nine: Kit):
    ran = nine.run("network", "split", "P1", "--size", "3", "--keep", "0", "--dry-run")
    assert ran.code == 0
    assert "Moved: By 10" in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--alternatives", "1"], "--keep is for the networks of a cohort"),
        (["--keep", "-3"], "is not a number from 0"),
    ],
)
def test_what_makes_no_sense_is_refused(nine: Kit, options, said):
    before = nine.files()
    ran = nine.run(
        "network", "split", "P1", "--size", "3", *(["--keep", "5"] if "--keep" not in options else []), *options
    )
    assert ran.code == 2
    assert said in ran.err
    assert nine.files() == before


def test_there_must_be_networks_to_keep(kit: Kit):
    ran = kit.run("network", "split", "P1", "--size", "4..6", "--keep", "5")
    assert ran.code == 4
    assert "has no networks yet" in ran.err
