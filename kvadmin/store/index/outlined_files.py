"""Every file of a collection, of as many as may be without reading them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from kvadmin.model.record import Outline

if TYPE_CHECKING:
    from kvadmin.extension.engines import QueriedRecord
    from kvadmin.store.folder import Folder
    from kvadmin.store.index.outline_rows import OutlineRow, OutlineRows
    from kvadmin.store.schema.collection_schema import CollectionSchema
    from kvadmin.store.schema.loading import Loaded

L = TypeVar("L", bound=Outline)

#: Fewer files than this are read as quickly as SQLite is loaded and asked.
FEW = 50


class OutlinedFiles:
    """What there is of a collection.

    Args:
        paths: Its files.
        loaded: What the snapshot has read; it stays as it was.
        load: Reads one more.
    """

    def __init__(self, paths: Sequence[str], loaded: Mapping[str, Loaded], load: Callable[[str], Loaded]) -> None:
        self.every = self.paths = paths
        self.loaded = loaded
        self.load = load
        #: The files, in the order of the paths.
        self.files: list[Loaded | OutlineRow | QueriedRow] = []
        #: Keeps in the index what had to be read.
        self.keep: Callable[[], None] = _nothing

    @property
    def many(self) -> bool:
        """Whether there are so many left to read that the index is worth asking."""
        return sum(path not in self.loaded for path in self.paths) >= FEW

    def only(self, schema: CollectionSchema, where: Mapping[str, Collection[str]]) -> bool:
        """Leave out the files that have another key than is meant; whether any key is."""
        meant = [(index, frozenset(where[name])) for index, name in schema.own_key_fields if name in where]
        template = schema.template

        def may_be(path: str) -> bool:
            parts = template.parse(path) or []
            last = len(parts) - 1
            return all(
                not texts.isdisjoint(template.possible_keys(parts[index]) if index == last else (parts[index],))
                for index, texts in meant
            )

        if meant:
            self.paths = [path for path in self.paths if may_be(path)]
        return bool(meant)

    def read(self) -> OutlinedFiles:
        """From the files alone."""
        self.files = [self.load(path) for path in self.paths]
        return self

    def looked_up(self, folder: Folder, rows: OutlineRows, given: dict[tuple[str, str], Any]) -> OutlinedFiles:
        """From the index, and from those files that it does not know or that have changed.

        Args:
            folder: Where they lie.
            rows: What the index knows.
            given: What the snapshot has given out of it before, by kind and path; more is added.
        """
        before, moment = set(self.loaded), time.time_ns()
        there = folder.signatures(self.paths)
        if there is None:
            return self.read()
        known, kind = rows.known(there), rows.kind
        for path in self.paths:
            row = given.get((kind, path)) or known.get(path)
            if path not in before and row is not None:
                given[kind, path] = row
                self.files.append(row)
            else:
                self.files.append(self.load(path))
        fresh = [file for path, file in self.loaded.items() if path not in before]
        self.keep = lambda: rows.keep(fresh, there, moment, self.every)
        return self

    def queried(
        self,
        rows: Sequence[QueriedRecord],
        schema: CollectionSchema,
        outline: type[Outline],
        given: dict[tuple[str, str], Any],
    ) -> OutlinedFiles:
        """From what an engine has answered; a file of which that is not sound is read, and its faults are told.

        Args:
            rows: The answer.
            schema: The collection.
            outline: What was asked for.
            given: What the snapshot has given out without reading it; more is added.
        """
        known = {path for path in self.paths if path not in self.loaded}
        self.files = [self.load(path) for path in self.paths if path in self.loaded]
        for row in rows:
            if row.name in known:
                answered = QueriedRow.of(row, schema, outline)
                if answered is not None:
                    given["", row.name] = answered
                self.files.append(answered or self.load(row.name))
        return self

    def narrowed(self, where: Mapping[str, Collection[str]]) -> None:
        """Leave out the files that say otherwise; one with a fault stays, and is told of."""
        self.files = [file for file in self.files if file.findings or _meant(file.plain, where)]

    def outlines(self, schema: CollectionSchema, outline: type[L], order: Sequence[str] = ()) -> list[L]:
        """What the files say, sorted by key, or by other fields first; none of them may have a fault."""
        decode = msgspec.json.Decoder(outline, strict=False).decode
        in_order = sorted(self.files, key=lambda file: (file.key or "").split("/"))
        if order:
            from kvadmin.store.index.text_order import sort_by

            sort_by(order, in_order, lambda file: _values(file.plain))
        return [
            schema.outlined(file.plain, outline) if isinstance(file.plain, dict) else decode(file.plain)
            for file in in_order
        ]


class QueriedRow(NamedTuple):
    """What an engine has answered of one record; it answers as :class:`~kvadmin.store.schema.loading.Loaded` does."""

    path: str
    revision: str
    key: str
    plain: dict[str, Any]
    findings: tuple[()] = ()

    @classmethod
    def of(cls, row: QueriedRecord, schema: CollectionSchema, outline: type[Outline]) -> QueriedRow | None:
        """The row, or None where its file is to be read: what it says has a fault, or cannot be read."""
        from kvadmin.store.schema.finite import has_odd_number, numbers_in
        from kvadmin.store.schema.loading import key_of

        plain = None if row.values is None else dict(row.values)
        key = None if plain is None else key_of(schema, row.name, plain)
        if plain is None or key is None:
            return None
        try:
            odd = has_odd_number(schema.outlined(plain, outline), numbers_in(outline))
        except msgspec.ValidationError:
            return None
        return None if odd else cls(row.name, row.mark, key, plain)


def _meant(plain: dict[str, Any] | msgspec.Raw, where: Mapping[str, Collection[str]]) -> bool:
    said = _values(plain)
    return all(isinstance(text := said.get(name), str) and text in texts for name, texts in where.items())


def _values(plain: dict[str, Any] | msgspec.Raw) -> Mapping[str, Any]:
    said: Mapping[str, Any] = plain if isinstance(plain, dict) else msgspec.json.decode(plain)
    return said


def _nothing() -> None:
    """There is nothing to keep."""
