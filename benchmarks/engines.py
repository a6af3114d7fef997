"""A programme in files beside the same one on PostgreSQL: writers side by side, lists, 100,000 records, a long history.

Run: python benchmarks/engines.py [--small] [--rounds N] [--writers N] [PART ...]
Parts: writers, library, lists, large.

Whole processes as a person runs them (from their start to their last byte), and CPU seconds, which a busy machine does
not change: "client" is the command, "server" are all processes of PostgreSQL meanwhile. Ratios are of client and
server together, which is what one machine that does both has to pay.

* writers: 1, 8 and 32 commands at a time that add contacts, all to one record and each to one of its own; done of
  asked, what is in the record at the end, and how many a second (which is of this machine, busy or not; the load of
  it stands beside). ``--writers 32`` runs that number alone.
* library: the same by processes that open the store once, so that the start of Python hides nothing; one raises a
  number by one again and again.
* lists: ``municipality list``, ``show``, ``set`` and ``log`` of 430 and of 9,000 municipalities, with all that keeps
  them warm; the list of 9,000 and one set may cost 2x of those in files.
* large: 100,000 applications and a history of 100,000 changes.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from engine_places import postgres_place, server, yaml_place
from large_folders import programme, with_history
from measuring import cpu

#: What PostgreSQL may cost, of files, both warm (issue: engines).
LIMIT = 2.0
LIMITED = ("list", "set")
PARTS = ("writers", "library", "lists", "large")
PASS = ["-c", "pass"]
#: Changes that all writers of a round make together, when there are several.
ASKED = 160
WRITERS = (1, 8, 32)
_FIRST = 101


def number_of(writer, *, one):
    """The municipality that a writer changes."""
    return f"{_FIRST if one else _FIRST + writer:04}"


class Race:
    """What a round of writers came to.

    Args:
        asked: Changes in all.
        done: Those that were acknowledged.
        there: Those that the records hold at the end.
        history: Those that the history holds.
        seconds: From the first to the last.
        client: CPU seconds of the writers.
        server: And of the server.
        again: How often a writer looked again.
        said: What those said that were refused.
    """

    def __init__(self, asked, done, there, history, seconds, client, server, again, said):
        self.asked, self.done, self.there, self.history = asked, done, there, history
        self.seconds, self.client, self.server, self.again, self.said = seconds, client, server, again, said

    @property
    def lost(self):
        """Acknowledged, and not in the record or not in the history."""
        return max(0, self.done - min(self.there, self.history))

    def __str__(self):
        each = (self.client + self.server) / max(1, self.done)
        return (
            f"{self.done} of {self.asked} done, {self.lost} lost, {self.done / self.seconds:.1f} a second, CPU"
            f" {1000 * each:.1f} ms each (client {self.client:.2f} s, server {self.server:.2f} s), {self.again} again"
        )


def commands(place, writers, changes, *, one):
    """Commands side by side, each in a process of its own, that add contacts."""
    done, said, again = [], [], [0]
    before = {number: contacts(place, number) for number in numbers(writers, one=one)}
    lines = history(place)

    def write(writer):
        for change in range(changes):
            name = f"Person {writer} {change} {time.monotonic_ns()}"
            words = ("contact", "add", number_of(writer, one=one), name, "--no-input")
            process = place.begun(*words, who=f"Skriver {writer}", stdout=subprocess.DEVNULL)
            err = process.communicate()[1]
            again[0] += err.count("looking again")
            (done if process.returncode == 0 else said).append(name if process.returncode == 0 else err)

    used, begun = place.used(), time.monotonic()
    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    client, of_server = (after - then for after, then in zip(place.used(), used, strict=True))
    names = {name for number in before for name in contacts(place, number) - before[number]}
    return Race(
        writers * changes, len(done), len(names & set(done)), history(place) - lines, seconds, client, of_server,
        again[0], said,
    )  # fmt: skip


def numbers(writers, *, one):
    return sorted({number_of(writer, one=one) for writer in range(writers)})


def contacts(place, number):
    """The names of the contacts of a municipality."""
    with closing(place.store()) as store:
        return {contact.name for contact in municipality(store, number).contacts}


def population(place, number):
    """The number that the writers of :func:`library` raise."""
    with closing(place.store()) as store:
        return municipality(store, number).population


def municipality(store, number):
    from kvadmin.model.municipality import Municipality

    return store.snapshot().get(Municipality, number)


def history(place):
    """How many changes the history holds."""
    with closing(place.store()) as store:
        return sum(1 for _ in store.records.history())


def library(place, writers, changes, *, one):
    """Writers that open the store once, and go when all are ready."""
    jobs = []
    before = {number: population(place, number) for number in numbers(writers, one=one)}
    lines = history(place)
    for writer in range(writers):
        line = [sys.executable, __file__, "--writer", str(place.folder), number_of(writer, one=one), str(changes)]
        line += ["postgres"] if place.server else []
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        jobs.append(subprocess.Popen(line, env=os.environ | place.settings, **streams))
    for job in jobs:
        assert job.stdout.readline() == "ready\n"
    server_before, begun = place.used()[1], time.monotonic()
    for job in jobs:
        job.stdin.write("go\n")
        job.stdin.flush()
    told = [json.loads(job.stdout.readline()) for job in jobs]
    seconds, of_server = time.monotonic() - begun, place.used()[1] - server_before
    for job in jobs:
        job.communicate()
    raised = sum(population(place, number) - before[number] for number in before)
    total = {key: sum(each[key] for each in told) for key in ("done", "again", "cpu")}
    return Race(
        writers * changes, total["done"], raised, history(place) - lines, seconds, total["cpu"], of_server,
        total["again"], [said for each in told for said in each["said"]],
    )  # fmt: skip


def write(folder, number, changes, *others):
    """One writer of :func:`library`, in a process of its own: raise a number, as commands do when one was quicker."""
    from contextlib import redirect_stderr
    from io import StringIO

    from engine_places import factories
    from quick_store import opened

    from kvadmin.errors import KvadminError, Overtaken
    from kvadmin.session.attempts import Attempts

    store = opened(folder, factories() if others else ())
    store.snapshot()
    print("ready", flush=True)
    sys.stdin.readline()
    done, again, said, before = 0, 0, [], time.process_time()
    for _ in range(int(changes)):
        attempts = Attempts()
        attempts.allowed = True
        while True:
            try:
                store.refresh()
                attempts.hold(store, who="Skriver", command="raise")
                found = municipality(store, number)
                found.population += 1
                change = store.transaction("Skriver", command="raise")
                change.update(found)
                change.commit()
                done += 1
                break
            except Overtaken as error:
                with redirect_stderr(StringIO()):
                    if attempts.again(error):
                        again += 1
                        continue
                said.append(error.message)
                break
            except KvadminError as error:
                said.append(error.message)
                break
            finally:
                attempts.release()
    told = {"done": done, "again": again, "cpu": time.process_time() - before, "said": list(map(str, said))}
    print(json.dumps(told), flush=True)
    store.close()


def racing(places, way, asked, numbers=WRITERS):
    """Both places in turn, for every number of writers, on one record and on different ones; what was wrong."""
    wrong = []
    for one in (True, False):
        for writers in numbers:
            print(f"load of the machine before: {os.getloadavg()[0]:.1f}", flush=True)
            changes = max(1, (asked if writers > 1 else asked // 8) // writers)
            found = {place.name: way(place, writers, changes, one=one) for place in places}
            for name, race in found.items():
                print(f"{writers:>2} writers, {'one record' if one else 'different'}, {name}: {race}", flush=True)
                for said in race.said[:2]:
                    print(f"      {said.strip()}")
                if race.lost or race.done < race.asked:
                    wrong.append(f"{way.__name__}, {writers} writers, {name}")
    return wrong


class Measured:
    """Cases that take turns in both places; medians of CPU seconds, and the least time from start to end.

    Args:
        rounds: How many.
    """

    def __init__(self, rounds):
        self.rounds = rounds

    def of(self, places, cases):
        """Print each case, and return its ratio, PostgreSQL of YAML."""
        taken = {(name, place.name): [] for name in cases for place in places}
        base = []
        for words in cases.values():  # warm: caches, byte code, the server's buffers
            for place in places:
                place.said(*(words(-1) if callable(words) else words))
        for number in range(self.rounds):
            base.append(cpu(PASS)[0])
            for name, words in cases.items():
                for place in places:
                    begun = time.monotonic()
                    used = place.cpu(*(words(number) if callable(words) else words))
                    taken[name, place.name].append((*used, time.monotonic() - begun))
        unit = statistics.median(base)
        print(f"    python -c pass: {unit:.3f} s")
        ratios = {}
        for name in cases:
            both = {}
            for place in places:
                client, of_server = (statistics.median(each[at] for each in taken[name, place.name]) for at in (0, 1))
                least = min(each[2] for each in taken[name, place.name])
                both[place.name] = client + of_server
                print(
                    f"    {name}, {place.name}: client {client:.3f} s ({client / unit:.1f}x pass), server"
                    f" {of_server:.3f} s; {least:.2f} s from start to end at best"
                )
            ratios[name] = both["PostgreSQL"] / both["YAML"]
            print(f"  -> {name}: PostgreSQL {ratios[name]:.2f}x of YAML", flush=True)
        return ratios


def listing(room, there, count, measured):
    """Lists and changes of a register; what costs more than it may."""
    folder = programme(room / f"register{count}", count)
    places = yaml_place(room, folder), postgres_place(room, folder, there)
    print(f"{count:,} municipalities")
    ratios = measured.of(
        places,
        {
            "list": ("municipality", "list"),
            "list --format json": ("municipality", "list", "--format", "json"),
            "show": ("municipality", "show", "0110"),
            "set": lambda number: ("municipality", "set", "0110", "population", 70_000 + number),
            "log --last 10": ("log", "--last", "10"),
        },
    )
    return [
        f"{name} of {count:,}: {ratios[name]:.2f}x (limit {LIMIT:.0f}x)" for name in LIMITED if ratios[name] > LIMIT
    ]


def large(room, there, share, measured):
    """100,000 applications, and 100,000 changes in the history."""
    folder = programme(room / "large", 9899 // share, 100_000 // share, cohorts=11)
    with_history(folder, 100_000 // share)
    begun = time.monotonic()
    places = yaml_place(room, folder), postgres_place(room, folder, there)
    size = there.asked("SELECT pg_database_size(%s::name)", there.made[-1])[0][0]
    print(
        f"{100_000 // share:,} applications, {100_000 // share:,} changes of {9899 // share:,} municipalities;"
        f" filled in {time.monotonic() - begun:.0f} s, {size / 1e6:.0f} MB in the database"
    )
    measured.of(
        places,
        {
            "application list --state admitted": ("application", "list", "--cohort", "P1", "--state", "admitted"),
            "municipality show": ("municipality", "show", "0110"),
            "set": lambda number: ("municipality", "set", "0110", "population", 70_000 + number),
            "undo": ("undo", "--yes"),
            "log --last 10": ("log", "--last", "10"),
        },
    )


def main(words):
    small = "--small" in words
    share = 10 if small else 1
    rounds = int(words[words.index("--rounds") + 1]) if "--rounds" in words else 3 if small else 5
    writers = (int(words[words.index("--writers") + 1]),) if "--writers" in words else WRITERS
    parts = [word for word in words if word in PARTS] or PARTS
    wrong = []
    with tempfile.TemporaryDirectory() as place, server() as there:
        room, measured = Path(place), Measured(rounds)
        print(there.asked("SELECT version()")[0][0].partition(" on ")[0], f"{os.cpu_count()} cores", sep=", ")
        if {"writers", "library"} & {*parts}:
            folder = programme(room / "race", 430 // share)
            places = yaml_place(room, folder), postgres_place(room, folder, there)
            if "writers" in parts:
                wrong += racing(places, commands, ASKED // share, writers)
            if "library" in parts:
                wrong += racing(places, library, ASKED, writers)
        if "lists" in parts:
            for count in (430, 9000):
                wrong += listing(room, there, count // share, measured)
        if "large" in parts:
            large(room, there, share, measured)
    print("not as it must be: " + ("; ".join(wrong) or "nothing"))
    return bool(wrong)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--writer"]:
        write(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
