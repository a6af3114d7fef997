"""Limits and labels against the published formulas and tables, counted here without kvadmin.

The factors are those of the tables in D. C. Montgomery, Introduction to Statistical Quality Control (appendix VI), for
samples of five; the rules of ``ptd`` are those of "Making Data Count"; p' is Laney's (2002), g and t Provost and
Murray's. The figures of all series are invented.
"""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import groupby, pairwise

import pytest

from kvadmin.plugins.evaluation.spc import Judgement, JudgingOptions, Series, judge

PERIODS = tuple(f"{1990 + k // 12}-{k % 12 + 1:02}" for k in range(120))
D2, A2, D4, A3, B4 = 1.128, 0.577, 2.114, 1.427, 2.089
CASES = (12, 9, 15, 11, 7, 13, 10, 8, 14, 11)
SIZES = (120, 100, 140, 110, 90, 130, 100, 80, 150, 105)
#: Six samples of five: one pattern moved up and down, so that every sample has the range 8 and the same spread.
PATTERN = (0, 2, 3, 5, 8)
SAMPLES = tuple(tuple(float(v + move) for v in PATTERN) for move in (20, 22, 21, 19, 20, 24))
SPREAD = math.sqrt(sum((v - 3.6) ** 2 for v in PATTERN) / 4)


def series(values, sizes=None) -> Series:
    return Series(PERIODS[: len(values)], tuple(values), sizes)


def limits(found: Judgement) -> list[tuple[float, float, float]]:
    return [(point.lower, point.centre, point.upper) for point in found.points]


def close_to(expected: list[tuple[float, float, float]], rel: float = 1e-9):
    return [pytest.approx(each, rel=rel) for each in expected]


@pytest.mark.parametrize("preset", ["qicharts2", "qcc"])
def test_shares_rates_and_counts(preset: str) -> None:
    share = sum(CASES) / sum(SIZES)
    wide = [3 * math.sqrt(share * (1 - share) / n) for n in SIZES]
    found = judge(series(CASES, SIZES), JudgingOptions(preset=preset, chart="p"))
    assert limits(found) == close_to([(max(0, share - w), share, share + w) for w in wide])
    assert [point.value for point in found.points] == pytest.approx([x / n for x, n in zip(CASES, SIZES, strict=True)])
    wide = [3 * math.sqrt(share / n) for n in SIZES]
    found = judge(series(CASES, SIZES), JudgingOptions(preset=preset, chart="u"))
    assert limits(found) == close_to([(max(0, share - w), share, share + w) for w in wide])
    # 110 cases in ten periods: 11 a period, 3 x the root of 11 either side
    found = judge(series(CASES), JudgingOptions(preset=preset, chart="c"))
    assert limits(found) == close_to([(11 - 3 * math.sqrt(11), 11, 11 + 3 * math.sqrt(11))] * 10)


def test_laney_s_p_widens_by_the_spread_of_the_scores() -> None:
    share = sum(CASES) / sum(SIZES)
    sigmas = [math.sqrt(share * (1 - share) / n) for n in SIZES]
    scores = [(x / n - share) / s for x, n, s in zip(CASES, SIZES, sigmas, strict=True)]
    between = sum(abs(b - a) for a, b in pairwise(scores)) / 9 / D2
    found = judge(series(CASES, SIZES), JudgingOptions(preset="qicharts2", chart="pp", screen=False))
    assert limits(found) == close_to(
        [(max(0, share - 3 * s * between), share, share + 3 * s * between) for s in sigmas]
    )


def test_between_events() -> None:
    """The median 6 in the middle; 3 geometric standard deviations above the mean 8; never below 0."""
    cases = (2, 6, 14, 6, 12)
    found = judge(series(cases), JudgingOptions(preset="qicharts2", chart="g"))
    assert limits(found) == close_to([(0, 6, 8 + 3 * math.sqrt(8 * 9))] * 5)
    # days between events, the 3.6th powers of 1, 2, 1, 2, 3: mean 1.8, moving ranges 1, 1, 1, 1
    found = judge(
        series([k**3.6 for k in (1, 2, 1, 2, 3)]), JudgingOptions(preset="qicharts2", chart="t", screen=False)
    )
    assert limits(found) == close_to([(0, 1.8**3.6, (1.8 + 3 / D2) ** 3.6)] * 5)


@pytest.mark.parametrize("preset", ["ptd", "qicharts2", "qcc"])
def test_individuals(preset: str) -> None:
    """Mean 50, moving ranges 4, 6, 4, 2, 4: average 4."""
    values = (50, 54, 48, 52, 50, 46)
    found = judge(series(values), JudgingOptions(preset=preset, chart="xbar.one" if preset == "qcc" else "i"))
    factor = 2.66 if preset == "ptd" else 3 / D2
    assert limits(found) == close_to([(50 - 4 * factor, 50, 50 + 4 * factor)] * 6)


