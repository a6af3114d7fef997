"""What a long past costs: ``set``, ``undo``, ``redo`` and ``log`` with 8,000 changes in the history against none.

Whole processes, CPU user plus system, both folders in turn; ``python -c pass`` stands beside. The histories are written
line by line with what kvadmin itself makes of a change, in several shapes, and taken away again for the other folder,
which is otherwise the same.

Run: python benchmarks/long_history.py [SHAPE ...] [--rounds N] [--changes N] [--off]     (``--off``: without an index)

``--first N`` measures instead what a history of N changes over twenty years costs a computer that has not seen it, and
one that has: ``log --last 10``, ``set`` and ``check``, CPU seconds and the most memory, in MB. For engines
``engine_scale.py partitions`` does so.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from measuring import cpu, spent  # noqa: E402

REMARK = "# Something that somebody has noted down about this municipality, in many words æøå.\n"
#: Shape: records, months, bytes of remarks in a record, files that the first change touched, of each: undone at once.
SHAPES = {
    "one record": (1, 1, 0, 0, False),
    "430 records": (430, 1, 0, 0, False),
    "8000 records": (8000, 1, 0, 0, False),
    "24 months": (430, 24, 0, 0, False),
    "large contents": (430, 1, 20000, 0, False),
    "9000 files at once": (430, 1, 0, 9000, False),
    "done and undone": (430, 1, 0, 0, True),
}


def numbers(count):
    """Municipality numbers, 0301 first."""
    return ["0301", *(f"{number:04}" for number in range(1001, 9999))][:count]


def path_of(number):
    return f"municipalities/{number}-kommune.yaml"


def content(number, population, remarks=0):
    head = f"number: '{number}'\nname: Kommune\ncounty: Fylke\nregion: Østlandet\n"
    return (head + f"population: {population}\n" + REMARK * (remarks // len(REMARK.encode()))).encode()


def write_folder(folder, changes, shape):
    """A folder with that history; the lines of its history, by file."""
    from kvadmin.store.folder import revision  # noqa: F401 - loads what the lines need
    from kvadmin.store.history.ids import new_id
    from kvadmin.store.history.log import Line, file_line, month_file

    count, months, remarks, at_once, undone = shape
    # up to now: what is written next goes to the file that holds most of it (but in the first hours of a month)
    step = timedelta(days=30 * months) / changes if months > 1 else timedelta(seconds=1)
    start = datetime.now().astimezone().replace(microsecond=0) - step * (changes + 2)
    known = numbers(count)
    (folder / "municipalities").mkdir(parents=True)
    (folder / "programme.yaml").write_text("schema: 1\nname: Benchmark\nlanguage: nb\n", encoding="utf-8")
    now = {number: content(number, 1000, remarks) for number in known}
    lines, last, sizes = {}, "", Counter()

    def note(when, files, command, undoes=None):
        nonlocal last
        name = new_id()
        line = Line(name, when, "Kari Nordmann", "", command, tuple(files), undoes, (), "office/1a2b3c4d", last)
        path = month_file(when, lambda path: sizes[path])
        lines.setdefault(path, []).append(line.encode())
        sizes[path] += len(lines[path][-1])
        last = name
        return name

    made = [file_line(path_of(each), None, now[each], sensitive=False, record=True) for each in known]
    many = numbers(at_once)[count:]
    made += [file_line(path_of(each), None, content(each, 1000), sensitive=False, record=True) for each in many]
    note(start, made, "init")
    if many:
        gone = [file_line(path_of(each), content(each, 1000), None, sensitive=False, record=True) for each in many]
        note(start + step, gone, "import register")
    before = None
    for turn in range(changes):
        when = start + step * (turn + 2)
        if undone and turn % 2:
            number, old, name = before
            files = [file_line(path_of(number), now[number], old, sensitive=False, record=True)]
            note(when, files, "undo", name)
            now[number] = old
            continue
        number = known[turn % count]
        new = content(number, 2000 + turn, remarks)
        files = [file_line(path_of(number), now[number], new, sensitive=False, record=True)]
        before = number, now[number], note(when, files, "municipality set")
        now[number] = new
    for number, data in now.items():
        (folder / path_of(number)).write_bytes(data)
    (folder / "history").mkdir()
    return {path: b"".join(each) for path, each in lines.items()}


def fill(folder, lines, *, last=0):
    for path, data in lines.items():
        kept = b"".join(data.splitlines(keepends=True)[-last:]) if last else data
        (folder / path).write_bytes(kept)


def pair(base, changes, shape):
    """Two folders that differ in their history alone."""
    long, short = base / "long", base / "short"
    lines = write_folder(long, changes, shape)
    shutil.copytree(long, short)
    fill(long, lines)
    newest = max(lines)
    fill(short, {newest: lines[newest]}, last=2)
    return long, short


def turn_of(folder, turn, times):
    """The commands once, each timed."""

    def timed(name, *words):
        seconds, said = cpu(["-m", "kvadmin", "-C", str(folder), *words])
        times.setdefault(name, []).append(seconds)
        return said

    said = timed("set", "municipality", "set", "0301", "population", str(100000 + turn))
    change = re.search(r"kvadmin undo (\S+)", said)[1]
    timed("undo", "undo", "--yes")
    timed("redo", "redo", "--yes")
    timed("undo by id", "undo", change, "--yes")
    timed("log", "log")
    timed("log KEY", "log", "0301")


def measure(name, shape, options, base):
    folders = pair(base, options.changes, shape)
    times = ({}, {})
    for turn in range(options.rounds + 1):
        for folder, each in zip(folders, times, strict=True):
            turn_of(folder, turn, {} if turn == 0 else each)  # the first one finds nothing in the caches
    beside = statistics.median(cpu(["-c", "pass"])[0] for _ in range(5))
    size = sum(path.stat().st_size for path in (folders[0] / "history").iterdir()) / 1e6
    print(f"{name}: {options.changes} changes, {size:.1f} MB (python -c pass: {beside * 1000:.0f} ms)", flush=True)
    for command in times[0]:
        many, few = (statistics.median(each[command]) for each in times)
        print(
            f"    {command:12}{many * 1000:7.0f} ms with, {few * 1000:5.0f} ms without: {many / few:.2f}x", flush=True
        )


def make(folder, count):
    """A history over twenty years."""
    fill(folder, write_folder(folder, count, (430, 240, 0, 0, False)))


def first(count, place):
    """Print what a history costs that no index knows yet, and what it costs then."""
    folder = place / "first"
    # in a process of its own: what a process had before it became another program counts as that one's memory
    maker = multiprocessing.get_context("fork").Process(target=make, args=(folder, count))
    maker.start()
    maker.join()
    files = list((folder / "history").iterdir())
    size = sum(path.stat().st_size for path in files) / 1e6
    beside, idle = spent([sys.executable, "-c", "pass"])
    print(
        f"{count:,} changes, {len(files)} files, {size:.0f} MB (python -c pass: {beside * 1000:.0f} ms, {idle:.0f} MB)"
    )
    base = [sys.executable, "-m", "kvadmin", "-C", str(folder)]
    spent([*base, "cohort", "list"])  # modules are compiled
    for number, state in enumerate(("for the first time", "known to the index")):
        for words in (
            ["log", "--last", "10"], ["municipality", "set", "0301", "population", f"{7 + number}"], ["check"],
        ):  # fmt: skip
            if number == 0 and words != ["check"]:
                shutil.rmtree(place / "cache", ignore_errors=True)
            seconds, memory = spent([*base, *words])
            print(f"    {' '.join(words[:2]):18} {state}: {seconds:6.2f} s CPU, {memory:5.0f} MB at most", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shapes", nargs="*", default=list(SHAPES), metavar="SHAPE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--changes", type=int, default=8000)
    parser.add_argument("--off", action="store_true")
    parser.add_argument("--first", type=int, default=0, metavar="N")
    options = parser.parse_args()
    os.environ |= {"KVADMIN_WHO": "Benchmark", "KVADMIN_CONFIG": "none.toml", "PYTHONPATH": str(ROOT)}
    os.environ |= {"KVADMIN_INDEX": "off"} if options.off else {}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONSAFEPATH"] = "1"  # else the kvadmin of the folder that this is run in would be measured
    for name in ["first"] if options.first else options.shapes:
        with tempfile.TemporaryDirectory() as place:
            os.environ |= {"XDG_STATE_HOME": f"{place}/state", "XDG_CACHE_HOME": f"{place}/cache"}
            # as installed: compiled modules are kept, or compiling them hides what a history costs
            os.environ["PYTHONPYCACHEPREFIX"] = f"{place}/compiled"
            if options.first:
                first(options.first, Path(place))
            else:
                measure(name, SHAPES[name], options, Path(place))


if __name__ == "__main__":
    main()
