"""Helpers that tests import: what a run left, and a folder byte for byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kvadmin

#: Where another process finds kvadmin and the modules of the tests. Its ``sys.path`` is not this process's own: tests
#: that run before may have put folders there with modules of the same names.
PATHS = [str(Path(kvadmin.__file__).parents[1]), str(Path(__file__).resolve().parent)]


@dataclass(frozen=True)
class Ran:
    """What a run of kvadmin left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its relative path, derived ones left out: to compare before and after."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: content for name, content in found.items() if not name.startswith(".kvadmin/")}
