"""A draw that is bent, and one that is not: how many of random histories `cohort verify` and `check` name rightly.

Run: python benchmarks/grinding.py [HISTORIES [KIND ...]]

Each kind (tests/draw_histories.py) is played through the command line as often as asked for (100), with other people,
days, values and numbers of times each time. Found: the verdict is the right one and its ground is named. Wanted: all of
them, and every honest history sound.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another


def main():
    from draw_histories import BENT, HONEST, found, prepared

    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chosen = sys.argv[2:]
    os.environ["KVADMIN_CONFIG"] = str(Path(tempfile.mkdtemp()) / "config.toml")
    missed = 0
    with tempfile.TemporaryDirectory() as room:
        base = prepared(Path(room) / "base")
        for title, kinds in (("honest", HONEST), ("bent", BENT)):
            for name, play in kinds.items():
                if chosen and name not in chosen:
                    continue
                begun, verify, check = time.perf_counter(), 0, 0
                for seed in range(histories):
                    by_verify, by_check = found(play, base, Path(room) / "played", seed)
                    verify, check = verify + by_verify, check + by_check
                    shutil.rmtree(Path(room) / "played")
                missed += 2 * histories - verify - check
                took = (time.perf_counter() - begun) / histories
                print(
                    f"{title:6} {name:40} verify {verify}/{histories}, check {check}/{histories} ({took:.1f} s each)",
                    flush=True,
                )
    print(f"{missed} missed")
    return missed != 0


if __name__ == "__main__":
    sys.exit(main())
