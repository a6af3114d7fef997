"""Reading, checking and changing a register of 430 municipalities, as ratios that hold on any machine.

Run: python benchmarks/store.py
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNT = 430
FILE = """\
number: '{number:04}'
name: Kommune {number}
county: Fylke {county}
region: Østlandet
population: {population}
language_form: neutral
lat: 59.91
lon: 10.75
valid_from: 1994-01-01
contacts:
  - id: kari
    name: Kari Nordmann   # since 2006
    role: project-leader
    email: kari{number}@example.no
  - id: ola
    name: Ola Nordmann
    role: mayor
    email: ola{number}@example.no
"""


def write(folder):
    (folder / "municipalities").mkdir()
    (folder / "programme.yaml").write_text("schema: 1\nname: Benchmark\n", encoding="utf-8")
    for number in range(101, 101 + COUNT):
        text = FILE.format(number=number, county=number % 19, population=number * 37)
        (folder / "municipalities" / f"{number:04}-kommune-{number}.yaml").write_text(text, encoding="utf-8")


def collections():
    from kvadmin.extension.collections import Collection

    path = "municipalities/{number}.yaml"
    return [Collection("municipalities", path, "kvadmin.model.municipality:Municipality", slug="name")]


def cpu(function, rounds=5):
    """Median CPU seconds of a call."""
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        function()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


def process(code, *arguments, rounds=11):
    """Median CPU seconds of a Python process."""
    taken = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, *arguments], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return statistics.median(taken)


def numpy_workload():
    import numpy as np

    values = np.random.default_rng(1).random((250, 250))
    return np.linalg.svd(values)


def main():
    from ruamel.yaml import YAML

    from kvadmin.model.municipality import Municipality
    from kvadmin.store.store import open_store
    from kvadmin.store.yamltext.events import compose

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder)
        texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "municipalities").iterdir())]
        numpy_workload()
        units = {"python -c pass": process("pass"), "numpy SVD 250": cpu(numpy_workload)}
        store = open_store(folder, collections())

        def read_all():
            store.refresh()
            assert len(store.snapshot().all(Municipality)) == COUNT

        def change_one():
            change = store.transaction("Benchmark")
            found = store.snapshot().get(Municipality, "0301")
            found.population = (found.population or 0) + 1
            change.update(found)
            change.commit()

        round_trip = cpu(lambda: [YAML().load(text) for text in texts[:43]], 3) * COUNT / 43
        cases = {
            "import kvadmin.store.store": process("import kvadmin.store.store"),
            f"nodes of {COUNT} files": cpu(lambda: [compose(text) for text in texts]),
            f"read and type {COUNT} files": cpu(read_all),
            f"check {COUNT} files": cpu(store.records.check),
            "find, change and commit one": cpu(change_one),
            f"ruamel round trip, load {COUNT} files": round_trip,
        }
    print(f"{'':40}{'ms':>9}{'x pass':>9}{'x numpy':>9}{'x round trip':>14}")
    for name, seconds in {**units, **cases}.items():
        pass_, numpy_ = units.values()
        print(
            f"{name:40}{seconds * 1000:9.1f}{seconds / pass_:9.2f}{seconds / numpy_:9.2f}{seconds / round_trip:14.4f}"
        )


if __name__ == "__main__":
    main()
