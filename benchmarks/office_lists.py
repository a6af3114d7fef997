"""Files of six offices through the real command: rows right, silently wrong, refused though clear, in other words.

Run: python benchmarks/office_lists.py [OFFICE/FILE ...] [-q]

Every import runs in this process through ``kvadmin.testing`` on a fresh copy of the example programme, with at most
one round of questions a file: where a question is right, the same file follows with the options that answer it. What
is right is written by hand beside each row (``tests/reading_proofs/offices``), never taken from the program.
Wanted: 0 silently wrong, 97 % right, no column that goes without a word.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another


def main():
    from reading_proofs.office_runs import all_files, judged

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
    print(f"{len(files)} files, {rows} rows: {line(total)}; {100 * total['right'] / max(rows, 1):.1f} % right")
    print(f"{asked} files asked about once; {silent} columns dropped in silence")


def line(rows):
    """The four figures."""
    from reading_proofs.verdicts import KINDS

    return ", ".join(f"{rows[kind]} {kind}" for kind in KINDS)


if __name__ == "__main__":
    main()
