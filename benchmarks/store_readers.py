"""Readers beside a writer that changes 430 files at once, again and again: 0 of 1,000 readings see half of a commit.

Run: python benchmarks/store_readers.py [COUNT]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from store import collections, write

WRITER = """
import sys
sys.path[:0] = {path!r}
from store import collections
from pathlib import Path
from kvadmin.model.municipality import Municipality
from kvadmin.store.store import open_store
for number in range(10**6):
    store = open_store(Path(sys.argv[1]), collections())
    change = store.transaction("Writer")
    for one in store.snapshot().all(Municipality):
        one.population = 1000 + number
        change.update(one)
    change.commit()
"""


def read(folder):
    """The populations that two listings and one record of one snapshot show."""
    from kvadmin.errors import Conflict
    from kvadmin.model.municipality import Municipality
    from kvadmin.store.store import open_store

    data = open_store(folder, collections()).snapshot()
    try:
        first = data.get(Municipality, "0301").population
        everything = {one.population for one in data.all(Municipality)} | {first}
    except Conflict:
        return "said: changed meanwhile"
    return "whole" if len(everything) == 1 else f"HALF: {sorted(everything)}"


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp()
    from kvadmin.model.municipality import Municipality
    from kvadmin.store.store import open_store

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder)
        store = open_store(folder, collections())
        change = store.transaction("Benchmark")
        for one in store.snapshot().all(Municipality):
            one.population = 1
            change.update(one)
        change.commit()
        code = WRITER.format(path=[str(Path(__file__).parent), *sys.path])
        writer = subprocess.Popen([sys.executable, "-c", code, place])
        try:
            time.sleep(1)
            seen = Counter(read(folder) for _ in range(count))
        finally:
            writer.kill()
            writer.wait()
        commits = len(list(open_store(folder, collections()).records.history()))
    print(f"{count} readings beside {commits} commits of 430 files: {dict(seen)}")


if __name__ == "__main__":
    main()
