"""Every dot can be told by name or number, every network is whole, and its number stands in its bubble."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from example_register import spread as municipalities
from plugins.network.map.neighbour_networks import networks_of_neighbours

from kvadmin.plugins.network.map.labels import box_of
from kvadmin.plugins.network.map.outline import counties
from kvadmin.plugins.network.map.picture import MOST_NAMED, MapNetwork, MapPlace, MapWords, draw
from kvadmin.plugins.network.map.place_labels import NAME, NUMERAL, text_width

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=[36, 138, 430])
def drawn(request):
    dots = [MapPlace(each["number"], each["name"], each["lat"], each["lon"]) for each in municipalities(request.param)]
    groups = networks_of_neighbours(dots)
    return dots, groups, ET.fromstring(draw(dots, groups, counties(), MapWords("Nettverk i pulje 3")))


def of_class(root: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in root.iter() if kind in (each.get("class") or "").split()]


def dot_of(root: ET.Element) -> dict[str, np.ndarray]:
    return {e.get("data-id"): np.array([float(e.get("cx")), float(e.get("cy"))]) for e in of_class(root, "d")}


def label_box(text: ET.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the name or number of a place."""
    size = NAME if text.get("class") == "p" else NUMERAL
    width, x, y = text_width(text.text, size), float(text.get("x")), float(text.get("y"))
    left = {"end": x - width, "middle": x - width / 2}.get(text.get("text-anchor"), x)
    return left, y - 0.74 * size, left + width, y + 0.1 * size


def number_box(text: ET.Element) -> tuple[float, float, float, float]:
    size = float(text.get("font-size"))
    width, height = box_of(text.text, size)
    x, y = float(text.get("x")), float(text.get("y")) - 0.34 * size
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def rings_of(path: ET.Element) -> list[np.ndarray]:
    """The rings of a bubble, whose path data is a start and relative steps."""
    rings = []
    for piece in path.get("d").split("M")[1:]:
        start, steps = piece.rstrip("z").split("l")
        moves = np.array([float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]).reshape(-1, 2)
        rings.append(np.vstack([[float(each) for each in start.split()], moves]).cumsum(axis=0))
    return rings


def inside(point: tuple[float, float], rings: list[np.ndarray]) -> bool:
    """By the even-odd rule."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings += 1
    return crossings % 2 == 1


def test_every_dot_has_its_name_or_a_number_of_the_list(drawn):
    dots, _, root = drawn
    listed = dict(
        match.groups()[::1]
        for line in of_class(root, "m")
        for match in re.finditer(r"(?:^|, )(\d+) ([^,]+)", line.text)
    )
    shown = Counter(each.text for each in of_class(root, "p"))
    shown.update(listed[each.text] for each in of_class(root, "q"))
    often = Counter(dot.name for dot in dots)
    assert shown == Counter(dot.name if often[dot.name] == 1 else f"{dot.name} ({dot.id})" for dot in dots)


def test_the_list_names_every_member(drawn):
    dots, groups, root = drawn
    listed = [re.sub(r"^\d+ ", "", each) for line in of_class(root, "m") for each in line.text.split(", ")]
    assert len(listed) == len(dots)
    assert {each.partition(" (")[0] for each in listed} == {dot.name.partition(" (")[0] for dot in dots}
    assert len(of_class(root, "l")) == len(groups)


def test_a_label_stands_nearer_to_its_dot_than_to_any_other_unless_a_line_leads_there(drawn):
    dots, _, root = drawn
    assert len(of_class(root, "t")) < len(dots) / 12
    places = np.array(list(dot_of(root).values()))
    led = 0
    for each in [*of_class(root, "p"), *of_class(root, "q")]:
        left, top, right, bottom = label_box(each)
        off = np.maximum(np.maximum([left, top] - places, places - [right, bottom]), 0)
        led += np.hypot(*off.T).min() > 14
    assert led <= len(of_class(root, "t"))


def test_no_two_labels_overlap(drawn):
    root = drawn[2]
    boxes = [(each.text, label_box(each)) for each in [*of_class(root, "p"), *of_class(root, "q")]]
    boxes += [(each.text, number_box(each)) for each in of_class(root, "n")]
    for (one, a), (two, b) in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, two)


def test_no_label_covers_a_dot(drawn):
    root = drawn[2]
    for each in [*of_class(root, "p"), *of_class(root, "q")]:
        left, top, right, bottom = label_box(each)
        for place, (x, y) in dot_of(root).items():
            assert np.hypot(max(left - x, x - right, 0), max(top - y, y - bottom, 0)) > 3.5, (each.text, place)


def test_every_network_is_one_bubble_with_all_its_dots_and_its_number(drawn):
    _, groups, root = drawn
    bubbles = [each for each in of_class(root, "b") if each.tag == f"{SVG}path"]
    assert len(bubbles) == len(groups)  # no network stands in two views
    rings = [rings_of(each) for each in bubbles]
    places, numbers = dot_of(root), {each.text: number_box(each) for each in of_class(root, "n")}
    for group in groups:
        own = [each for each in rings if inside(tuple(places[group.members[0]]), each)]
        holding = [each for each in own if all(inside(tuple(places[member]), each) for member in group.members)]
        assert len(holding) == 1, group.number
        left, top, right, bottom = numbers[group.number]
        for x in np.linspace(left, right, 5):
            for y in (top, (top + bottom) / 2, bottom):
                assert inside((x, y), holding[0]), group.number


def test_insets_hold_their_networks_with_their_labels(drawn):
    root = drawn[2]
    for clip in root.iter(f"{SVG}clipPath"):
        if not clip.get("id").startswith("clip"):
            continue
        circle = clip.find(f"{SVG}circle")
        x, y, radius = (float(circle.get(each)) for each in ("cx", "cy", "r"))
        group = next(e for e in root.iter(f"{SVG}g") if e.get("clip-path") == f"url(#{clip.get('id')})")
        assert of_class(group, "b")
        for text in [*of_class(group, "p"), *of_class(group, "q"), *of_class(group, "n")]:
            left, top, right, bottom = number_box(text) if "n " in text.get("class") else label_box(text)
            for corner in ((left, top), (right, top), (left, bottom), (right, bottom)):
                assert np.hypot(corner[0] - x, corner[1] - y) < radius, text.text


def test_places_without_names_are_told_by_their_ids_and_namesakes_by_both():
    dots = [MapPlace("x-1", "", 60, 10), MapPlace("x-2", "Os", 61, 10), MapPlace("x-3", "Os", 62, 12)]
    root = ET.fromstring(draw(dots, [MapNetwork("1", "", ("x-1", "x-2", "x-3"))], [], MapWords("x")))
    assert {each.text for each in of_class(root, "p")} == {"x-1", "Os (x-2)", "Os (x-3)"}


def test_dots_upon_each_other_still_have_a_label_each():
    dots = [MapPlace(str(at), f"By {at}", 60.0, 10.0 + at / 1000) for at in range(12)]
    root = ET.fromstring(draw(dots, [MapNetwork("1", "", tuple(d.id for d in dots))], counties(), MapWords("x")))
    labels = [*of_class(root, "p"), *of_class(root, "q")]
    assert len(labels) == 12
    for one, two in combinations(map(label_box, labels), 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_more_places_than_can_be_named_are_drawn_without():
    dots = [MapPlace(str(at), "", 50 + at % 30 / 3, at / 100) for at in range(MOST_NAMED + 1)]
    root = ET.fromstring(draw(dots, networks_of_neighbours(dots, 5), [], MapWords("x")))
    assert not of_class(root, "p")
    assert not of_class(root, "q")
    assert len(dot_of(root)) == len(dots)
