"""The forty invented histories once more, as files of a programme: the command says what the table says."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from plugins.evaluation.progress.invented import invented

from kvadmin.api.records import Cohort, Indicator, MemberGoals, Membership, SeriesEvent
from kvadmin.plugins.evaluation.indicators.indicators_file import Indicators
from kvadmin.plugins.evaluation.progress.figure_history import SCALE
from kvadmin.plugins.evaluation.progress.goal_reasons import FIGURES
from kvadmin.testing import Kit

EVERY = invented()


def number(case):
    return f"{1000 + int(case.number)}"


def name(case):
    return f"h{case.number}"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """An indicator and a municipality of its own for each history."""
    kit = Kit(tmp_path_factory.mktemp("forty") / "programme", today="2013-01-01")
    indicators = []
    (kit.folder / "measurements").mkdir()
    for case in EVERY:
        series = case.history
        events = [
            SeriesEvent(kind=kind, at=series.period(at), why="noted")
            for kind, positions in (("rebase", series.rebase), ("freeze", series.freeze))
            for at in positions
        ]
        indicators.append(Indicator(id=name(case), direction=case.goal.direction, period=series.kind, events=events))
        rows = [
            f"{number(case)},{series.period(at)},{value / SCALE:g}"
            for at, value in enumerate(series.values)
            if value is not None
        ]
        path = kit.folder / "measurements" / f"{name(case)}.csv"
        path.write_text("\n".join(["municipality,period,value", *rows, ""]), encoding="utf-8")
    kit.add(Indicators(indicators=indicators))
    start = date(2007, 1, 1)  # the goals say since when they count
    kit.add(Cohort(id="P1", name="P1", memberships=[Membership(municipality=number(c), start=start) for c in EVERY]))
    for case in EVERY:
        case.goal.indicator = name(case)
        kit.add(MemberGoals(cohort="P1", municipality=number(case), goals=[case.goal]))
    return kit


def test_the_command_says_what_the_table_says(kit):
    said, codes = {}, Counter()
    for day in sorted({case.as_of for case in EVERY}):
        found = kit.json("evaluation", "goals", "--as-of", day.isoformat())["goals"]
        by_number = {each["municipality"]: each for each in found}
        for case in EVERY:
            if case.as_of == day:
                each = by_number[number(case)]
                said[case.number] = each["state"]
                codes.update(reason["code"] for reason in each["reasons"])
                assert case.reasons <= {reason["code"] for reason in each["reasons"]}
    assert said == {case.number: case.state for case in EVERY}
    assert set(FIGURES) - set(codes) <= {"start-differs", "no-series", "no-whole-period", "silent"}
