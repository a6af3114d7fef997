"""What becomes of every name with a Norwegian letter when its list is read in a wrong encoding.

Run: python benchmarks/damaged_names.py [REGISTER.csv]   (columns kommunenummer, navn_norsk, fylke; else the example)

Right is: a person is asked, and the municipality is among those who may be meant. The suite does the same for the
example (tests/register/test_matching__damaged.py).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from example_register import example_entries  # found through the path above

from kvadmin.model.municipality import Municipality
from kvadmin.register.matching import Register

#: Written as, read as.
WRONG = (
    ("utf-8", "cp1252"),
    ("cp850", "cp1252"),
    ("mac_roman", "cp1252"),
    ("cp1252", "cp850"),
    ("cp1252", "mac_roman"),
    ("cp1252", "cp1250"),
    ("cp850", "cp852"),
    ("latin-1", "ascii"),
)


def verdicts(entries: list[Municipality]) -> Counter[tuple[str, bool]]:
    """Verdict, and whether the municipality is the answer or among the candidates, with how often."""
    register = Register(entries)
    found: Counter[tuple[str, bool]] = Counter()
    for entry in entries:
        name = entry.name.partition(" (")[0]
        for written, read in WRONG:
            damaged = name.encode(written, errors="replace").decode(read, errors="replace")
            if damaged != name and not name.isascii():
                match = register.match(name=damaged)
                found[match.verdict, entry.number in (match.candidates or (match.number,))] += 1
    return found


def _entries(file: Path) -> list[Municipality]:
    with file.open(encoding="utf-8") as lines:
        return [
            Municipality(number=row["kommunenummer"], name=row["navn_norsk"], county=row["fylke"])
            for row in csv.DictReader(lines)
        ]


if __name__ == "__main__":
    register = _entries(Path(sys.argv[1])) if len(sys.argv) > 1 else list(example_entries())
    for (verdict, among), count in verdicts(register).most_common():
        print(f"{verdict}, the right one {'among' if among else 'NOT among'} those meant: {count}")
