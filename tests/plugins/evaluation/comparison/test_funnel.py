"""Funnels against a second hand, and what no input may do to them."""

from __future__ import annotations

import math
import random

import pytest
from plugins.evaluation.comparison_rules import TAIL, by_the_rules, limits, lower_tail, random_case

from kvadmin.plugins.evaluation.comparison.dispersion import no_event_score
from kvadmin.plugins.evaluation.comparison.funnel import funnel
from kvadmin.plugins.evaluation.comparison.funnel_types import CountRow, FunnelMethod
from kvadmin.plugins.evaluation.comparison.limits import package_of

CASES = 400


def made(rows, **settings):
    return funnel([CountRow(*row) for row in rows], FunnelMethod(**settings))


def codes(found):
    return [note.code for note in found.notes]


def finite(found):
    for each in found.groups:
        for value in (each.z, each.z_used, each.rr, each.value, *(each.limits or ()), *(each.od_limits or ())):
            assert value is None or math.isfinite(value)
    assert math.isfinite(found.phi)
    assert math.isfinite(found.tau2)
    assert found.target is None or math.isfinite(found.target)


def near(value, other):
    return value == pytest.approx(other, rel=1e-8, abs=1e-10)


@pytest.fixture(scope="module")
def cases():
    rng = random.Random(20081130)
    return [random_case(rng) for _ in range(CASES)]


def asked(settings, multiplier):
    return {
        "kind": settings["kind"],
        "ratio_method": settings["ratio"],
        "trim": settings["trim"],
        "multiplier": multiplier,
        "adjusted": settings["adjusted"],
        "unadjusted": settings["both"],
        "rounded": settings["rounding"],
    }


def test_random_funnels_are_those_of_a_second_hand(cases):
    compared = 0
    for _, rows, settings, multiplier in cases:
        found = made(rows, **asked(settings, multiplier))
        finite(found)
        said = codes(found)
        if {"no-events-at-all", "no-event-kept", "one-group", "nothing-kept"} & {*said}:
            continue
        compared += 1
        rules = by_the_rules(rows, *settings.values())
        assert [each.group for each in found.groups] == rules["groups"]
        for name in ("target", "phi", "tau2", "adjusted"):
            assert near(getattr(found, name), rules[name]), (name, settings, rows)
        for k, each in enumerate(found.groups):
            assert near(each.numerator, rules["numerator"][k])
            assert near(each.denominator, rules["denominator"][k])
            assert near(each.rr, rules["rr"][k])
            assert near(each.value, rules["rr"][k] * multiplier)
            if math.isfinite(rules["z"][k]):
                assert near(each.z, rules["z"][k])
            assert (each.z_used is None) == (rules["z_used"][k] is None)
            assert each.z_used is None or near(each.z_used, rules["z_used"][k])
            assert rules["cut"] is None or each.cut == rules["cut"][k]
    assert compared > 0.7 * CASES


def test_the_limits_of_random_funnels_are_those_of_the_rules(cases):
    for _, rows, settings, multiplier in cases:
        found = made(rows, **asked(settings, multiplier))
        if {"no-events-at-all", "no-event-kept"} & {*codes(found)}:
            continue
        kind, ratio = settings["kind"], settings["ratio"]
        for each in found.groups[:6]:
            for wide, bounds in ((False, each.limits), (True, each.od_limits)):
                for level, pair in (("95", bounds[:2]), ("99", bounds[2:])):
                    tau2 = found.tau2 if wide else 0.0
                    wanted = limits(kind, ratio, found.target, each.denominator, tau2, multiplier, level, wide=wide)
                    if wanted is not None:
                        assert pair == pytest.approx(wanted, rel=1e-8, abs=1e-9)


def test_exact_limits_leave_as_much_beyond_as_they_say(cases):
    looked_at = 0
    for shape, rows, settings, _ in cases:
        if settings["kind"] != "ratio" or shape == "huge" or looked_at > 120:
            continue
        for each in made(rows, **asked(settings, 1)).groups[:3]:
            looked_at += 1
            d = each.denominator
            for level, (low, high) in (("95", each.limits[:2]), ("99", each.limits[2:])):
                assert float(lower_tail(d, low * d)) == pytest.approx(float(TAIL[level]), rel=1e-10)
                assert float(1 - lower_tail(d + 1, high * d)) == pytest.approx(float(TAIL[level]), rel=1e-10)
    assert looked_at > 100


