"""What a gathering costs: the whole pack, the list alone, an import, tables; as CPU seconds and as ratios.

Run: python benchmarks/gathering.py [PEOPLE ...]
     python benchmarks/gathering.py tables      (the seating plans alone: faults and CPU seconds)

A fault of a seating plan is a meeting of two who met before or of two of one network; one that is both counts once.
Ratios are to ``python -c pass`` and to a fixed numpy workload in the same run. The participant list of 400 as PDF may
cost 3 times what typst needs for the same page from ready data.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kvadmin.api.records import Network, Networks, Programme
from kvadmin.documents.pdf.compiling import compile_typst
from kvadmin.documents.pdf.document import TEMPLATE, as_data
from kvadmin.plugins.gathering.cohort_networks import networks_of_cohort
from kvadmin.plugins.gathering.handouts.participant_list import participant_list
from kvadmin.plugins.gathering.registrations.registration_book import RegistrationBook
from kvadmin.plugins.gathering.registrations.roster import make_roster
from kvadmin.plugins.gathering.table_mixing.meeting_faults import Mixing, PeoplePlan
from kvadmin.plugins.gathering.table_mixing.mixing import mix
from kvadmin.testing import Kit

G = "samling"
PLACES = 36
TITLES = ("Ordfører", "Rådmann", "Hovedtillitsvalgt, Utdanningsforbundet", "Prosjektleder")


def programme(folder: Path, people: int) -> Kit:
    """A programme with 36 municipalities in 6 networks, and a file of people."""
    kit = Kit(folder, today="2008-08-20")
    numbers = [f"{1000 + at}" for at in range(PLACES)]
    for at, number in enumerate(numbers):
        kit.municipality(number, f"Kommune{at:02}", population=5000)
    split = [Network(id=str(n + 1), name=f"Region {n + 1}", members=numbers[n * 6 : n * 6 + 6]) for n in range(6)]
    kit.add(Networks(cohort="P3", networks=split))
    made = kit.run("gathering", "new", G, "--name", "Samling", "--from", "2008-08-27")
    assert made.code == 0, made.err
    rows = [
        f"Fornavn{at % 97} Etternavnsen{at};{TITLES[at % 4]};{numbers[at % PLACES]};Administrasjon;p{at}@x.no;ja"
        for at in range(people)
    ]
    (folder / "people.csv").write_text(
        "\n".join(["navn;stilling;kommune;part;e-post;samtykke", *rows]), encoding="utf-8"
    )
    return kit


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """Median of the CPU seconds of a few calls."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return max(statistics.median(times), 0.001)  # the clock may be coarser than the work


def fixed_workload() -> object:
    a = np.arange(250_000, dtype=float).reshape(500, 500) / 250_000
    return np.linalg.eigvalsh(a + a.T)


def python_pass() -> float:
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return max(statistics.median(times), 0.001)  # the clock may be coarser than the work


def main() -> None:
    fixed_workload()
    base, numpy_base = python_pass(), cpu(fixed_workload)
    print(f"python -c pass {base * 1000:.0f} ms, numpy workload {numpy_base * 1000:.0f} ms (CPU)")

    def say(name: str, seconds: float) -> None:
        print(f"{name:84} {seconds:8.2f} s {seconds / base:8.1f}x pass {seconds / numpy_base:8.1f}x numpy")

    seating(say)
    if sys.argv[1:] == ["tables"]:
        return
    for people in [int(each) for each in sys.argv[1:]] or [40, 400, 4000]:
        with tempfile.TemporaryDirectory() as scratch:
            kit = programme(Path(scratch) / "p", people)
            file = str(kit.folder / "people.csv")

            def run(*words: str, kit: Kit = kit) -> None:
                ran = kit.run("gathering", *words)
                assert ran.code == 0, ran.err

            say(f"{people}: import", cpu(lambda run=run, file=file: run("import", file, "--gathering", G), 1))
            say(f"{people}: import again", cpu(lambda run=run, file=file: run("import", file, "--gathering", G), 1))
            say(f"{people}: participants list", cpu(lambda kit=kit: kit.json("participants", "list", G)))
            rounds = 1 if people > 1000 else 3
            out = str(kit.folder / "box")
            say(f"{people}: pack, both forms", cpu(lambda run=run, out=out: run("pack", G, "--out", out), rounds))
            _list_against_typst(kit, people, say)


def seating(say: Callable[[str, float], None]) -> None:
    """Plans by tables-seats-rounds, networks that fit no layout, and further gatherings of the same people."""

    def plan(name: str, people: Sequence[tuple[str, str | None]], size: int, rounds: int, **more: Any) -> Mixing:
        found: list[Mixing] = []
        seconds = cpu(lambda: found.append(mix(people, size - 1, size, rounds, **more)), 1)
        one = found[0]
        what = f"repeats {one.repeats}, in networks {one.same_network}, again {len(one.met_before)}"
        say(f"{name}: {one.faults} faults ({what}; least {one.bound})", seconds)
        return one

    def of_networks(*sizes: int) -> list[tuple[str, str | None]]:
        return [(f"p{k:02}{at:02}", f"n{k}") for k, size in enumerate(sizes) for at in range(size)]

    for tables, seats, rounds in ((9, 8, 4), (9, 8, 5), (9, 9, 4), (6, 4, 6), (5, 3, 7), (9, 3, 11), (8, 4, 10)):
        loose = [(f"p{at:03}", None) for at in range(tables * seats)]
        plan(f"{tables}-{seats}-{rounds}", loose, seats, rounds)
    plan("48 of networks 10/10/10/10/8, 6-8-4", of_networks(10, 10, 10, 10, 8), 8, 4)
    people = of_networks(*[6] * 12)
    earlier: list[PeoplePlan] = []
    for number in ("first", "second", "third"):
        earlier.append(plan(f"72 of twelve networks, 12-6-4, {number} gathering", people, 6, 4, earlier=earlier).rounds)
    changed = [*people[1:36], *people[37:], ("new1", "n0"), ("new2", "n9")]
    plan("70 of the 72 and two new ones, second gathering", changed, 6, 4, earlier=earlier[:1])
    untold = [sorted(tables) for tables in mix(people, 6, 6, 4, seed=5).rounds]
    plan("the 72 after a plan of no known construction", people, 6, 4, earlier=[untold])


def _list_against_typst(kit: Kit, people: int, say: Callable[[str, float], None]) -> None:
    """From the files to the PDF, against typst alone with the page's data ready."""
    from kvadmin.api.documents import write_document
    from kvadmin.api.records import Gathering
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.store.store import open_store

    collections = Plugins(discover(frozenset())).gather("kvadmin_collections")

    def document() -> object:
        data = open_store(kit.folder, collections).snapshot()
        one = data.get(Gathering, G)
        return participant_list(
            make_roster(one, RegistrationBook(data, one).active, networks_of_cohort(data, one)),
            Programme(name="P"),
            "nb",
        )

    ready, files = as_data([document()])  # type: ignore[arg-type]  # a document
    alone = cpu(lambda: compile_typst(TEMPLATE, ready, files=files))
    whole = cpu(lambda: write_document(document(), "pdf"))  # type: ignore[arg-type]  # a document
    say(f"{people}: list PDF from ready data (typst alone)", alone)
    say(f"{people}: list PDF from the files of the folder", whole)
    print(f"{'':84} {whole / alone:.2f}x typst (limit 3x)")


if __name__ == "__main__":
    main()
