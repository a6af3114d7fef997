"""Follow docs/tutorial.md from an empty folder, and put what its commands print below them.

Run: python tools/tutorial.py           (writes the page anew; the test in tests/docs follows it and compares)
     python tools/tutorial.py --check   (as a newcomer does, with pip: the environment of this Python has kvadmin, and
                                         loses the plugin afterwards; says what differs)
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import how_to
from editable import lay_editable

PAGE = how_to.ROOT / "docs" / "tutorial.md"
#: What the plugin has become when the page has been followed.
RESULT = how_to.ROOT / "plugins_contrib" / "kvadmin-hello"
#: What tests and tools leave behind, which nobody wrote.
_DERIVED = re.compile(r"(^|/)(__pycache__|\.pytest_cache|\.ruff_cache|[^/]+\.egg-info)/")
#: How long tests took.
_SECONDS = re.compile(r"(?<= in )\d+\.\d+s")


class Newcomer(how_to.Shell):
    """A shell in an empty folder.

    Args:
        folder: The folder.
        pip: Whether ``pip install`` does so; else the plugin is laid where Python finds it, which needs no network.
    """

    def __init__(self, folder: Path, *, pip: bool) -> None:
        super().__init__(folder)
        self._pip = pip
        # What the register and the checks say must not hang on the day.
        self.env |= {
            "KVADMIN_TODAY": "2008-06-10",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_ADDOPTS": "-p no:cacheprovider",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def run(self, command: str) -> tuple[int, list[str]]:
        """Exit code and lines of output of a line of the page."""
        if command.startswith("mkdir -p "):
            for name in command.split()[2:]:
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            return 0, []
        return super().run(command)

    def ran(self, words: list[str]) -> tuple[int, str]:
        """Exit code and output of a command."""
        if words[:4] == ["python", "-m", "pip", "install"] and not self._pip:
            found = lay_editable(self.folder, self.root / ".site")
            self.env["PYTHONPATH"] = os.pathsep.join([*found, *filter(None, sys.path)])
            # pytest finds its plugins among what is installed, and kvadmin may be a mere checkout here.
            self.env["PYTEST_ADDOPTS"] += " -p kvadmin.testing.fixtures"
            return 0, ""
        code, text = super().ran(words)
        if "pip" in words and code == 0:
            return 0, ""  # what it remarks on is the machine's: indexes, its own age
        return code, _SECONDS.sub("0.50s", text)


def followed(page: str, folder: Path, *, pip: bool = False) -> tuple[str, dict[str, bytes]]:
    """The page with fresh output, and the files of the plugin that came of it."""
    shell = Newcomer(folder, pip=pip)
    fresh = how_to.fresh(page, shell)
    return fresh, files_of(shell.root / RESULT.name)


def files_of(project: Path) -> dict[str, bytes]:
    """Path -> content of what somebody wrote in a project."""
    paths = {each.relative_to(project).as_posix(): each for each in sorted(project.rglob("*")) if each.is_file()}
    return {path: each.read_bytes() for path, each in paths.items() if not _DERIVED.search(path)}


def main() -> None:
    """Write the page anew, or follow it with pip and compare."""
    page = PAGE.read_text(encoding="utf-8")
    check = "--check" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        try:
            fresh, made = followed(page, Path(folder), pip=check)
        finally:
            if check:
                subprocess.run([sys.executable, "-m", "pip", "uninstall", "-q", "-y", RESULT.name], check=False)
    if not check:
        PAGE.write_text(fresh, encoding="utf-8")
    wanted = files_of(RESULT)
    wrong = [
        f"{path} differs from {RESULT.name}" for path in sorted({*made, *wanted}) if made.get(path) != wanted.get(path)
    ]
    if check:
        wrong += difflib.unified_diff(page.splitlines(), fresh.splitlines(), "the page", "what happened", lineterm="")
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
