"""``--format json`` of every command prints JSON and nothing else, whatever native libraries print beside it.

The command lines are those of ``tools/same_json.py``, which knows one for every command; a new command needs one there.
The solver is made to print where the newest highspy prints, so that the guard is tried with every version of it.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402 - found through the path above
import same_json  # noqa: E402

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forked, so that they take no minutes")

#: Commands whose result is no JSON whatever ``--format`` says -> what it is.
NO_JSON = {
    "kvadmin gathering calendar": "the calendar itself (ics)",
    "kvadmin participants export": "the handout itself, in a document format",
}
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


class Programme(same_json.Side):
    """The example programme; its command lines run one after another, each in a process of its own."""

    def __init__(self, home: Path) -> None:
        super().__init__(ROOT, home)
        (home / "settings").mkdir()
        (home / "settings" / "highspy.py").write_text(NOISY, encoding="utf-8")
        self.env["PYTHONPATH"] = os.pathsep.join((str(home / "settings"), str(ROOT)))
        self.env["PYTHONPYCACHEPREFIX"] = str(home / "settings" / "pycache")
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling everything each time would take minutes
        script = Path(__file__).with_name("one_after_another.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script)], env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, line: str, options: list[str]) -> dict:
        print(
            json.dumps([str(folder), ["--no-input", *shlex.split(line), *options]]),
            file=self._process.stdin,
            flush=True,
        )
        code, out, err = json.loads(self._process.stdout.readline())
        return {"exit": code, "stdout": out, "stderr": err}

    def files(self, folder: Path) -> dict[str, bytes]:  # nobody asks what was written
        return {}

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def programme(tmp_path):
    made = Programme(tmp_path)
    yield made
    made.close()


COMMANDS = {
    each.command_path
    for each in reference.walk(reference.top_level())
    if not hasattr(each.command, "list_commands") and any("--format" in param.opts for param in each.command.params)
}


def command_of(step: same_json.Step) -> str | None:
    """The command that a step runs; none when it asks for another format than JSON, or for no result."""
    words = ["kvadmin", *shlex.split(step.line)]
    if "--format" in words:
        return None
    return next((" ".join(words[:count]) for count in (4, 3, 2) if " ".join(words[:count]) in COMMANDS), None)


def test_stdout_is_json_and_nothing_else(programme):
    assert len(COMMANDS) > 90
    kept = {command_of(step) for step in same_json.STEPS if step.kind == "keep"}
    right, wrong, banners = set(), [], 0
    for step in same_json.STEPS:
        name = command_of(step)
        if step.kind != "keep" and (name is None or name in right | kept | NO_JSON.keys()):
            continue  # what changes the programme is always run: the steps after it stand on it
        ran = programme.step(step, json_only=True)["json"]
        banners += BANNER in ran["stderr"]
        if name is None:
            continue
        try:
            json.loads(ran["stdout"] or ("null" if ran["exit"] or " -o " in step.line else ""))
        except ValueError:
            wrong.append(f"{step.line}: {ran['stdout'][:200]!r}")
        if ran["exit"] == 0:
            right.add(name)
    assert not wrong
    assert banners >= 3, "the stand-in for the solver printed nothing: nothing was tried"
    missing = sorted(COMMANDS - right - NO_JSON.keys())
    assert not missing, "no step of tools/same_json.py shows the JSON of these commands"
