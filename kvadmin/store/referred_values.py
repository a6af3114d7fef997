"""The values that references look up: in the fields of records, and in files that are no records."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from kvadmin.extension.collections import Reference, ReferringFiles
from kvadmin.model.reads import Snapshot

#: The way to a value inside a record: names of fields, and places in lists.
ValuePath = tuple[str | int, ...]


def values_at(value: Any, names: list[str], path: ValuePath = ()) -> Iterator[tuple[ValuePath, str]]:
    """Every value at a path of names, with its place; lists on the way are walked through, ``*`` are the keys there."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from values_at(item, names, (*path, index))
    elif not names:
        if value not in (None, "") and not isinstance(value, dict):
            yield path, str(value)
    elif isinstance(value, dict):
        if names[0] == "*":
            yield from (((*path, key), str(key)) for key in value)
        elif names[0] in value:
            yield from values_at(value[names[0]], names[1:], (*path, names[0]))


def named_by(reference: Reference, value: str) -> list[str]:
    """What a value names: itself, or what the form of the reference finds in it."""
    return re.findall(reference.form, value) if reference.form else [value]


def matching_files(snapshot: Snapshot, files: ReferringFiles) -> list[str]:
    """The paths of the files there are."""
    folder = files.path.split("*")[0].rpartition("/")[0]
    form = re.compile("[^/]*".join(re.escape(part) for part in files.path.split("*")))
    return [path for path in snapshot.files(folder) if form.fullmatch(path)]


class ReferringFile:
    """One such file: what it says, and on which line. A file that cannot be read says nothing; its plugin says so."""

    def __init__(self, snapshot: Snapshot, path: str) -> None:
        self.path = path
        self.text = (snapshot.read_file(path) or b"").decode("utf-8-sig", "replace")
        self.content = _rows(self.text) if path.endswith(".csv") else _json(self.text)

    def values(self, reference: Reference) -> Iterator[tuple[int, str]]:
        """Line and value of each, the first of several that are the same."""
        seen: set[str] = set()
        names = reference.field.split(".")
        for path, value in values_at(self.content, names):
            if value not in seen:
                seen.add(value)
                yield self._line(path, names[-1], value), value

    def _line(self, path: ValuePath, name: str, value: str) -> int:
        if self.path.endswith(".csv"):
            return int(path[0]) + 2  # behind the headings; a line break inside a cell moves it
        said = re.escape(json.dumps(value, ensure_ascii=False))
        here = re.compile(rf"{re.escape(json.dumps(name))}\s*:\s*{said}").search(self.text)
        here = here or re.compile(said).search(self.text)
        return self.text.count("\n", 0, here.end() if here else 0) + 1


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _rows(text: str) -> Any:
    try:
        return list(csv.DictReader(io.StringIO(text)))
    except csv.Error:
        return None
