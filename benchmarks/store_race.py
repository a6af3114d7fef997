"""Many writers on one record at the same time, each a process as a person runs it: nothing acknowledged is lost.

Run: python benchmarks/store_race.py [WRITERS] [CHANGES] [KILLS]      (8 20 500)

Every change adds a contact to one municipality and is acknowledged by exit code 0; in the end the record must hold
every contact that was acknowledged, and the history a line for it. Every writer has a home of its own; when the
interpreter can be run by other users and this one may become them, every writer is a user of its own, too.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

MUNICIPALITY = "0301"


def kvadmin(folder, *words, home=None, user=None):
    """A command line in a process of its own."""
    environment = os.environ | {"KVADMIN_DATA": str(folder), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    if home is not None:
        home.mkdir(exist_ok=True)
        environment |= {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "c")}
    return subprocess.Popen(
        [sys.executable, "-m", "kvadmin", "--who", home.name if home else "Kari", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **({} if user is None else {"user": user, "group": 0, "extra_groups": [0], "umask": 0o002}),
    )


def add(folder, name, **whose):
    return kvadmin(folder, "contact", "add", MUNICIPALITY, name, **whose)


def other_users():
    """Whether other users can run this interpreter here."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return False
    try:
        return (
            subprocess.run([sys.executable, "-c", "pass"], user=4001, check=False, capture_output=True).returncode == 0
        )
    except OSError:
        return False


def race(folder, homes, writers, changes, *, users):
    """All writers at once; names that were acknowledged, and what was refused."""
    acknowledged, refused = [], []

    def writer(number):
        for change in range(changes):
            name = f"Person {number} {change}"
            process = add(folder, name, home=homes / f"writer{number}", user=4001 + number if users else None)
            said = process.communicate()[1]
            (acknowledged.append(name) if process.returncode == 0 else refused.append(said))

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return acknowledged, refused


def race_with_kills(folder, homes, writers, kills):
    """All writers at once, their processes killed at moments of chance; names that were acknowledged, and killed.

    The moments go by how long changes take among these writers, so that about as many are killed as come to an end.
    """
    acknowledged, killed, taken = [], [], []

    def writer(number):
        chance = random.Random(number)
        change = 0
        while len(killed) < kills:
            change += 1
            name = f"Killed {number} {change}"
            patience = chance.uniform(0.2, 1.8) * statistics.median(taken) if taken else None
            process, started = add(folder, name, home=homes / f"writer{number}"), time.monotonic()
            try:
                process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                killed.append(name)
                continue
            taken.append(time.monotonic() - started)
            if process.returncode == 0:
                acknowledged.append(name)

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return acknowledged, killed


def lost(folder, acknowledged):
    """What was acknowledged and is not there, in the record and in the history."""
    assert kvadmin(folder, "cohort", "status").wait() == 0  # finishes what was begun
    text = next((folder / "municipalities").glob(f"{MUNICIPALITY}*")).read_text(encoding="utf-8")
    lines = "".join(path.read_text(encoding="utf-8") for path in (folder / "history").glob("*.jsonl"))
    there = {line.partition("name: ")[2].strip() for line in text.splitlines()}
    return [name for name in acknowledged if name not in there], lines.count('"command": "contact add"')


def main():
    writers, changes, kills = (int(each) for each in [*sys.argv[1:], 8, 20, 500][:3])
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        base.chmod(0o755)
        folder = base / "programme"
        assert kvadmin(folder, "demo", str(folder)).wait() == 0
        users = other_users()
        if users:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o2775 if path.is_dir() else 0o664)
        started = time.monotonic()
        acknowledged, refused = race(folder, base, writers, changes, users=users)
        missing, lines = lost(folder, acknowledged)
        print(
            f"{writers} {'users' if users else 'homes of one user'} x {changes} changes of one record:"
            f" {len(acknowledged)} of {writers * changes} acknowledged, {len(missing)} of them lost,"
            f" {lines} lines of history, {len(refused)} refused, {time.monotonic() - started:.0f} s"
        )
        for said in refused[:3]:
            print(said)
        if kills:
            done, killed = race_with_kills(folder, base, writers, kills)
            missing, _ = lost(folder, done)
            print(
                f"{len(killed)} kill -9 among {writers} writers: {len(done)} acknowledged, {len(missing)} of them lost"
            )
            found = kvadmin(folder, "check")
            said = found.communicate()[1]
            print(f"check afterwards: exit {found.returncode} {said.strip()}")


if __name__ == "__main__":
    main()
