"""Symbolic links below the folder of the site: what they lead to was not put there to be public."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kvadmin_website.reading.page_file import ROOT


def links_below(folder: Path) -> frozenset[str]:
    """Every link below ``website``, to a file or a folder, relative to the programme folder.

    The store lets a link lead to any file of the programme, a municipality with its contacts for one. A site must not:
    its maker gives away whatever a page links to.

    Args:
        folder: The programme folder.
    """
    found = []
    for place, folders, files in os.walk(folder / ROOT):
        paths = (Path(place, name) for name in (*folders, *files))
        found += [path.relative_to(folder).as_posix() for path in paths if path.is_symlink()]
    return frozenset(found)


def link_of(path: str, links: Iterable[str]) -> str | None:
    """The link that a file is, or that it is reached through."""
    return next((each for each in links if path == each or path.startswith(f"{each}/")), None)
