"""Headings as offices write them, one at a time: how many are taken as what they mean.

Run: python benchmarks/heading_probes.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another


def main():
    from reading_proofs.declared import IMPORTERS
    from reading_proofs.heading_probes import probes, taken_as

    tried, right = Counter(), Counter()
    for probe in probes():
        found = taken_as(probe, IMPORTERS[probe.importer])
        tried[probe.importer] += 1
        right[probe.importer] += found == probe.field
        if found != probe.field:
            print(f"      {probe.importer} {probe.heading!r}: {found}, not {probe.field}")
    for importer, number in tried.items():
        print(f"{importer:16} {right[importer]} of {number} headings right")
    print(f"{right.total()} of {tried.total()} headings right")


if __name__ == "__main__":
    main()
