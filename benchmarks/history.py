"""The history under load: parallel branches merged, writers side by side, size and speed.

Random sequences of commands that are undone stand in ``random_sequences.py``.

Run: python benchmarks/history.py
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

WRITERS, CHANGES = 8, 20
REGISTER = "number,name,county,region,population\n" + "".join(
    f"{number:04},Kommune {number},Fylke {number % 19},Region,{number}\n" for number in range(101, 131)
)


def quiet(*words):
    from kvadmin.cli.main import run

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return run([str(word) for word in words])


def branches(base):
    """Branches that go on side by side and are merged by git."""
    from branches import BRANCHES, merged_branches

    conflicts, lines, findings = merged_branches(base / "branches")
    print(f"{BRANCHES} parallel branches, {lines} changes: {conflicts} conflicts, {findings} findings of check")


def _writer(folder, number, start):
    start.wait()
    refused = 0
    for turn in range(CHANGES):
        refused += quiet("-C", folder, "municipality", "set", f"{101 + number:04}", "population", turn + 1000) != 0
    return refused


def _job(folder, number, start, answers):
    answers.put(_writer(folder, number, start))


def writers(base):
    """Writers on different records, at the same time."""
    folder = base / "writers"
    (base / "register.csv").write_text(REGISTER, encoding="utf-8")
    assert quiet("init", folder, "--name", "x", "--register", base / "register.csv") == 0
    context = get_context("spawn")
    start, answers = context.Event(), context.Queue()
    jobs = [context.Process(target=_job, args=(folder, number, start, answers)) for number in range(WRITERS)]
    for job in jobs:
        job.start()
    time.sleep(3)
    start.set()
    refused = sum(answers.get() for _ in jobs)
    for job in jobs:
        job.join()
    print(f"{WRITERS} writers x {CHANGES} changes of different records: {refused} of {WRITERS * CHANGES} refused")


def long_history(base, changes=500):
    """What a change costs, in bytes and in time, when the history is long."""
    from kvadmin.model.municipality import Municipality
    from kvadmin.plugins.municipality import kvadmin_collections
    from kvadmin.store.store import open_store

    folder = base / "writers"
    store = open_store(folder, kvadmin_collections())

    def size():
        return sum(path.stat().st_size for path in (folder / "history").iterdir())

    def change(turn):
        found = store.snapshot().get(Municipality, "0125")
        found.population = turn
        transaction = store.transaction("Benchmark")
        transaction.update(found)
        transaction.commit()

    before, begun = size(), time.process_time()
    for turn in range(10):
        change(turn)
    few = (time.process_time() - begun) / 10
    for turn in range(10, changes):
        change(turn)
    begun = time.process_time()
    for turn in range(10):
        change(-turn)
    many = (time.process_time() - begun) / 10
    print(f"one change: {(size() - before) / (changes + 10):.0f} bytes of history; "
          f"{many / few:.2f}x the time after {changes} changes of one record")  # fmt: skip
    begun = time.process_time()
    count = sum(bool(entry.changes) for entry in store.records.history(changes=True))
    print(f"log of {count} changes with fields: {(time.process_time() - begun) / few:.1f}x the time of one commit")


def main():
    os.environ |= {"KVADMIN_TODAY": "2008-06-10", "KVADMIN_WHO": "Benchmark", "KVADMIN_CONFIG": "none.toml"}
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        os.environ["XDG_STATE_HOME"] = place
        writers(base)
        long_history(base)
        branches(base)


if __name__ == "__main__":
    main()
