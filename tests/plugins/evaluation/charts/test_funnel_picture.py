"""Pictures of funnels: whatever the figures, well-formed, inside their frame, readable without colour and without eyes."""

from __future__ import annotations

import random
import re
from xml.etree import ElementTree as ET

import pytest
from plugins.evaluation.comparison_rules import random_case

from kvadmin.plugins.evaluation.charts.funnel_picture import HEIGHT, WIDTH, FunnelCaption, describe_funnel, funnel_svg
from kvadmin.plugins.evaluation.charts.funnel_words import FUNNEL_WORDS
from kvadmin.plugins.evaluation.comparison.funnel import funnel
from kvadmin.plugins.evaluation.comparison.funnel_types import CountRow, FunnelMethod

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [(f"G{k:02}", 100 + 3 * k, 1000 + 10 * k) for k in range(12)] + [("High", 260, 1000), ("Low", 30, 1000)]


def made(rows, **settings):
    return funnel(
        [CountRow(*row) for row in rows], FunnelMethod(**{"kind": "proportion", "multiplier": 100, **settings})
    )


def test_no_figures_break_it():
    rng = random.Random(11)
    for _ in range(150):
        _, rows, settings, multiplier = random_case(rng)
        asked = {"kind": settings["kind"], "ratio_method": settings["ratio"], "unadjusted": settings["both"]}
        root = ET.fromstring(funnel_svg(made(rows, **asked, multiplier=multiplier), FunnelCaption("T")))
        for circle in root.iter(f"{SVG}circle"):
            assert 0 <= float(circle.get("cx")) <= WIDTH
            assert 0 <= float(circle.get("cy")) <= HEIGHT
        for path in root.iter(f"{SVG}path"):
            assert "nan" not in path.get("d")
            assert "inf" not in path.get("d")


@pytest.mark.parametrize(
    "rows", [[], [("A", None, 3)], [("A", 0, 5)], [("A", 5, 5), ("B", 5, 5)], [("A", 1, 1e9), ("B", 1, 2)]]
)
@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
def test_next_to_nothing_is_drawn_or_said(rows, kind):
    ET.fromstring(funnel_svg(made(rows, kind=kind), FunnelCaption("T")))


def shapes(svg):
    """How many marks of each class there are, those of the legend left out."""
    before = svg.partition('class="axis"')[0]
    return {name: before.count(f'class="{name}"') for name in ("improvement", "concern", "neutral", "inside")}


def test_a_better_value_is_a_square_and_a_worse_one_a_triangle():
    found = made(ROWS)
    assert [each.group for each in found.groups if each.outlier99] == ["High", "Low"]
    down = funnel_svg(found, FunnelCaption("T", direction="decrease"))
    assert shapes(down) == {"improvement": 1, "concern": 1, "neutral": 0, "inside": 12}
    neither = funnel_svg(found, FunnelCaption("T"))
    assert shapes(neither) == {"improvement": 0, "concern": 0, "neutral": 2, "inside": 12}


def test_an_outlier_of_the_inner_limits_alone_is_hollow():
    found = made([*ROWS[:12], ("Some", 136, 1000)])
    assert [(e.outlier95, e.outlier99) for e in found.groups if e.group == "Some"] == [(1, 0)]
    before = funnel_svg(found, FunnelCaption("T")).partition('class="axis"')[0]
    assert before.count('<g class="hollow">') == 1


def test_it_says_in_words_who_lies_outside_and_which_way():
    words = describe_funnel(made(ROWS), FunnelCaption("T", language="nn", direction="decrease", names={"High": "Å"}))
    assert "Utanfor 99,8 %, dårlegare: Å 26" in words
    assert "Utanfor 99,8 %, betre: Low 3" in words
    assert "None lies outside" in describe_funnel(made(ROWS[:12]), FunnelCaption("T", language="en"))


def test_names_lie_neither_on_each_other_nor_on_marks():
    rng = random.Random(5)
    rows = [(f"Municipality {k}", rng.randint(0, 200), 200 + k) for k in range(60)]
    svg = funnel_svg(made(rows, adjusted=False), FunnelCaption("T"))
    labels = re.findall(r'class="small halo ?(\w*)" x="([\d.]+)" y="([\d.]+)">([^<]*)', svg)
    assert len(labels) > 5
    boxes = []
    for anchor, x, y, text in labels:
        width = 5.6 * len(text)
        left = float(x) - {"": 0, "end": width, "middle": width / 2}[anchor]
        boxes.append((left, float(y) - 10, left + width, float(y) + 2))
    for k, one in enumerate(boxes):
        for other in boxes[:k]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_what_comes_from_data_is_escaped_and_the_same_data_give_the_same_bytes():
    rows = [("<b>&", 1, 2), ("B", 90, 100)]
    caption = FunnelCaption("<T>", "\x07sub", names={"B": '"B"'})
    svg = funnel_svg(made(rows), caption)
    ET.fromstring(svg)
    assert svg == funnel_svg(made(rows[::-1]), caption)


def test_a_marked_group_is_ringed_and_named():
    svg = funnel_svg(made(ROWS), FunnelCaption("T", marked="G03"))
    assert svg.count('class="marked"') == 1
    assert ">G03</text>" in svg


def test_skewed_sizes_have_a_logarithmic_axis_and_say_so():
    rows = [(f"G{k}", 10 + k, 100 + k) for k in range(9)] + [("Oslo", 5000, 60_000)]
    assert "logarithmic scale" in funnel_svg(made(rows), FunnelCaption("T", language="en"))
    assert "logarithmic" not in funnel_svg(made(rows[:9]), FunnelCaption("T", language="en"))


def test_every_word_is_there_in_three_languages():
    for words in FUNNEL_WORDS.values():
        assert words.keys() == {"nb", "nn", "en"}
        assert len({tuple(re.findall(r"{\w+}", text)) for text in words.values()}) == 1
