"""References that lead nowhere: each field that a collection declares to name another record is looked up.

See :class:`kvadmin.extension.collections.Reference`. Works on any engine, since it reads records only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kvadmin.errors import KvadminError
from kvadmin.extension.collections import Collection, Reference
from kvadmin.model.finding import Finding
from kvadmin.model.reads import Snapshot
from kvadmin.store.schema.collection_schema import plain_of
from kvadmin.translation import tr

_Path = tuple[str | int, ...]


def dangling(snapshot: Snapshot, collections: Iterable[Collection]) -> list[Finding]:
    """A finding for every reference whose record, or part of one, is not there.

    What cannot be read is not judged: its faults are findings already. A collection that no plugin keeps is passed
    over.
    """
    known = {one.name: one for one in collections}
    register = _Register(snapshot, known)
    found: list[Finding] = []
    for collection in known.values():
        if not collection.references:
            continue
        for key, plain in register.records(collection.name) or ():
            for reference in collection.references:
                found += register.judged(collection, key, plain, reference)
    return found


class _Register:
    """What there is to be named, read once."""

    def __init__(self, snapshot: Snapshot, collections: dict[str, Collection]) -> None:
        self._snapshot = snapshot
        self._collections = collections
        self._records: dict[str, list[tuple[str, dict[str, Any]]] | None] = {}
        self._names: dict[str, set[str] | None] = {}

    def records(self, name: str) -> list[tuple[str, dict[str, Any]]] | None:
        """Key and plain values of each record; None when they cannot be read."""
        if name not in self._records:
            self._records[name] = self._read(name)
        return self._records[name]

    def judged(
        self, collection: Collection, key: str, plain: dict[str, Any], reference: Reference
    ) -> Iterator[Finding]:
        """The findings of one reference in one record."""
        names = self._named(reference.to)
        if names is None:
            return
        above = "".join(f"{plain.get(field, '')}/" for field in reference.within)
        for path, value in _values(plain, reference.field.split(".")):
            if above + value not in names:
                place = self._place(collection, key, path)
                hint = _near(above + value, names, len(above)) or (tr(reference.hint) if reference.hint else "")
                what = reference.field.rpartition(".")[2]
                target = reference.to.replace("/", ": ")
                text = tr("{what}: there is no {value!r} in {target}", what=what, value=value, target=target)
                yield Finding(*place, reference.code, text, hint or None, reference.severity)

    def _named(self, to: str) -> set[str] | None:
        """All keys of a collection, and those of the parts of its records; None when they are not known."""
        if to not in self._names:
            name, _, inner = to.partition("/")
            records = self.records(name)
            found = None if records is None else {key for key, _ in records}
            for key, plain in records or () if inner else ():
                assert found is not None
                found |= {f"{key}/{value}" for _, value in _values(plain, inner.split("."))}
            self._names[to] = found
        return self._names[to]

    def _read(self, name: str) -> list[tuple[str, dict[str, Any]]] | None:
        collection = self._collections.get(name)
        if collection is None:
            return None
        try:
            plains = [plain_of(record) for record in self._snapshot.all(collection.record_class())]
        except KvadminError:
            return None
        return [("/".join(str(plain.get(field, "")) for field in collection.key_fields), plain) for plain in plains]

    def _place(self, collection: Collection, key: str, path: _Path) -> tuple[str, int, int]:
        where = self._snapshot.where(collection.record_class(), key, path)
        file, line, column = (*where.rsplit(":", 2), "", "")[:3]
        return (file, int(line), int(column)) if line.isdigit() and column.isdigit() else (where, 0, 0)


def _values(value: Any, names: list[str], path: _Path = ()) -> Iterator[tuple[_Path, str]]:
    """Every value at a path of names, with its place; lists on the way are walked through."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, names, (*path, index))
    elif not names:
        if value not in (None, ""):
            yield path, str(value)
    elif isinstance(value, dict) and names[0] in value:
        yield from _values(value[names[0]], names[1:], (*path, names[0]))


def _near(value: str, names: set[str], above: int) -> str:
    import difflib

    if value[above:].isdigit():  # one number is not like another
        return ""
    near = difflib.get_close_matches(value, sorted(names), 1, 0.75)
    return tr("did you mean {near!r}?", near=near[0][above:]) if near and near[0][:above] == value[:above] else ""
