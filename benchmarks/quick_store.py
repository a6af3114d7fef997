"""Every ratio of the issue "a quick store" in one run: reading, listing, checking, and changes on a long history.

Run: python benchmarks/quick_store.py [--small] [--rounds N] [PART ...]     (parts: read, list, check, history)

Each figure is the CPU time (user and system) of whole processes, the median of rounds in which all cases of a part
take turns, with ``python -c pass`` beside them. Folders and the person's cache folder are made anew in a temporary
folder. ``--small`` tries it all on a tenth of the records, which says nothing of the ratios.

* read: every record of a programme (2,000 municipalities, 9,000 applications to five cohorts), beside PyYAML's
  ``CSafeLoader`` on the same files; as processes, in which both collect garbage as seldom as kvadmin does, and both in
  one process, where starting Python does not count.
* list: ``municipality list`` of 9,000, up to the moment in which its report is complete (the data are ready: a process
  that counts the rows and shows none), and as it is; with an index that knows the folder, after one hand edit, without
  an index; beside ``municipality list --help``, which imports what the list imports and reads nothing (the limit is of
  that, as it was of ``municipality --help`` while that imported the same), beside showing one, and beside
  ``municipality --help``, which imports no command any more and so says what is added to the start of kvadmin.
* check: ``kvadmin check`` of the same programme as in read.
* history: ``set``, ``log`` and ``undo`` in a folder of 430 municipalities, with 8,000 changes in its history and none.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from large_folders import programme, with_history
from measuring import cpu

#: What a part may cost at most, by the name under which its ratio is printed (issue: a quick store).
LIMITS = {"cold read": 0.6, "data ready": 5, "after a hand edit": 1.5, "check": 3, "history": 1.2}

PASS = ["-c", "pass"]
SAFE = """import gc, sys, pathlib, yaml
gc.set_threshold(50_000)
for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.yaml')):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
READ = """import gc, sys; sys.path.insert(0, sys.argv[2])
gc.set_threshold(50_000)
import quick_store; quick_store.read_all(quick_store.opened(sys.argv[1]))
"""
COUNTED = """from kvadmin.cli.main import main
from kvadmin.session.session import Session
Session.show = lambda self, report: sum(1 for table in report.tables for row in table.rows)
main()
"""
HERE = str(Path(__file__).resolve().parent)


def opened(folder, engines=()):
    """The store of a folder, with the collections of all records that the folders of these benchmarks have."""
    from kvadmin.plugins.cohort import kvadmin_collections as of_cohort
    from kvadmin.plugins.municipality import kvadmin_collections as of_municipality
    from kvadmin.store.store import open_store

    return open_store(Path(folder), [*of_municipality(), *of_cohort()], engines=engines)


def read_all(store):
    """Every record of every collection, as typed records."""
    snapshot = store.snapshot()
    return [record for each in store.collections.values() for record in snapshot.all(each.record_class())]


def safe_load(files):
    import yaml

    return [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in files]


def kvadmin(folder, *words):
    return ["-m", "kvadmin", "-C", str(folder), *words]


class Rounds:
    """Cases that take turns; what each took, in CPU seconds.

    Args:
        rounds: How many.
    """

    def __init__(self, rounds):
        self.rounds = rounds

    def of(self, cases):
        """Medians by name; a case is the words behind ``python``, or a function of the round that gives them."""
        taken = {name: [] for name in cases}
        for number in range(self.rounds):
            for name, case in cases.items():
                taken[name].append(_seconds(case, number))
        return {name: statistics.median(values) for name, values in taken.items()}

    def inside(self, cases):
        """The same for functions that are called in this process."""
        taken = {name: [] for name in cases}
        for _ in range(self.rounds):
            for name, case in cases.items():
                before = time.process_time()
                case()
                taken[name].append(time.process_time() - before)
        return {name: statistics.median(values) for name, values in taken.items()}


def _seconds(case, number):
    case = case(number) if callable(case) else case
    variables = [word for word in case if word.startswith("KVADMIN_INDEX=")]
    os.environ.update(word.split("=", 1) for word in variables)
    try:
        return cpu([word for word in case if word not in variables])[0]
    finally:
        for word in variables:
            del os.environ[word.split("=", 1)[0]]


def told(title, seconds):
    print(title)
    for name, taken in seconds.items():
        print(f"    {name}: {taken:.3f} s, {taken / seconds['python -c pass']:.1f}x python -c pass")


def ratio(name, one, other, limit):
    print(f"  -> {name}: {one / other:.2f}x (limit {limit}x){'' if one / other <= limit else '  ABOVE THE LIMIT'}")


