"""What the split with the least kilometres costs by a table of minutes, against every split there is."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from kvadmin.plugins.network.solver.distance import GreatCircle
from kvadmin.plugins.network.solver.places import places_from_rows

MINUTES = np.random.default_rng(7).integers(20, 90, (9, 9))


@pytest.fixture
def files(tmp_path):
    """Nine places and minutes between them that have nothing to do with kilometres."""
    spots = np.random.default_rng(3).uniform(0, 4, (9, 2)).round(3)
    rows = [
        {"id": f"p{at}", "name": f"P{at}", "lat": str(58 + lat), "lon": str(7 + lon)}
        for at, (lat, lon) in enumerate(spots)
    ]
    places = tmp_path / "places.csv"
    places.write_text("id,name,lat,lon\n" + "".join(",".join(row.values()) + "\n" for row in rows), encoding="utf-8")
    table = tmp_path / "minutes.csv"
    pairs = (f"p{a},p{b},{MINUTES[a, b]}" for a, b in combinations(range(9), 2))
    table.write_text("from,to,minutes\n" + "\n".join(pairs) + "\n", encoding="utf-8")
    return places, table, GreatCircle(places_from_rows(rows)).block(np.arange(9), np.arange(9))


def splits(members=tuple(range(9))):
    """Every split into three networks of three."""
    if not members:
        yield []
        return
    for two in combinations(members[1:], 2):
        own = (members[0], *two)
        for rest in splits(tuple(each for each in members if each not in own)):
            yield [own, *rest]


def cost(split, table):
    return sum(table[a, b] for members in split for a, b in combinations(members, 2))


def test_both_measures_of_both_splits_are_those_of_every_split_there_is(cli, files):
    places, table, km = files
    ran = cli(
        "network", "split", "--places", places, "--size", "3..3", "--distances", table, "--format", "json", check=True
    )
    fast, near = min(splits(), key=lambda each: cost(each, MINUTES)), min(splits(), key=lambda each: cost(each, km))
    said = ran.json["other_measure"]
    assert said["here"] == {"travel": cost(fast, MINUTES), "km": pytest.approx(cost(fast, km), abs=1e-3)}
    assert said["least_km"]["travel"] == cost(near, MINUTES)
    assert said["least_km"]["km"] == pytest.approx(cost(near, km), abs=1e-3)
    assert said["least_km"]["bound"] == pytest.approx(cost(near, km), abs=1e-3)
    assert said["dearer"] == cost(near, MINUTES) - cost(fast, MINUTES) > 0
    assert said["km_more"] == pytest.approx(cost(fast, km) - cost(near, km), abs=1e-3)
    assert f"would cost {said['dearer']:.1f} min more" in ran.err
    assert f"has {said['km_more']:.1f} km more" in ran.err


def test_rules_hold_in_the_unit_they_were_said_in(cli, files):
    places, table, km = files
    options = ("--size", "3..3", "--distances", table, "--max-distance", "85", "--apart", "p0,p1")
    said = cli("network", "split", "--places", places, *options, "--format", "json", check=True).json["other_measure"]

    def kept(split):
        pairs = [pair for members in split for pair in combinations(members, 2)]
        return all(MINUTES[pair] <= 85 for pair in pairs) and (0, 1) not in pairs

    near = min(filter(kept, splits()), key=lambda each: cost(each, km))
    assert said["least_km"]["travel"] == cost(near, MINUTES)


def test_a_price_in_minutes_is_not_added_to_kilometres(cli, files):
    places, table, km = files
    lines = places.read_text(encoding="utf-8").splitlines()
    lines = [lines[0] + ",weight", *(f"{line},{at}" for at, line in enumerate(lines[1:]))]
    places.write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = ("--size", "3..3", "--distances", table, "--balance", "weight=9")
    said = cli("network", "split", "--places", places, *options, "--format", "json", check=True).json
    near = min(splits(), key=lambda each: cost(each, km))
    assert said["other_measure"]["least_km"]["travel"] == cost(near, MINUTES)
    assert said["other_measure"]["here"]["travel"] == said["card"]["travel"] < said["objective"]


def test_it_can_be_declined_and_great_circles_have_none(cli, files):
    places, table, _ = files
    options = ("network", "split", "--places", places, "--size", "3..3", "--format", "json")
    assert "other_measure" not in cli(*options, "--distances", table, "--no-other-measure", check=True).json
    ran = cli(*options, check=True)
    assert "other_measure" not in ran.json
    assert "great-circle" not in ran.err


def test_a_time_that_is_over_is_said(cli, files):
    places, table, _ = files
    options = ("--size", "3..3", "--distances", table, "--time-limit", "0.000001", "--format", "json")
    ran = cli("network", "split", "--places", places, *options)
    if ran.code == 0:
        assert json.loads(ran.out)["other_measure"] is None
        assert "not worked out" in ran.err or "is not known" in ran.err
