"""Commands whose connection to the server is cut at moments of chance: what they said of it is true, every time.

Run: python benchmarks/engine_cuts.py [--small] [CUTS] [PART ...]      (200; parts: changes, mail)

Changes of one record and of many run as commands in processes of their own (``preloaded.py``) against a real
PostgreSQL, and the connection is cut: by a proxy before the server, after a byte of chance to it or from it or just
where a COMMIT passes, for a moment or until the end of the command; or by ``pg_terminate_backend``. After each, what
lies in the database is asked without the proxy:

* exit 0: all of the change is there;
* an error: nothing of it is;
* "outcome-unknown": the next command says which, and that is so;
* in any case the records say what the last line of the history says, and there is a line for each change, once.

Then a mailing goes to a real SMTP server, cut and resumed again and again: 0 letters twice, 0 lost.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from cutting import ByteProxy, through, upstream_of
from engine_places import Place, address_of, pointed, postgres_place, server, settings
from large_folders import programme
from preloaded import Preloaded

PARTS = ("changes", "mail")
#: How a connection is cut.
WAYS = ("to the server", "from the server", "terminated", "at COMMIT")
#: Bytes of the answer to a COMMIT, more or less.
ANSWER = 20
#: Municipalities that the change of many records touches.
MANY = 12
#: Seconds after which a command hangs.
PATIENCE = 90
#: What must be 0.
WRONG = ("half", "saved, not there", "failed, but there", "settled falsely", "not settled", "no clean end", "history")


@dataclass
class Cuts:
    """What became of commands that were cut.

    Args:
        place: The programme behind the proxy.
        plain: The same without it.
        proxy: The proxy.
        commands: What commands are forked from.
        luck: What draws the moments.
    """

    place: Place
    plain: Place
    proxy: ByteProxy
    commands: Preloaded
    luck: random.Random
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    #: By command: bytes to the server and back, and seconds from the first connection to the end, uncut.
    usual: dict[str, tuple[int, int, float]] = field(default_factory=dict)
    #: What :meth:`state` has found last.
    known: tuple[dict[str, int], int] | None = None

    def words(self, kind, number):
        """The command of a kind, and what it makes of the population of which municipalities."""
        population = 100_000 + number
        if kind == "one record":
            return ("municipality", "set", "0101", "population", population), {"0101": population}
        if kind == "reading":
            return ("log", "--last", "10"), {}
        numbers = [f"{each:04}" for each in range(101, 101 + MANY)]
        rows = "".join(f"{one},Øvre Sørbygd {int(one)},Fylke 0,{population}\n" for one in numbers)
        file = self.place.folder.parent / "register.csv"
        file.write_text(f"number,name,county,population\n{rows}", encoding="utf-8")
        return ("municipality", "import", file, "--yes"), dict.fromkeys(numbers, population)

    def learn(self, kinds):
        """What each command sends when nothing happens to it."""
        for number, kind in enumerate(kinds):
            self.proxy.arm()
            begun = self._begun(self.words(kind, number - 50)[0])
            self._connected(begun)
            at = time.monotonic()
            out, err = begun.communicate()
            assert begun.returncode == 0, out + err
            self.usual[kind] = (*self.proxy.passed, time.monotonic() - at)

    def try_one(self, kind, way, number):
        """One command, cut; judged."""
        words, wanted = self.words(kind, number)
        before, lines = self.known or self.state()
        code, error, err = self.cut(words, kind, way)
        self.proxy.arm()
        after, lines_after = self.known = self.state()
        old = all(after.get(one) == before.get(one) for one in wanted) and lines_after == lines
        new = all(after.get(one) == value for one, value in wanted.items()) and lines_after == lines + 1
        name = "saved" if code == 0 else "unknown" if error == "outcome-unknown" else "failed"
        if not wanted:
            name = "read" if code == 0 else "not read"
            old = new = lines_after == lines and after == before
        self.outcomes[f"{kind}, {way}{'' if self.hit else ' (too late)'}: {name}"] += 1
        judged = []
        if not old and not new:
            judged.append("half")
        elif name == "saved" and not new:
            judged.append("saved, not there")
        elif name == "failed" and not old:
            judged.append("failed, but there")
        if code not in (0, 1, 5) or "Traceback" in err or (code and not error):
            judged.append("no clean end")
        judged += self.settled(name, new)
        for each in judged:
            self.wrong[each] += 1
            self.examples.append(f"{number} {kind}, {way}: {each}: exit {code} {error}: {err.strip()[-400:]}")

    def settled(self, name, new):
        """What the next command says of a change of unknown outcome, and that it is said once."""
        if name != "unknown":
            return ["settled falsely"] if (self.place.folder / ".kvadmin" / "unheard").exists() else []
        said = self.said_next()
        told = ["is saved" in said, "is not saved" in said]
        self.outcomes[f"unknown, then said to be {'saved' if told[0] else 'not saved'}"] += 1
        if told == [new, not new] and "saved" not in self.said_next():
            return []
        return ["settled falsely" if any(told) else "not settled"]

    def said_next(self):
        """What the next command says beside its result."""
        process = self._begun(("cohort", "status"))
        return process.communicate()[1]

    def _begun(self, words):
        return self.commands.begun("--who", "Kari", "-C", self.place.folder, *words, "--format", "json", "--no-input")

    def cut(self, words, kind, way):
        """Run a command and cut its connection; its exit code, the code of its error, and what it said."""
        forth, back, seconds = self.usual[kind]
        self.hit = False
        lasting = self.luck.random() < 0.5
        if way == "terminated":
            self.proxy.arm()
            process = self._begun(words)
            killer = threading.Thread(target=self._terminate, args=(process, self.luck.uniform(0, 0.6 * seconds)))
            killer.start()
        else:
            cut = {
                "to the server": {"to_server": self.luck.randint(0, forth)},
                "from the server": {"back": self.luck.randint(0, back)},
                "at COMMIT": {"at_commit": self.luck.randint(-1, ANSWER)},
            }[way]
            self.proxy.arm(**cut, lasting=lasting)
            process = self._begun(words)
        try:
            _, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return -1, "", f"hangs: {process.communicate()[1]}"
        if way == "terminated":
            killer.join()
        else:
            self.hit = self.proxy.cut
        found = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
        error = next((each["error"]["code"] for each in found if "error" in each), "")
        return process.returncode, error, err

    def _connected(self, process):
        while not sum(self.proxy.passed) and process.poll() is None:
            time.sleep(0.002)

    def _terminate(self, process, delay):
        """End what serves the command, so long after it has connected."""
        import psycopg

        self._connected(process)
        time.sleep(delay)
        with psycopg.connect(self.place.server.address, autocommit=True) as connection:
            while process.poll() is None:
                found = connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.database]
                ).fetchall()
                if found:
                    self.hit = True
                    return
                time.sleep(0.002)

    @property
    def database(self):
        """Its name on the server."""
        return self.place.server.made[-1]

    def state(self):
        """Population by municipality, and how many lines the history has; the two must agree."""
        from kvadmin.model.municipality import Municipality

        with closing(self.plain.store()) as store:
            found = {one.number: one.population for one in store.snapshot().all(Municipality)}
            entries = list(store.records.history(changes=True))
        said = {}
        for entry in entries:
            for change in entry.changes:
                if change.field == "population":
                    said[change.file.rpartition("/")[2][:4]] = change.new
        if any(int(value) != found.get(key) for key, value in said.items()) or len(
            {entry.transaction_id for entry in entries}
        ) < len(entries):
            self.wrong["history"] += 1
            self.examples.append(f"records and history differ: {said} {found}")
        return found, len(entries)


#: Where most is at stake most of the cuts lie.
OFTEN = (*WAYS, "at COMMIT")


def changes(room, there, cuts, ways=OFTEN, seed=22):
    """Changes that are cut; what became of them."""
    folder = programme(room / "cuts", 43)
    plain = postgres_place(room, folder, there)
    address = address_of(plain)
    proxy = ByteProxy(upstream_of(address))
    place = Place(
        "PostgreSQL", pointed(room / "cuts-proxy", through(address, proxy.port)), settings(room), plain.server
    )
    commands = Preloaded(
        os.environ | place.settings, ("-C", plain.folder, "municipality", "set", "0101", "population", "1")
    )
    trial = Cuts(place, plain, proxy, commands, random.Random(seed))
    kinds = ("one record", "many records", "one record", "reading")
    try:
        trial.learn(dict.fromkeys(kinds))
        for number in range(cuts):
            trial.try_one(kinds[number % len(kinds)], ways[(number // len(kinds)) % len(ways)], number)
        ended = plain.begun("check")
        out, err = ended.communicate()
        if ended.returncode:
            trial.wrong["history"] += 1
            trial.examples.append(f"check: {out}{err}")
    finally:
        proxy.close()
        commands.close()
    return trial


def mailed(room, there, letters, cuts):
    """A mailing with cuts; whether anything was wrong."""
    from mailing_cuts import mailing

    trial = mailing(room / "mailing", there, letters, cuts, 22)
    print(f"a mailing of {letters} letters, {trial.kills} cuts of its connection to the database:")
    for title, counts in (("cut while", trial.while_), ("found", trial.found)):
        print(f"    {title}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    print(f"    wrong: {trial.wrong or 0}")
    return bool(trial.wrong)


def changed(room, there, cuts):
    """Changes with cuts; whether anything was wrong."""
    trial = changes(room, there, cuts)
    for name, count in sorted(trial.outcomes.items()):
        print(f"{count:>5}  {name}")
    for each in trial.examples[:10]:
        print(each)
    print(f"{cuts} cuts, wrong: " + ", ".join(f"{trial.wrong[name]} {name}" for name in WRONG), flush=True)
    return bool(trial.wrong)


def main(words):
    small = "--small" in words
    cuts = int(next((word for word in words if word.isdigit()), 24 if small else 200))
    parts = [word for word in words if word in PARTS] or PARTS
    wrong = False
    with tempfile.TemporaryDirectory() as place, server() as there:
        if "changes" in parts:
            wrong |= changed(Path(place), there, cuts)
        if "mail" in parts:
            wrong |= mailed(Path(place), there, 40 if small else 200, 6 if small else 40)
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
