"""References that lead nowhere: each field that a collection declares to name another record is looked up.

See :class:`kvadmin.extension.collections.Reference` and, for files that are no records,
:class:`kvadmin.extension.collections.ReferringFiles`. Works on any engine, since it reads by the snapshot only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kvadmin.errors import KvadminError, did_you_mean
from kvadmin.extension.collections import Collection, Reference
from kvadmin.model.finding import Finding
from kvadmin.model.reads import Snapshot
from kvadmin.store.referred_values import ReferringFile, ValuePath, matching_files, named_by, values_at
from kvadmin.store.schema.collection_schema import plain_of
from kvadmin.translation import joined, tr
from kvadmin.wording.near_names import near_names


def dangling(snapshot: Snapshot, collections: Iterable[Collection]) -> list[Finding]:
    """A finding for every reference whose record, or part of one, is not there.

    What cannot be read is not judged: its faults are findings already. A collection that no plugin keeps is passed
    over.
    """
    known = {one.name: one for one in collections}
    register = _Register(snapshot, known)
    found: list[Finding] = []
    for collection in known.values():
        found += register.of_records(collection)
        for files in collection.files:
            for path in matching_files(snapshot, files):
                found += register.of_file(ReferringFile(snapshot, path), files.references)
    return found


class _Register:
    """What there is to be named, read once."""

    def __init__(self, snapshot: Snapshot, collections: dict[str, Collection]) -> None:
        self._snapshot = snapshot
        self._collections = collections
        self._records: dict[str, list[tuple[str, dict[str, Any]]] | None] = {}
        self._names: dict[tuple[str, bool], set[str] | None] = {}
        self._within: dict[tuple[str, bool, str], list[str]] = {}
        self._guesses: dict[tuple[str, bool, str, str], str] = {}

    def of_records(self, collection: Collection) -> Iterator[Finding]:
        """The findings in all records of a collection."""
        for key, plain in (self._read_once(collection.name) if collection.references else None) or ():
            for reference in collection.references:
                above = _above(reference, plain)
                for path, value in values_at(plain, reference.field.split(".")):
                    for named in self._missing(reference, above, value):
                        yield self._finding(reference, above, named, self._place(collection, key, path))

    def of_file(self, file: ReferringFile, references: Iterable[Reference]) -> Iterator[Finding]:
        """The findings in one file that is no record."""
        for reference in references:
            above = _above(reference, file.content if isinstance(file.content, dict) else {})
            for line, value in file.values(reference):
                for named in self._missing(reference, above, value):
                    yield self._finding(reference, above, named, (file.path, line, 1))

    def _missing(self, reference: Reference, above: str, value: str) -> list[str]:
        names = self._named(reference.to, reference.any_case)
        if names is None:
            return []
        return [one for one in named_by(reference, value) if _cased(above + one, reference.any_case) not in names]

    def _finding(self, reference: Reference, above: str, value: str, place: tuple[str, int, int]) -> Finding:
        hint = self._near(reference, above, value) or (tr(reference.hint) if reference.hint else "")
        parts = [part for part in reference.field.split(".") if part != "*"]
        target = joined(tr(" or "), [tr(one.strip().replace("/", ": ")) for one in reference.to.split("|")])
        text = tr("{what}: there is no {value!r} in {target}", what=parts[-1], value=value, target=target)
        return Finding(*place, reference.code, text, hint or None, reference.severity)

    def _near(self, reference: Reference, above: str, value: str) -> str:
        """What may have been meant; a register that was cut leaves thousands of names that nobody has, many twice."""
        within = reference.to, reference.any_case, above
        if within not in self._within:
            names = self._named(reference.to, reference.any_case) or ()
            self._within[within] = sorted(name[len(above) :] for name in names if name.startswith(above))
        if (*within, value) not in self._guesses:
            self._guesses[*within, value] = did_you_mean(near_names(value, self._within[within]))
        return self._guesses[*within, value]

    def _named(self, to: str, any_case: bool) -> set[str] | None:
        """All that may be named, of every collection that may be meant; None when one of them is not known."""
        if (to, any_case) not in self._names:
            parts = [self._names_in(one.strip()) for one in to.split("|")]
            known = [part for part in parts if part is not None]
            whole = len(known) == len(parts)
            self._names[to, any_case] = {_cased(one, any_case) for part in known for one in part} if whole else None
        return self._names[to, any_case]

    def _names_in(self, to: str) -> set[str] | None:
        """All keys of a collection, and those of the parts of its records."""
        name, _, inner = to.partition("/")
        records = self._read_once(name)
        if records is None:
            return None
        found = {key for key, _ in records}
        for key, plain in records if inner else ():
            found |= {f"{key}/{value}" if key else value for _, value in values_at(plain, inner.split("."))}
        return found

    def _read_once(self, name: str) -> list[tuple[str, dict[str, Any]]] | None:
        """Key and plain values of each record; None when they cannot be read."""
        if name not in self._records:
            self._records[name] = self._read(name)
        return self._records[name]

    def _read(self, name: str) -> list[tuple[str, dict[str, Any]]] | None:
        collection = self._collections.get(name)
        if collection is None:
            return None
        try:
            plains = [plain_of(record) for record in self._snapshot.all(collection.record_class())]
        except KvadminError:
            return None
        return [("/".join(str(plain.get(field, "")) for field in collection.key_fields), plain) for plain in plains]

    def _place(self, collection: Collection, key: str, path: ValuePath) -> tuple[str, int, int]:
        where = self._snapshot.where(collection.record_class(), key, path)
        file, line, column = (*where.rsplit(":", 2), "", "")[:3]
        return (file, int(line), int(column)) if line.isdigit() and column.isdigit() else (where, 0, 0)


def _above(reference: Reference, plain: dict[str, Any]) -> str:
    return "".join(f"{plain.get(field, '')}/" for field in reference.within)


def _cased(name: str, any_case: bool) -> str:
    return name.casefold() if any_case else name
