"""Hand edits at drawn moments of a commit (in place, by rename, same size and time, saved late): 0 of 1,000 lost.

Run: python benchmarks/store_hand_edits.py [COUNT]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another


def main():
    from store.commits import Case
    from store.disks import WAYS
    from store.proofs import hand_edits

    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        for way, ways in WAYS.items():
            case = Case("change", 4, Path(place) / way)
            edits, ended, wrong = hand_edits(case, ways, count, random.Random(1))
            print(f"{way}: {edits} hand edits, {wrong.total()} lost or not told {dict(wrong) or ''}")
            for how, times in sorted(ended.items()):
                print(f"    {times:5} {how}")


if __name__ == "__main__":
    main()
