"""Where files lie that ship with kvadmin (``config/``, the example programme), and a person's own folders.

In a wheel they lie inside the package (``kvadmin/_data``); in a checkout, also
one installed as editable, they stand at the top where people look for them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent
_PLACES = {
    "config": (_PACKAGE / "_data" / "config", _PACKAGE.parent / "config"),
    "example": (_PACKAGE / "_data" / "example", _PACKAGE.parent / "fixtures" / "example"),
}

#: What a run of kvadmin adds to a programme folder; it may stand in a checkout's copy of the example.
_DERIVED = (".kvadmin", "history")


def _folder(name: str) -> Path:
    for place in _PLACES[name]:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the files {name!r} that ship with kvadmin are missing: reinstall kvadmin")


def config_folder() -> Path:
    """The folder with the defaults: letters, rules, the list of municipal successors."""
    return _folder("config")


def example_folder() -> Path:
    """The folder with the sources of the example programme."""
    return _folder("example")


def example_files() -> dict[str, bytes]:
    """The files of the example programme: path relative to its folder -> content.

    What a run of kvadmin adds to a folder (lock, index, history) is not among them.

    Added in version 0.2.
    """
    root = example_folder()
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if name.split("/")[0] not in _DERIVED and not path.name.startswith(".git")
    }


def person_folder(kind: Literal["config", "cache"]) -> Path:
    """A person's own folder for kvadmin, as platformdirs says; on Linux without importing it: every command asks."""
    home, base = os.environ.get("HOME", ""), os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        if base.startswith("/"):
            return Path(base, "kvadmin")
        if home.startswith("/"):
            return Path(home, f".{kind}", "kvadmin")
    import platformdirs

    dirs = platformdirs.PlatformDirs("kvadmin", appauthor=False)
    return dirs.user_config_path if kind == "config" else dirs.user_cache_path
