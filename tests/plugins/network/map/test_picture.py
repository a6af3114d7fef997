"""The map: each municipality exactly once, numbers on no dot, neighbours in other colours, readable, small, the same again."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from example_register import spread as municipalities
from plugins.network.map.neighbour_networks import networks_of_neighbours

from kvadmin.api import InvalidData
from kvadmin.plugins.network.map.colours import neighbours
from kvadmin.plugins.network.map.labels import box_of
from kvadmin.plugins.network.map.layout import lay_out
from kvadmin.plugins.network.map.outline import counties
from kvadmin.plugins.network.map.picture import MapNetwork, MapPlace, MapWords, draw

SVG = "{http://www.w3.org/2000/svg}"


def number_box(text: ET.Element) -> tuple[np.ndarray, np.ndarray]:
    """Half the sides and the middle of a network's number."""
    size = float(text.get("font-size"))
    middle = np.array([float(text.get("x")), float(text.get("y")) - size * 0.34])
    return np.array(box_of(text.text, size)) / 2, middle


@pytest.fixture(scope="module", params=[36, 138, 430])
def drawn(request):
    dots = [MapPlace(each["number"], each["name"], each["lat"], each["lon"]) for each in municipalities(request.param)]
    groups = networks_of_neighbours(dots)
    return dots, groups, draw(dots, groups, counties(), MapWords("Nettverk i pulje 3"))


def circles(root):
    return [e for e in root.iter(f"{SVG}circle") if e.get("data-id") is not None]


def test_each_municipality_exactly_once(drawn):
    dots, _, svg = drawn
    seen = Counter(e.get("data-id") for e in circles(ET.fromstring(svg)))
    assert seen == Counter(dot.id for dot in dots)


def test_every_network_has_its_number_and_none_stands_on_a_dot(drawn):
    _, groups, svg = drawn
    root = ET.fromstring(svg)
    dots = [(float(e.get("cx")), float(e.get("cy")), float(e.get("r"))) for e in circles(root)]
    numbers = [e for e in root.iter(f"{SVG}text") if (e.get("class") or "").startswith("n ")]
    assert sorted(e.text for e in numbers) == sorted(group.number for group in groups)
    for each in numbers:
        half, middle = number_box(each)
        for x, y, radius in dots:
            off = np.maximum(np.abs(np.array([x, y]) - middle) - half, 0)
            assert np.hypot(*off) > radius, each.text


def test_a_dot_has_the_colour_of_its_network(drawn):
    _, groups, svg = drawn
    of = {member: group.number for group in groups for member in group.members}
    colours: dict[str, set[str]] = {}
    for e in circles(ET.fromstring(svg)):
        colours.setdefault(of[e.get("data-id")], set()).add(e.get("class"))
    assert all(len(each) == 1 for each in colours.values())


def test_neighbours_never_share_a_colour(drawn):
    _, groups, svg = drawn
    root = ET.fromstring(svg)
    of = {member: at for at, group in enumerate(groups) for member in group.members}
    found = sorted(circles(root), key=lambda e: e.get("data-id"))
    colour = {of[e.get("data-id")]: e.get("class") for e in found}
    dots = {e.get("data-id"): e for e in found}
    lay = _sheet(*drawn[:2])
    order = np.array([of[each] for each in sorted(dots)])
    for a, b in neighbours(lay.points, order, nearest=4):
        assert colour[a] != colour[b], (a, b)


def _degrees(dots):
    ordered = sorted(dots, key=lambda d: d.id)
    return np.array([d.lat for d in ordered]), np.array([d.lon for d in ordered])


def _sheet(dots, groups):
    of = {member: at for at, group in enumerate(groups) for member in group.members}
    ordered = np.array([of[each] for each in sorted(of)])
    return lay_out(*_degrees(dots), ordered, counties(), lambda _: 0, 1, 1)


def test_small_the_same_again_and_whatever_the_order(drawn):
    dots, groups, svg = drawn
    assert len(svg.encode()) < 220_000  # with the name or number of every place
    if len(dots) < 200:
        assert draw(dots[::-1], groups, counties(), MapWords("Nettverk i pulje 3")) == svg


def test_it_says_what_it_shows(drawn):
    dots, groups, svg = drawn
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert title.text == "Nettverk i pulje 3"
    assert all(dot.name in desc.text for dot in dots)
    assert len(groups) == desc.text.count("Nettverk ")


def test_nothing_is_fetched(drawn):
    links = re.findall(r'(?:href="|url\()([^")]+)', drawn[2])
    assert links
    assert all(link.startswith("#") for link in links)


def test_hostile_names_are_only_text():
    dots = [MapPlace(f'"<{at}>&', f"<script>{at}</script>", 60 + at, 10.0) for at in range(3)]
    groups = [MapNetwork("1", "]]> & <b>", tuple(dot.id for dot in dots))]
    root = ET.fromstring(draw(dots, groups, [], MapWords("<x>")))
    assert sorted(e.get("data-id") for e in circles(root)) == sorted(dot.id for dot in dots)
    assert root.find(f"{SVG}script") is None
    with pytest.raises(InvalidData):
        draw([MapPlace("1", "bell \x07", 60, 10)], [MapNetwork("1", "", ("1",))], [], MapWords("x"))


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([MapNetwork("1", "", ("a",))], "some places are in no network"),
        ([MapNetwork("1", "", ("a", "b")), MapNetwork("2", "", ("b",))], "b is in two networks"),
        ([MapNetwork("1", "", ("a", "b", "c"))], "c of network 1 is not among the places"),
    ],
)
def test_a_division_that_is_none_is_not_drawn(groups, words):
    with pytest.raises(InvalidData, match=words):
        draw([MapPlace("a", "A", 60, 10), MapPlace("b", "B", 61, 10)], groups, [], MapWords("x"))


@pytest.mark.parametrize("count", [1, 2])
def test_very_few_and_coinciding_places(count):
    dots = [MapPlace(str(at), "", 60.0, 10.0) for at in range(count)]
    svg = draw(dots, [MapNetwork("1", "", tuple(dot.id for dot in dots))], counties(), MapWords("x"))
    assert len(circles(ET.fromstring(svg))) == count


def test_another_countrys_places_get_no_norwegian_outline():
    lat, lon = np.array([48.0, 50.0, 53.0]), np.array([8.0, 10.0, 13.0])
    assert lay_out(lat, lon, np.zeros(3, dtype=int), counties(), lambda _: 0, 1, 1).outline == []


def test_insets_cover_neither_dots_nor_each_other(drawn):
    sheet = _sheet(*drawn[:2])
    for at, inset in enumerate(sheet.insets):
        assert (np.hypot(*(sheet.points - np.array(inset.place)).T) > inset.radius).all()
        assert inset.zoom >= 1.5
        for other in sheet.insets[:at]:
            assert np.hypot(*(np.array(inset.place) - np.array(other.place))) > inset.radius + other.radius
    assert (sheet.points >= 0).all()
    assert (sheet.points[:, 0] <= sheet.width).all()
