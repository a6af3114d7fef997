"""Lists laid out in every way give the same rows and records, and no column goes without a word: workbooks, and wrong.

Run: python benchmarks/reading_property.py [COUNT]

Hypothesis draws the order of the columns, columns that nobody knows, one of three languages, one of four formats;
applications, registrations and memberships in turn. Each is imported by the real command in this process, into a copy
of a small programme. Wanted: 0 wrong of at least 500.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another


def main():
    from reading_proofs.arrangements import Trials, arrangements

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    tried, wrong, examples = Counter(), Counter(), {}
    with tempfile.TemporaryDirectory() as scratch:
        trials = Trials(scratch)
        for importer, said in trials.faults.items():
            print(f"{importer} as declared: {said[:3] or 'right'}")

        @seed(12)
        @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(arrangements())
        def trial(layout):
            key = (layout.importer, layout.language, layout.form)
            said = trials.complaints(layout)
            tried[key] += 1
            if said:
                wrong[key] += 1
                examples.setdefault(said[0].partition(":")[2] or said[0], (layout, said))

        trial()
    for at, name in enumerate(("importer", "language", "format")):
        for value in sorted({key[at] for key in tried}):
            of = sum(number for key, number in tried.items() if key[at] == value)
            bad = sum(number for key, number in wrong.items() if key[at] == value)
            print(f"{name:9} {value:14} {of:5} workbooks, {bad} wrong")
    for layout, said in list(examples.values())[:8]:
        print(f"{layout.importer} {layout.language} {layout.form} {[name for name, _ in layout.unknown]}: {said[:2]}")
    print(f"{tried.total()} workbooks, {wrong.total()} wrong")


if __name__ == "__main__":
    main()
