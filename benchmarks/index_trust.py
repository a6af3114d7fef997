"""Lists answered from the index, against the files alone: 0 of 3,000 differ, whatever hands, clocks and bytes do.

Hands edit, make, delete, rename, exchange and touch files at random, with times put back and set to come; between that
the index is cut off, flipped, torn, put back, deleted or of another version. Half of the answers are asked for at once,
by the true rule of what is too new to be kept, the others a minute later, so that everything is kept.

Run: python benchmarks/index_trust.py [COUNT]
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another


def harmed(file, chance):
    """Do something to the index; what."""
    if not file.is_file():
        return "none"
    whole = file.read_bytes()
    what = chance.choice(["nothing"] * 4 + ["flipped", "cut off", "deleted", "garbage", "version", "mixed", "old"])
    if what == "flipped":
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 1, 4, 64))):
            damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        file.write_bytes(damaged)
    elif what == "cut off":
        file.write_bytes(whole[: chance.randrange(len(whole))])
    elif what == "deleted":
        file.unlink()
    elif what == "garbage":
        file.write_bytes(chance.randbytes(chance.randrange(50_000)))
    elif what == "version":
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(file)
            connection.execute(f"PRAGMA user_version={chance.randrange(100)}")
            connection.close()
    elif what == "mixed" and len(whole) > 8192:  # pages of a torn write
        at, to = (4096 * chance.randrange(1, len(whole) // 4096) for _ in range(2))
        file.write_bytes(whole[:at] + whole[to : to + 4096] + whole[at + 4096 :])
    elif what == "old":
        kept = file.with_name("old")
        if kept.exists():
            file.write_bytes(kept.read_bytes())
        kept.write_bytes(whole)
    return what


def main():
    from store.index.hands import by_hand
    from store.index.index_states import asked, filled, read_of, without_index

    from kvadmin.store.index import outlined_files
    from kvadmin.store.index.database import index_file

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    outlined_files.FEW, clock = 0, time.time_ns
    chance, tally, differ, read, files = random.Random(20), Counter(), 0, 0, 0
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        os.environ["XDG_STATE_HOME"], os.environ["KVADMIN_INDEX"] = f"{place}/state", f"{place}/index"
        folder = filled(Path(place) / "programme")
        for turn in range(count):
            if turn % 25 == 0:
                shutil.rmtree(folder)
                filled(folder, 40)
            for _ in range(chance.randrange(3)):
                if any((folder / "towns").glob("*.yaml")):
                    by_hand(folder, chance)
            tally[harmed(index_file(folder), chance)] += 1
            later = chance.random() < 0.5
            time.time_ns = (lambda: clock() + 60 * 10**9) if later else clock
            differ += asked(folder) != without_index(folder)
            read += len(read_of(folder))
            files += len(list((folder / "towns").glob("*.yaml")))
            time.time_ns = clock
    print(f"{count} answers, {differ} differ from those of the files; {files} files, {read} of them read again")
    print(f"    the index was: {dict(tally)}")


if __name__ == "__main__":
    main()
