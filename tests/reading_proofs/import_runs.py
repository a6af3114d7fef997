"""The real command on a copy of the example programme, in this process, and what is in the folder afterwards."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from kvadmin.testing import Kit

GATHERING = "2008-08-27-oppstart"
#: What an importer's command is, without the file.
COMMANDS = {
    "applications": ("application import", "--cohort P3"),
    "registrations": ("gathering import", f"--gathering {GATHERING}"),
    "memberships": ("cohort import", ""),
    "scores": ("application score", "--cohort P3"),
    "contacts": ("contact import", ""),
    "measurements": ("evaluation import", ""),
    "register": ("municipality import", ""),
}


class Desk(Kit):
    """A programme folder, and the imports."""

    def take_in(self, importer, file, *options):
        """Run the import of a file; the run, and the rows it tells of."""
        words, more = COMMANDS[importer]
        given = [] if set(options) & {"--cohort", "--gathering"} else more.split()
        ran = self.run(*words.split(), str(file), *given, *options, "--format", "json")
        return ran, rows_of(ran)

    def people(self, gathering=GATHERING):
        """Registrations as they are stored, and the gathering's municipality with each."""
        return [
            {"municipality": book.get("municipality"), **person}
            for book in self._books(f"registrations/{gathering}")
            for person in book["people"]
        ]

    def contacts(self, number):
        """Contacts of a municipality as they are stored."""
        return [each for book in self._books("municipalities", f"{number}-*") for each in book.get("contacts", [])]

    def shown(self, *words):
        """What a command that shows says as JSON; nothing when it fails."""
        ran = self.run(*words, "--format", "json")
        return json.loads(ran.out) if ran.code in (0, 1) and ran.out else {}

    def _books(self, folder, name="*"):
        return [loaded(file) for file in sorted((self.folder / folder).glob(f"{name}.yaml"))]


def loaded(file):
    """A file of the folder, every scalar as text."""
    import yaml

    return yaml.load(file.read_text(encoding="utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def rows_of(ran):
    """The rows of a run's JSON, if it printed any."""
    try:
        return json.loads(ran.out)["rows"]
    except (ValueError, KeyError):
        return []


def sheet_of(row):
    """The sheet of a row or column; the second list of a sheet is told as ``Ark1 E:G``."""
    return row.get("sheet") and re.sub(r" [A-Z]+:[A-Z]+$", "", row["sheet"])


#: What an import writes, and what of it hangs on the file's name, place or further columns.
_RECORDS = {"applications": "applications", "registrations": "registrations", "memberships": "cohorts"}
_OF_THE_FILE = {"source", "note", "changes", "sha256", "id"}
#: Kept as it is written, which is no day in a csv; what it was read as stands in the political case.
_AS_WRITTEN = {"decision_date"}


def records_of(desk, importer):
    """What an import has left in the folder, by file, without what tells of the file itself."""
    files = sorted((desk.folder / _RECORDS[importer]).rglob("*.yaml"))
    return {file.relative_to(desk.folder).as_posix(): _without(loaded(file)) for file in files}


def _without(value):
    if isinstance(value, dict):
        return {name: _without(each) for name, each in value.items() if name not in _OF_THE_FILE | _AS_WRITTEN}
    return [_without(each) for each in value] if isinstance(value, list) else value


class Desks:
    """Fresh copies of a programme that is made once: the example, or a small one with a register of its own.

    Args:
        scratch: A folder for all of it.
        register: The small one's register as csv.
    """

    def __init__(self, scratch, register=""):
        self.scratch = Path(scratch)
        self.example = self.scratch / "example"
        words = ["--example"]
        if register:
            file = self.scratch / "register.csv"
            file.write_text(register, encoding="utf-8")
            words = ["--name", "P", "--register", str(file)]
        commands = [["init", str(self.example), *words]]
        if register:
            there = ["-C", str(self.example)]
            commands += [[*there, "cohort", "new", "P1", "--name", "Pulje 1"]]
            commands += [[*there, "cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20"]]
            commands += [[*there, "gathering", "new", GATHERING, "--name", "Samling", "--from", "2008-08-27"]]
        for command in commands:
            made = Kit(self.scratch / "nobody").run(*command)
            assert made.code == 0, made.err

    @contextmanager
    def fresh(self, today="2008-06-10"):
        """A copy that is taken away afterwards."""
        place = Path(tempfile.mkdtemp(dir=self.scratch))
        shutil.copytree(self.example, place / "p")
        yield Desk(place / "p", today=today)
        shutil.rmtree(place, ignore_errors=True)
