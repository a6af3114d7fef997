"""Texts of goals: how many are read right, left and wrong, and how fast.

Run: python benchmarks/goal_texts.py    (exit 1 when one is wrong, or a text takes more than 1 ms of CPU)
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from plugins.evaluation.goals.goal_table import INDICATORS, texts, written  # noqa: E402 - found through the path above

from kvadmin.plugins.evaluation.goals.goal_reader import read_goals  # noqa: E402

#: CPU seconds a text may take.
MOST = 0.001


def main() -> int:
    """Print the figures."""
    lot = texts()
    start = time.process_time()
    read = [written(read_goals(text, source, INDICATORS)) for source, text, _ in lot]
    each = (time.process_time() - start) / len(lot)
    right = sum(said == expected != "left" for said, (*_, expected) in zip(read, lot, strict=True))
    left = sum(said == "left" for said in read)
    wrong = len(lot) - right - left
    print(
        f"{len(lot)} texts: {right} proposed right, {left} left to a person, {wrong} wrong; {each * 1000:.2f} ms a text"
    )
    return int(wrong > 0 or each > MOST)


if __name__ == "__main__":
    sys.exit(main())
