"""Workbooks both ways: time of a round trip of 430 municipalities, and whether differences and results are exact.

Run: python benchmarks/sheets.py [ROUNDS [SEED]]    (100 rounds of 10 edits unless said otherwise; some minutes)

A round trip is `kvadmin sheet out` and `kvadmin sheet in` as a user runs both, on the example's register, also after
each way in which Excel (simulated) or LibreOffice (real) changes the file; wanted: at most 300 times what ``python -c
pass`` takes, in CPU seconds (all of it runs on one core), and no difference but the one that was made. The random
rounds edit cells in the file and in the programme, take the file in, compare every record with what it must be, and
undo it; wanted: no fault.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another
os.environ["KVADMIN_LANG"] = "en"

WANTED = 300
KVADMIN = [sys.executable, "-m", "kvadmin"]


def main():
    from edited_workbooks import EXCEL_WAYS, put_all

    from kvadmin.testing import Kit

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2008
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kit = Kit(folder / "programme")
        ran = kit.run("init", str(folder / "example"), "--example")
        assert ran.code == 0, ran.err
        kit.folder = folder / "example"
        times(kit, folder, EXCEL_WAYS, put_all)
        exact(kit, folder, EXCEL_WAYS, rounds, seed)


def clock(command, cwd):
    """CPU seconds of one process, which other work on the machine does not add to, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=cwd)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def times(kit, folder, ways, put_all):
    """The round trip, and what is told after each way."""
    from edited_workbooks import Edited, edited_by_libreoffice, has_libreoffice, through_libreoffice

    base = min(clock([sys.executable, "-c", "pass"], folder)[0] for _ in range(20))
    print(f"python -c pass: {base * 1000:.1f} ms of CPU")
    file = folder / "municipalities.xlsx"
    out_command = [*KVADMIN, "sheet", "out", "municipalities", "-o", str(file)]
    out = min(clock(out_command, kit.folder)[0] for _ in range(5))
    content = file.read_bytes()
    edit = {("0301", "Population"): 4321, ("1622", "Note"): "Ny merknad"}
    files = {"untouched": content, **{way.__name__: put_all(content, edit, way) for way in ways}}
    if has_libreoffice():
        put = put_all(content, edit)
        files |= {f"LibreOffice, {ending}": through_libreoffice(put, ending) for ending in ("xlsx", "ods", "xls")}
        edited = Edited(content)
        typed = {edited.address(key, heading).partition("!")[2]: str(value) for (key, heading), value in edit.items()}
        files["LibreOffice, typed and sorted there"] = edited_by_libreoffice(content, typed, sort_by=9)
    else:
        print("LibreOffice is not there: left out")
    for name, changed in files.items():
        ending = name.rpartition(", ")[2] if name.endswith((", ods", ", xls")) else "xlsx"
        back = folder / f"back.{ending}"
        back.write_bytes(changed)
        command = [*KVADMIN, "--format", "json", "sheet", "in", str(back), "--dry-run"]
        took, printed = min(clock(command, kit.folder) for _ in range(3))
        told = {(each["key"], each["file"]) for each in json.loads(printed)["differences"]}
        right = told == (set() if name == "untouched" else {(key, str(value)) for (key, _), value in edit.items()})
        ratio = (out + took) / base
        verdict = "as wanted" if right and ratio <= WANTED else f"NOT AS WANTED: {told}"
        print(f"{name:36} out {out:.2f} s + in {took:.2f} s = {ratio:5.0f}x python -c pass: {verdict}")


def exact(kit, folder, ways, rounds, seed):
    """The random rounds."""
    from sheet_rounds import Rounds

    play = Rounds(kit, folder, seed)
    edits = faults = 0
    start = time.perf_counter()
    for number in range(rounds):
        done = play.play(ways[number % len(ways)])
        edits += done.edits
        faults += len(done.faults)
        for fault in done.faults:
            print(f"round {number}, seed {seed}: {fault}")
    took = time.perf_counter() - start
    print(f"{edits} random edits in {rounds} rounds ({took:.0f} s, seed {seed}): {faults} faults")


if __name__ == "__main__":
    main()
