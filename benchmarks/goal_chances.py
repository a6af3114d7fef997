"""How often the judging of goals is right and wrong, on drawn processes whose level is known.

Run: python benchmarks/goal_chances.py [SERIES]

Figures are drawn around a level of 10 with a standard deviation of 1: 12 quarters before the start, and 12 after it
with a level that is better by so much. The goal is asked for when its day has just passed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date
from decimal import Decimal

from kvadmin.api.records import Goal
from kvadmin.plugins.evaluation.progress.figure_history import History, exact
from kvadmin.plugins.evaluation.progress.goal_state import STATES, judge_goal

BEFORE = AFTER = 12
START, DAY, LOOKED = date(2008, 1, 1), date(2010, 12, 31), date(2011, 1, 15)
FIRST = 4 * 2005
SERIES = 3000


def states(kind, better, goal, series):
    """The share of each state, and of series with a shift the right way."""
    rng = random.Random(2008)
    wanted = Goal(indicator="x", kind=kind, to=Decimal(str(goal)), direction="decrease", by=DAY)
    found = Counter()
    for _ in range(series):
        levels = [10.0] * BEFORE + [10.0 - better] * AFTER
        history = History("quarter", FIRST, [exact(rng.gauss(level, 1)) for level in levels])
        state = judge_goal(wanted, history, START, LOOKED)
        found[state.state] += 1
        found["shift"] += any(reason.code == "shift-better" for reason in state.reasons)
    return {name: found[name] / series for name in (*STATES, "shift")}


def main():
    series = int(sys.argv[1]) if len(sys.argv) > 1 else SERIES
    print(f"{'':28}" + "".join(f"{name:>12}" for name in (*STATES, "shift")))
    for kind, better, goal in (
        *(("reach", 0, 9), ("reach", 0.5, 9), ("reach", 1, 9), ("reach", 1.5, 9), ("reach", 2, 9), ("reach", 2, 8)),
        *(("keep", 0, 10.5), ("keep", 0, 10), ("keep", -1.5, 10.5)),
    ):
        shares = states(kind, better, goal, series)
        print(
            f"{kind} {goal:g}, level {10 - better:g}".ljust(28) + "".join(f"{share:12.1%}" for share in shares.values())
        )


if __name__ == "__main__":
    main()
