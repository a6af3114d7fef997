"""Completion in the real shells: a line is typed into each on a terminal of its own, and the command notes what it got."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMMAND = """#!/bin/sh
if [ "$1" = __complete ]; then exec "{python}" -m kvadmin "$@"; fi
if [ "$1" = completion ]; then exec "{python}" -m kvadmin "$@"; fi
printf '%s\\n' "$@" > "{noted}.new" && mv "{noted}.new" "{noted}"
"""
START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
LOADED = {
    "bash": 'eval "$(kvadmin completion bash)"',
    "zsh": 'autoload -Uz compinit && compinit -u -D && eval "$(kvadmin completion zsh)"',
    "fish": "kvadmin completion fish | source",
}
SHELLS = list(START)
#: What is typed -> what the command gets. ``→`` is the key of completion.
LINES = [
    ("kvadmin coh→sho→P3", ["cohort", "show", "P3"]),
    ("kvadmin pulje vis Pulj→", ["pulje", "vis", "Pulj"]),  # ids are completed, not names of cohorts
    ("kvadmin cohort show I→", ["cohort", "show", "I07"]),
    ("kvadmin municipality show Åsn→", ["municipality", "show", "Åsnes"]),
    ("kvadmin municipality show aalesu→", ["municipality", "show", "Ålesund"]),
    ("kvadmin municipality show 030→", ["municipality", "show", "0301"]),
    ("kvadmin municipality list --county Mø→", ["municipality", "list", "--county", "Møre og Romsdal"]),
    ("kvadmin municipality list --county 'Mø→", ["municipality", "list", "--county", "Møre og Romsdal"]),
    ('kvadmin municipality list --county "Mø→', ["municipality", "list", "--county", "Møre og Romsdal"]),
    ("kvadmin municipality list --county=Mø→", ["municipality", "list", "--county=Møre og Romsdal"]),
    ("kvadmin municipality show nore→", ["municipality", "show", "Nore og Uvdal"]),
    ("kvadmin gathering show 20→", ["gathering", "show", "2008-08-27-oppstart"]),
    ("kvadmin cohort list --for→jso→", ["cohort", "list", "--format", "json"]),
    ("kvadmin mail plan admitted --to cohort:P→3", ["mail", "plan", "admitted", "--to", "cohort:P3"]),
    ("kvadmin mail plan adm→", ["mail", "plan", "admitted"]),
    ("kvadmin network show P1 --network Op→", ["network", "show", "P1", "--network", "Oppland og Buskerud"]),
    ("kvadmin evaluation signals syk→", ["evaluation", "signals", "sykefravaer"]),
    ("kvadmin application import soknader→", ["application", "import", "soknader og annet.xlsx"]),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the example programme as ``demo`` leaves it, an office file, and a command that notes its words."""
    from kvadmin.cli.app import invoke

    folder = tmp_path_factory.mktemp("desk")
    assert invoke(["demo", str(folder / "programme")]) == 0
    (folder / "soknader og annet.xlsx").touch()
    (folder / "bin").mkdir()
    command = folder / "bin/kvadmin"
    command.write_text(COMMAND.format(python=sys.executable, noted=folder / "noted"), encoding="utf-8")
    command.chmod(0o755)
    return folder


def _environment(desk):
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return kept | {
        "PATH": f"{desk / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(desk),
        "KVADMIN_DATA": str(desk / "programme"),
        "KVADMIN_CONFIG": str(desk / "none.toml"),
        "KVADMIN_LANG": "en",
        "KVADMIN_TODAY": "2008-06-10",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }


class _Terminal:
    """A shell on a terminal of its own."""

    def __init__(self, shell, desk):
        self.shell, self.noted = shell, desk / "noted"
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(desk)
            os.execvpe(START[shell][0], START[shell], _environment(desk))
        self.shown = b""
        self.type(f"{LOADED[shell]}; printf 'load%s\\n' ed\r")
        self.until(lambda: b"loaded\r" in self.shown)

    def type(self, text):
        os.write(self.master, text.encode())

    def until(self, reached, seconds=90):
        end = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < end, self.shown.decode(errors="replace")[-1500:]
            if select.select([self.master], [], [], 0.05)[0]:
                self.shown += os.read(self.master, 65536)

    def words_of(self, line):
        self.noted.unlink(missing_ok=True)
        self.type(line.replace("→", "\t") + "\r")
        self.until(self.noted.exists)
        return self.noted.read_text(encoding="utf-8").splitlines()

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.master)


@pytest.fixture(scope="module", params=SHELLS)
def terminal(request, desk):
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    made = _Terminal(request.param, desk)
    yield made
    made.close()


@pytest.mark.parametrize(("line", "words"), LINES)
def test_what_is_completed_reaches_the_command_as_one_word(terminal, line, words):
    if terminal.shell == "fish" and "aalesu" in line:
        pytest.skip("fish chooses by itself among what it is offered, and knows no Norwegian")
    assert terminal.words_of(line) == words


def test_completing_leaves_no_trace(desk):
    folder = desk / "programme"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for words in (["cohort", "show", ""], ["mail", "preview", ""], ["municipality", "show", "a"]):
        done = subprocess.run(
            [desk / "bin/kvadmin", "__complete", "zsh", *words], env=_environment(desk), capture_output=True, check=True
        )
        assert done.stderr == b""
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
