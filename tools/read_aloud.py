"""Every command as a person hears it who listens to the screen: no aligned table, no line drawn.

Run: python tools/read_aloud.py                 (all of it, about two minutes; exit 1 when something is found)
     python tools/read_aloud.py --only REGEX    (steps of same_json.py that match; those that write run always)

The steps of ``same_json.py`` and the ``--help`` of every command, with ``KVADMIN_ACCESSIBLE=1``. Lines that are set for
the eye are found by what the eye uses: columns (two blanks inside a line), rules and boxes, and texts that are set in.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import same_json
from forked_steps import ForkedSteps

#: Columns: something, two blanks or a tab, something. Rules: dashes or the like alone in a line. Boxes and bars.
_FOR_THE_EYE = (
    ("columns", re.compile(r"\S(?: {2,}|\t)\S")),
    ("rule", re.compile(r"^\s*[-=_~*+|]{3,}(?:\s+[-=_~*+|]{2,})*\s*$")),
    ("box or bar", re.compile(r"[\u2500-\u259f\u2800-\u28ff]")),
    ("set in", re.compile(r"^\s+\S")),
    ("control character", re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")),
)
#: What puts a document or something for a program on stdout.
_NO_SCREEN = re.compile(r" --format |-o -|--schema|mail preview vedtak --letter|^store get")


def for_the_eye(text: str) -> Iterator[str]:
    """The lines of an output that only the eye can follow, each with what is wrong."""
    for line in text.splitlines():
        for what, pattern in _FOR_THE_EYE:
            if pattern.search(line):
                yield f"{what}: {line}"


class Listener(ForkedSteps):
    """The example programme, worked on by somebody who listens to the screen."""

    def __init__(self, home: Path, language: str = "en") -> None:
        super().__init__(home, None, KVADMIN_ACCESSIBLE="1", KVADMIN_LANG=language)

    def step(self, step: same_json.Step, **_: Any) -> dict[str, Any]:
        """The command as a person runs it; one that writes as a dry run first, whose difference is heard, too."""
        line = step.line.format_map(self.words)
        found: dict[str, Any] = {}
        with self.folder_of(step) as folder:
            if step.kind != "read" and "--dry-run" not in line:
                found["dry run"] = self.run(folder, line, ["--dry-run"])
            if step.takes:
                self.take(step, self.run(folder, line, ["--format", "json"])["stdout"])
            else:
                found["table"] = self.run(folder, line, [])
        return found


def heard(listener: Listener, only: re.Pattern[str] | None = None) -> Iterator[tuple[str, str]]:
    """The name of each step and each page of help, and what is said."""
    for name, step in same_json.named():
        if step.kind == "keep" or only is None or only.search(name):
            found = listener.step(step)
            if not _NO_SCREEN.search(step.line):
                for each in found.values():
                    yield name, each["stdout"] + each["stderr"]
    for path in same_json.headings(same_json.Path(__file__).resolve().parents[1]):
        name = f"{path} --help"
        if only is None or only.search(name):
            said = listener.run(listener.programme, name.removeprefix("kvadmin "), [])
            yield name, said["stdout"] + said["stderr"]


def main() -> int:
    """Run everything and print what is found."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--only", type=re.compile, metavar="REGEX", help="only steps that match")
    asked.add_argument("--lang", default="en", metavar="nb|nn|en", help="what the screen speaks")
    given = asked.parse_args()
    found = count = 0
    with tempfile.TemporaryDirectory() as folder:
        listener = Listener(Path(folder).resolve(), given.lang)
        try:
            for name, text in heard(listener, given.only):
                count += 1
                lines = list(for_the_eye(text))
                found += len(lines)
                if lines:
                    print(f"\n== {name}: {len(lines)}")
                    print("\n".join(lines[:20]))
        finally:
            listener.close()
    print(f"\n{found} lines for the eye alone in {count} outputs")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
