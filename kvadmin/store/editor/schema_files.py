"""The schemas in a programme folder: what they should say, what lies there, and which record files name them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kvadmin.errors import Conflict, KvadminError, Refused
from kvadmin.model.finding import Finding
from kvadmin.store.editor.modelines import (
    MARK,
    ROOM,
    has_modeline,
    is_own,
    schema_path,
    with_modeline,
    without_modeline,
)
from kvadmin.store.editor.record_schema import record_schema
from kvadmin.store.editor.scalars import Schema
from kvadmin.store.schema.sensitive import is_sensitive
from kvadmin.store.yamltext.events import YamlError, compose, decode
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.reads import Snapshot
    from kvadmin.store.schema.collection_schema import CollectionSchema

_PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class SchemaState:
    """How things stand with the schema of one collection.

    Args:
        collection: Its name.
        records: Where its files lie.
        file: Where its schema lies, or would.
        state: ``none``, ``current``, ``old`` (not that of the installed plugins) or ``foreign`` (not kvadmin's).
        files: How many record files there are.
        named: How many of them name a schema, this one or one of their own.
    """

    collection: str
    records: str
    file: str
    state: str
    files: int
    named: int


class SchemaFiles:
    """The schemas of all collections of a folder.

    Args:
        schemas: The collections by name.
        version: The newest version of the folder that this kvadmin reads.
    """

    def __init__(self, schemas: Mapping[str, CollectionSchema], version: int) -> None:
        self.schemas = schemas
        self.version = version

    def schema(self, collection: str) -> Schema:
        """The JSON Schema of a collection's files."""
        made = record_schema(self.schemas[collection], self.version if collection == _PROGRAMME else 0)
        return {"$schema": made["$schema"], "$comment": MARK, **made}

    def text(self, collection: str) -> str:
        """The schema as its file holds it, a field on a line, so that a difference can be read."""
        lines = []
        for name, value in self.schema(collection).items():
            if name in ("properties", "definitions"):
                inner = ",\n".join(f"  {_line(each)}: {_line(one)}" for each, one in value.items())
                lines.append(f" {_line(name)}: {{\n{inner}\n }}")
            else:
                lines.append(f" {_line(name)}: {_line(value)}")
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def is_sensitive(self, path: str) -> bool:
        """Whether a file's values must never be shown or kept, so that no change of it can be undone."""
        return is_sensitive(path, self.schemas.values())

    def states(self, snapshot: Snapshot) -> list[SchemaState]:
        """How things stand, collection by collection."""
        found = []
        for name, schema in self.schemas.items():
            texts = [text for _, text in self._records(snapshot, name)]
            named = sum(text is not None and has_modeline(text) for text in texts)
            state = _state(snapshot.read_file(schema_path(name)), self._content(name))
            found.append(SchemaState(name, schema.collection.path, schema_path(name), state, len(texts), named))
        return found

    def findings(self, snapshot: Snapshot) -> list[Finding]:
        """What ``kvadmin check`` says: schemas that are not those of the installed plugins; nothing where none lie."""
        try:
            lying = {name: snapshot.read_file(schema_path(name)) for name in self.schemas}
        except KvadminError as error:  # a link that leads out, a folder by that name: the records are checked
            return [Finding(error.where or ROOM, 0, 0, "unreadable", error.message, error.hint, "warning")]
        if not any(is_own(content) for content in lying.values()):
            return []
        old = [name for name, content in lying.items() if self._differs(name, content)]
        if not old:
            return []
        text = tr("the schemas for editors are not those of the installed plugins: {names}", names=", ".join(old))
        return [Finding(ROOM, 0, 0, "old-schemas", text, tr("renew them: kvadmin schema write"), "warning")]

    def to_write(self, snapshot: Snapshot) -> tuple[dict[str, bytes], list[str]]:
        """What has to be written so that every record file names its schema, and the files that cannot be read.

        Raises:
            Conflict: Something else lies where a schema goes.
        """
        found: dict[str, bytes] = {}
        for name in self.schemas:
            path, content = schema_path(name), self._content(name)
            lying = snapshot.read_file(path)
            if lying is not None and not is_own(lying):
                raise Conflict(
                    tr("{path} is no schema of kvadmin's", path=path),
                    where=path,
                    hint=tr("move it elsewhere, then write the schemas again"),
                    code="already-there",
                )
            if lying != content:
                found[path] = content
        changed, unread = self._changed(snapshot, with_modeline)
        return found | changed, unread

    def to_remove(self, snapshot: Snapshot) -> tuple[dict[str, bytes], list[str]]:
        """What takes the lines out of the record files again, and the schemas that may be deleted."""
        changed, _ = self._changed(snapshot, lambda text, _path, _collection: without_modeline(text))
        written = [path for path in snapshot.files(ROOM) if is_own(snapshot.read_file(path))]
        return changed, written

    def _changed(
        self, snapshot: Snapshot, change: Callable[[str, str, str], str]
    ) -> tuple[dict[str, bytes], list[str]]:
        """The record files that a change of their comments changes, and those that cannot be read."""
        found: dict[str, bytes] = {}
        unread = []
        for name in self.schemas:
            for path, text in self._records(snapshot, name):
                new = None if text is None else change(text, path, name)
                if text is None or new is None or not _says_the_same(text, new):
                    unread.append(path)
                elif new != text:
                    found[path] = new.encode()
        return found, unread

    def _records(self, snapshot: Snapshot, collection: str) -> Iterator[tuple[str, str | None]]:
        """Path and text of each record file of a collection; None for one that is no text."""
        listing = getattr(snapshot, "listing", None)
        if listing is None:
            raise Refused(tr("the records of this store are no files that an editor opens"), code="refused")
        for path in sorted(listing(collection, "")):
            try:
                yield path, decode(snapshot.read_file(path) or b"")
            except YamlError:
                yield path, None

    def _content(self, collection: str) -> bytes:
        return self.text(collection).encode()

    def _differs(self, name: str, lying: bytes | None) -> bool:
        """Whether a schema is not what it should be; one that cannot be made is another finding's business."""
        try:
            return self._content(name) != lying
        except KvadminError:
            return False


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _state(lying: bytes | None, wanted: bytes) -> str:
    if lying is None:
        return "none"
    if lying == wanted:
        return "current"
    return "old" if is_own(lying) else "foreign"


def _says_the_same(old: str, new: str) -> bool:
    """Whether nothing but comments differs; a text that cannot be read says nothing."""
    if old == new:
        return True
    try:
        return bool(compose(old).plain() == compose(new).plain())
    except YamlError:
        return False
