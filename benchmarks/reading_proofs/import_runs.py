"""The real command on a copy of the example programme, in this process, and what is in the folder afterwards."""

from __future__ import annotations

import json
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
        return json.loads(ran.out) if ran.code == 0 else {}

    def _books(self, folder, name="*"):
        import yaml

        files = sorted((self.folder / folder).glob(f"{name}.yaml"))
        return [yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in files]


def rows_of(ran):
    """The rows of a run's JSON, if it printed any."""
    try:
        return json.loads(ran.out)["rows"]
    except (ValueError, KeyError):
        return []


class Desks:
    """Fresh copies of the example programme; the example is made once."""

    def __init__(self, scratch):
        self.scratch = Path(scratch)
        self.example = self.scratch / "example"
        made = Kit(self.scratch / "nobody").run("init", str(self.example), "--example")
        assert made.code == 0, made.err

    @contextmanager
    def fresh(self, today="2008-06-10"):
        """A copy that is taken away afterwards."""
        place = Path(tempfile.mkdtemp(dir=self.scratch))
        shutil.copytree(self.example, place / "p")
        yield Desk(place / "p", today=today)
        shutil.rmtree(place, ignore_errors=True)
