"""Who is like whom, and why."""

from __future__ import annotations

import pytest

from kvadmin.api import InvalidData
from kvadmin.api.records import Municipality
from kvadmin.plugins.evaluation.comparison.similar import similar_to


def place(number, population, region="Østlandet"):
    return Municipality(number=number, name=f"K{number}", region=region, population=population)


OWN = place("0001", 1000)


def test_twice_the_inhabitants_counts_as_much_as_another_part_of_the_country():
    others = [place("0002", 2000), place("0003", 1000, "Sørlandet"), place("0004", 500), place("0005", 1100)]
    found = similar_to(OWN, others, {}, 3)
    assert [each.municipality.number for each in found] == ["0005", "0002", "0003"]
    assert [round(each.distance, 6) for each in found][1:] == [1.0, 1.0]
    assert (found[1].size, found[1].region) == (1.0, 0.0)
    assert (found[2].size, found[2].region) == (0.0, 1.0)


def test_centrality_counts_where_it_is_known_of_both():
    others = [place("0002", 1000), place("0003", 1000), place("0004", 1000)]
    found = similar_to(OWN, others, {"0001": 1, "0002": 6, "0003": 2}, 3)
    assert [(each.municipality.number, each.centrality) for each in found] == [
        ("0004", 0.0),
        ("0003", pytest.approx(0.4)),
        ("0002", pytest.approx(2.0)),
    ]


def test_one_without_inhabitants_is_passed_over_and_is_never_its_own_like():
    assert similar_to(OWN, [OWN, place("0002", None)], {}, 5) == []


def test_without_inhabitants_nobody_is_like_it():
    with pytest.raises(InvalidData, match="how many inhabitants"):
        similar_to(place("0001", None), [place("0002", 5)], {}, 5)


def test_the_order_does_not_hang_on_that_of_the_register():
    others = [place(f"{k:04}", 1000 + 7 * (k % 9)) for k in range(2, 60)]
    assert similar_to(OWN, others, {}, 20) == similar_to(OWN, others[::-1], {}, 20)
