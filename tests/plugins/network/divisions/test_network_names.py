"""Names of networks: the counties and regions of their members, never the same name twice."""

from __future__ import annotations

import random

import pytest

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.divisions.network_names import names_for
from kvadmin.plugins.network.solver.places import PlaceSet


def places(*rows: tuple[str, str, str, int]) -> PlaceSet:
    return PlaceSet(
        Place(f"{at:04}", name, 60.0, 10.0, county, people, {"region": region})
        for at, (name, county, region, people) in enumerate(rows)
    )


@pytest.mark.parametrize(
    ("counties", "regions", "name"),
    [
        (["Telemark"] * 5, ["Sør"] * 5, "Telemark"),
        (["Oslo"] * 2 + ["Akershus"] * 3, ["Øst"] * 5, "Akershus og Oslo"),
        (["Møre og Romsdal"] * 3 + ["Sogn og Fjordane"] * 2, ["Vest"] * 5, "Møre og Romsdal / Sogn og Fjordane"),
        (["Troms", "Finnmark", "Nordland", "Troms"], ["Nord-Norge"] * 4, "Nord-Norge"),
        (["Troms", "Hedmark", "Oslo", "Troms"], ["a", "b", "c", "a"], "Troms og Hedmark"),
        (["03", "03"], ["", ""], "By 0"),  # a county given by its number is no name
        (["", ""], ["", ""], "By 0"),
    ],
)
def test_the_area_names_the_network(counties, regions, name):
    made = places(
        *(
            (f"By {at}", county, region, 10 - at)
            for at, (county, region) in enumerate(zip(counties, regions, strict=True))
        )
    )
    assert names_for(made, [list(made.ids)]) == [name]


def test_networks_of_one_county_are_told_apart_by_their_largest_member():
    made = places(*((f"By {at}", "Hedmark", "Øst", at) for at in range(4)))
    assert names_for(made, [["0000", "0001"], ["0002", "0003"]]) == ["Hedmark – By 1", "Hedmark – By 3"]


def test_names_are_unique_and_do_not_depend_on_the_order():
    rng = random.Random(2)
    made = places(*(("Bø", rng.choice(["Nes", "Os", ""]), rng.choice(["a", "b"]), 5) for _ in range(24)))
    networks = [list(made.ids[at : at + 3]) for at in range(0, 24, 3)]
    names = names_for(made, networks)
    assert len(set(names)) == len(names)
