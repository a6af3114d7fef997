"""``--format json`` of every command is JSON that its schema allows, and nothing else on stdout; so is every error on stderr.

The command lines are those of ``tools/same_json.py``, which knows one for every command; a new command needs one there.
What a command declares of itself is compared with what it does: whether undo takes back what it writes, whether it reaches
for the network. The solver is made to print where the newest highspy prints, so that the guard is tried with every version.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support import folder_bytes

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402 - found through the path above
import same_json  # noqa: E402
import schemas  # noqa: E402
from forked_steps import ForkedSteps  # noqa: E402

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forked, so that they take no minutes")

BANNER = "Running HiGHS, a stand-in"
#: Stands for highspy: prints by the descriptor when it is imported and by C when it solves, then is the real one.
NOISY = f"""
import ctypes, importlib, os, sys

os.write(1, b"{BANNER}: loaded\\n")
sys.path.remove(os.path.dirname(__file__))
del sys.modules["highspy"]
real = importlib.import_module("highspy")
quiet = real.Highs.run


def run(self, *arguments):
    os.write(1, b"{BANNER}: solving\\n")
    ctypes.CDLL(None).puts(b"{BANNER}: buffered")
    return quiet(self, *arguments)


real.Highs.run = run
"""
REACHED = "reached for the network"
#: Says so whenever the process makes a connection.
WATCHED = f"""
import os, sys

sys.addaudithook(lambda event, arguments: os.write(2, b"{REACHED}\\n") if event == "socket.connect" else None)
"""
COMMANDS = schemas.commands()


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a command's output, or of errors."""
    file = schemas.file_of(name, COMMANDS.get(name, "programme"))
    return Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))


def faults(name: str, instance: object) -> list[str]:
    found = validator(name).iter_errors(instance)
    return [f"{name}: {each.json_path}: {each.message[:200]}" for each in found]


#: What no undo takes back, by design: the history, what calendars were told; and what is derived.
_ONLY_GROWS = ("history/", "calendar/", "sensitive/.kvadmin/")