def test_limits_lie_in_order_and_flags_follow_them(cases):
    for _, rows, settings, multiplier in cases:
        found = made(rows, **asked(settings, multiplier))
        for each in found.groups:
            for bounds in (each.limits, each.od_limits):
                assert 0 <= bounds.lower99 <= bounds.lower95 <= found.target * multiplier * (1 + 1e-12)
                assert found.target * multiplier * (1 - 1e-12) <= bounds.upper95 <= bounds.upper99
                if settings["kind"] == "proportion":
                    assert bounds.upper99 <= multiplier
            decides = each.od_limits if found.adjusted else each.limits
            assert each.outlier95 == (not decides.lower95 <= each.value <= decides.upper95)
            assert each.outlier99 == (not decides.lower99 <= each.value <= decides.upper99)


def test_a_value_on_the_limit_is_no_outlier():
    found = made([("A", 10, 10), ("B", 9, 10)], kind="proportion", adjusted=False)
    assert found.groups[0].limits.upper99 == found.groups[0].value == 1.0
    assert found.groups[0].outlier99 == 0


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
@pytest.mark.parametrize("ratio_method", ["shmi", "cqc"])
@pytest.mark.parametrize("unadjusted", [True, False])
@pytest.mark.parametrize("trim", [0.0, 0.1, 0.5])
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("A", 3, 9)],
        [("A", 0, 9)],
        [("A", 0, 9), ("B", 0, 4)],
        [("A", 9, 9), ("B", 4, 4)],
        [("A", 5, 9), ("B", 5, 9), ("C", 5, 9)],
        [("A", None, 9), ("B", 2, None), ("C", 1, 4), ("D", math.nan, 4), ("E", math.inf, 9)],
        [("A", None, 9)],
        [("A", 9, 4), ("B", 1, 4), ("C", 2, 4)],
        [("A", 1, 0), ("B", 0, 0), ("C", 2, 7)],
        [("A", -1, 5), ("B", 1, -5), ("C", 2, 7)],
        [("A", 1e90, 2e90), ("B", 3, 9)],
        [("A", 1, 1e-300), ("B", 3, 9)],
        [("A", 0, 0.001), ("B", 1, 0.004), ("C", 7, 3.2)],
        [("A", 1e9, 2e9), ("B", 3e8, 9e8), ("C", 1, 2)],
    ],
)  # fmt: skip
def test_nothing_gives_nan_or_infinity_or_stops(rows, kind, ratio_method, unadjusted, trim):
    found = made(rows, kind=kind, ratio_method=ratio_method, unadjusted=unadjusted, trim=trim)
    finite(found)
    assert {each.group for each in found.groups} == {row[0] for row in rows}
    for each in found.groups:
        assert (each.z is None) == bool(each.left_out)
        assert each.left_out == "" or any(each.group in note.groups for note in found.notes)


def test_a_row_without_a_figure_is_left_out_and_said():
    rows = [("A", 3, 9), ("A", None, 9), ("B", 4, 11), ("C", None, 7)]
    found = made(rows, kind="proportion")
    assert [(each.group, each.numerator, each.left_out) for each in found.groups] == [
        ("A", 3, ""),
        ("B", 4, ""),
        ("C", None, "missing-value"),
    ]
    assert found.target == pytest.approx(7 / 20)
    assert [note.groups for note in found.notes if note.code == "missing-value"] == [("A", "C")]


def test_more_events_than_cases_counts_in_nothing():
    found = made([("A", 30, 9), ("B", 4, 11), ("C", 3, 10)], kind="proportion")
    assert found.groups[0].left_out == "above-denominator"
    assert found.groups[0].outlier99 is None
    assert found.target == pytest.approx(7 / 21)


def test_one_group_is_compared_with_nobody():
    found = made([("A", 3, 9)], kind="proportion", unadjusted=True)
    assert (found.tau2, codes(found)) == (0.0, ["one-group"])
    assert found.groups[0].outlier95 == 0


def test_no_event_at_all_flags_nobody():
    for kind in ("proportion", "rate"):
        found = made([("A", 0, 90), ("B", 0, 40), ("C", 0, 55)], kind=kind, adjusted=False)
        assert [each.outlier99 for each in found.groups] == [0, 0, 0]
        assert found.target == 0


