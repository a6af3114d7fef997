"""Guidance of 138 municipalities, 300 contacts each: what every command of ``kvadmin-visits`` costs.

Run: python benchmarks/visits.py   (with plugins_contrib/kvadmin-visits installed)

Seconds of processor time of each command as people start it, and of ``python -c pass`` beside it. Noting one more
contact looks through the latest alone; what lists or counts reads all 41,400 files. Wanted: noting one in 2.5 s,
reading in 4 s, ``check``, which reads everything twice, in 6 s.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from kvadmin.api.records import Cohort, Membership
from kvadmin.testing import Kit

TOWNS, CONTACTS = 138, 300
COMMANDS = (
    "visit add 1005 --how phone Ringte", "visit set 5 minutes 12", "visit show 5", "visit list 1005",
    "municipality visits 1005", "visit silent", "visit load", "visit report --of 1005 --format md", "status", "check",
)  # fmt: skip
TEXT = """id: '{id}'
municipality: '{town}'
day: 2008-0{month}-1{day}
who: {who}
held: true
note: >-
  Snakket med prosjektlederen om framdriften i tiltakene, og om når
  de skal levere neste rapport. De vil ha hjelp til måltall.
how: {how}
minutes: {minutes}
"""


def largest(folder):
    """A programme with everything in it."""
    kit = Kit(folder)
    towns = [str(1001 + at) for at in range(TOWNS)]
    for town in towns:
        kit.municipality(town, f"By {town}")
    kit.add(
        Cohort(
            id="P1", name="P1", memberships=[Membership(municipality=each, start=date(2007, 1, 1)) for each in towns]
        )
    )
    (folder / "visits").mkdir()
    for number in range(1, TOWNS * CONTACTS + 1):
        text = TEXT.format(
            id=number, town=towns[number % TOWNS], month=1 + number % 6, day=number % 9, minutes=10 + number % 20,
            who=("Kari Nordmann", "Ola Berg", "Eli Vik")[number % 3], how=("phone", "email", "visit")[number % 3],
        )  # fmt: skip
        (folder / "visits" / f"{number}.yaml").write_text(text, encoding="utf-8")


def seconds(command, folder):
    """Processor time of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "KVADMIN_TODAY": "2008-06-10", "KVADMIN_WHO": "Kari Nordmann"}
    subprocess.run(command, cwd=folder, env=env, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    """Print a line per command."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "programme"
        largest(folder)
        print(f"{seconds([sys.executable, '-c', 'pass'], folder):6.2f} s  python -c pass")
        for each in COMMANDS:
            print(f"{seconds([sys.executable, '-m', 'kvadmin', *each.split()], folder):6.2f} s  {each}", flush=True)


if __name__ == "__main__":
    main()
