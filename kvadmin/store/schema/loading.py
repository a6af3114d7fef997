"""One record file: from its bytes to a typed record, or to findings that say where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from kvadmin.errors import InvalidData
from kvadmin.store.folder import revision
from kvadmin.store.paths import folded
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.schema.finite import has_odd_number, is_odd
from kvadmin.store.yamltext.events import Node, YamlError, compose, decode, findings, position
from kvadmin.store.yamltext.plain_values import plain_values
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.finding import Finding
    from kvadmin.store.schema.faults import Fault


class Keyed(Protocol):
    """A file that says its key."""

    @property
    def path(self) -> str:
        """Where it lies."""
        ...

    @property
    def key(self) -> str | None:
        """Its key, as far as it can be told."""
        ...


class Loaded:
    """One file as read: its bytes, and its record unless there are findings."""

    __slots__ = ("data", "extra", "findings", "key", "path", "plain", "spare")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.key: str | None = None
        self.plain: dict[str, Any] = {}
        self.spare: Any = None
        self.extra: dict[str, Any] = {}
        self.findings: list[Finding] = []

    @property
    def text(self) -> str:
        """The bytes as text; made when asked for, since thousands of texts are a lot of memory."""
        return decode(self.data)

    @property
    def revision(self) -> str:
        """Hash of the bytes; worked out when asked for, since reading alone never asks."""
        return revision(self.data)

    def again(self) -> Loaded:
        """The same file for another snapshot that has read the same bytes."""
        other = Loaded(self.path, self.data)
        other.key, other.plain, other.extra = self.key, self.plain, dict(self.extra)
        return other

    def root(self) -> Node:
        """The nodes of the text."""
        return compose(self.text)

    def record(self, schema: CollectionSchema) -> Any:
        """The record, a new one at every call: a caller may change it, the snapshot stays as it is."""
        spare, self.spare = self.spare, None
        return schema.typed(self.plain) if spare is None else spare


def refuse(found: list[Finding]) -> InvalidData:
    """Findings as the error that a command ends with."""
    first = found[0]
    if len(found) == 1:
        return InvalidData(first.text, where=first.where(), hint=first.hint, code="bad-record")
    details = [f"{one.where()}: {one.code}: {one.text}" for one in found]
    hint = tr("mend these places; `kvadmin check` lists all there are")
    return InvalidData(
        tr("{number} problems in the data", number=len(found)),
        where=first.where(),
        details=details,
        hint=hint,
        code="bad-record",
    )


def load(schema: CollectionSchema, path: str, data: bytes) -> Loaded:
    """Bytes of a file as a record, or as findings."""
    loaded = Loaded(path, data)
    try:
        text = decode(data)
        found = plain_values(text, data)
        plain: dict[str, Any] = compose(text).plain() if found is None else found
    except YamlError as error:
        loaded.findings = findings(path, data.decode("utf-8", "replace"), error.problems)
        return loaded
    faults = _key(schema, loaded, plain)
    try:
        record = schema.typed(plain)
        loaded.extra = schema.typed_extra(plain) if schema.extra else {}
        sound = not (faults or has_odd_number(record, schema.numbers) or is_odd(loaded.extra))
    except msgspec.ValidationError:
        sound = False
    if sound:
        loaded.spare, loaded.plain = record, plain
    else:
        from kvadmin.store.schema.faults import faults_of  # only a file with a fault pays for it

        faults += [one for one in faults_of(schema, _with_key(loaded.root(), plain)) if one.severity == "error"]
        loaded.findings = sorted(set(placed(loaded, faults)))
    return loaded


def _key(schema: CollectionSchema, loaded: Loaded, plain: dict[str, Any]) -> list[Fault]:
    """Find the file's key and put missing key fields in; a file that says another key is a fault."""
    parts = schema.template.parse(loaded.path) or []
    faults: list[Fault] = []
    for index, name in schema.own_key_fields:
        spelled = parts[index]
        said = plain.setdefault(name, spelled)
        if said == spelled:
            continue
        decorated = schema.template.decorated and index == len(parts) - 1
        if not (decorated and isinstance(said, str) and schema.template.is_file_of(said, spelled)):
            root = loaded.root()
            node = root.child(name) or root
            hint = tr("rename the file or write {name}: {spelled}", name=name, spelled=spelled)
            from kvadmin.store.schema.faults import Fault

            faults.append(
                Fault(
                    node,
                    "key-mismatch",
                    tr("{name} is {said!r}, but the file name says {spelled!r}", name=name, said=said, spelled=spelled),
                    hint,
                )
            )
        elif isinstance(said, str):
            parts[index] = said
    loaded.key = "/".join(parts)
    return faults


def key_of(schema: CollectionSchema, path: str, plain: dict[str, Any]) -> str | None:
    """The key of a record of which only some fields are known; what its path says is put in. None: there is a fault."""
    parts = schema.template.parse(path)
    if parts is None:
        return None
    for index, name in schema.own_key_fields:
        said = plain.setdefault(name, parts[index])
        if said == parts[index]:
            continue
        decorated = schema.template.decorated and index == len(parts) - 1
        if not (decorated and isinstance(said, str) and schema.template.is_file_of(said, parts[index])):
            return None
        parts[index] = said
    return "/".join(parts)


def _with_key(root: Node, plain: dict[str, Any]) -> Node:
    """The nodes with the key fields that came from the file name."""
    missing = [name for name in plain if root.child(name) is None]
    pairs = [(_scalar(name), _scalar(plain[name])) for name in missing]
    return Node(root.kind, root.start, root.end, [*pairs, *root.content], root.style)


def _scalar(text: str) -> Node:
    return Node("scalar", 0, 0, text, "")


def placed(file: Loaded, faults: list[Fault]) -> list[Finding]:
    """Faults as findings with file, line and column."""
    from kvadmin.model.finding import Finding

    return [
        Finding(file.path, *position(file.text, one.node.start), one.code, one.text, one.hint, one.severity)
        for one in faults
    ]


def doubles(files: Sequence[Keyed]) -> list[Finding]:
    """Files that claim a key which another file has."""
    seen: dict[str, str] = {}
    found = []
    for file in files:
        key = folded(file.key) if file.key is not None else None
        if key is not None and seen.setdefault(key, file.path) != file.path:
            from kvadmin.model.finding import Finding

            text = tr("the key {key!r} is also that of {seen}", key=file.key, seen=seen[key])
            found.append(Finding(file.path, 0, 0, "key-twice", text, tr("delete or rename one of the two files")))
    return found
