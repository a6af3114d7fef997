"""Records of an older form: found by their files and read as texts, whatever the record class of today says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from kvadmin.errors import Refused, UnknownName
from kvadmin.store.paths import safe_relative
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names


class _Anything(msgspec.Struct):
    """What every record is here."""


class UntypedSchema(CollectionSchema):
    """A collection of which only the files and their names are believed."""

    @cached_property
    def extra(self) -> dict[str, Any]:
        """No fields are added: every field is."""
        return {}

    @cached_property
    def key_attributes(self) -> dict[str, str]:
        """All fields of the path."""
        return {name: name for name in self.collection.key_fields}

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """None is looked at."""
        return ()

    def typed(self, plain: dict[str, Any]) -> msgspec.Struct:
        """Whatever it says."""
        del plain
        return _Anything()


def untyped(schemas: Mapping[str, CollectionSchema]) -> dict[str, CollectionSchema]:
    """The same collections, believed in their files alone."""
    return {name: UntypedSchema(each.collection) for name, each in schemas.items()}


class _Watched(Mapping[str, dict[str, Any]]):
    """Records by key that note which one was looked at last: where a step fails, it was busy with that one."""

    def __init__(self, found: Mapping[str, tuple[str, dict[str, Any]]], at: list[str]) -> None:
        self._found = found
        self._at = at

    def __getitem__(self, key: str) -> dict[str, Any]:
        path, plain = self._found[key]
        self._at[:] = [path]
        return plain

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class OlderRecords:
    """What a step is given: see :class:`kvadmin.extension.migrations.step.Older`.

    Args:
        snapshot: The folder as the step before left it, its schemas untyped.
        readable: The collections it may look at.
        owns: Whether a file, or a folder, is the plugin's own.
    """

    def __init__(self, snapshot: YamlSnapshot, readable: Sequence[str], owns: Callable[[str], bool]) -> None:
        self._snapshot = snapshot
        self._readable = readable
        self._owns = owns
        self._at: list[str] = []

    @property
    def at(self) -> str | None:
        """The file that was looked at last."""
        return self._at[0] if self._at else None

    def records(self, collection: str) -> Mapping[str, dict[str, Any]]:
        """Key -> plain mapping of every record of a collection."""
        if collection not in self._readable:
            if collection in self._snapshot.schemas:
                raise self._foreign(tr("the collection {name!r}", name=collection))
            raise UnknownName(
                tr("there is no collection {name!r}", name=collection),
                near=near_names(collection, list(self._readable)),
                code="not-registered",
            )
        files = self._snapshot.files_of(self._snapshot.schemas[collection])
        sound = {file.key: (file.path, file.plain) for file in files if file.key is not None and not file.findings}
        return _Watched(dict(sorted(sound.items(), key=lambda each: each[0].split("/"))), self._at)

    def read_file(self, path: str) -> bytes | None:
        """The bytes of a file in the folders of the plugin."""
        if not self._owns(path):
            raise self._foreign(path)
        self._at[:] = [path]
        return self._snapshot.read_file(path)

    def files(self, folder: str) -> list[str]:
        """Sorted relative paths of all files below a folder of the plugin."""
        place = safe_relative(folder.strip("/"))
        if not self._owns(place):
            raise self._foreign(folder)
        return self._snapshot.files(place)

    def _foreign(self, what: str) -> Refused:
        problem = tr("it looks at {what}, which is not its own", what=what)
        return Refused(problem, code="plugin-refuses")
