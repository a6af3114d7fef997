"""Where files lie that ship with kvadmin (``config/``, the example programme), and a person's own folders.

In a wheel they lie inside the package (``kvadmin/_data``); in a checkout, also
one installed as editable, they stand at the top where people look for them.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = (
    False  # typing and pathlib are too dear for the key of completion, which asks for the cache folder alone
)
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

#: Name -> where it lies in the package of a wheel, and in a checkout beside the package.
_PLACES = {"config": ("_data/config", "../config"), "example": ("_data/example", "../fixtures/example")}

#: What a run of kvadmin adds to a programme folder; it may stand in a checkout's copy of the example.
_DERIVED = (".kvadmin", "history")


def _folder(name: str) -> Path:
    from pathlib import Path

    package = Path(__file__).resolve().parent
    for place in _PLACES[name]:
        if (folder := (package / place).resolve()).is_dir():
            return folder
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
    """A person's own folder for kvadmin."""
    from pathlib import Path

    return Path(person_place(kind))


def person_place(kind: Literal["config", "cache"]) -> str:
    """Where a person's own folder lies, as platformdirs says; on Linux without importing it: every command asks."""
    home, base = os.environ.get("HOME", ""), os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        if base.startswith("/"):
            return os.path.join(base, "kvadmin")  # noqa: PTH118 - without pathlib
        if home.startswith("/"):
            return os.path.join(home, f".{kind}", "kvadmin")  # noqa: PTH118
    import platformdirs

    dirs = platformdirs.PlatformDirs("kvadmin", appauthor=False)
    return dirs.user_config_dir if kind == "config" else dirs.user_cache_dir
