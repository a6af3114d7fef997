"""The records as they lie in the folder now: read when asked for, with every fault placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kvadmin.errors import InvalidData, UnknownName, UsageError
from kvadmin.model.record import Record
from kvadmin.store.events import Node, YamlError, compose, decode, findings, position
from kvadmin.store.folder import Folder, revision
from kvadmin.store.paths import Template, folded
from kvadmin.store.schema import Shape, has_odd_number

if TYPE_CHECKING:
    from kvadmin.model.finding import Finding
    from kvadmin.store.faults import Fault
    from kvadmin.store.interface import Stored

R = TypeVar("R", bound=Record)

_SHOWN = 8


class Kind:
    """A collection with its path template and its shape (imported when first needed)."""

    def __init__(self, template: Template, fields: Iterable[Any]) -> None:
        self.template = template
        self.collection = template.collection
        self._fields = [one for one in fields if one.collection == self.collection.name]
        self._shape: Shape | None = None

    @property
    def shape(self) -> Shape:
        """The record class and its fields."""
        if self._shape is None:
            self._shape = Shape(self.collection, self._fields)
        return self._shape


class Loaded:
    """One file as read: its text, and its record unless there are findings."""

    __slots__ = ("data", "extra", "findings", "key", "path", "plain", "spare", "text")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.text = ""
        self.key: str | None = None
        self.plain: dict[str, Any] = {}
        self.spare: Any = None
        self.extra: dict[str, Any] = {}
        self.findings: list[Finding] = []

    @property
    def revision(self) -> str:
        """Hash of the bytes; worked out when asked for, since reading alone never asks."""
        return revision(self.data)

    def root(self) -> Node:
        """The nodes of the text."""
        return compose(self.text)

    def record(self, kind: Kind) -> Any:
        """The record, a new one at every call: a caller may change it, the snapshot stays as it is."""
        spare, self.spare = self.spare, None
        return kind.shape.typed(self.plain) if spare is None else spare


def refuse(found: list[Finding]) -> InvalidData:
    """Findings as the error that a command ends with."""
    first = found[0]
    if len(found) == 1:
        return InvalidData(first.text, where=first.where(), hint=first.hint)
    details = [f"{one.where()}: {one.code}: {one.text}" for one in found]
    hint = "mend these places; `kvadmin check` lists all there are"
    return InvalidData(f"{len(found)} problems in the data", where=first.where(), details=details, hint=hint)


class YamlSnapshot:
    """See :class:`kvadmin.store.interface.Snapshot`."""

    def __init__(self, folder: Folder, kinds: Mapping[str, Kind]) -> None:
        self.folder = folder
        self.kinds = kinds
        self._loaded: dict[str, Loaded] = {}
        self._files: dict[str, str | None] = {}
        self._stems: dict[tuple[str, str], dict[str, list[str]]] = {}

    # -- the interface --------------------------------------------------------------------

    def get(self, record: type[R], key: str = "") -> R:
        """The record with that key; UnknownName with suggestions when there is none."""
        found = self.find(record, key)
        if found is None:
            raise self._unknown(self.kind(record), key)
        return found

    def find(self, record: type[R], key: str = "") -> R | None:
        """The record with that key, or None."""
        kind = self.kind(record)
        loaded = self.loaded(kind, key)
        if loaded is None:
            return None
        value: R = loaded.record(kind)
        return value

    def all(self, record: type[R], under: str = "") -> list[R]:
        """All records of a class sorted by key; ``under`` keeps those below a key."""
        kind = self.kind(record)
        loaded = [self._load(kind, path) for path in self.paths(kind, under.split("/") if under else [])]
        found = [one for file in loaded for one in file.findings] + doubles(loaded)
        if found:
            raise refuse(sorted(found))
        return [file.record(kind) for file in sorted(loaded, key=lambda file: (file.key or "").split("/"))]

    def stored(self, record: type[Record], key: str = "") -> Stored | None:
        """The record with its place, revision and extra fields."""
        from kvadmin.store.interface import Stored

        kind = self.kind(record)
        loaded = self.loaded(kind, key)
        if loaded is None:
            return None
        return Stored(key, loaded.record(kind), loaded.revision, loaded.path, loaded.extra)

    def where(self, record: type[Record], key: str, path: tuple[str | int, ...] = ()) -> str:
        """``file:line:column`` of a value inside a record."""
        kind = self.kind(record)
        loaded = self.loaded(kind, key)
        if loaded is None:
            return kind.template.path(key)
        line, column = position(loaded.text, loaded.root().at(path).start)
        return f"{loaded.path}:{line}:{column}"

    def read_file(self, path: str) -> bytes | None:
        """Content of a file that is no record, or None."""
        data = self.folder.read(path)
        self._files[path] = None if data is None else revision(data)
        return data

    def files(self, folder: str) -> list[str]:
        """Sorted relative paths of all files below a folder."""
        return self.folder.files(folder.strip("/"))

    def revisions(self) -> dict[str, str | None]:
        """Path and revision of everything read so far."""
        return {path: one.revision for path, one in self._loaded.items()} | self._files

    # -- finding and loading --------------------------------------------------------------

    def kind(self, record: type[Record]) -> Kind:
        """The collection of a record class."""
        try:
            return self.kinds[record.collection]
        except KeyError:
            message = f"no collection {record.collection!r} is registered for {record.__name__}"
            raise UnknownName(message, hint="is its plugin disabled? `kvadmin plugins list` tells") from None

    def loaded(self, kind: Kind, key: str) -> Loaded | None:
        """The file of a key, readable and sound, or None; InvalidData when it is not sound."""
        try:
            parts = kind.template.parts(key)
        except UsageError:
            return None
        found: list[Loaded] = []
        for path in self.paths(kind, parts):
            loaded = self._load(kind, path)
            if loaded.key == key or (loaded.key is None and loaded.findings):
                found.append(loaded)
        problems = [one for file in found for one in file.findings] + doubles(found)
        if problems:
            raise refuse(problems)
        return found[0] if found else None

    def paths(self, kind: Kind, within: list[str]) -> list[str]:
        """The files of a collection whose first key parts are ``within``."""
        wanted = iter(within)
        folders = [""]
        for segment in kind.template.folders:
            only = next(wanted, None) if segment.field else None
            deeper = []
            for folder in folders:
                names = [name for name in self.folder.names(folder)[0] if segment.parse(name) is not None]
                deeper += [
                    f"{folder}/{name}" if folder else name for name in names if only in (None, segment.parse(name))
                ]
            folders = deeper
        only = next(wanted, None)
        return [path for folder in folders for path in self._within(kind, folder).get(only or "", ())]

    def _within(self, kind: Kind, folder: str) -> dict[str, list[str]]:
        """The files of one folder: all of them under ``""``, and under each last key part they may have."""
        place = kind.collection.name, folder
        if place not in self._stems:
            index: dict[str, list[str]] = {"": []}
            for name in self.folder.names(folder)[1]:
                stem = kind.template.file.parse(name)
                if stem is not None:
                    path = f"{folder}/{name}" if folder else name
                    index[""].append(path)
                    for part in kind.template.possible_keys(stem):
                        index.setdefault(part, []).append(path)
            self._stems[place] = index
        return self._stems[place]

    def check(self, kind: Kind) -> list[Finding]:
        """Every finding in the files of a collection."""
        loaded = [self._load(kind, path) for path in self.paths(kind, [])]
        found = [one for file in loaded for one in file.findings] + doubles(loaded)
        for file in loaded:
            if file.key is not None:
                found += placed(file, [fault for fault in kind.shape.faults(file.root()) if fault.severity != "error"])
        return found

    def key_of(self, kind: Kind, path: str) -> str | None:
        """The key that a file has, as far as it can be told."""
        return self._load(kind, path).key

    def _load(self, kind: Kind, path: str) -> Loaded:
        known = self._loaded.get(path)
        if known is None:
            known = self._loaded[path] = load(kind, path, self.folder.read_listed(path) or b"")
        return known

    def _unknown(self, kind: Kind, key: str) -> UnknownName:
        what = kind.collection.name
        if not kind.collection.key_fields:
            return UnknownName(f"there is no {kind.collection.path} yet", where=kind.collection.path)
        known = ["/".join(kind.template.parse(path) or []) for path in self.paths(kind, [])]
        near = [one for one in known if folded(one) == folded(key)] or _near(key, known)
        if near:
            hint = f"did you mean {', '.join(near)}?"
        elif known and len(known) <= _SHOWN:
            hint = f"there are: {', '.join(known)}"
        else:
            hint = f"there are {len(known)} of them" if known else "there are none yet"
        return UnknownName(f"there is no {key!r} in {what}", hint=hint)


def _near(key: str, known: list[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(key, known, 3, 0.6)


def load(kind: Kind, path: str, data: bytes) -> Loaded:
    """Bytes of a file as a record, or as findings."""
    loaded = Loaded(path, data)
    try:
        loaded.text = decode(data)
        root = compose(loaded.text)
    except YamlError as error:
        loaded.findings = findings(path, loaded.text or data.decode("utf-8", "replace"), error.problems)
        return loaded
    plain = root.plain()
    faults = _key(kind, loaded, root, plain)
    try:
        record = kind.shape.typed(plain)
        loaded.extra = kind.shape.typed_extra(plain) if kind.shape.extra else {}
        sound = not faults and not has_odd_number(loaded.text, record)
    except msgspec.ValidationError:
        sound = False
    if sound:
        loaded.spare, loaded.plain = record, plain
    else:
        faults += [one for one in kind.shape.faults(_with_key(root, plain)) if one.severity == "error"]
        loaded.findings = sorted(set(placed(loaded, faults)))
    return loaded


def _key(kind: Kind, loaded: Loaded, root: Node, plain: dict[str, Any]) -> list[Fault]:
    """Find the file's key and put missing key fields in; a file that says another key is a fault."""
    parts = kind.template.parse(loaded.path) or []
    fields = kind.collection.key_fields
    faults: list[Fault] = []
    for index, (name, spelled) in enumerate(zip(fields, parts, strict=True)):
        if name not in kind.shape.key_attributes:
            continue
        said = plain.setdefault(name, spelled)
        decorated = kind.template.decorated and index == len(parts) - 1
        if said != spelled and not (decorated and isinstance(said, str) and kind.template.is_file_of(said, spelled)):
            node = root.child(name) or root
            hint = f"rename the file or write {name}: {spelled}"
            from kvadmin.store.faults import Fault

            faults.append(Fault(node, "key-mismatch", f"{name} is {said!r}, but the file name says {spelled!r}", hint))
        elif isinstance(said, str):
            parts[index] = said
    loaded.key = "/".join(parts)
    return faults


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


def doubles(files: list[Loaded]) -> list[Finding]:
    """Files that claim a key which another file has."""
    seen: dict[str, str] = {}
    found = []
    for file in files:
        key = folded(file.key) if file.key is not None else None
        if key is not None and seen.setdefault(key, file.path) != file.path:
            from kvadmin.model.finding import Finding

            text = f"the key {file.key!r} is also that of {seen[key]}"
            found.append(Finding(file.path, 0, 0, "key-twice", text, "delete or rename one of the two files"))
    return found
