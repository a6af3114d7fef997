"""What ``kvadmin check`` finds in the letters of the programme."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from kvadmin.api import Finding, KvadminError, Snapshot, tr

from ..file_names import LETTERS


def findings(snapshot: Snapshot) -> list[Finding]:
    """Letters that cannot be read, lack a form, or whose forms differ."""
    paths = snapshot.files(LETTERS)
    if not any(path.endswith(".md") for path in paths):
        return []
    if not _libraries_installed():
        text = tr("the letters are not checked: the extra mail is not installed")
        return [Finding(LETTERS, 0, 0, "letter-unchecked", text, tr('pip install "kvadmin[mail]"'), "warning")]
    from ..letters.letter_files import letter_names

    with tempfile.TemporaryDirectory() as scratch:  # templates include one another as files
        folder = Path(scratch)
        for path in paths:
            target = folder / Path(path).relative_to(LETTERS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(snapshot.read_file(path) or b"")
        return [finding for name in letter_names(folder) for finding in _of(folder, name)]


def _of(folder: Path, name: str) -> Iterator[Finding]:
    from ..letters.letter_files import read_letter_pair
    from ..letters.pair_check import check_pair
    from ..letters.sandbox import Sandbox

    try:
        pair = read_letter_pair(folder, name)
        problems = check_pair(pair, Sandbox(folder))
    except KvadminError as error:
        file, line, column = _place(error.where or f"{name}.nb.md")
        yield Finding(f"{LETTERS}/{file}", line, column, "letter", error.message, hint=error.hint)
        return
    for problem in problems:
        file = problem.file or pair.file(next(iter(pair.forms)))
        hint = f"kvadmin mail check {name}"
        yield Finding(f"{LETTERS}/{file}", 0, 0, f"letter-{problem.code}", problem.text, hint, problem.severity)


def _libraries_installed() -> bool:
    """Whether the extra ``mail`` is installed, without which no letter can be read."""
    return all(find_spec(name) is not None for name in ("jinja2", "markdown_it"))


def _place(where: str) -> tuple[str, int, int]:
    found = re.fullmatch(r"(.*?)(?::(\d+))?(?::(\d+))?", where)
    assert found  # every part may be empty
    return found[1], int(found[2] or 0), int(found[3] or 0)
