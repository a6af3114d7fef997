"""Judging, drawing and hiding at full size: seconds, and ratios to ``python -c pass`` and a fixed numpy workload.

Run: python benchmarks/evaluation_pure.py

Each case is a process of its own, so that its seconds contain the start-up of Python and of the modules it needs.
Commands, store and files are not part of it.
"""

from __future__ import annotations

import random
import sys

from measuring import compare

ROUNDS = 3
PERIODS = tuple(f"{2007 + k // 12}-{k % 12 + 1:02}" for k in range(36))


def series(count):
    from kvadmin.plugins.evaluation.spc import Series

    rng = random.Random(2008)
    return [Series(PERIODS, tuple(round(rng.gauss(9, 0.6), 1) for _ in PERIODS)) for _ in range(count)]


def judged(count, preset):
    from kvadmin.plugins.evaluation.spc import JudgingOptions, judge

    options = JudgingOptions(preset=preset, direction="decrease", target=8.0)
    return [judge(each, options) for each in series(count)]


def judge_ptd():
    judged(1380, "ptd")


def judge_qicharts2():
    judged(1380, "qicharts2")


def charts_svg():
    from kvadmin.plugins.evaluation.charts.chart import Caption, chart_svg

    return [chart_svg(each, Caption("Sykefravær", "Kommune")) for each in judged(138, "ptd")]


def charts_png():
    from kvadmin.plugins.evaluation.charts.png import png

    for svg in charts_svg():
        png(svg)


def page_and_table():
    from kvadmin.plugins.evaluation.charts.chart import Caption
    from kvadmin.plugins.evaluation.charts.icons import IconColumn, IconRow, icons_svg
    from kvadmin.plugins.evaluation.charts.multiples import SmallChart, multiples_svg

    found = judged(138, "ptd")
    multiples_svg([SmallChart(f"{k:04}", each) for k, each in enumerate(found)], Caption("Sykefravær"))
    rows = [IconRow(f"{k:04}", {"a": each, "b": each}) for k, each in enumerate(found)]
    icons_svg(rows, [IconColumn("a", "A"), IconColumn("b", "B")], title="Utvikling")


def suppression():
    from kvadmin.plugins.evaluation.suppression import derivable, suppress

    rng = random.Random(2008)
    found = suppress([[max(0, round(rng.gauss(6, 2.5))) for _ in range(10)] for _ in range(138)])
    assert not derivable(found.published)
    print(f"    {len(found.primary)} small cells, {len(found.secondary)} more hidden", file=sys.stderr)


CASES = {
    "judge_ptd": "1,380 series x 36 points, ptd (limit 1 s over start-up)",
    "judge_qicharts2": "1,380 series x 36 points, qicharts2 i chart (limit 1 s over start-up)",
    "charts_svg": "138 charts judged and drawn as SVG (limit 3 s)",
    "charts_png": "138 charts judged, drawn and made PNG at 144 ppi (limit 3 s)",
    "page_and_table": "138 small charts on pages, 138 x 2 icons in a table",
    "suppression": "138 x 10 counts around 6: the fewest cells hidden, and the audit",
}


def main():
    compare(__file__, CASES, "kvadmin.plugins.evaluation.spc", ROUNDS)


if __name__ == "__main__":
    globals()[sys.argv[1]]() if len(sys.argv) > 1 else main()
