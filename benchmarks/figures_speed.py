"""CPU seconds of ``evaluation import`` of 50,000 figures as csv, now and as it was, round by round in the same run.

Run: python benchmarks/figures_speed.py [FIGURES] [ROUNDS] [OLD]      (50000 5 81aa0c4)

OLD is the commit to compare with, taken out of this repository into a folder of its own; ``-`` compares with none.
Beside the dry run and the real import stand the reading of the file alone, ``cohort status`` and ``python -c pass``.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
TODAY = "2019-06-01"
READ = "import sys, pathlib; from kvadmin.api.imports import read_file; read_file(pathlib.Path(sys.argv[1]))"


def cpu(code, *arguments):
    """User plus system seconds of one process that imports kvadmin from a checkout."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(code), "KVADMIN_TODAY": TODAY}
    subprocess.run([sys.executable, *map(str, arguments)], check=True, capture_output=True, env=environment, cwd="/")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def kvadmin(code, folder, *words):
    return cpu(code, "-m", "kvadmin", "-C", folder, *words)


def checkout(commit, place):
    """The code of a commit, in a folder."""
    packed = subprocess.run(["git", "-C", HERE, "archive", commit], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")
    return place


def figures_file(folder, path, count):
    """A long csv: an indicator by month for every municipality, as many figures as wanted."""
    chance = random.Random(1)
    numbers = sorted(each.name[:4] for each in (folder / "municipalities").iterdir())
    months = -(-count // len(numbers))
    rows = [
        f"dager,{number},{2008 + month // 12}-{month % 12 + 1:02},{chance.randint(1000, 99999) / 1000}"
        for number in numbers
        for month in range(months)
    ]
    path.write_text("\n".join(["indicator,municipality,period,value", *rows[:count]]) + "\n", encoding="utf-8")


def stored(folder):
    return {str(each.relative_to(folder)): each.read_bytes() for each in (folder / "measurements").iterdir()}


def measured(base, codes, count, rounds):
    """Case -> CPU seconds round by round; every code's import must store the same bytes."""
    folder, file = base / "programme", base / "figures.csv"
    cpu(HERE, "-m", "kvadmin", "init", folder, "--example")
    kvadmin(HERE, folder, "evaluation", "indicators", "add", "dager", "--direction", "decrease", "--period", "month")
    figures_file(folder, file, count)
    times, results = {}, {}
    for _ in range(rounds):
        times.setdefault("python -c pass", []).append(cpu(HERE, "-c", "pass"))
        times.setdefault("cohort status", []).append(kvadmin(HERE, folder, "cohort", "status"))
        for name, code in codes.items():
            times.setdefault(f"{name}: reading alone", []).append(cpu(code, "-c", READ, file))
            seconds = kvadmin(code, folder, "evaluation", "import", file, "--dry-run")
            times.setdefault(f"{name}: dry run", []).append(seconds)
            copy = base / "copy"
            shutil.copytree(folder, copy)
            times.setdefault(f"{name}: import", []).append(kvadmin(code, copy, "evaluation", "import", file))
            results[name] = stored(copy)
            shutil.rmtree(copy)
    assert len({tuple(sorted(each.items())) for each in results.values()}) == 1, "the stored files differ"
    return times


def main():
    count, rounds = (int(each) for each in [*sys.argv[1:3], 50000, 5][:2]) if len(sys.argv) > 2 else (50000, 5)
    old = sys.argv[3] if len(sys.argv) > 3 else "81aa0c4"
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        codes = {"now": HERE} if old == "-" else {"now": HERE, old: checkout(old, base / "old")}
        times = measured(base, codes, count, rounds)
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, seconds in median.items():
        print(f"{name:24}{seconds:7.3f} s CPU")
    for case in ("reading alone", "dry run", "import"):
        now = median[f"now: {case}"]
        print(f"{case}: {now / median['cohort status']:.1f}x cohort status", end="")
        print(f", {now / median[f'{old}: {case}']:.2f} of {old}" if old != "-" else "")


if __name__ == "__main__":
    main()