def reading(folder, rounds):
    """A cold read beside CSafeLoader."""
    whole = rounds.of(
        {
            "python -c pass": PASS,
            "CSafeLoader": ["-c", SAFE, str(folder)],
            "kvadmin": ["-c", READ, str(folder), HERE],
        }
    )
    files = sorted(folder.rglob("*.yaml"))
    inside = rounds.inside({"CSafeLoader": lambda: safe_load(files), "kvadmin": lambda: read_all(opened(folder))})
    told(f"cold read of {len(files):,} files", whole)
    print("    in one process: " + ", ".join(f"{name} {taken:.3f} s" for name, taken in inside.items()))
    ratio("as processes", whole["kvadmin"], whole["CSafeLoader"], LIMITS["cold read"])
    ratio("in one process", inside["kvadmin"], inside["CSafeLoader"], LIMITS["cold read"])


def listing(folder, rounds):
    """A list from the index."""
    edited = sorted((folder / "municipalities").iterdir())[1000 % len(list((folder / "municipalities").iterdir()))]
    ready = ["-c", COUNTED, "-C", str(folder), "municipality", "list"]

    def after_edit(number):
        text = edited.read_text(encoding="utf-8")
        edited.write_text(f"{text.partition('note:')[0]}note: endret {number}\n", encoding="utf-8")
        return ready

    cpu(ready)  # the index learns of the folder
    seconds = rounds.of(
        {
            "python -c pass": PASS,
            "municipality --help": kvadmin(folder, "municipality", "--help"),
            "municipality list --help": kvadmin(folder, "municipality", "list", "--help"),
            "municipality show 0101": kvadmin(folder, "municipality", "show", "0101"),
            "list, data ready": ready,
            "list, data ready, after one hand edit": after_edit,
            "list, data ready, KVADMIN_INDEX=off": [*ready, "KVADMIN_INDEX=off"],
            "list": kvadmin(folder, "municipality", "list"),
            "list --format json": kvadmin(folder, "municipality", "list", "--format", "json"),
        }
    )
    told("municipality list", seconds)
    warm = seconds["list, data ready"]
    for form in ("list", "list --format json"):
        print(
            f"    rendering of {form}: {seconds[form] - warm:.3f} s, {seconds[form] / warm:.1f}x of data ready in all"
        )
    ratio("data ready, of the help of the list", warm, seconds["municipality list --help"], LIMITS["data ready"])
    for name in ("municipality show 0101", "municipality --help"):
        print(f"     data ready, of {name}: {warm / seconds[name]:.2f}x")
    edit = seconds["list, data ready, after one hand edit"]
    ratio("after one hand edit, of warm", edit, warm, LIMITS["after a hand edit"])


def checking(folder, rounds):
    """``check`` beside the cold read."""
    seconds = rounds.of(
        {
            "python -c pass": PASS,
            "cold read": ["-c", READ, str(folder), HERE],
            "check": kvadmin(folder, "check"),
            "check, KVADMIN_INDEX=off": [*kvadmin(folder, "check"), "KVADMIN_INDEX=off"],
        }
    )
    told("check", seconds)
    ratio("check, of the cold read", seconds["check"], seconds["cold read"], LIMITS["check"])


def changing(young, old, rounds):
    """``set``, ``log`` and ``undo`` with a history and without."""

    def setting(folder):
        return lambda number: kvadmin(folder, "municipality", "set", "0110", "population", str(70000 + number))

    cases = {"python -c pass": PASS}
    for name, folder in (("none", young), ("long", old)):
        cases |= {
            f"set, {name}": setting(folder),
            f"log, {name}": kvadmin(folder, "log"),
            f"undo, {name}": kvadmin(folder, "undo", "--yes"),
        }
        cpu(setting(folder)(-1))  # the index learns of the folder
    seconds = rounds.of(cases)
    told("with a history and with none", seconds)
    for command in ("set", "log", "undo"):
        ratio(f"{command}, of none", seconds[f"{command}, long"], seconds[f"{command}, none"], LIMITS["history"])


def main(words):
    small = "--small" in words
    rounds = Rounds(int(words[words.index("--rounds") + 1]) if "--rounds" in words else 3 if small else 5)
    parts = [word for word in words if word in ("read", "list", "check", "history")] or [
        "read",
        "list",
        "check",
        "history",
    ]
    share = 10 if small else 1
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        os.environ |= {"XDG_CACHE_HOME": str(room / "cache"), "KVADMIN_CONFIG": str(room / "config.toml")}
        os.environ.pop("KVADMIN_INDEX", None)
        large = programme(room / "large", 2000 // share, 9000 // share) if {"read", "check"} & {*parts} else None
        if "read" in parts:
            reading(large, rounds)
        if "list" in parts:
            listing(programme(room / "register", 9000 // share), rounds)
        if "check" in parts:
            checking(large, rounds)
        if "history" in parts:
            young = programme(room / "young", 430 // share)
            changing(young, with_history(programme(room / "old", 430 // share), 8000 // share), rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
