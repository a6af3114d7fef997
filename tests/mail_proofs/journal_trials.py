"""Random mailings through the real command line, and whether the journal says what stands in the letters themselves.

What is right is read out of what left the house: the bytes the server stored (Subject, To, Cc, the case and document
number in the text, attachments), the printed letters, and the trial's own notes of what it settled. Nothing of it is
taken from the plan or from kvadmin's own records.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.mail.kit import accepted, boxes, parsed
from plugins.mail.office import Office, server, smtp
from support import Ran

from kvadmin.api.commands import file_stem
from kvadmin.testing import Kit
from mail_proofs.processes import by_processes

FAULTY = Path(__file__).with_name("faulty_sink.py")
TEXT = {
    "nb": "Til {{ municipality.name }} kommune\n\nSak {{ case_number }}, dokument {{ document_number }}.\n\nHilsen oss\n",
    "nn": "Til {{ municipality.name }} kommune\n\nSak {{ case_number }}, dokument {{ document_number }}.\n\nHelsing oss\n",
}
#: Letters of the office's own: name -> further front matter.
LETTERS = {"kort": "", "kopi": "cc: role:copy-recipient\n", "blind": "bcc: arkiv@program.example\n"}
PLACES = (
    # number, name, form, people: (id, role, name, address); bad5 is refused by the server
    ("0301", "Oslo", "neutral", (("mail-desk", "mail-desk", "Postmottak", "post@oslo.example"),)),
    ("0821", "Bø (Telemark)", "nynorsk", (("project-leader", "project-leader", "Knut, Bø", "knut@bo.example"),)),
    ("1504", "Ålesund", "bokmal", (("mayor", "mayor", "Kari Nes", "kari@alesund.example"),
                                   ("project-leader", "project-leader", "Åse Øye", "ase@alesund.example"))),
    ("1867", "Bø (Nordland)", "bokmal", (("project-leader", "project-leader", "Per Vik", ""),)),
    ("0101", "Halden", "bokmal", (("project-leader", "project-leader", "Feil Adresse", "bad5@halden.example"),)),
    ("1160", "Vindafjord", "nynorsk", (("project-leader", "project-leader", "Sjur", "sjur@vindafjord.example"),
                                       ("politician", "politician", "Berit", ""))),
    ("1901", "Harstad", "neutral", ()),
)  # fmt: skip
COHORTS = {"P3": "08/2", "P4": "2009/112", "P5": ""}
#: Municipalities whose application has a case of its own: cohort, number -> case.
OWN_CASES = {("P3", "1504"): "08/77", ("P4", "0821"): "2009/140"}
_NUMBERED = re.compile(r"Sak (\S+), dokument (\d+)\.")
_PRINTED = re.compile(r"Saksnr\.\**:?\s*\**\s*(\S+?)-(\d+)")
_COPIES = re.compile(r"^Kopi:\n((?:.+\n?)+)", re.MULTILINE)
_PRINTED_COPIES = re.compile(r"^\*\*Kopi\*\*\n\n((?:- .+\n?)+)", re.MULTILINE)
SENT = ("sent", "handed-over", "came")


@dataclass
class Wanted:
    """What the journal must say of one letter, as it was read out of the letter itself."""

    mailing: str
    what: str
    on: str = ""
    says: dict[str, Any] = field(default_factory=dict)


@dataclass
class JournalTrial:
    """What a folder of random mailings came to."""

    mailings: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    wrong: list[str] = field(default_factory=list)


def journal_trial(folder: Path, seed: int, mailings: int, *, by_process: bool = False) -> JournalTrial:
    """Make `mailings` random mailings in one programme folder and compare its journal with the letters."""
    luck, trial = random.Random(seed), JournalTrial()
    office = _office(folder, by_process)
    wanted: dict[str, Wanted] = {}
    options = {"faults": 40, "kinds": ["cut", "stored and cut", "550"], "seed": seed}
    with server(folder, FAULTY, **options) as (port, captured):
        office.settings(smtp(port))
        for number in range(1, mailings + 1):
            mailing = _Mailing(office, luck, captured, folder, f"m{number:03d}", number)
            if mailing.made is not None:
                mailing.leave()
                wanted |= mailing.wanted()
                trial.wrong += mailing.wrong_copies(wanted)
                trial.copies += len(mailing.copies)
                trial.mailings += 1
    _compare(office.json("journal", "export")["documents"], wanted, trial)
    return trial


def _office(folder: Path, by_process: bool) -> Office:
    kit = Kit(folder / "programme")

    def in_process(*words: object) -> Ran:
        kit.today = str(words[3])
        ran = kit.run(*map(str, words[4:]))
        return Ran(ran.code, ran.out, ran.err)

    office = Office(folder / "programme", by_processes(folder) if by_process else in_process)
    for old in (*office.folder.glob("municipalities/*"), *office.folder.glob("applications/*/*")):
        old.unlink()
    text = (office.folder / "programme.yaml").read_text(encoding="utf-8")
    parties = "  - name: Fylkesmannen i Prøvefylket\n    address:\n      - Postboks 1\n      - 0001 Sted\n"
    office.write("programme.yaml", text.replace("copy_recipients:", f"{parties}copy_recipients:\n  - Ukjent etat"))
    for number, name, form, people in PLACES:
        office.write(f"municipalities/{number}.yaml", _place(number, name, form, people))
    for cohort, case in COHORTS.items():
        told = f"id: {cohort}\nname: {cohort}\ndeadline: 2009-05-20\nstart: 2009-08-25\ncapacity: 2\n"
        office.write(f"cohorts/{cohort}.yaml", told + (f"case_number: {case}\n" if case else ""))
    for (cohort, number), case in OWN_CASES.items():
        told = f"cohort: {cohort}\nmunicipality: '{number}'\nstate: received\nreceived: 2008-05-02T00:00:00\n"
        office.write(f"applications/{cohort}/{number}.yaml", f"{told}case_number: {case}\n")
    for letter, front in LETTERS.items():
        for form, text in TEXT.items():
            head = f"---\nsubject: {letter} {form} til {{{{ municipality.name }}}}\n{front}---\n"
            office.write(f"letters/{letter}.{form}.md", head + text)
    for name in ("skjema.pdf", "Årsplan.txt"):
        office.write(name, f"innholdet av {name}\n" * 9)
    return office


def _place(number: str, name: str, form: str, people: tuple[tuple[str, ...], ...]) -> str:
    told = f"number: '{number}'\nname: {name}\ncounty: Prøvefylket\nlanguage_form: {form}\npopulation: 5000\n"
    told += f"address:\n  - Rådhuset\n  - {number} {name}\n"
    rows = [
        f"  - id: {one}\n    name: {who}\n    role: {role}\n" + (f"    email: {address}\n" if address else "")
        for one, role, who, address in people
    ]
    return told + ("contacts:\n" + "".join(rows) if rows else "")


class _Mailing:
    """One random mailing: planned, approved, out by one of the ways, and some of it settled."""

    def __init__(
        self, office: Office, luck: random.Random, captured: Path, folder: Path, name: str, number: int
    ) -> None:
        self.office, self.luck, self.captured, self.name = office, luck, captured, name
        self.folder, self.before = folder, len(accepted(captured))
        self.notes: dict[str, tuple[str, str]] = {}  # key -> (what, day), what was settled by word
        self.prints: dict[str, str] = {}
        self.copies: list[tuple[int, str, str]] = []  # number of the letter, for whom, and the printed text
        self.made: dict[str, Any] | None = None
        office.today = f"2008-{luck.randint(6, 12):02d}-{luck.randint(1, 28):02d}"
        places = luck.sample([place[0] for place in PLACES], luck.randint(1, 5))
        each = luck.choice(["municipality"] * 5 + ["contact", "joint"])
        if each == "joint":  # by e-mail to all of them, or not at all
            places = [number for number in places if number in ("0301", "0821", "1504", "1160")] or ["0301"]
        words = ["mail", "plan", luck.choice([*LETTERS, "kort", "kopi"]), "--name", name, "--round", str(number)]
        words += ["--to", f"({' or '.join(f'municipality:{each_}' for each_ in places)})", "--each", each]
        words += ["--about", luck.choice(list(COHORTS))]
        words += ["--case", f"2010/{number}"] if luck.random() < 0.2 else []
        for file in ("skjema.pdf", "Årsplan.txt"):
            words += ["--attach", str(office.folder / file)] if luck.random() < 0.3 else []
        ran = office.run(*words, "--format", "json", code=None)
        assert ran.code == 0, f"{' '.join(words)}\n{ran.out}\n{ran.err}"
        self.made = json.loads(ran.out)
        plan = json.loads((office.folder / "outbox" / name / "plan.json").read_text(encoding="utf-8"))
        self.ids = {row["key"]: row["message_id"] for row in plan["letters"]}
        self.by_post = [row["key"] for row in self.made["letters"] if row["channel"] == "post"]

    def leave(self) -> None:
        """The mailing goes by one of the ways, and what is left of it is settled, or not."""
        luck, office = self.luck, self.office
        if luck.random() < 0.04:
            return  # planned only
        office.run("mail", "approve", self.made["hash"])
        way = luck.choices(["send", "drafts", "nothing"], [8, 1, 1])[0] if self.made["email"] else "nothing"
        self.way = way
        if way == "send":
            ran = office.run(
                "mail", "send", self.name, "--confirm", str(self.made["email"]), "--format", "json", code=None
            )
            assert ran.code in (0, 1), f"exit {ran.code}\n{ran.err}"
            self._settle_unknown()
        elif way == "drafts":
            office.run("mail", "drafts", self.name)
        if self.by_post or luck.random() < 0.3:
            self._post()

    def _settle_unknown(self) -> None:
        told = self.office.json("mail", "status", self.name)
        unknown = {row["recipient"] for row in told["not_delivered"] if row["status"] == "unknown"}
        for key in sorted(unknown):
            what = self.luck.choice(["came", "not-came", ""])
            if what:
                self._note(key, what)

    def _note(self, key: str, what: str) -> None:
        self.office.run("mail", "settle", self.name, key, f"--{what}", "--why", "ringt", "--on", self.office.today)
        self.notes[key] = (what, self.office.today)

    def _post(self) -> None:
        """Print what goes by post, copies too, and say that it was posted, or not."""
        out = self.folder / f"print-{self.name}"
        if self.luck.random() < 0.9:
            self.office.run("mail", "print", self.name, "--out", str(out), "--as", "md")
            for file in sorted(out.iterdir()) if out.exists() else ():
                number, _, rest = file.stem.partition(" ")
                key, _, copy_to = rest.partition(" kopi ")
                text = file.read_text(encoding="utf-8")
                if copy_to:
                    self.copies.append((int(number), copy_to, text))
                else:
                    self.prints[key.replace("-", "/", 1)] = text
            assert sorted(self.prints) == sorted(self.by_post)
            if self.by_post and self.luck.random() < 0.7:
                self.office.run("mail", "print", self.name, "--posted", self.office.today)
                self.notes |= dict.fromkeys(self.by_post, ("posted", self.office.today))

    def wanted(self) -> dict[str, Wanted]:
        """What the journal must say, by Message-ID."""
        stored = {}
        for message in accepted(self.captured)[self.before :]:
            raw = message["raw"].encode("latin-1")
            stored[parsed(raw)["Message-ID"]] = raw
        faults = self.folder / "faults.jsonl"
        rows = [json.loads(line) for line in faults.read_text().splitlines()] if faults.exists() else []
        met = {row["id"]: row["fault"] for row in rows}
        return {name: self._one(key, name, stored.get(name), met.get(name)) for key, name in self.ids.items()}

    def wrong_copies(self, wanted: dict[str, Wanted]) -> list[str]:
        """Printed copies that are of another letter than they say, or of one that does not name who gets them."""
        found = []
        for number, copy_to, text in self.copies:
            key = self.made["letters"][number - 1]["key"]
            says, original = _read_print(text), wanted[self.ids[key]].says
            if original and any(says[name] != original[name] for name in ("case", "document", "copies")):
                found.append(f"{self.name} {key}: the copy to {copy_to} says {says}, the letter {original}")
            if copy_to not in [file_stem(name) for name in says["copies"]]:
                found.append(f"{self.name} {key}: {copy_to} gets a copy and is not named: {says['copies']}")
        return found

    def _one(self, key: str, name: str, raw: bytes | None, fault: str | None) -> Wanted:
        what, day = self.notes.get(key, ("", ""))
        says = _read_message(raw) if raw else _read_print(self.prints[key]) if key in self.prints else {}
        if what in ("came", "posted"):
            return Wanted(self.name, "sent", day if what == "posted" else "", says)
        if what == "not-came":
            return Wanted(self.name, "open", "", says)
        if fault in ("cut", "stored and cut"):
            return Wanted(self.name, "unknown", "", says)
        if raw:
            return Wanted(self.name, "sent", self.office.today, says)
        tried = key not in self.by_post and getattr(self, "way", "") == "send"
        return Wanted(self.name, "refused" if tried else "open", "", says)


def _read_message(raw: bytes) -> dict[str, Any]:
    message = parsed(raw)
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    case, document = _NUMBERED.search(text).groups()
    files = [part.get_content() for part in message.iter_attachments()]
    contents = [one.encode("utf-8") if isinstance(one, str) else one for one in files]
    return {
        "case": case,
        "document": int(document),
        "subject": message["Subject"],
        "addressee": [(box.name, box.address) for box in boxes(message["To"])],
        "copies": [line for block in _COPIES.findall(text) for line in block.split("\n") if line],
        "copied by e-mail": [box.address for box in boxes(message["Cc"])],
        "form": "nn" if "Helsing" in text else "nb",
        "channel": "e-mail",
        "attachments": sorted(sha256(one.replace(b"\r\n", b"\n")).hexdigest() for one in contents),
    }


def _read_print(text: str) -> dict[str, Any]:
    case, document = _NUMBERED.search(text).groups()
    above = _PRINTED.search(text)
    head = f"{above[1]}-{above[2]}" if above else ""
    says = {"case": case, "document": int(document), "form": "nn" if "Helsing" in text else "nb", "channel": "post"}
    listed = [line[2:] for block in _PRINTED_COPIES.findall(text) for line in block.split("\n") if line]
    return says | {"copies": listed, "head": (head, f"{case}-{document}")}


def _compare(documents: list[dict[str, Any]], wanted: dict[str, Wanted], trial: JournalTrial) -> None:
    """Every letter against its row of the journal, and no row without a letter."""
    rows = {row["message_id"]: row for row in documents if row["direction"] == "out"}
    for name in rows.keys() - wanted.keys():
        trial.wrong.append(f"the journal has a letter that nobody sent: {rows[name]}")
    numbers = Counter((one.says["case"], one.says["document"]) for one in wanted.values() if one.says)
    trial.wrong += [f"{case}-{number} is printed in {n} letters" for (case, number), n in numbers.items() if n > 1]
    for name, one in wanted.items():
        trial.letters[one.what] += 1
        row = rows.get(name)
        where = f"{one.mailing} {name}"
        said = (row.get("status", "sent") if row else "none") or "sent"
        if (one.what == "sent") != (said in SENT):
            trial.wrong.append(f"{where}: {one.what}, and the journal says {said}")
        if one.what in ("unknown", "refused") and said != one.what:
            trial.wrong.append(f"{where}: {one.what}, and the journal says {said}")
        if row is None:
            continue
        if one.on and row["date"] != one.on:
            trial.wrong.append(f"{where}: date {row['date']} instead of {one.on}")
        head, body = one.says.get("head", ("", ""))
        if head and head != body:
            trial.wrong.append(f"{where}: the head of the print says {head}, its text {body}")
        for about, right in one.says.items():
            if about != "head" and not _same(about, right, row):
                trial.wrong.append(f"{where}: {about} {row.get(about)!r} instead of {right!r}")


def _same(about: str, right: Any, row: dict[str, Any]) -> bool:
    found = row.get(about)
    if about == "addressee":
        return all((name or address) in str(found) for name, address in right)
    if about == "copies":
        return [each["name"] for each in found or ()] == right
    if about == "copied by e-mail":
        return len(right) == sum(each["way"] == "email" for each in row["copies"])
    if about == "attachments":
        return found == len(right) and sorted(each["sha256"] for each in row["files"]) == right
    return found == right
