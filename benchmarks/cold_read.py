"""Reading every record of a folder, typed and checked, beside PyYAML's C loader over the same files.

Ours: ``store.snapshot().all(class)``: the folder is listed, each file read, parsed, checked and made a record. Theirs:
``yaml.load(open(file, "rb"), Loader=yaml.CSafeLoader)``, which gives untyped values. CPU seconds of the same run, the
two in turns, the median of the rounds; once in a process that has imported everything, once as processes from their
start to their end. Both keep what they have read until the last file.

Run: python benchmarks/cold_read.py [--rounds N] [--only KIND]
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]

import many_records  # noqa: E402

#: Kinds of folders: is it ASCII, and how many records of which kind.
KINDS: dict[str, tuple[bool, dict[str, int]]] = {
    "register, ascii": (True, {"municipalities": 3000}),
    "register, Norwegian": (False, {"municipalities": 3000}),
    "applications of 5 cohorts, ascii": (True, {"applications": 3000}),
    "applications of 5 cohorts, Norwegian": (False, {"applications": 3000}),
    "goals": (False, {"goals": 3000}),
    "registrations": (False, {"registrations": 3000}),
    "11,000: register and applications, ascii": (True, {"municipalities": 2000, "applications": 9000}),
    "11,000: register and applications, Norwegian": (False, {"municipalities": 2000, "applications": 9000}),
    "11,000: all four kinds, Norwegian": (
        False,
        {"municipalities": 2000, "applications": 4500, "goals": 2500, "registrations": 2000},
    ),
}

_OURS = """
import sys
from pathlib import Path
from kvadmin.extension.collections import Collection
from kvadmin.store.store import open_store
collections = [Collection(name, path, record, slug=slug or None) for name, path, record, slug in {collections!r}]
data = open_store(Path(sys.argv[1]), collections).snapshot()
read = [data.all(one.record_class()) for one in collections]
assert sum(map(len, read)) == int(sys.argv[2])
"""
_THEIRS = """
import os, sys
import yaml
read = []
for folder in ("municipalities", "applications", "goals", "registrations"):
    for place, folders, names in os.walk(os.path.join(sys.argv[1], folder)):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                read.append(yaml.load(file, Loader=yaml.CSafeLoader))
assert len(read) == int(sys.argv[2])
"""


def inside(folder: Path, count: int, rounds: int) -> tuple[float, float]:
    """Median CPU seconds of ours and of theirs in this process."""
    import yaml

    from kvadmin.store.store import open_store

    collections = many_records.collections()
    classes = [one.record_class() for one in collections]
    paths = sorted(str(path) for path in folder.glob("*/**/*.yaml"))
    assert len(paths) == count

    def ours() -> object:
        data = open_store(folder, collections).snapshot()
        return [data.all(one) for one in classes]

    def theirs() -> object:
        read = []
        for path in paths:
            with open(path, "rb") as file:  # noqa: PTH123 (as the issue has it)
                read.append(yaml.load(file, Loader=yaml.CSafeLoader))
        return read

    return in_turns(lambda: _cpu(ours), lambda: _cpu(theirs), rounds)


def _cpu(function: Callable[[], object]) -> float:
    gc.collect()
    before = time.process_time()
    kept = function()
    taken = time.process_time() - before
    del kept
    return taken


def whole(folder: Path, count: int, rounds: int) -> tuple[float, float]:
    """Median CPU seconds of processes that read everything."""
    named = [(one.name, one.path, one.record, one.slug or "") for one in many_records.collections()]
    ours = _OURS.format(collections=named)
    arguments = (str(folder), str(count))
    return in_turns(lambda: process(ours, *arguments), lambda: process(_THEIRS, *arguments), rounds)


def process(code: str, *arguments: str) -> float:
    """CPU seconds of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def in_turns(one: Callable[[], float], other: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of two figures that are taken in turns."""
    taken = [(one(), other()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in taken), statistics.median(pair[1] for pair in taken)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--only", default="", help="kinds whose name holds this")
    options = asked.parse_args()
    nothing = statistics.median(process("pass") for _ in range(11))
    print(f"python -c pass: {nothing * 1000:.1f} ms")
    print(f"{'':46}{'in a process':>26}{'whole processes':>32}")
    print(f"{'':46}{'ours':>8}{'theirs':>9}{'ratio':>9}{'ours':>12}{'theirs':>9}{'ratio':>9}")
    for name, (only_ascii, counts) in KINDS.items():
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as place:
            writer = many_records.Writer(Path(place), only_ascii=only_ascii)
            for kind, count in counts.items():
                getattr(writer, kind)(count)
            total = sum(counts.values())
            one, other = inside(Path(place), total, options.rounds)
            first, second = whole(Path(place), total, options.rounds)
        print(
            f"{name:46}{one:8.3f}{other:9.3f}{one / other:9.3f}{first:12.3f}{second:9.3f}{first / second:9.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
