"""The middle of many municipalities and the half around it: the quartiles of R, and gaps where few have reported."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kvadmin.plugins.evaluation.periods import Period
from kvadmin.plugins.evaluation.results.spread import spread_points, spread_svg

Q = [Period("quarter", 2008, part) for part in (1, 2, 3, 4)]


def test_quartiles_are_those_of_r():
    """``quantile(c(7.9, 8.4, 9.1, 9.6, 10.2, 11.0))`` in R: 7.900 8.575 9.350 10.050 11.000."""
    (found,) = spread_points({Q[0]: [9.6, 7.9, 11.0, 8.4, 10.2, 9.1]}, 5)
    assert (found.low, found.middle, found.high) == (8.575, 9.35, 10.05)


def test_a_period_of_too_few_is_left_out():
    values = {Q[0]: [1.0] * 4, Q[1]: [1.0, 2.0, 3.0, 4.0, 5.0]}
    assert [each.period for each in spread_points(values, 5)] == [Q[1]]
    assert spread_points({Q[0]: [1.0]}, 1) == []


def test_the_picture_breaks_where_a_period_is_missing():
    several = [1.0, 2.0, 3.0, 4.0, 5.0]
    points = spread_points({Q[0]: several, Q[1]: several, Q[3]: several}, 5)
    svg = spread_svg(points, title="<b>", unit="%", words=("a & b", "c"), alt="d", language="nb")
    root = ET.fromstring(svg)
    kinds = [each.get("class") for each in root.iter() if each.tag.endswith("path")]
    assert (kinds.count("band"), kinds.count("line"), kinds.count("whisker")) == (2, 3, 1)  # a line is the key's
    assert "&lt;b&gt;" in svg
