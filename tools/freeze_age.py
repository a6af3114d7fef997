"""Make a small programme folder that holds every kind of record, to be kept as it is for the versions to come.

    python tools/freeze_age.py fixtures/ages/2008-06-10-0.2.0
    python tools/freeze_age.py --old fixtures/ages/2008-06-10-0.1.0      # with PYTHONPATH at a checkout of long ago
    python tools/freeze_age.py --steps tests/schema_1.txt tests/frozen/schema-1     # of a plugin

Run at each release, and before a record gets a new schema version: ``tests/ages`` reads every folder that was ever
frozen. The folder is made by commands (``frozen_year.txt``), with the kvadmin that ``sys.executable -m kvadmin`` is.
A step that fails ends it; with ``--old`` it is named and passed over, since versions of long ago know fewer commands.
Beside the folder stands ``said.json``: what that version answered to ``frozen_questions.txt``, for later ones to agree.

Names that begin with a dot are kept as ``dot.NAME``, so that no git and no editor takes a frozen folder for a live one.
With ``faketime`` on the path each step runs on its day, and the history says so; without it all of it is of today.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

Call = Callable[..., tuple[int, str, str]]
STEPS = Path(__file__).with_name("frozen_year.txt")
QUESTIONS = Path(__file__).with_name("frozen_questions.txt")
#: The day on which the questions are asked, a few days after the year has ended.
ASKED_ON = "2008-06-20"
#: Names of a frozen folder that begin with a dot in a live one.
DOT = "dot."
#: Left out: what is made by looking at the folder, and locks.
_NOT_KEPT = re.compile(r"(^|/)\.kvadmin/(lock|index)")
_HASH = re.compile(r"mail approve ([0-9a-f]{12})")


def _error(text: str) -> str:
    """The line that says what was wrong."""
    lines = [each for each in text.splitlines() if each.lower().startswith("error")]
    return (lines or text.splitlines()[-1:] or [""])[0]


class CutLine:
    """A mail server that takes one letter and goes away behind the dot of the second.

    Nobody knows whether that has come; the others surely have not.
    """

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._begun = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while self._begun < 2:
            line, _ = self._socket.accept()
            with line, line.makefile("rwb") as talk:
                self._talk(talk)
        self._socket.close()

    def _talk(self, talk: BinaryIO) -> None:
        def say(text: str) -> None:
            talk.write(text.encode() + b"\r\n")
            talk.flush()

        say("220 prove.example")
        for raw in talk:
            word = raw[:4].upper().strip()
            if word == b"DATA":
                self._begun += 1
                say("354 go on")
                for text in talk:
                    if text == b".\r\n":
                        break
                if self._begun > 1:
                    return
                say("250 taken")
            elif word == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 prove.example" if word in (b"EHLO", b"HELO") else "250 ok")


def parsed(text: str) -> tuple[dict[str, str], list[tuple[str, list[str]]]]:
    """The lists by name, and the steps: ``@``, ``hand``, ``fails`` or ``kvadmin`` with its alternatives."""
    lists: dict[str, str] = {}
    steps: list[tuple[str, list[str]]] = []
    name = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "list":
            name = rest
            lists[name] = ""
        elif kind == "|":
            lists[name] += f"{rest}\n"
        elif kind == "or":
            steps[-1][1].append(rest)
        elif kind in ("@", "hand", "fails", "kvadmin"):
            steps.append((kind, [rest]))
    return lists, steps


class Year:
    """The steps, played on one folder.

    Args:
        folder: Where the programme is made.
        lists: The folder of the lists beside it.
        old: Whether commands that fail are passed over.
        call: Runs kvadmin: words -> exit code, stdout, stderr; else each command is a process of its own.

    Attributes:
        passed_over: Commands that this kvadmin does not know, or refused.
    """

    def __init__(self, folder: Path, lists: Path, *, old: bool, call: Call | None = None) -> None:
        self.folder = folder
        self.lists = lists
        self.old = old
        self.call = call or self._on_its_day
        self.day = ""
        self.hash = ""
        self.minute = 0
        self.server = CutLine()
        self.passed_over: list[str] = []

    def play(self, steps: list[tuple[str, list[str]]]) -> None:
        """Run all steps; a failing one raises SystemExit unless the version is an old one."""
        for kind, variants in steps:
            if kind == "@":
                self.day, self.minute = variants[0], 0
            elif kind == "hand":
                self._edit(variants[0])
            elif kind == "fails":
                self._run(variants[0])
            else:
                self._try(variants)

    def _try(self, variants: list[str]) -> None:
        """Run the first that works."""
        said = []
        for text in variants:
            if not (failed := self._run(text)):
                return
            said.append(failed)
        if not self.old:
            raise SystemExit("\n".join(said))
        self.passed_over += said

    def _run(self, text: str) -> str:
        """What the command said where it failed, else empty."""
        if text.startswith("hand "):
            self._edit(text.removeprefix("hand "))
            return ""
        filled = text.replace("{hash}", self.hash or "none").replace("{port}", str(self.server.port))
        words = [self._place(each) for each in shlex.split(filled)]
        if words[0] == "init":
            words[1] = str(self.folder)
        self.minute += 1
        where = [] if words[0] == "init" else ["-C", str(self.folder)]
        code, out, err = self.call(*where, "--today", self.day, "--who", "Eva Prøvestad", *words)
        if found := _HASH.findall(out + err):
            self.hash = found[-1]
        return f"kvadmin {text}: exit {code}: {_error(err)}" if code else ""

    def _on_its_day(self, *words: str) -> tuple[int, str, str]:
        clock = [found, f"{self.day} 09:{self.minute:02}:00"] if (found := shutil.which("faketime")) else []
        return _kvadmin(*words, before=clock)

    def _place(self, word: str) -> str:
        return word.replace("%/", f"{self.lists}/")

    def _edit(self, text: str) -> None:
        path, _, change = text.partition(" ")
        old, _, new = change.partition(" => ")
        file = self.folder / path
        before = file.read_text(encoding="utf-8")
        if before.count(old) == 0:
            raise SystemExit(f"{path} does not say {old!r}")
        text = before.replace(old, new.replace("\\n", "\n"), 1)
        file.write_text(text, encoding="utf-8")


def freeze(folder: Path, frozen: Path) -> None:
    """Copy a live folder to one that is kept, without locks and what is worked out from it."""
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = file.relative_to(folder).as_posix()
        if not _NOT_KEPT.search(name):
            target = frozen / "/".join(re.sub(r"^\.", DOT, part) for part in name.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def thaw(frozen: Path, folder: Path) -> Path:
    """Copy a frozen folder to a live one, and return that."""
    for file in sorted(each for each in frozen.rglob("*") if each.is_file()):
        parts = file.relative_to(frozen).parts
        target = folder.joinpath(*(f".{part.removeprefix(DOT)}" if part.startswith(DOT) else part for part in parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return folder


def asked() -> list[str]:
    """The commands that only look, one each."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def answers(folder: Path) -> dict[str, object]:
    """What this version answers, as JSON, by command; a command that fails is left out."""
    found = {}
    for text in asked():
        code, out, _ = _kvadmin("-C", str(folder), "--today", ASKED_ON, "--format", "json", *shlex.split(text))
        if code == 0:
            found[text] = json.loads(out)
    return found


