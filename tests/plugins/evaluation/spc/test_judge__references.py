"""Every case of the shared references: limits within 1e-8, labels exact, unless the reference has no answer."""

from __future__ import annotations

import json
import math
from pathlib import Path

from kvadmin.plugins.evaluation.spc import Judgement, JudgingOptions, Series, judge

LIMIT = 1e-8


def cases(shared: Path, name: str) -> list[dict]:
    return json.loads((shared / "cases" / "spc" / name).read_text(encoding="utf-8"))["cases"]


def close(found: float | None, expected: float | None) -> bool:
    """Whether a figure agrees; where the reference has none, any finite answer or none will do."""
    if expected is None:
        return found is None or math.isfinite(found)
    return found is not None and math.isclose(found, expected, rel_tol=LIMIT, abs_tol=1e-12)


def positions(given: object) -> list[int]:
    if given is None:
        return []
    return [given] if isinstance(given, int) else list(given)


def judge_ptd(given: dict) -> Judgement:
    options = given.get("options", {})
    return judge(
        Series(tuple(given["dates"]), tuple(given["y"])),
        JudgingOptions(
            preset="ptd" if options.get("screen_outliers", True) else "ptd-unscreened",
            direction=options.get("improvement_direction", "increase"),
            target=options.get("target"),
            rebase=[p - 1 for p in positions(given.get("rebase_at_index1"))],
            fix_after=options.get("fix_after_n_points"),
        ),
    )


def test_ptd_agrees_with_nhsrplotthedots(shared: Path) -> None:
    for case in [*cases(shared, "ptd_named.json"), *cases(shared, "ptd_ae_attendances.json")]:
        found, expected = judge_ptd(case["input"]), case["expected"]
        if "error" in expected:
            assert found.variation, case["id"]
            assert found.notes, case["id"]
            continue
        for k, point in enumerate(found.points):
            assert close(point.centre, expected["mean"][k]), (case["id"], k)
            assert close(point.lower, expected["lpl"][k]), (case["id"], k)
            assert close(point.upper, expected["upl"][k]), (case["id"], k)
            assert (point.label or "Common Cause") == expected["special_cause_type"][k], (case["id"], k)
        assert (
            f"special_cause_{found.variation}".replace("special_cause_common", "common") == expected["variation_last"]
        )
        assert found.assurance == expected["assurance"], case["id"]
        assert any(n.code == "short" for n in found.notes) == bool(expected["warnings"]), case["id"]


def judge_qic(given: dict) -> Judgement:
    args = dict(given["args"])
    options = JudgingOptions(
        preset="qicharts2",
        chart=args.pop("chart"),
        screen=given["screened_mr"],
        rebase=positions(args.pop("part", None)),
        freeze=[p - 1 for p in positions(args.pop("freeze", None))],
        exclude=[p - 1 for p in positions(args.pop("exclude", None))],
        multiply=args.pop("multiply", 1),
    )
    assert not args, "an argument of qic() that is not tried"
    if len(set(given["x"])) < len(given["x"]):
        samples: dict[str, list[float]] = {}
        for x, y in zip(given["x"], given["y"], strict=True):
            samples.setdefault(x, []).append(y)
        return judge(Series(tuple(samples), samples=tuple(map(tuple, samples.values()))), options)
    return judge(Series(tuple(given["x"]), tuple(given["y"]), tuple(given["n"]) if given["n"] else None), options)


LINES = {
    "y": "value",
    "cl": "centre",
    "lcl": "lower",
    "ucl": "upper",
    "lcl95": "near_lower",
    "ucl95": "near_upper",
}
RUNS = ("n_obs", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "runs_signal")


def test_qicharts2_agrees(shared: Path) -> None:
    for case in cases(shared, "qicharts2_named.json"):
        found, expected = judge_qic(case["input"]), case["expected"]
        assert len(found.points) == expected["n_points"], case["id"]
        for k, point in enumerate(found.points):
            for theirs, ours in LINES.items():
                assert close(getattr(point, ours), expected[theirs][k]), (case["id"], k, theirs)
            assert (point.label is not None) == expected["sigma_signal"][k], (case["id"], k)
            assert point.segment + 1 == expected["part"][k], (case["id"], k)
            assert list(found.segments[point.segment].runs) == [expected[key][k] for key in RUNS], (case["id"], k)


def test_qcc_agrees(shared: Path) -> None:
    for case in cases(shared, "qcc_named.json"):
        given, expected = case["input"], case["expected"]
        names = tuple(str(k) for k in range(1, len(given["data"]) + 1))
        if isinstance(given["data"][0], list):
            series = Series(names, samples=tuple(map(tuple, given["data"])))
        else:
            sizes = tuple(given["sizes"]) if given["sizes"] and given["type"] != "c" else None
            series = Series(names, tuple(given["data"]), sizes)
        found = judge(series, JudgingOptions(preset="qcc", chart=given["type"]))
        for k, point in enumerate(found.points):
            assert close(point.value, expected["statistics"][k]), (case["id"], k)
            assert close(point.centre, expected["center"]), (case["id"], k)
            for theirs, ours in (("lcl", point.lower), ("ucl", point.upper)):
                each = expected[theirs]
                assert close(ours, each[k] if len(each) > 1 else each[0]), (case["id"], k)
        outside = [k for k, p in enumerate(found.points, 1) if p.label in {"Above UCL", "Below LCL"}]
        runs = [k for k, p in enumerate(found.points, 1) if p.label and k not in outside]
        assert outside == sorted(expected["beyond_limits"]), case["id"]
        assert runs == sorted(set(expected["violating_runs"]) - set(outside)), case["id"]
