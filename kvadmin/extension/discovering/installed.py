"""Which installed distributions offer an entry point in a group.

Reads the ``entry_points.txt`` files themselves: :mod:`importlib.metadata` answers the same
question, but importing it (with ``email``, ``csv`` and ``zipfile``) and parsing every
distribution costs more than the rest of ``kvadmin --help``. It is asked only when
something on ``sys.path`` is no folder (a zip file), which cannot be listed here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: So many bytes are read at once: more than nearly any file of entry points has.
_AT_ONCE = 65536


class EntryPoint(NamedTuple):
    """One entry point: ``name = value`` as its distribution declares it, and which that is.

    ``replaces`` are the names whose place it takes, by the group of the same name with ``.replaces``: ``cohort =
    better_cohort`` there says that what ``better_cohort`` stands for here takes the place of ``cohort``. What names
    nothing that the distribution has in this group stands as it was written.
    """

    name: str
    value: str
    version: str
    distribution: str = ""
    replaces: tuple[str, ...] = ()


def entry_points(group: str) -> list[EntryPoint]:
    """All entry points of a group, sorted by name, value and version.

    A distribution that stands on the path twice counts where it is found first, as imports do.
    """
    found: dict[tuple[str, str], EntryPoint] = {}
    for folder in searched():
        if folder and os.path.isfile(folder):  # noqa: PTH113 - pathlib costs start-up time
            points = _from_metadata(folder, group)
        else:
            points = _from_folder(folder or ".", group)
        for point in points:
            found.setdefault((point.name, point.value), point)
    return sorted(found.values())


def searched() -> list[str]:
    """The folders (and archives) in which plugins are looked for; empty: the working folder."""
    return list(dict.fromkeys(sys.path))


def _from_folder(folder: str, group: str) -> Iterator[EntryPoint]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - pathlib costs start-up time
    except OSError:
        return
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            try:
                text = _read(f"{folder}/{name}/entry_points.txt")
            except OSError:
                continue
            if f"[{group}]" in text:
                yield from parse(text, group, _version(name), _distribution(name))


def _read(path: str) -> str:
    """The text of a file, at half the cost of :func:`open`; a bad byte hides none of the other entries."""
    file = os.open(path, os.O_RDONLY)
    try:
        content = part = os.read(file, _AT_ONCE)
        while len(part) == _AT_ONCE:
            part = os.read(file, _AT_ONCE)
            content += part
        return content.decode("utf-8", "replace")
    finally:
        os.close(file)


def _version(name: str) -> str:
    """The version in ``name-version.dist-info`` (``?`` in a name without one)."""
    stem = name.rpartition(".")[0]
    return stem.split("-")[1] if "-" in stem else "?"


def _distribution(name: str) -> str:
    """The distribution in ``name-version.dist-info``, with ``-`` for the ``_`` of folders."""
    return name.rpartition(".")[0].partition("-")[0].replace("_", "-")


def parse(text: str, group: str, version: str, distribution: str = "") -> Iterator[EntryPoint]:
    """The entry points of one group in the text of an ``entry_points.txt``, with what each replaces."""
    points = [EntryPoint(name, value, version, distribution) for name, value in _pairs(text, group)]
    return _with_replaced(points, _pairs(text, f"{group}.replaces")) if ".replaces]" in text else iter(points)


def _pairs(text: str, group: str) -> Iterator[tuple[str, str]]:
    inside = False
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("["):
            inside = line == f"[{group}]"
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            value = value.partition("[")[0].strip()
            yield name.strip() or value, value  # without a name nobody could disable it


def _with_replaced(points: list[EntryPoint], said: Iterable[tuple[str, str]]) -> Iterator[EntryPoint]:
    """The entry points of a distribution with what it says that they replace."""
    values = {each.value for each in points}
    replaced: dict[str, list[str]] = {}
    for name, value in said:
        for each in [value] if value in values else values:  # whoever it is meant for, it is said of one that there is
            replaced.setdefault(each, []).append(name if value in values else f"{name} = {value}")
    for point in points:
        yield point._replace(replaces=tuple(sorted(replaced.get(point.value, ()))))


def _from_metadata(path: str, group: str) -> Iterator[EntryPoint]:
    from importlib.metadata import distributions

    for distribution in distributions(path=[path]):
        found = distribution.entry_points
        points = [
            EntryPoint(each.name, each.value, distribution.version, distribution.name)
            for each in found.select(group=group)
        ]
        yield from _with_replaced(points, ((each.name, each.value) for each in found.select(group=f"{group}.replaces")))