def _kvadmin(*words: str, before: Sequence[str] = ()) -> tuple[int, str, str]:
    """Run kvadmin as a process; exit code, stdout, stderr."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "kvadmin", *words],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, "KVADMIN_CONFIG": os.devnull, "KVADMIN_LANG": "en", "TZ": "UTC", "COLUMNS": "200"},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def make(target: Path, steps: Path, *, old: bool) -> list[str]:
    """Play the steps and freeze the folder, with what is said of it where it is the year; what was passed over."""
    lists, played = parsed(steps.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        files = Path(place) / "lister"
        files.mkdir()
        for name, text in lists.items():
            (files / name).write_text(text, encoding="utf-8")
        year = Year(Path(place) / "programme", files, old=old)
        year.play(played)
        if steps == STEPS:
            freeze(year.folder, target / "folder")
            _note_answers(year.folder, target)
        else:
            freeze(year.folder, target)
    return year.passed_over


def _note_answers(folder: Path, target: Path) -> None:
    text = json.dumps(answers(folder), ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
    (target / "said.json").write_text(text + "\n", encoding="utf-8")


def main(words: list[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path, help="the folder to be kept; it must not be there")
    parser.add_argument("--old", action="store_true", help="pass over what this version does not know")
    parser.add_argument("--steps", type=Path, default=STEPS, help="another year than frozen_year.txt")
    given = parser.parse_args(words)
    if given.target.exists():
        raise SystemExit(f"{given.target} is there already: what is frozen is never changed")
    for said in make(given.target, given.steps, old=given.old):
        print(said)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
