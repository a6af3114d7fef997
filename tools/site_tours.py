"""Put what kvadmin prints below the commands of the secretariat's tour, in each of its languages.

Run: python tools/site_tours.py   (the test in tests/docs runs the same and compares)
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import how_to

ROOT = Path(__file__).resolve().parents[1]
TOURS = (ROOT / "docs" / "tour.en.md", ROOT / "docs" / "tour.nb.md")
#: A day and a figure as a Norwegian screen has them -> as an English one has.
_AS_ENGLISH = (
    (re.compile(r"\b(\d\d)\.(\d\d)\.(\d{4}) kl\. (\d\d)\.(\d\d)"), r"\3-\2-\1 \4:\5"),
    (re.compile(r"\b(\d\d)\.(\d\d)\.(\d{4})\b"), r"\3-\2-\1"),
    (re.compile(r"(?<=\d)[\u00a0\u202f ](?=\d{3},\d)"), ""),
    (re.compile(r"(?<=\d),(?=\d)"), "."),
)


class QuickShell(how_to.Shell):
    """A shell whose kvadmin has its start behind it: each command is a process of its own all the same."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._process: subprocess.Popen[str] | None = None

    def ran(self, words: list[str]) -> tuple[int, str]:
        """Run kvadmin; what it says on stderr comes first, as through a pipe."""
        assert words[0] == "kvadmin", words
        if self._process is None:  # the tour sets its environment before the first command
            script = Path(__file__).with_name("one_after_another.py")
            env = {**self.env, "PYTHONPATH": os.pathsep.join((str(ROOT), self.env.get("PYTHONPATH", "")))}
            self._process = subprocess.Popen(
                [sys.executable, str(script)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                encoding="utf-8",
            )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([str(self.folder), words[1:]]), file=self._process.stdin, flush=True)
        code, out, err = json.loads(self._process.stdout.readline())
        return code, err + out

    def close(self) -> None:
        """End the process that the others are made from."""
        if self._process and self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()


def written(page: str) -> str:
    """The page with fresh output, run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        shell = QuickShell(Path(folder))
        try:
            return how_to.fresh(page, shell)
        finally:
            shell.close()


def figures(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of the page, with the figures and days that are printed below it, in the English form."""
    for block in how_to.BLOCK.finditer(page):
        for part in re.split(r"(?m)^\$ ", block["body"])[1:]:
            command, _, printed = part.partition("\n")
            for pattern, instead in _AS_ENGLISH:
                printed = pattern.sub(instead, printed)
            yield re.sub(r'"[^"]*"|(?<=KVADMIN_LANG=)\w+', "", command), re.findall(r"\d+(?:[.-]\d+)*", printed)


def main() -> None:
    """Write each tour anew."""
    for path in TOURS:
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
