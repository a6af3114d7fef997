"""Random histories: changes, undos, edits by hand, erasures, then lines shuffled, doubled, damaged, dated back, moved.

What must hold: every reader of the history, with an index and without, says of every change, of every file and of every
undo what one says of which all lines are read whole.

Run: python benchmarks/random_histories.py [histories] [first seed]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(ROOT / "tests"), str(ROOT)]  # not this folder, which has another `store`


def play(place, seed, turns=8):
    """One history, compared again and again; how it was read."""
    from store.random_histories import compare, damaged, grown

    from kvadmin.store.history.past_reader import TABLES, PastReader
    from kvadmin.store.index.database import Index

    dice, kinds, lasting = random.Random(seed), Counter(), None
    for turn in range(turns):
        grown(place / "office", dice, dice.randrange(1, 12))
        if not turn or dice.random() < 0.3:
            lasting = PastReader(Index(place / "index.sqlite", TABLES))
        readers = [PastReader(), lasting, *(PastReader(Index(place / "index.sqlite", TABLES)) for _ in range(2))]
        kinds.update(compare(place / "office", readers))
        if dice.random() < 0.3:
            damaged(place / "office", dice, dice.randrange(1, 5))
            kinds.update(compare(place / "office", readers))
    return kinds


def main():
    from kvadmin.store.history import log, past_reader

    past_reader.SMALL, log.FULL = -1, 5000
    count, first = (int(each) for each in (*sys.argv[1:3], *("200", "1")[len(sys.argv) - 1 :]))
    kinds = Counter()
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as place:
            os.environ["XDG_STATE_HOME"] = place
            try:
                kinds += play(Path(place), seed)
            except BaseException:
                print(f"seed {seed}")
                raise
    said = ", ".join(f"{number} times by {kind}" for kind, number in sorted(kinds.items()))
    print(f"{count} random histories, read {said}: the same answers")


if __name__ == "__main__":
    main()