def test_moving_ranges() -> None:
    found = judge(series((50, 54, 48, 52, 50, 46)), JudgingOptions(preset="qicharts2", chart="mr"))
    assert [point.value for point in found.points] == [None, 4, 6, 4, 2, 4]
    assert limits(found)[1:] == close_to([(0, 4, 3.267 * 4)] * 5)


def test_samples_of_five_by_the_tables_of_montgomery() -> None:
    given, middle = Series(PERIODS[:6], samples=SAMPLES), 21 + 3.6
    for preset, chart, expected in (
        ("qcc", "xbar", (middle - A2 * 8, middle, middle + A2 * 8)),
        ("qcc", "R", (0, 8, D4 * 8)),
        ("qcc", "S", (0, SPREAD, B4 * SPREAD)),
        ("qicharts2", "xbar", (middle - A3 * SPREAD, middle, middle + A3 * SPREAD)),
        ("qicharts2", "s", (0, SPREAD, B4 * SPREAD)),
    ):
        found = judge(given, JudgingOptions(preset=preset, chart=chart))
        assert limits(found) == close_to([expected] * 6, rel=5e-4), (preset, chart)


def test_runs_and_crossings_are_counted_one_by_one() -> None:
    rng = random.Random(2008)
    for _ in range(60):
        values = [rng.randint(1, 9) for _ in range(rng.randint(10, 30))]
        found = judge(series(values), JudgingOptions(preset="qicharts2", chart="run"))
        ordered = sorted(values)
        middle = (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
        sides = [v > middle for v in values if v != middle]
        lengths = [len(list(same)) for _, same in groupby(sides)]
        (only,) = found.segments
        assert only.centre == middle
        assert (only.runs.useful, only.runs.longest, only.runs.crossings) == (
            len(sides), max(lengths), len(lengths) - 1,
        )  # fmt: skip
        longest = round(math.log2(len(sides)) + 3)
        tails = [sum(math.comb(len(sides) - 1, k) for k in range(top + 1)) for top in range(len(sides))]
        least = next(top for top, below in enumerate(tails) if below >= 0.05 * 2 ** (len(sides) - 1))
        assert only.runs.signal == (max(lengths) > longest or len(lengths) - 1 < least), values


def rules(values: list[int], *, screen: bool) -> tuple[list[Fraction], list[str | None]]:
    """Making Data Count, literally: every window of seven and of three is looked at."""
    mean = Fraction(sum(values), len(values))
    ranges = [abs(b - a) for a, b in pairwise(values)]
    average = Fraction(sum(ranges), len(ranges))
    if screen:
        kept = [each for each in ranges if each < Fraction("3.267") * average]
        average = Fraction(sum(kept), len(kept)) if kept else average
    far = Fraction("2.66") * average
    near = far * Fraction(2, 3)
    labels: list[set[str]] = [set() for _ in values]
    for k, value in enumerate(values):
        if abs(value - mean) > far:
            labels[k].add("Above UCL" if value > mean else "Below LCL")
    for k in range(len(values) - 6):
        window = values[k : k + 7]
        for way, word in ((1, "7 Point Trend (Increasing)"), (-1, "7 Point Trend (Decreasing)")):
            if all((b - a) * way > 0 for a, b in pairwise(window)):
                for j in range(k, k + 7):
                    labels[j].add(word)
        for way, word in ((1, "7 Points Above CL"), (-1, "7 Points Below CL")):
            if all((v - mean) * way > 0 for v in window):
                for j in range(k, k + 7):
                    labels[j].add(word)
    for k in range(len(values) - 2):
        window = values[k : k + 3]
        for way, word in ((1, "2 in 3 Above CL"), (-1, "2 in 3 Below CL")):
            close = [j for j in range(k, k + 3) if near < (values[j] - mean) * way <= far]
            if len(close) > 1 and all((v - mean) * way > 0 for v in window):
                for j in close:
                    labels[j].add(word)
    strongest = ("Above UCL", "Below LCL", "7 Point Trend", "2 in 3", "7 Points")
    found = [
        next(
            (label for start in strongest for label in sorted(each) if label.startswith(start + " ") or label == start),
            None,
        )
        for each in labels
    ]
    return [mean - far, mean, mean + far], found


@pytest.mark.parametrize("screen", [True, False])
def test_the_rules_of_making_data_count_window_by_window(screen: bool) -> None:
    rng, seen = random.Random(7), set()
    for case in range(400):
        slope = rng.choice([0, 0, 1, -1, 3, -3])
        values = [
            500 + slope * k + rng.randint(-20, 20) // (1 + case % 4) + (80 if rng.random() < 0.03 else 0)
            for k in range(24)
        ]
        if len(set(values)) == 1:
            continue
        lines, expected = rules(values, screen=screen)
        found = judge(series(values), JudgingOptions(preset="ptd" if screen else "ptd-unscreened"))
        assert limits(found) == close_to([tuple(map(float, lines))] * 24), values
        assert [point.label for point in found.points] == expected, values
        seen |= set(expected)
    assert len(seen) == 9, seen  # every rule in both directions, and common cause
