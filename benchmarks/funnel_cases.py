"""Funnels of a file of cases with the figures of FunnelPlotR: how many agree, of which kind, and what differs.

Run: python benchmarks/funnel_cases.py FILE [--all]

The file is JSON: ``{"cases": [{"id", "kind", "input": {...}, "package": {...}, "grid_artifact": {...}}]}`` with the
package's own names. Agreement: 1e-8 relative (1e-10 absolute near 0), flags equal. Where the package is not right
(rates, over-dispersed limits by the square root, its plotting grid, no event by the logarithm) a case counts as
"noted": everything else agrees, the answer is finite and lies in order, and a note says how it differs.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from kvadmin.plugins.evaluation.comparison.case_file import method_of, rows_of
from kvadmin.plugins.evaluation.comparison.funnel import funnel
from kvadmin.plugins.evaluation.comparison.funnel_notes import differs
from kvadmin.plugins.evaluation.comparison.limits import package_of

PLAIN = {"LCL95": "lower95", "UCL95": "upper95", "LCL99": "lower99", "UCL99": "upper99"}
WIDE = {"OD95LCL": "lower95", "OD95UCL": "upper95", "OD99LCL": "lower99", "OD99UCL": "upper99"}
FLAGS = ("outlier95", "outlier99")


def columns_of(found, groups):
    """Our answer under the package's names, in the order of ``groups``."""
    by_name = {each.group: each for each in found.groups}
    rows = [by_name[name] for name in groups]
    made = {name: [getattr(each, name) for each in rows] for name in ("rr", "z", "z_used", "cut", *FLAGS)}
    made["denominator"] = [each.denominator for each in rows]
    for names, field in ((PLAIN, "limits"), (WIDE, "od_limits")):
        for theirs, ours in names.items():
            made[theirs] = [getattr(getattr(each, field), ours, None) for each in rows]
    made |= {"target": found.target, "phi": found.phi, "tau2": found.tau2}
    made |= {"draw_adjusted": found.adjusted, "draw_unadjusted": found.unadjusted}
    package = {}
    for k, names in enumerate((PLAIN, WIDE)):
        for theirs, ours in names.items():
            package[theirs] = [getattr(package_of(found, each)[k], ours, None) for each in rows]
    return made, package


def agree(ours, theirs):
    if theirs == "NA":
        return ours is None
    if isinstance(theirs, str):
        return False
    if ours is None or isinstance(theirs, bool):
        return ours == theirs
    return math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-10)


def differences(case):
    """``column -> groups`` that differ, and the notes of our answer."""
    found = funnel(rows_of(case["input"]), method_of(case["input"]))
    package = case["package"]
    notes = [note.code for note in found.notes if differs(note.code)]
    for each in found.groups:
        figures = [each.z, each.rr, each.value, *(each.limits or ()), *(each.od_limits or ())]
        assert all(value is None or math.isfinite(value) for value in figures), case["id"]
    if "error" in package:
        return {"error": [package["error"]]}, notes, {}
    ours, theirs_as_we_see = columns_of(found, package["group"])
    wrong, echoed = {}, {}
    for name, value in package.items():
        if name not in ours or value is None:
            continue
        expected = value if isinstance(value, list) else [value]
        if name in case.get("grid_artifact", {}):
            expected = list(expected)
            artefact = case["grid_artifact"][name]
            for index, monotone in zip(artefact["index"], artefact["monotone"], strict=True):
                expected[index] = monotone
        got = ours[name] if isinstance(value, list) else [ours[name]]
        off = [k for k, (one, other) in enumerate(zip(got, expected, strict=True)) if not agree(one, other)]
        if off:
            wrong[name] = off
            echo = theirs_as_we_see.get(name)
            echoed[name] = bool(echo) and all(agree(one, other) for one, other in zip(echo, expected, strict=True))
    return wrong, notes, echoed


def allowed(notes):
    """The columns that may differ, by what the notes say."""
    found = set()
    if "rate-limits" in notes or "no-events-at-all" in notes:
        found |= {*PLAIN, *WIDE, *FLAGS}
    if "cqc-limits" in notes:
        found |= {*WIDE, *FLAGS}
    if "no-event" in notes:
        found |= {"z"}
    if "no-event-kept" in notes:
        found |= {"z_used", "phi", "tau2", "draw_adjusted", "draw_unadjusted", *WIDE, *FLAGS}
    if "one-group" in notes or "no-events-at-all" in notes:
        found |= {"z", "z_used", "cut", "phi", "tau2", "draw_adjusted", "draw_unadjusted", *WIDE, *FLAGS}
    if {
        "above-denominator",
        "no-denominator",
        "negative",
        "missing-value",
        "all-equal",
        "no-trimming",
        "nothing-kept",
    } & {*notes}:
        found |= {"error", "target", "phi", "tau2", "z", "z_used", "cut", "rr", *PLAIN, *WIDE, *FLAGS}
    return found


def main(path, *, everything):
    cases = json.loads(Path(path).read_text(encoding="utf-8"))["cases"]
    counts = Counter()
    for case in cases:
        wrong, notes, echoed = differences(case)
        verdict = "agrees" if not wrong else "noted" if set(wrong) <= allowed(notes) else "DIFFERS"
        counts[case["kind"], verdict] += 1
        if wrong and (everything or verdict == "DIFFERS"):
            echo = ", ".join(name for name, same in echoed.items() if same)
            print(
                f"{case['id']} {case['kind']}: {verdict}: {', '.join(wrong)}; notes: {', '.join(notes)}; echoed: {echo}"
            )
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind}: " + ", ".join(f"{counts[kind, v]} {v}" for v in ("agrees", "noted", "DIFFERS")))
    total = sum(counts.values())
    good = sum(number for (_, verdict), number in counts.items() if verdict != "DIFFERS")
    print(f"{good} of {total} agree or say how they differ")


if __name__ == "__main__":
    main(sys.argv[1], everything="--all" in sys.argv)