def test_a_hundred_per_cent_everywhere_flags_nobody():
    found = made([("A", 9, 9), ("B", 40, 40)], kind="proportion", multiplier=100)
    assert [each.outlier99 for each in found.groups] == [0, 0]
    assert (found.target, "all-equal" in codes(found)) == (1.0, True)


def test_no_event_by_the_logarithm_is_low_and_leaves_the_others_their_limits():
    rows = [("A", 0, 60.0), ("B", 52, 50.0), ("C", 47, 49.0), ("D", 61, 58.0), ("E", 39, 41.0)]
    found = made(rows, kind="ratio")
    assert {"no-event", "no-event-kept"} <= {*codes(found)}
    assert found.groups[0].z < -9
    assert [each.outlier99 for each in found.groups] == [1, 0, 0, 0, 0]


def test_few_expected_and_no_event_is_not_flagged_where_limits_are_ours():
    rows = [("A", 0, 0.4), ("B", 5, 4.0), ("C", 4, 4.4), ("D", 6, 5.8)]
    found = made(rows, kind="ratio")
    assert not found.adjusted
    wide = made(rows, kind="ratio", unadjusted=True)
    assert wide.adjusted
    assert wide.groups[0].od_limits.lower95 == 0
    assert wide.groups[0].outlier95 == 0


def test_units_without_a_difference_of_their_own_are_hardly_ever_flagged():
    """2 of 1,000 rates are to be expected at 99.8 %; by FunnelPlotR's limits it is a third of them (docs/how-to)."""
    rng = random.Random(7)

    def poisson(mean):
        return sum(rng.random() < mean / 400 for _ in range(400))

    rows = [(f"G{k:04}", poisson(0.4 * size), size) for k, size in enumerate([20, 40, 60, 80, 100] * 200)]
    found = made(rows, kind="rate", adjusted=False)
    by_package = [package_of(found, each)[0] for each in found.groups]
    assert sum(each.outlier99 for each in found.groups) == 3
    outside = [not b.lower99 <= each.value <= b.upper99 for each, b in zip(found.groups, by_package, strict=True)]
    assert sum(outside) == 318


def test_a_difference_that_is_there_is_flagged():
    rows = [(f"G{k:02}", 200 + k, 10_000) for k in range(30)] + [("X", 600, 10_000)]
    for kind in ("proportion", "rate"):
        found = made(rows, kind=kind)
        assert [each.group for each in found.groups if each.outlier99] == ["X"]


def test_nine_groups_lose_the_highest_alone():
    found = made([(f"G{k}", 10 + k, 12.0) for k in range(9)], kind="ratio")
    assert [each.cut for each in found.groups] == [0] * 8 + [1]


def test_alone_limits_with_over_dispersion_need_some():
    rows = [(f"G{k}", 50, 100) for k in range(12)]
    assert not made(rows, kind="proportion").adjusted
    assert made(rows, kind="proportion", unadjusted=True).adjusted
    assert "no-over-dispersion" in codes(made(rows, kind="proportion"))


def test_the_score_of_no_event_goes_on_smoothly_where_its_chance_is_below_the_least_float():
    # R: qnorm(-E - log(2), log.p = TRUE)
    for expected, z in ((705, -37.447311302350627), (715.9, -37.737060431994365)):
        assert no_event_score(expected) == pytest.approx(z, rel=1e-11)
    assert no_event_score(700.0001) - no_event_score(699.9999) == pytest.approx(-0.0002 / 37.3, rel=0.01)
    assert no_event_score(1e90) == pytest.approx(-math.sqrt(2e90))


def test_a_limit_at_the_very_turn_of_the_sine_is_noted_for_others_than_the_largest():
    """The unrepaired limit of C turns just below its size, so that FunnelPlotR's grid does not show that it has."""
    rows = [("A", 6, 9), ("B", 445, 500), ("C", 1, 16), ("D", 9, 12)]
    found = made(rows, kind="proportion", trim=0.5, adjusted=False)
    upper = {each.group: each.limits.upper99 for each in found.compared}
    assert upper["C"] == upper["A"] == 1.0
    assert upper["B"] < 1.0
    assert {note.code: note.groups for note in found.notes}["plotting-grid"] == ("C",)


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
def test_a_denominator_of_next_to_nothing_is_none(kind):
    found = made([("A", 0 if kind == "proportion" else 1, 1e-320), ("B", 3, 10), ("C", 4, 12)], kind=kind)
    finite(found)
    assert {note.code: note.groups for note in found.notes}["no-denominator"] == ("A",)
