"""Letters sent through the real command line, killed at random moments: what became of each, against the server's book.

One mailing of many letters with an attachment and a copy goes to a server that now and then misbehaves. `mail send`
and `mail resume` are killed with their whole process group: while they start, re-make the letters, open the log,
send, archive. Then the last run ends by itself, and what nobody can know is settled by what the server has stored:
the ones that came as `--came`, the others as `--not-came`, and these go.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from plugins.mail.kit import accepted, parsed
from plugins.mail.office import Office, server, smtp
from support import Ran

from mail_proofs.processes import by_processes, killed, started, waited

NAME = "utsending"
#: What must be 0 at the end.
WRONG = ("duplicates", "lost", "false ok", "not said", "never ended", "not in the journal", "journal is wrong")
FAULTY = Path(__file__).with_name("faulty_sink.py")
#: Seconds: how long a silent server is waited for, and how long it stays silent.
PATIENCE, SILENCE = 1, 3
#: A letter that no server will take.
REFUSED_EVERY = 97


@dataclass
class CrashTrial:
    """What one mailing with its kills came to."""

    letters: int
    kills: int = 0
    while_: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> dict[str, int]:
        """What must not be."""
        return {name: self.found[name] for name in WRONG if self.found[name]}


def crash_trial(folder: Path, letters: int, kills: int, seed: int, *, connections: int, pipelining: bool) -> CrashTrial:
    """Send `letters` with `kills` kills, settle what is unknown, and judge all of it."""
    office = small_office(folder, letters)
    trial, luck = CrashTrial(letters), random.Random(seed)
    options = {"slow": 0.01 * connections, "pipelining": pipelining, "faults": 6, "silence": SILENCE, "seed": seed}
    with server(folder, FAULTY, **options) as (port, captured):
        pace = f"[mail]\nback_off = []\nreconnect_wait = 0\nconnections = {connections}\n"
        office.write("kvadmin.toml", pace + smtp(port, f"timeout = {PATIENCE}\nfinal_timeout = {PATIENCE}\n"))
        _planned_between_kills(office, trial, luck)
        _sent_between_kills(office, captured, trial, luck, kills)
        ended(office, trial)
        book = ServerBook(folder, captured)
        judge(office, book, trial)
        settled(office, book, trial, luck)
        judge_settled(office, ServerBook(folder, captured), trial)
    trial.faults.update(each["fault"] for each in ServerBook(folder, captured).faults)
    return trial


def small_office(folder: Path, letters: int) -> Office:
    office = Office(folder / "programme", by_processes(folder))
    for old in (office.folder / "municipalities").iterdir():
        old.unlink()
    for old in (office.folder / "applications" / "P3").iterdir():
        old.unlink()
    for number in range(1, letters + 1):
        local = "bad5" if number % REFUSED_EVERY == 0 else "post"
        office.write(
            f"municipalities/{number:04d}.yaml",
            f"number: '{number:04d}'\nname: Prøve {number}\ncounty: Prøvefylket\n"
            f"language_form: {('bokmal', 'nynorsk')[number % 2]}\ncontacts:\n  - id: mail-desk\n    name: Postmottak\n"
            f"    role: mail-desk\n    email: {local}@k{number}.example\n",
        )
    return office


def _planned_between_kills(office: Office, trial: CrashTrial, luck: random.Random) -> None:
    """Plan and approve, each killed a few times first: what is there afterwards is whole."""
    attached = office.write("skjema.pdf", "%PDF-1.4\n" + "x" * 2000)
    plan = ("mail", "plan", "invitation", "--to", "role:mail-desk", "--about", "P3", "--name", NAME)
    words = (*plan, "--attach", attached)
    begun = time.monotonic()
    made = office.json(*words)
    took = time.monotonic() - begun
    for _ in range(2):
        _kill(office, trial, luck.random() * took, "plan", *words)
        again = office.json(*words)
        assert again["hash"] == made["hash"], "a plan that is made again after a kill is the same"
    _kill(office, trial, luck.random() * took, "approve", "mail", "approve", made["hash"])
    office.run("mail", "approve", made["hash"])


def _kill(office: Office, trial: CrashTrial, after: float, name: str, *words: object) -> None:
    process = started(office.folder.parent, "-C", office.folder, "--today", office.today, *words)
    waited(process, lambda: False, after)
    hit = killed(process)
    trial.kills += hit
    trial.while_[name] += hit


def _sent_between_kills(office: Office, captured: Path, trial: CrashTrial, luck: random.Random, kills: int) -> None:
    """`mail send`, then `mail resume` again and again, killed at a moment of its own each time."""
    opening = 1.0  # seconds from the start of the command to its first letter, learned as it goes
    while trial.kills < kills:
        before = count_stored(captured)
        left = max(1, trial.letters - before)
        words = going_on(office, trial.letters)
        process = started(office.folder.parent, "-C", office.folder, "--today", office.today, "mail", *words)
        begun = time.monotonic()
        if luck.random() < 0.3:  # anywhere from the start to the first letters
            waited(process, lambda: False, luck.random() * opening * 1.2)
            name = "before a letter" if count_stored(captured) == before else "sending"
        else:
            goal = before + luck.randint(1, max(1, left // (kills - trial.kills + 1)))
            waited(process, lambda before=before: count_stored(captured) > before, 60)
            opening = time.monotonic() - begun
            waited(process, lambda goal=goal: count_stored(captured) >= goal, 20)
            time.sleep(luck.random() * 0.012)  # anywhere between two letters, not only after one
            name = "sending"
        hit = killed(process)
        trial.kills += hit
        trial.while_[name] += hit
        if not hit and count_stored(captured) == before:
            break  # nothing is left to be sent, so nothing more can be killed


def going_on(office: Office, letters: int) -> tuple[str, ...]:
    """The words behind `mail` that send what is not sent."""
    begun = office.kept(f"outbox/{NAME}/send.jsonl") is not None
    return ("resume", NAME) if begun else ("send", NAME, "--confirm", str(letters))


def count_stored(captured: Path) -> int:
    return captured.read_bytes().count(b"\n")


def ended(office: Office, trial: CrashTrial) -> Ran:
    """Resume until a run ends by itself with nothing put off."""
    for _ in range(20):
        ran = _said(office, "mail", *going_on(office, trial.letters), "--format", "json")
        told = office.json("mail", "status", NAME)
        if not told["pending"] and not told["deferred"]:
            return ran
    raise AssertionError(f"letters are still put off after twenty runs: {ran.err}")


def _said(office: Office, *words: object) -> Ran:
    """A command whose exit code is looked at by what it says: 0, or 1 for letters that are not delivered."""
    ran = by_processes(office.folder.parent)("-C", office.folder, "--today", office.today, *words)
    assert ran.code in (0, 1), f"exit {ran.code}\n{ran.err}"
    return ran


class ServerBook:
    """What the server has stored and refused, by Message-ID."""

    def __init__(self, folder: Path, captured: Path) -> None:
        self.stored: Counter[str] = Counter()
        self.copies: Counter[tuple[str, str]] = Counter()
        for message in accepted(captured):
            name = parsed(message["raw"].encode("latin-1"))["Message-ID"]
            to = [address for address in message["to"] if address.startswith(("post@", "bad5@"))]
            self.stored[name] += len(to)
            self.copies.update((name, address) for address in message["to"])
        path = folder / "faults.jsonl"
        self.faults = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        self.refused = {each["id"] for each in self.faults if each["fault"] == "550"}


def planned_rows(office: Office) -> dict[str, dict]:
    """The letters of the frozen plan by Message-ID."""
    plan = json.loads(office.kept(f"outbox/{NAME}/plan.json") or b"")
    return {row["message_id"]: row for row in plan["letters"]}


def judge(office: Office, book: ServerBook, trial: CrashTrial) -> None:
    """Before anything is settled: nobody has two, and nobody who has none is said to have one."""
    told = office.json("mail", "status", NAME)
    status: dict[str, str] = {}
    for row in told["not_delivered"]:
        if not row["copy"]:
            status[row["message_id"]] = row["status"]
    found = trial.found
    found["duplicates"] += sum(n > 1 for n in book.copies.values())
    for name, row in planned_rows(office).items():
        said = status.get(name, "delivered")
        found[said] += 1
        found["false ok"] += said == "delivered" and book.stored[name] != 1
        found["lost"] += said == "refused" and book.stored[name] > 0
        found["never ended"] += said not in ("delivered", "unknown", "refused")
        right = name in book.refused or "bad5@" in row["to"][0][0]
        found["not said"] += said == "refused" and not right
    found["unknown that came"] = sum(status.get(n) == "unknown" and book.stored[n] == 1 for n in planned_rows(office))


def settled(office: Office, book: ServerBook, trial: CrashTrial, luck: random.Random) -> None:
    """Every unknown letter by what the server knows, a few of the commands killed first; then those that go again."""
    for _ in range(12):
        told = office.json("mail", "status", NAME)
        unknown = {r["message_id"]: r["recipient"] for r in told["not_delivered"] if r["status"] == "unknown"}
        if not unknown and not told["pending"] and not told["deferred"]:
            return
        book = ServerBook(office.folder.parent, office.folder.parent / "captured.jsonl")
        for way in ("--came", "--not-came"):
            keys = [key for name, key in unknown.items() if (way == "--came") == bool(book.stored[name])]
            if keys:
                words = ("mail", "settle", NAME, *keys, way, "--why", "ringt kommunen")
                _kill(office, trial, luck.random() * 0.7, "settle", *words)
                _said(office, *words)
                trial.found[f"settled {way}"] += len(keys)
        _said(office, "mail", "resume", NAME, "--format", "json")
    raise AssertionError("letters are still unknown after they were settled twelve times")


def judge_settled(office: Office, book: ServerBook, trial: CrashTrial) -> None:
    """At the end everybody has the letter once, or is said to have been refused; and the journal says the same."""
    told = office.json("mail", "status", NAME)
    refused = {row["message_id"] for row in told["not_delivered"] if row["status"] == "refused" and not row["copy"]}
    journal = {row["message_id"]: row for row in office.json("journal", "export")["documents"] if row["message_id"]}
    found = trial.found
    found["duplicates"] += sum(n > 1 for n in book.copies.values())
    for name in planned_rows(office):
        found["lost"] += book.stored[name] == 0 and name not in refused
        found["false ok"] += name in refused and book.stored[name] > 0
        row = journal.get(name)
        found["not in the journal"] += row is None
        if row is not None:
            said_sent = row.get("status", "sent") in ("sent", "came", "found")
            found["journal is wrong"] += said_sent != (book.stored[name] == 1)
    found["sent"] = sum(book.stored[name] == 1 for name in planned_rows(office))
