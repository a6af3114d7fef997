"""Files of five offices through the real command: rows right, silently wrong, refused though clear, in other words.

Run: python benchmarks/office_lists.py [OFFICE/FILE ...] [-q]

Every import runs in this process through ``kvadmin.testing`` on a fresh copy of the example programme, with at most
one round of questions a file: where a question is right, the same file follows with the options that answer it. What
is right is written by hand beside each row (``benchmarks/reading_proofs/offices``), never taken from the program.
Wanted: 0 silently wrong, 97 % right, no column that goes without a word.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from collections import Counter

from reading_proofs import offices
from reading_proofs.import_runs import Desks
from reading_proofs.verdicts import REFUSED, RIGHT, SILENT, WORDING, judge_file


def all_files():
    """Every file of every office, by name."""
    modules = sorted(each.name for each in pkgutil.iter_modules(offices.__path__))
    found = [file for name in modules for file in importlib.import_module(f"{offices.__name__}.{name}").files()]
    assert len({file.name for file in found}) == len(found), "two files of one name"
    return {file.name: file for file in found}


def judged(files):
    """The verdict of each file."""
    with tempfile.TemporaryDirectory() as scratch:
        desks = Desks(scratch)
        for file in files:
            with desks.fresh() as desk:
                yield judge_file(desk, file, desks.scratch / "files" / file.importer)


def main():
    wanted = [each for each in sys.argv[1:] if each != "-q"]
    files = [file for name, file in all_files().items() if not wanted or any(part in name for part in wanted)]
    total, asked, silent, per_office = Counter(), 0, 0, {}
    for verdict in judged(files):
        total += verdict.rows
        asked += verdict.asked
        silent += len(verdict.silent_columns)
        per_office.setdefault(verdict.name.partition("/")[0], Counter()).update(verdict.rows)
        print(f"{verdict.name:32} {line(verdict.rows)}{'  asked' * verdict.asked}")
        if "-q" not in sys.argv:
            for why in verdict.wrong:
                print(f"      {why}")
            for heading in verdict.silent_columns:
                print(f"      column {heading!r} is not mentioned")
    for office, rows in per_office.items():
        print(f"{office:32} {line(rows)}")
    rows = total.total()
    print(f"{len(files)} files, {rows} rows: {line(total)}; {100 * total[RIGHT] / max(rows, 1):.1f} % right")
    print(f"{asked} files asked about once; {silent} columns dropped in silence")


def line(rows):
    """The four figures."""
    return ", ".join(f"{rows[kind]} {kind}" for kind in (RIGHT, SILENT, REFUSED, WORDING))


if __name__ == "__main__":
    main()
