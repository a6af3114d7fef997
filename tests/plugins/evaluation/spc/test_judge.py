"""The figures of the issue, and the answers where the references have none."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins.evaluation.series_s import QUARTERS, VALUES, series, without

from kvadmin.api import InvalidData, UsageError
from kvadmin.plugins.evaluation.spc import PRESETS, Judgement, JudgingOptions, Series, judge, judgement_json
from kvadmin.plugins.evaluation.spc.note_words import note_text

PTD = JudgingOptions(preset="ptd", direction="decrease", target=8.0)
OUTLIER = (8.1, 7.9, 8.3, 8.0, 8.2, 7.8, 8.1, 14.9, 8.0, 8.2, 7.9, 8.1, 8.3, 8.0, 7.7, 8.2)
CALENDAR = tuple(f"{2000 + k // 4}-Q{k % 4 + 1}" for k in range(60))


def plain(values: list[float | None] | tuple[float | None, ...]) -> Series:
    return Series(CALENDAR[: len(values)], tuple(values))


def labelled(found: Judgement) -> dict[int, str]:
    return {k: p.label for k, p in enumerate(found.points, 1) if p.label}


def codes(found: Judgement) -> list[str]:
    return [note.code for note in found.notes]


def test_s_by_ptd() -> None:
    found = judge(series(), PTD)
    (only,) = found.segments
    assert (only.centre, only.lower, only.upper) == pytest.approx((8.775, 7.445, 10.105), rel=1e-12)
    seven, two = "7 Points Below CL", "2 in 3 Below CL"
    assert labelled(found) == {14: seven, 15: seven, 16: seven, 17: seven, 18: two, 19: "Below LCL", 20: two}
    assert (found.variation, found.side, found.assurance) == ("improvement", "low", "inconsistent")
    assert found.notes == ()


def test_s_frozen_after_12() -> None:
    (only,) = judge(series(), JudgingOptions(direction="decrease", target=8.0, freeze=[11])).segments
    assert (only.centre, only.lower, only.upper) == pytest.approx((9.275, 7.727364, 10.822636), abs=5e-7)
    assert only.baseline_stop == 12


def test_s_rebased_at_13() -> None:
    found = judge(series(), JudgingOptions(direction="decrease", target=8.0, rebase=[12]))
    second = found.segments[1]
    assert (second.centre, second.lower, second.upper) == pytest.approx((8.025, 6.961, 9.089), abs=5e-4)
    assert labelled(found) == {13: "Above UCL"}
    assert [n.period for n in found.notes if n.code == "short"] == [QUARTERS[0], QUARTERS[12]]


def test_freeze_and_rebase_together() -> None:
    values = (*VALUES, *(v - 1 for v in VALUES))
    events = judge(plain(values), JudgingOptions(rebase=[20], freeze=[11, 31]))
    counted = judge(plain(values), JudgingOptions(rebase=[20], fix_after=12))
    assert events.points == counted.points
    assert events.segments[1].centre == pytest.approx(8.275)


def test_s_as_run_chart_and_as_i_chart() -> None:
    run = judge(series(), JudgingOptions(preset="qicharts2", chart="run", direction="decrease", target=8.0))
    (only,) = run.segments
    assert (only.centre, only.lower) == (8.9, None)
    assert only.runs == (20, 20, 7, 7, 7, 6, False)
    assert run.assurance is None
    found = judge(series(), JudgingOptions(preset="qicharts2", chart="i", direction="decrease"))
    (only,) = found.segments
    assert (only.lower, only.upper) == pytest.approx((7.4452, 10.1048), abs=5e-5)
    assert only.runs[4:] == (5, 6, True)
    assert found.variation == "improvement"


def test_screening_moving_ranges() -> None:
    screened = judge(plain(OUTLIER), JudgingOptions(preset="ptd"))
    (only,) = screened.segments
    assert (only.centre, only.lower, only.upper) == pytest.approx((8.48125, 7.703712, 9.258788), abs=5e-7)
    assert [k for k, label in labelled(screened).items() if "CL" in label and "7" not in label] == [8, 15]
    raw = judge(plain(OUTLIER), JudgingOptions(preset="ptd-unscreened"))
    (only,) = raw.segments
    assert (only.lower, only.upper) == pytest.approx((5.377917, 11.584583), abs=5e-7)
    assert [k for k, label in labelled(raw).items() if label == "Above UCL"] == [8]
    assert "Below LCL" not in labelled(raw).values()


@pytest.mark.parametrize("preset", ["ptd", "ptd-unscreened", "qicharts2", "qcc"])
def test_a_constant_series_has_limits_and_says_so(preset: str) -> None:
    found = judge(plain([5.5] * 14), JudgingOptions(preset=preset, target=5.5, direction="decrease"))
    (only,) = found.segments
    assert (only.centre, only.lower, only.upper) == (5.5, 5.5, 5.5)
    assert labelled(found) == {}
    assert "no variation" in note_text(found.notes[0]).lower()
    assert (found.variation, found.assurance) == ("common_cause", "inconsistent")


def test_a_constant_baseline_and_a_change_after_it() -> None:
    found = judge(plain([5.5] * 12 + [6.0]), JudgingOptions(freeze=[11], direction="increase"))
    assert labelled(found) == {13: "Above UCL"}
    assert "constant-baseline" in codes(found)


def test_s_with_missing_points_succeeds() -> None:
    found = judge(series(without(5, 6, 14)), PTD)
    (only,) = found.segments
    ranges = [abs(b - a) for a, b in pairwise(VALUES)]
    beside = {4, 5, 6, 13, 14}  # moving ranges from point k to point k + 1 that lack one of their ends
    kept = [r for k, r in enumerate(ranges, 1) if k not in beside]
    known = [v for k, v in enumerate(VALUES, 1) if k not in {5, 6, 14}]
    assert only.centre == pytest.approx(sum(known) / 17)
    assert only.upper == pytest.approx(sum(known) / 17 + 2.66 * sum(kept) / len(kept))
    assert note_text(found.notes[0]).startswith("Missing: 2008-Q1, 2008-Q2, 2010-Q2")


def test_no_rule_reaches_over_a_gap() -> None:
    above, below = [10.0, 13.0] * 4, [5.0, 8.0] * 4
    seven = judge(plain([*above[:7], *below]), JudgingOptions())
    assert labelled(seven)[4] == "7 Points Above CL"
    broken = judge(plain([*above[:3], None, *above[3:7], *below]), JudgingOptions())
    assert all(k > 8 for k in labelled(broken))
    rising = [float(k) for k in range(7)]
    wave = [3.0, 9.0, -3.0] * 6
    assert labelled(judge(plain([*wave, *rising]), JudgingOptions())).get(22) == "7 Point Trend (Increasing)"
    with_gap = judge(plain([*wave, *rising[:3], None, *rising[3:]]), JudgingOptions())
    assert not any("Trend" in label for label in labelled(with_gap).values())


def test_runs_are_cut_by_gaps_and_the_package_s_own_count_is_told() -> None:
    values = [1.0] * 6 + [None] + [1.0] * 6 + [-1.0] * 12
    found = judge(plain(values), JudgingOptions(preset="qicharts2", chart="run", centre=0.0))
    (only,) = found.segments
    assert only.runs.longest == 12
    assert only.runs.crossings == 1
    assert only.runs.crossings_min == 7  # 22 chances: 24 useful points in two blocks
    note = next(n for n in found.notes if n.code == "runs-at-gaps")
    assert note.figures == (12, 1, 8)
    split = judge(plain([1.0] * 4 + [None] + [1.0] * 4), JudgingOptions(preset="qicharts2", chart="run", centre=0.0))
    assert split.segments[0].runs.longest == 4


@pytest.mark.parametrize("values", [[], [None], [4.0], [4.0, None, 5.0], [None, 4.0], [4.0, 5.0]])
@pytest.mark.parametrize("preset", PRESETS)
def test_short_series_are_answered(values: list[float | None], preset: str) -> None:
    found = judge(plain(values), JudgingOptions(preset=preset, target=4.0, direction="increase"))
    known = [v for v in values if v is not None]
    assert found.notes or not values
    assert (found.variation is None) == (not known)
    assert labelled(found) == {}
    if len(known) < 2 or None in values[1:-1]:
        assert found.assurance is None


def test_the_last_observed_point_gives_the_variation() -> None:
    found = judge(series((*VALUES[:19], None)), PTD)
    assert found.variation == "improvement"
    assert codes(found) == ["not-reported"]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("increase", "concern"), ("decrease", "improvement"), ("neutral", "neutral_low")],
)
def test_direction_decides_the_icon(direction: str, expected: str) -> None:
    assert judge(series(), JudgingOptions(direction=direction)).variation == expected


@pytest.mark.parametrize(
    ("direction", "target", "expected"),
    [
        ("decrease", 11.0, "consistent_pass"),
        ("decrease", 7.0, "consistent_fail"),
        ("increase", 11.0, "consistent_fail"),
        ("increase", 7.0, "consistent_pass"),
        ("increase", 8.0, "inconsistent"),
        ("neutral", 8.0, None),
        ("increase", None, None),
    ],
)
def test_assurance(direction: str, target: float | None, expected: str | None) -> None:
    assert judge(series(), JudgingOptions(direction=direction, target=target)).assurance == expected


def test_events_that_cannot_count_are_told() -> None:
    assert "freeze-outside" in codes(judge(series(), JudgingOptions(freeze=[99])))
    empty = judge(plain([None, None, *VALUES]), JudgingOptions(freeze=[1]))
    assert "freeze-empty" in codes(empty)
    assert empty.segments[0].baseline_stop == 22
    assert ("freeze-short", (11,)) in [(n.code, n.figures) for n in judge(series(), JudgingOptions(freeze=[10])).notes]


def test_bad_questions_are_refused() -> None:
    with pytest.raises(UsageError, match="no preset"):
        judge(series(), JudgingOptions(preset="x"))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no chart"):
        judge(series(), JudgingOptions(preset="qicharts2", chart="z"))
    with pytest.raises(UsageError, match="denominator"):
        judge(series(), JudgingOptions(preset="qicharts2", chart="p"))
    with pytest.raises(UsageError, match="several observations"):
        judge(series(), JudgingOptions(preset="qicharts2", chart="xbar"))
    with pytest.raises(UsageError, match="in qcc"):
        judge(series(), JudgingOptions(preset="qcc", chart="R"))
    with pytest.raises(InvalidData, match="above 0"):
        judge(plain([0.0, 1.0]), JudgingOptions(preset="qicharts2", chart="t"))
    with pytest.raises(InvalidData, match="denominator"):
        judge(Series(("2007", "2008"), (1.0, 2.0), (10.0, 0.0)), JudgingOptions(preset="qicharts2", chart="p"))
    with pytest.raises(InvalidData, match="not a number"):
        judge(plain([1.0, math.nan]), JudgingOptions())


def test_json_has_the_names_of_the_contract() -> None:
    found = judgement_json(judge(series(), PTD), indicator="sykefravaer", municipality="0301")
    assert found["segments"][0].items() >= {"from": "2007-Q1", "mean": 8.775, "lower": 7.445, "upper": 10.105}.items()
    assert found["points"][18].items() >= {"period": "2011-Q3", "value": 7.3, "label": "Below LCL"}.items()
    assert (found["variation"], found["assurance"], found["notes"]) == ("improvement", "inconsistent", [])


values = st.lists(
    st.one_of(st.none(), st.floats(-1e6, 1e6).map(lambda v: round(v, 2)), st.integers(0, 3).map(float)), max_size=40
)
charts = st.sampled_from(["run", "i", "mr", "ip", "c", "g"])


@given(values, st.sampled_from(PRESETS), charts, st.lists(st.integers(0, 45), max_size=3), st.booleans())
def test_every_series_is_answered_with_finite_figures(values, preset, chart, cuts, freeze) -> None:
    if preset == "qcc":
        chart = "i"
    if chart in {"c", "g"}:
        values = [None if v is None else abs(v) for v in values]
    events = {"freeze": cuts} if freeze else {"rebase": cuts}
    found = judge(plain(values), JudgingOptions(preset=preset, chart=chart, target=1.0, direction="increase", **events))
    assert [p.period for p in found.points] == list(CALENDAR[: len(values)])
    for point in found.points:
        assert all(v is None or math.isfinite(v) for v in point[1:7])
        assert point.value is not None or point.label is None
        if point.lower is not None and point.upper is not None and point.centre is not None and chart != "g":
            assert point.lower <= point.centre <= point.upper
    assert [s.start for s in found.segments[1:]] == [s.stop for s in found.segments[:-1]]


SWAPPED = {"Above": "Below", "Below": "Above", "UCL": "LCL", "LCL": "UCL"}
SWAPPED |= {"(Increasing)": "(Decreasing)", "(Decreasing)": "(Increasing)"}


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30), st.sampled_from([0.5, 2.0, 4.0]))
def test_labels_do_not_depend_on_the_unit_and_turn_with_the_series(numbers: list[int], unit: float) -> None:
    here = [p.label for p in judge(plain([float(v) for v in numbers]), JudgingOptions()).points]
    assert [p.label for p in judge(plain([v * unit for v in numbers]), JudgingOptions()).points] == here
    turned = [p.label for p in judge(plain([-float(v) for v in numbers]), JudgingOptions()).points]
    assert turned == [label and " ".join(SWAPPED.get(word, word) for word in label.split()) for label in here]
