"""The steps of ``same_json.py`` run quickly: each a whole run in a process of its own, with the imports behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import same_json

ROOT = Path(__file__).resolve().parents[1]


class ForkedSteps(same_json.Side):
    """The example programme; its command lines run one after another, each in a process of its own.

    Args:
        home: An empty folder.
        first: Modules that stand before the installed ones: name of the file -> its text.
        prepare: Puts more into that folder.
        **variables: Of the environment.
    """

    def __init__(
        self,
        home: Path,
        first: dict[str, str] | None = None,
        prepare: Callable[[Path], None] = lambda _: None,
        **variables: str,
    ) -> None:
        super().__init__(ROOT, home)
        (home / "settings").mkdir()
        prepare(home / "settings")
        for name, text in (first or {}).items():
            (home / "settings" / name).write_text(text, encoding="utf-8")
        self.env["PYTHONPATH"] = os.pathsep.join((str(home / "settings"), str(ROOT)))
        self.env["PYTHONPYCACHEPREFIX"] = str(home / "settings" / "pycache")
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling everything each time would take minutes
        self.env |= variables
        script = Path(__file__).with_name("one_after_another.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script)], env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, line: str, options: list[str]) -> dict:
        """Exit code and output of one command, as they are."""
        print(
            json.dumps([str(folder), ["--no-input", *same_json.with_options(line, options)]]),
            file=self._process.stdin,
            flush=True,
        )
        code, out, err = json.loads(self._process.stdout.readline())
        return {"exit": code, "stdout": out, "stderr": err}

    def files(self, folder: Path) -> dict[str, bytes]:  # noqa: ARG002 - as its base has it
        """Nobody asks what was written."""
        return {}

    def close(self) -> None:
        """End the process that the others are made from."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
