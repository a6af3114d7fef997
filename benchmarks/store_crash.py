"""Commits that are killed, spoilt by a failing disk, or cut off with the power: 0 violations, and each proof can fail.

For every kind of commit and every way of getting a file into its place (exchange of names; hard links; neither):

* killed before every system call, then opened: all old, or all new with its line of the history; killed again while
  the next command finishes it; and killed by strace, where it is installed, at every call that changes something;
* ENOSPC, EIO, EACCES and short writes, once and from there on, at every call: "failed" is old, "saved" is new;
* a simulated disk that keeps or loses each name by itself and content that was not made durable: at least 200 states
  after every call, all old or all new, after the last call new;
* the same with one class of fsync left out: a violation must be found;
* how many times a change of one file waits for the disk, and how long, beside eight bare fsyncs.

Run: python benchmarks/store_crash.py [--quick]      (in full about two hours; in memory where there is /dev/shm)
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another

#: ``(kind, files, fresh folder)``.
CASES = (
    ("change", 1, False),
    ("change", 2, True),
    ("change", 8, True),
    ("undo", 8, False),
    ("forget", 1, False),
    ("sensitive", 1, False),
    ("import", 8, True),
    ("change", 138, False),
)
LARGE = 100


def report(*cells):
    print("".join(f"{cell!s:<{width}}" for cell, width in zip(cells, (10, 20, 13, 9, 9, 0), strict=False)), flush=True)


def prove(place, quick):
    from store.commits import Case
    from store.disks import WAYS
    from store.proofs import SYNCS, calls, crashes, faults, kills, kills_twice

    total = 0
    report("way", "commit", "proof", "tries", "states", "violations")
    for way, ways in WAYS.items():
        for number, (kind, files, fresh) in enumerate(CASES):
            name = f"{kind}, {files} file(s)"
            case = Case(kind, files, place / f"{way}{number}", fresh=fresh)
            every = 7 if quick else 1
            at = every if files < LARGE else max(1, calls(case, ways)[0] // 60)
            tries, wrong = kills(case, ways, every)
            total += wrong.total()
            report(way, name, "killed", tries, "", wrong.total() or "0", dict(wrong) or "")
            tries, wrong = faults(case, ways, every=at)
            total += wrong.total()
            report(way, name, "failing disk", tries, "", wrong.total() or "0", dict(wrong) or "")
            tries, states, wrong = crashes(case, ways, 20 if quick else 200, every=at)
            total += wrong.total()
            report(way, name, "power cut", tries, states, wrong.total() or "0", dict(wrong) or "")
            shutil.rmtree(case.place)
    case = Case("change", 3, place / "teeth", fresh=True)
    number = calls(case, {})[0]
    tries, wrong = kills_twice(case, {}, range(number // 2, number, 10 if quick else 1))
    total += wrong.total()
    report("exchange", "change, 3 file(s)", "killed twice", tries, "", wrong.total() or "0", dict(wrong) or "")
    if shutil.which("strace"):
        total += killed_by_strace(place / "strace")
    for left_out, forgets in SYNCS.items():
        tries, states, wrong = crashes(case, {}, 60, forgets, every=2, enough=1)
        total += not wrong
        report("exchange", f"without fsync of {left_out}:", "" if wrong else "NOT FOUND", "found" if wrong else "")
    print(f"{total} violation(s)")


STRACE = "fsync rename renameat2 link unlink mkdir rmdir ftruncate fchmod".split()
CHILD = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from store.commits import ACTIONS
from store.programme import opened
ACTIONS["change"](opened(Path(sys.argv[1])), 2)
"""


def killed_by_strace(place):
    """The same by the system itself, which knows nothing of kvadmin's own list of calls."""
    from store.commits import Case

    case = Case("change", 2, place)
    code = CHILD.format(path=sys.path)
    wrong, tries = [], 0
    for call in STRACE:
        for when in range(1, 100):
            folder = case.folder()
            inject = ["strace", "-f", "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={when}"]
            ran = subprocess.run(
                [*inject, sys.executable, "-B", "-c", code, str(folder)], capture_output=True, check=False
            )
            judged = case.judge(folder, must=None if ran.returncode else "new")
            wrong += [f"{call} {when}: {judged}"] if judged else []
            if not ran.returncode:
                break
            tries += 1
    report("exchange", "change, 2 file(s)", "strace", tries, "", len(wrong) or "0", wrong or "")
    return len(wrong)


def wait(folder):
    """How often a change of one file waits for the disk, and its time (reading excluded) beside eight bare fsyncs."""
    from store.commits import Case
    from store.programme import change_name, opened
    from store.proofs import calls

    case = Case("change", 1, folder)
    place = case.folder()
    os.sync()

    def bare():
        started = time.perf_counter()
        for number in range(8):
            (folder / f"bare{number}").unlink(missing_ok=True)  # a new file each time, as those of a commit are
            descriptor = os.open(folder / f"bare{number}", os.O_CREAT | os.O_WRONLY)
            os.write(descriptor, os.urandom(300))
            os.fsync(descriptor)
            os.close(descriptor)
        return time.perf_counter() - started

    def change(number):
        waiting = change_name(opened(place), f"name {number}")
        started = time.perf_counter()
        waiting.commit()
        return time.perf_counter() - started

    times = [(change(number), bare()) for number in range(40)]
    commit, eight = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"a change of one file: {calls(case, {})[1]} fsync; {commit / eight:.2f} x the time of 8 bare ones")


def main():
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=str(Path.cwd())) as place:
        wait(Path(place))
    with tempfile.TemporaryDirectory(dir=memory) as place:
        prove(Path(place), "--quick" in sys.argv)


if __name__ == "__main__":
    main()
