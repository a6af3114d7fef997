"""Every goal of 430 municipalities on 20 indicators: CPU seconds over start-up, reading, judging and printing.

Run: python benchmarks/goals.py [QUARTERS]

The folder has 20 quarters of figures of 8,600 series (172,000 figures) when not said otherwise, and a goal on
each; then two goals of each municipality. Seconds are the least of five runs of a process of its own.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kvadmin.api.records import Cohort, Membership
from kvadmin.testing import Kit

MUNICIPALITIES, INDICATORS, QUARTERS, ROUNDS = 430, 20, 20, 5
START, TODAY = date(2008, 1, 1), "2010-03-01"


def programme(folder, quarters, goals):
    """A cohort of all municipalities, ``goals`` goals each."""
    kit = Kit(folder, today=TODAY)
    numbers = [f"{301 + at:04}" for at in range(MUNICIPALITIES)]
    kit.municipality(numbers[0], "Sted 0")
    (first,) = (folder / "municipalities").glob("*.yaml")
    text = first.read_text("utf-8")
    for at, number in enumerate(numbers[1:], 1):
        (folder / "municipalities" / f"{number}-sted.yaml").write_text(
            text.replace(numbers[0], number).replace("Sted 0", f"Sted {at}"), "utf-8"
        )
    kit.add(Cohort(id="P1", name="P1", memberships=[Membership(municipality=n, start=START) for n in numbers]))
    rng = random.Random(2008)
    names = [f"{2006 + at // 4}-Q{at % 4 + 1}" for at in range(quarters)]
    (folder / "measurements").mkdir()
    for k in range(INDICATORS):
        rows = [
            f"{n},{name},{rng.gauss(9 - 0.4 * (k % 3) * (at >= 8), 0.5):.1f}"
            for n in numbers
            for at, name in enumerate(names)
        ]
        body = "\n".join(["municipality,period,value", *rows, ""])
        (folder / "measurements" / f"i{k:02}.csv").write_text(body, "utf-8")
    some = "\n".join(f"  - {{id: i{k:02}, unit: '%', direction: decrease}}" for k in range(INDICATORS))
    (folder / "indicators.yaml").write_text(f"indicators:\n{some}\n", "utf-8")
    (folder / "goals" / "P1").mkdir(parents=True)
    for number in numbers:
        lines = [f"cohort: P1\nmunicipality: '{number}'\ngoals:"]
        lines += [
            f"  - indicator: i{k:02}\n    start: 9.0\n    to: 8.4\n    direction: decrease\n    by: 2011-12-31"
            for k in range(goals)
        ]
        (folder / "goals" / "P1" / f"{number}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def cpu(*command, cwd):
    """User and system seconds of a process, the least of several; its modules are compiled already."""
    found = []
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(Path(cwd).parent / "compiled")
    subprocess.run([sys.executable, *command], cwd=cwd, env=env, stdout=subprocess.DEVNULL, check=True)
    for _ in range(ROUNDS):
        before = os.times()
        subprocess.run([sys.executable, *command], cwd=cwd, env=env, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        found.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(found)


def parts(folder):
    """Reading goals, reading figures, judging: seconds in this process."""
    from kvadmin.api.records import MemberGoals
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.plugins.evaluation.indicators.indicator_catalogue import stored_indicators
    from kvadmin.plugins.evaluation.progress.figures import histories
    from kvadmin.plugins.evaluation.progress.goal_state import judge_goal
    from kvadmin.store.store import open_store

    plugins = Plugins(discover(frozenset()))
    collected = plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields")
    snapshot = open_store(folder, *collected).snapshot()
    clock = time.process_time
    begun = clock()
    records = snapshot.all(MemberGoals)
    yield "reading the goals", clock() - begun
    begun = clock()
    numbers = {each.municipality for each in records}
    figures = {each.id: histories(snapshot, each, numbers) for each in stored_indicators(snapshot)}
    yield "reading the figures", clock() - begun
    times = []
    for _ in range(ROUNDS):
        begun = clock()
        count = 0
        for record in records:
            for goal in record.goals:
                judge_goal(goal, figures[goal.indicator][record.municipality], START, date(2010, 3, 1))
                count += 1
        times.append(clock() - begun)
    yield f"judging {count} goals", min(times)
    yield "of it a goal (µs)", statistics.median(times) / count * 1e6


def main():
    quarters = int(sys.argv[1]) if len(sys.argv) > 1 else QUARTERS
    with tempfile.TemporaryDirectory() as where:
        (Path(where) / "bare").mkdir()
        bare = cpu("-c", "pass", cwd=Path(where) / "bare")
        print(f"{'python -c pass':44}{bare:8.3f} s")
        for goals in (INDICATORS, 2):
            folder = Path(where) / f"g{goals}"
            programme(folder, quarters, goals)
            start = cpu("-m", "kvadmin", "--today", TODAY, "evaluation", "goals", "--help", cwd=folder)
            print(
                f"\n{MUNICIPALITIES} municipalities, {goals} goals each, {quarters} quarters of {INDICATORS} indicators"
            )
            print(f"{'  start-up (evaluation goals --help)':44}{start:8.3f} s")
            for words in (("--by", "programme"), ("--format", "json"), ()):
                command = ("-m", "kvadmin", "--today", TODAY, "evaluation", "goals", *words)
                print(
                    f"  {' '.join(['evaluation goals', *words]):42}{cpu(*command, cwd=folder) - start:8.3f} s over it"
                )
            for name, seconds in parts(folder):
                print(f"    {name:40}{seconds:8.3f}")


if __name__ == "__main__":
    main()
