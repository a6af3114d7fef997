"""Random sequences of every command that writes, each dry and in earnest, undone all the way, made again.

What must hold: a dry run leaves every byte as it is and ends as the command does, what is refused writes nothing,
`check` finds no error, undo brings every record back to its bytes, and redo forward again. A sequence that fails is
shortened and printed as a shell script.

Run: python benchmarks/random_sequences.py [sequences] [first seed] [commands in each] [processes]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))


def played(job):
    """What became of the sequences of some seeds."""
    from sequences.making import sequence
    from sequences.office import TODAY
    from sequences.playing import Fault, play
    from sequences.shrinking import script, shortened

    base, place, seeds, length = job
    sums, commands, faults = Counter(), Counter(), []

    def attempt(name, words):
        with tempfile.TemporaryDirectory(dir=place, prefix=name) as folder:
            return play(base, Path(folder) / "office", words)

    for seed in seeds:
        words = sequence(seed, length)
        try:
            result = attempt(f"s{seed}-", words)
        except Fault as fault:
            rule = fault.rule

            def fails(less, rule=rule):
                try:
                    attempt("short-", less)
                except Fault as again:
                    return again.rule == rule
                return False

            faults.append((seed, str(fault)[:600], script(shortened(words, fails), f"seed {seed}: {fault}", TODAY)))
            continue
        sums.update(
            typed=len(words), done=result.done, refused=result.refused, undone=result.undone, erased=result.erased
        )
        commands.update(result.commands)
    return sums, commands, faults


def main():
    from sequences.office import TODAY, made
    from sequences.playing import call
    from sequences.recipes import RECIPES

    count, first, length, processes = ([int(each) for each in sys.argv[1:]] + [1000, 0, 8, 2][len(sys.argv) - 1 :])[:4]
    os.environ |= {
        "KVADMIN_TODAY": TODAY,
        "KVADMIN_WHO": "Benchmark",
        "KVADMIN_CONFIG": "none.toml",
        "KVADMIN_LANG": "en",
    }
    sums, commands, faults, begun = Counter(), Counter(), [], time.time()
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = place
        base = made(Path(place) / "base", call)
        parts = [
            (base, place, range(first + at, min(first + at + 10, first + count)), length) for at in range(0, count, 10)
        ]
        with get_context("spawn").Pool(processes) as pool:
            for part in pool.imap_unordered(played, parts):
                sums, commands = sums + part[0], commands + part[1]
                for seed, about, text in part[2]:
                    print(f"seed {seed}: {about}\n{text}", flush=True)
                faults += part[2]
    print(
        f"{count} random sequences of {length} commands (seeds {first} to {first + count - 1}): "
        f"{sums['typed']} typed dry and in earnest, {sums['done']} changed something, {sums['refused']} refused, "
        f"{sums['undone']} undone and made again, {sums['erased']} with a person erased: {len(faults)} faults; "
        f"{len(commands)} of {len(RECIPES)} commands; {time.time() - begun:.0f} s"
    )
    if missing := sorted(RECIPES.keys() - commands.keys()):
        print(f"never came up: {', '.join(missing)}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