class Programme(ForkedSteps):
    """The steps, each with what became of the folder when it was undone."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, {"highspy.py": NOISY, "sitecustomize.py": WATCHED})
        self.copied = home / "copy"

    def tried(self, step: same_json.Step, *, undo: bool) -> tuple[dict, bool | None]:
        """The run as JSON; whether undo brings the folder back, None where nothing changed or it was not tried."""
        line = step.line.format_map(self.words)
        folder = self.programme
        if step.kind == "copy":
            folder = shutil.copytree(self.programme, self.copied)
            for each in step.before:
                self.before(folder, each)
        before = kept(folder, line)
        bare = line.startswith("--version") or " --format " in line
        ran = self.run(folder, line, [] if bare else ["--format", "json"])
        for name, pattern in step.takes.items():
            self.words[name] = re.search(pattern, ran["stdout"])[1]
        back = None
        if undo and ran["exit"] == 0 and kept(folder, line) != before:
            if step.kind == "keep":
                folder = shutil.copytree(self.programme, self.copied)
            named = re.findall(r"kvadmin (undo [a-z]{8,})", ran["stderr"])
            self.run(folder, f"{named[-1] if named else 'undo'} --yes", [])
            back = kept(folder, line) == before
        for beside in self.home.iterdir():
            if beside.name not in {"programme", "inputs", "settings"}:
                shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
        return ran, back


def kept(folder: Path, line: str) -> dict[str, bytes]:
    """The data of a folder: all but what only grows, what is derived, and files that the line names."""
    files = folder_bytes(folder).items()
    data = [(name, content) for name, content in files if not name.startswith(_ONLY_GROWS)]
    named = line.split()[2:]  # its first words are those of the command: goals, feedback
    return {name: content for name, content in data if name.partition("/")[0] not in named}


@pytest.fixture
def stepwise(tmp_path):
    made = Programme(tmp_path)
    yield made
    made.close()


def declared() -> dict[str, object]:
    """Every command, as it is declared."""
    found = {each.command_path.partition(" ")[2]: each.command for each in reference.walk(reference.top_level())}
    return {name: found[name] for name in COMMANDS.keys() | schemas.NO_JSON.keys()}


def test_every_command_keeps_to_its_schema_and_to_what_it_declares(stepwise):
    commands = declared()
    assert len(commands) > 100
    kept_steps = {schemas.command_of(step, COMMANDS) for step in same_json.STEPS if step.kind == "keep"}
    right, failed, undone, wrong, banners = set(), set(), {}, [], 0
    for step in same_json.STEPS:
        name = schemas.command_of(step, COMMANDS | schemas.NO_JSON)
        told = name is not None and name not in schemas.NO_JSON
        writes = name is not None and commands[name].writes
        if step.kind == "read" and (not told or name in right | kept_steps):
            continue  # what changes the programme is always run: the steps after it stand on it
        if step.kind == "copy" and (not told or name in right) and (not writes or undone.get(name) is not None):
            continue
        ran, back = stepwise.tried(step, undo=writes and undone.get(name) is not False)
        banners += BANNER in ran["stderr"]
        if name is None:
            continue
        if REACHED in ran["stderr"] and not commands[name].sends:
            wrong.append(f"{step.line}: {REACHED}")
        if back is not None:
            undone[name] = back
        if ran["stdout"] and told:
            try:
                wrong += [f"{step.line}: {each}" for each in faults(name, json.loads(ran["stdout"]))]
            except ValueError:
                wrong.append(f"{step.line}: {ran['stdout'][:200]!r}")
        elif told and not ran["exit"] and " -o " not in step.line:
            wrong.append(f"{step.line}: nothing on stdout")
        if ran["exit"]:
            failed.add(name)
            wrong += [f"{step.line}: {each}" for each in error_faults(ran)]
        else:
            right.add(name)
    assert not wrong, "mend it, or (what is new): python tools/schemas.py"
    assert banners >= 3, "the stand-in for the solver printed nothing: nothing was tried"
    assert sorted(COMMANDS.keys() - right) == [], "no step of tools/same_json.py shows the JSON of these commands"
    lies = {name: back for name, back in undone.items() if commands[name].undo != back}
    assert lies == {}, "what they declare (Command(undo=...)) is not what undo does"
    untried = {name for name, each in commands.items() if each.writes and each.undo} - undone.keys()
    assert sorted(untried - NOTHING_CHANGED.keys()) == [], "nobody has undone them"


#: Commands of which no step changes anything in the programme folder -> why.
NOTHING_CHANGED = {
    "gathering calendar": "writes the file that is asked for",
    "gathering pack": "writes the folder that is asked for",
    "gathering renew-networks": "nobody's network has changed",
    "gathering promote": "nobody waits",
    "mail print": "what it writes lies where --out says",
    "mail bounces": "the contact it is about has no address of its own",
    "mail replan": "nothing has changed since it was planned",
    "programme git": "a new folder has what it would write",
    "migrate": "every record of the example has the form of today",
}


def error_faults(ran: dict) -> list[str]:
    """What is wrong with the error of a run that failed: the last line of stderr."""
    lines = ran["stderr"].splitlines()
    try:
        error = json.loads(lines[-1]) if lines else None
    except ValueError:
        return [f"no error in JSON: {lines[-1]!r}"]
    found = faults("error", error)
    if not found and error["error"]["exit"] != ran["exit"]:
        found.append(f"exit {ran['exit']}, and the error says {error['error']['exit']}")
    return found


@pytest.mark.parametrize("format_", ["json", "csv", "md"])
@pytest.mark.parametrize("line", ["status", "cohort list", "check", "commands"])
def test_programs_read_the_same_whatever_the_person_asks_of_the_screen(cli, programme, monkeypatch, line, format_):
    words = ["-C", programme, "--format", format_, *line.split()]
    before = cli(*words, check=True).out
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    monkeypatch.setenv("KVADMIN_PAGER", "false")
    assert cli("--color", "always", "--all-columns", *words, check=True).out == before
