"""Funnels and ranks of 430 municipalities by 20 indicators, run as a person runs them: CPU over start-up.

Run: python benchmarks/comparison.py [PERIODS]

Builds a programme folder (10 proportions, 6 rates, 4 means; PERIODS quarters, 4 when not given), then runs
``evaluation funnel all`` and ``evaluation ranks all``, as a table and as JSON. "Over start-up" is what a command takes
beyond ``kvadmin evaluation indicators list`` in the same folder.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MUNICIPALITIES, ROUNDS = 430, 5
PROPORTIONS, RATES, MEANS = 10, 6, 4


def build(folder, periods):
    """The folder, by the command line where it is quick, and the files of values as kvadmin writes them."""
    rng = random.Random(2008)
    numbers = [f"{101 + 4 * k:04}" for k in range(MUNICIPALITIES)]
    people = {number: 200 + int(rng.lognormvariate(8.6, 1.0)) for number in numbers}
    parts = ("Østlandet", "Sørlandet", "Vestlandet", "Trøndelag", "Nord-Norge")
    lines = ["number,name,county,region,population"]
    lines += [
        f"{number},Kommune {k},Fylke {k % 19},{parts[5 * k // MUNICIPALITIES]},{people[number]}"
        for k, number in enumerate(numbers)
    ]
    register = folder / "register.csv"
    register.write_text("\n".join([*lines, ""]), encoding="utf-8")
    programme = folder / "P"
    kvadmin("init", str(programme), "--register", str(register))
    text = ["indicators:"]
    kinds = ["proportion"] * PROPORTIONS + ["rate"] * RATES + ["mean"] * MEANS
    (programme / "measurements").mkdir(exist_ok=True)
    for k, kind in enumerate(kinds):
        text += [f"  - id: i{k:02}", f"    nb: Indikator {k}", "    direction: decrease"]
        if kind == "proportion":
            text += ["    unit: '%'", "    numerator: dager", "    denominator: avtalte dager"]
        elif kind == "rate":
            text += ["    per: 1000", "    numerator: klager", "    denominator: innbyggere"]
        rows = [("municipality,period,value" + (",denominator" if kind != "mean" else ""))]
        for number in numbers:
            own = rng.gauss(0, 0.2)
            rows += [
                f"{number},{2007 + at // 4}-Q{at % 4 + 1},{figures(rng, kind, people[number], own)}"
                for at in range(periods)
            ]
        (programme / "measurements" / f"i{k:02}.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    (programme / "indicators.yaml").write_text("\n".join([*text, ""]), encoding="utf-8")
    return programme


def figures(rng, kind, people, own):
    if kind == "mean":
        return f"{9 + own + rng.gauss(0, 0.5):.1f}"
    size = max(5, people // 12) if kind == "proportion" else people
    part = (0.09 if kind == "proportion" else 0.02) * 2.7182818**own
    return f"{min(size, max(0, round(rng.gauss(size * part, (size * part) ** 0.5))))},{size}"


def kvadmin(*arguments):
    subprocess.run([sys.executable, "-m", "kvadmin", *arguments], check=True, capture_output=True)


def cpu(command):
    """CPU seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(periods):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["KVADMIN_CONFIG"] = str(folder / "none.toml")
        programme = build(folder, periods)
        here = ["-m", "kvadmin", "-C", str(programme)]
        jobs = {
            "python -c pass": ["-c", "pass"],
            "start-up": [*here, "evaluation", "indicators", "list"],
            "register": [*here, "municipality", "list"],
            "funnel all": [*here, "evaluation", "funnel", "all", "--period", "2007"],
            "ranks all": [*here, "evaluation", "ranks", "all", "--period", "2007"],
            "funnel all, JSON": [*here, "--format", "json", "evaluation", "funnel", "all", "--period", "2007"],
            "ranks all, JSON": [*here, "--format", "json", "evaluation", "ranks", "all", "--period", "2007"],
        }
        found = {job: [] for job in jobs}
        for _ in range(ROUNDS):  # round by round, so that a busy moment hits all alike
            for job, command in jobs.items():
                found[job].append(cpu(command))
    seconds = {job: statistics.median(each) for job, each in found.items()}
    print(f"{MUNICIPALITIES} municipalities x {PROPORTIONS + RATES + MEANS} indicators x {periods} periods")
    for job, took in seconds.items():
        ratio, over = took / seconds["python -c pass"], took - seconds["start-up"]
        print(f"{job}: {took:.2f} s CPU, {ratio:.1f}x python -c pass, {over:.2f} s over start-up")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
