"""Run the year of docs/story.md in English, bokmål and nynorsk, and keep what it prints.

Run: python tools/story.py            (writes the page and tests/docs/story; the test there runs the same and compares)
     python tools/story.py --check    (compares only)
     python tools/story.py nb         (one language; the page is of English)

The page has long output without its middle, ``tests/docs/story/LANGUAGE.txt`` the whole of every command.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import how_to

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "story.md"
WHOLE = ROOT / "tests" / "docs" / "story"
POST = ROOT / "fixtures" / "story"
LANGUAGES = ("en", "nb", "nn")
#: Moments as the languages write them: they are the clock's, and become nine o'clock of the story's day.
_MOMENT = re.compile(r"2008-06-10 09:00|\b(?P<day>\d\d\.\d\d\.\d{4}) kl\. \d\d\.\d\d")


class Office(how_to.Shell):
    """The folder in which the story plays, in one language; its commands run in this process, which is quicker.

    Args:
        folder: An empty folder.
        language: Which the screen speaks.
    """

    def __init__(self, folder: Path, language: str) -> None:
        super().__init__(folder)
        shutil.copytree(POST, self.folder / "post")
        self.env |= {"KVADMIN_LANG": language, "XDG_STATE_HOME": str(self.folder / "state")}

    def ran(self, words: list[str]) -> tuple[int, str]:
        """Exit code and output of a command of kvadmin."""
        from kvadmin.cli.main import run

        screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        with self._here(), redirect_stdout(screen), redirect_stderr(screen):
            code = run(words[1:])
        return code, screen.buffer.getvalue().decode("utf-8")

    @contextmanager
    def _here(self) -> Iterator[None]:
        """This process in the folder, with the variables of the story."""
        before, folder = dict(os.environ), Path.cwd()
        try:
            os.environ.update(self.env)
            os.chdir(self.folder)
            yield
        finally:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(before)

    def run(self, command: str) -> tuple[int, list[str]]:
        """Exit code and lines of output, with what differs from run to run replaced."""
        code, lines = super().run(command)
        return code, [_MOMENT.sub(self._at_nine, line) for line in lines]

    def _at_nine(self, moment: re.Match[str]) -> str:
        today = self.env.get("KVADMIN_TODAY", "2011-01-01")
        return f"{'.'.join(reversed(today.split('-')))} kl. 09.00" if moment["day"] else f"{today} 09:00"


def played(page: str, language: str) -> list[tuple[str, list[str]]]:
    """Every command of the page with the lines that it prints in a language; SystemExit when one ends as not said."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), language)
        for command in how_to.commands(page):
            code, lines = office.run(command)
            if code != how_to.expected(command):
                raise SystemExit(f"{language}: {command}: exit {code}\n" + "\n".join(lines))
            told.append((command, lines))
    return told


def with_output(page: str, told: list[tuple[str, list[str]]]) -> str:
    """The page with what its commands print below them."""
    left = iter(told)
    return how_to.BLOCK.sub(lambda block: _filled(block, left), page)


def _filled(block: re.Match[str], left: Iterator[tuple[str, list[str]]]) -> str:
    lines = []
    for typed in (line for line in block["body"].splitlines() if line.startswith("$ ")):
        _, printed = next(left)
        lines += [typed, *how_to.cut(printed)]
    return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"


def whole(told: list[tuple[str, list[str]]]) -> str:
    """Every command with everything it prints."""
    return "".join(f"{line}\n" for command, lines in told for line in (f"$ {command}", *lines, ""))


def main() -> int:
    """Write the page and the whole output, or compare."""
    page = PAGE.read_text(encoding="utf-8")
    asked = [each for each in LANGUAGES if each in sys.argv] or list(LANGUAGES)
    differing = []
    for language in asked:
        told = played(page, language)
        fresh = {WHOLE / f"{language}.txt": whole(told)}
        if language == "en":
            fresh[PAGE] = with_output(page, told)
        for path, text in fresh.items():
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                differing.append(path.relative_to(ROOT).as_posix())
                if "--check" not in sys.argv:
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(text, encoding="utf-8")
    if differing:
        print("\n".join(differing))
    return int(bool(differing) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
