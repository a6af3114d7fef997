"""The picture itself: nothing lies over anything else, whatever hangs under what; grey does; the same bytes always."""

from __future__ import annotations

import itertools
import random
import re
from xml.etree import ElementTree as ET

import pytest
from kvadmin_improvement.diagram.drawing import diagram_svg
from kvadmin_improvement.diagram.layout import Box, placed
from kvadmin_improvement.diagram.text_lines import broken, text_width
from kvadmin_improvement.diagram.tree_rules import diagram_problems
from kvadmin_improvement.records import Driver, DriverDiagram

WORDS = (
    "ledelse medvirkning trepartssamarbeid sykefraværsoppfølgingsrutinene møter og tillitsvalgte HMS turnus "
    "arbeidsmiljøundersøkelse W" + "w" * 60
).split()


def made(seed, most=40):
    """A diagram of 1 to 40 boxes; some hang under several, some changes directly under a primary driver."""
    draw = random.Random(seed)
    count = {level: draw.randint(0, most // 3) for level in Driver.LEVELS}
    count["primary"] = max(1, min(count["primary"], 6))
    drivers = []
    for level in Driver.LEVELS:
        left = [each.id for each in drivers if each.level != level]
        for at in range(count[level]):
            under = draw.sample(left, min(len(left), draw.choice((1, 1, 1, 2, 3)))) if level != "primary" else []
            text = " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, 9)))[:300]
            drivers.append(Driver(id=f"{level[0]}{at + 1}", level=level, text=text, under=under))
    return DriverDiagram(id="P1", cohort="P1", aim="Målet " + "er lavt " * draw.randint(1, 20), drivers=drivers)


def curves(path):
    """Points along a path of curves and straight lines."""
    numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]
    kinds = re.findall(r"[MCH]", path)
    x = y = 0.0
    for kind in kinds:
        if kind == "M":
            x, y = numbers[:2]
            numbers = numbers[2:]
        elif kind == "H":
            end = numbers.pop(0)
            yield from ((x + (end - x) * at / 8, y) for at in range(9))
            x = end
        else:
            (a, b, c, d, e, f), numbers = numbers[:6], numbers[6:]
            for at in range(17):
                t = at / 16
                u = 1 - t
                yield (
                    u**3 * x + 3 * u * u * t * a + 3 * u * t * t * c + t**3 * e,
                    u**3 * y + 3 * u * u * t * b + 3 * u * t * t * d + t**3 * f,
                )
            x, y = e, f


@pytest.mark.parametrize("seed", range(80))
def test_nothing_overlaps(seed):
    diagram = made(seed)
    assert not list(diagram_problems(diagram))
    svg = diagram_svg(diagram, "Løten", {}, ("nb", "nn", "en")[seed % 3])
    root = ET.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    (group,) = (each for each in root if each.tag.endswith("}g"))
    boxes = [
        tuple(float(each.attrib[name]) for name in ("x", "y", "width", "height"))
        for each in group
        if each.tag.endswith("}rect")
    ]
    assert len(boxes) == len(diagram.drivers) + 1
    for at, (x, y, w, h) in enumerate(boxes):
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
        for a, b, c, d in boxes[at + 1 :]:
            assert a >= x + w or x >= a + c or b >= y + h + 10 or y >= b + d + 10
    texts = [each for each in group if each.tag.endswith("}text")]
    inside = 0
    for each in texts:
        left, base, size = float(each.attrib["x"]), float(each.attrib["y"]), float(each.attrib.get("font-size", 14))
        for x, y, w, h in boxes:
            if x <= left <= x + w and y <= base <= y + h:
                inside += 1
                assert left + text_width(each.text, size) <= x + w - 6, each.text
                assert base + 4 <= y + h
                assert base - size >= y - 1
    assert inside == len(texts) - len([each for each in texts if "text-anchor" in each.attrib]) - 1, (
        "all but headings, title"
    )
    paths = [each.attrib["d"] for each in group if each.tag.endswith("}path")]
    assert len(paths) == sum(max(1, len(each.under)) for each in diagram.drivers)
    for path in paths:
        for px, py in curves(path):
            assert not any(x + 0.5 < px < x + w - 0.5 and y - 1 < py < y + h + 1 for x, y, w, h in boxes), path
    assert diagram_svg(diagram, "Løten", {}, ("nb", "nn", "en")[seed % 3]) == svg


def test_a_tree_is_drawn_without_lines_that_cross():
    draw = random.Random(3)
    boxes = [Box("", 0, 40)] + [Box(f"p{at}", 1, draw.randint(30, 90), ("",)) for at in range(4)]
    boxes += [Box(f"s{at}", 2, draw.randint(30, 90), (f"p{draw.randint(0, 3)}",)) for at in range(12)]
    boxes += [Box(f"c{at}", 3, draw.randint(30, 90), (f"s{draw.randint(0, 11)}",)) for at in range(24)]
    found = placed(boxes, 14)
    for column in (1, 2, 3):
        ends = [(found.tops[each.under[0]], found.tops[each.id]) for each in boxes if each.column == column]
        assert all((a - c) * (b - d) >= 0 for a, b in ends for c, d in ends)


def test_what_one_column_lacks_another_does_not_wait_for():
    """Changes directly under primary drivers, and no secondary one: three columns, next to each other."""
    drivers = [Driver(id="p1", level="primary", text="A"), Driver(id="c1", level="change", text="B", under=["p1"])]
    svg = diagram_svg(DriverDiagram(id="x", cohort="P1", aim="Mål", drivers=drivers), "P1", {}, "nb")
    assert "Sekundærdrivere" not in svg
    assert len(re.findall(r'<rect x="[\d.]+"', svg)) == 3


def test_the_aim_alone():
    svg = diagram_svg(DriverDiagram(id="x", cohort="P1", aim="Mål"), "P1", {}, "nn")
    assert "Ingen drivarar er førte opp enno." in svg
    ET.fromstring(svg)


def test_hostile_texts_are_texts():
    aim = "</text><script>alert(1)</script> & \x00\x07\ud800 \" '"
    drivers = [Driver(id="p1", level="primary", text="]]>\u202e<g onload='x'>")]
    svg = diagram_svg(DriverDiagram(id="x", cohort="P1", aim=aim, drivers=drivers), "<b>", {}, "nb")
    root = ET.fromstring(svg)
    assert not [each for each in root.iter() if "script" in each.tag or "onload" in each.attrib]


@pytest.mark.parametrize("width", [40, 80, 216])
def test_lines_fit_and_lose_nothing(width):
    draw = random.Random(width)
    for _ in range(200):
        text = " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, 12)))
        lines = broken(text, width, 14, 999)
        assert all(text_width(each, 14) <= width for each in lines)
        assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_a_word_is_broken_where_its_parts_meet():
    assert broken("sykefraværsoppfølgingsrutinene", 216, 14, 9) == ["sykefraværsoppfølgings-", "rutinene"]


def test_grey_tells_the_levels_apart_and_letters_can_be_read():
    svg = diagram_svg(made(5), "Løten", {}, "nb")
    fills = list(dict.fromkeys(re.findall(r'rx="5" fill="(#\w+)"', svg)))

    def light(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        parts = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    inks = {fills[0]: "#fff"} | dict.fromkeys(fills[1:], "#101418")
    for fill, ink in inks.items():
        one, other = sorted((light(fill), light(ink)))
        assert (other + 0.05) / (one + 0.05) >= 7, "WCAG AAA"
    greys = sorted(map(light, fills))
    assert all(b - a > 0.1 for a, b in itertools.pairwise(greys))
