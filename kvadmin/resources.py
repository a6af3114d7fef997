"""Where the files that ship with kvadmin lie: defaults (``config/``) and the example programme.

In a wheel they lie inside the package (``kvadmin/_data``); in a checkout, also
one installed as editable, they stand at the top where people look for them.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PLACES = {
    "config": (_PACKAGE / "_data" / "config", _PACKAGE.parent / "config"),
    "example": (_PACKAGE / "_data" / "example", _PACKAGE.parent / "fixtures" / "example"),
}


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
