"""The records as they lie in the folder now: read when asked for, with every fault placed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from kvadmin.errors import KvadminError, Overtaken, UnknownName, UsageError
from kvadmin.model.record import Outline, Record
from kvadmin.store.collector import uncollected
from kvadmin.store.folder import Folder, revision
from kvadmin.store.frame import HISTORY, own
from kvadmin.store.paths import dashed
from kvadmin.store.schema.collection_schema import CollectionSchema, missing_collection
from kvadmin.store.schema.loading import Loaded, doubles, load, placed, refuse
from kvadmin.store.yamltext.events import position
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.extension.engines import QueriedRecord
    from kvadmin.model.changes import HistoryEntry
    from kvadmin.model.finding import Finding
    from kvadmin.model.reads import Listings, Stored
    from kvadmin.store.index.database import Index
    from kvadmin.store.index.outlined_files import OutlinedFiles
    from kvadmin.store.leftovers.copies import Copy
    from kvadmin.store.yamltext.events import Node

R = TypeVar("R", bound=Record)
L = TypeVar("L", bound=Outline)
T = TypeVar("T")

_SHOWN = 8
#: Of as many records the names are read, to find the one that was meant.
_MOST_NAMES = 500
#: The code of the error, for programs, when a collection has no such record.
_CODES = {
    "cohorts": "unknown-cohort",
    "municipalities": "unknown-municipality",
    "gatherings": "unknown-gathering",
    "applications": "unknown-application",
    "networks": "unknown-network",
}
#: How often something is read again that a commit came into, before the lock is taken for it.
_TRIES = 8
#: A file of at most so many bytes is kept as it was read.
_SHORT = 1 << 16


def no_index() -> Index | None:
    """Nothing is known of a file without reading it."""
    return None


class YamlSnapshot:
    """See :class:`kvadmin.model.reads.Snapshot`.

    Everything that one snapshot reads is of one generation of the folder. When a commit comes in between, what is being
    read is read again; when it has changed something that was given out before, that is a :class:`Conflict`, unless
    this process has made the commit itself: then what was read stays as it was.

    Args:
        folder: The folder.
        schemas: Its collections by name.
        lock: Keeps writers away, for what cannot be read in peace otherwise.
        before: What earlier snapshots of the same folder have read, by path: a file whose bytes are still the same is
            not parsed again.
        index: What is known of files without reading them, if anything is; asked for by :meth:`outlines` alone.
    """

    def __init__(
        self,
        folder: Folder,
        schemas: Mapping[str, CollectionSchema],
        lock: Callable[[], AbstractContextManager[None]] = nullcontext,
        before: dict[str, tuple[CollectionSchema, Loaded]] | None = None,
        index: Callable[[], Index | None] = no_index,
    ) -> None:
        self.folder = folder
        self.schemas = schemas
        self._lock = lock
        self._before = {} if before is None else before
        self._index = index
        self._loaded: dict[str, Loaded] = {}
        self._rows: dict[tuple[str, str], Any] = {}  # what was given out of a file without reading it
        self._files: dict[str, bytes | str | None] = {}  # its content, or the hash of a long one; None: no such file
        self._listings: dict[tuple[str, str], frozenset[str]] = {}
        self._stems: dict[tuple[str, str], dict[str, str]] = {}
        self._parts: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._latest_nodes: tuple[Loaded, Node] | None = None
        self._reading = False
        #: Tells findings with the way out that the versions of the records know.
        self.explain: Callable[[Iterable[Finding]], Iterable[Finding]] = lambda found: found
        #: Files that are copies of others, found while listing.
        self.copies: dict[str, Copy] = {}

    # -- the interface --------------------------------------------------------------------

    def get(self, record: type[R], key: str = "") -> R:
        """The record with that key; UnknownName with suggestions when there is none."""
        found = self.find(record, key)
        if found is None:
            raise self._unknown(self.schema_of(record), key)
        return found

    def find(self, record: type[R], key: str = "") -> R | None:
        """The record with that key, or None."""
        schema = self.schema_of(record)
        loaded = self._steadily(lambda: self.loaded(schema, key))
        if loaded is None:
            return None
        value: R = loaded.record(schema)
        return value

    def all(self, record: type[R], under: str = "") -> list[R]:
        """All records of a class sorted by key; ``under`` keeps those below a key."""
        schema = self.schema_of(record)
        with uncollected():
            loaded = self._steadily(lambda: self._all(schema, self._listed(schema, under)))
        found = [one for file in loaded for one in file.findings] + doubles(loaded)
        if found:
            raise refuse(sorted(self.explain(found)))
        return [file.record(schema) for file in sorted(loaded, key=_in_order)]

    def outlines(
        self,
        outline: type[L],
        where: Mapping[str, Collection[str]] | None = None,
        *,
        order: Sequence[str] = (),
    ) -> list[L]:
        """What all records of a class say apart from people, sorted by key: of most files without reading them."""
        schema = self.schema_of(outline.record)
        answer = self._steadily(lambda: self._outlined(schema, outline, where or {}, order))
        answer.keep()
        if where:
            answer.narrowed(where)
        found = [one for file in answer.files for one in file.findings] + doubles(answer.files)
        if found:
            raise refuse(sorted(self.explain(found)))
        return answer.outlines(schema, outline, order)

    def stored(self, record: type[Record], key: str = "") -> Stored | None:
        """The record with its place, revision and extra fields."""
        from kvadmin.model.reads import Stored

        schema = self.schema_of(record)
        loaded = self._steadily(lambda: self.loaded(schema, key))
        if loaded is None:
            return None
        return Stored(key, loaded.record(schema), loaded.revision, loaded.path, loaded.extra)

    def where(self, record: type[Record], key: str, path: tuple[str | int, ...] = ()) -> str:
        """``file:line:column`` of a value inside a record."""
        schema = self.schema_of(record)
        loaded = self._steadily(lambda: self.loaded(schema, key))
        if loaded is None:
            return schema.template.path(key)
        line, column = position(loaded.text, self._nodes(loaded).at(path).start)
        return f"{loaded.path}:{line}:{column}"

    def _nodes(self, loaded: Loaded) -> Node:
        """The nodes of a file; kept until those of another are asked for, since a file with a fault often has more."""
        if self._latest_nodes is None or self._latest_nodes[0] is not loaded:
            self._latest_nodes = loaded, loaded.root()
        return self._latest_nodes[1]

    def read_file(self, path: str) -> bytes | None:
        """Content of a file that is no record, or None."""
        data = self._steadily(lambda: self.folder.read(path))
        # Hashing loads a library, which a command that only reads a short file does without.
        self._files[path] = data if data is None or len(data) <= _SHORT else revision(data)
        return data

    def files(self, folder: str) -> list[str]:
        """Sorted relative paths of all files below a folder; locks are no files of anybody's."""
        found = self._steadily(lambda: self._content(folder.strip("/")))
        self._listings["", folder.strip("/")] = frozenset(found)
        return found

    def revisions(self) -> dict[str, str | None]:
        """Path and revision of everything read so far."""
        files = {path: revision(one) if isinstance(one, bytes) else one for path, one in self._files.items()}
        # A file that was changed by hand after it was answered from the index is a conflict, read later or not.
        rows = {row.path: row.revision for row in self._rows.values()}
        return {path: one.revision for path, one in self._loaded.items()} | rows | files

    def listings(self) -> Listings:
        """Everything listed so far: by collection and key the paths that there were."""
        return dict(self._listings)

    def history(self, *, changes: bool = False) -> list[HistoryEntry]:
        """All transactions, oldest first; edits by hand that none has noted yet come last."""
        from kvadmin.store.history.entries import entries_until, entries_until_now

        day = getattr(self.folder, "day", None)  # a folder of another day
        now = self.folder.anew()  # lists for itself: a new month in the history is no change of the data
        if day is not None:
            return entries_until(now, day, changes=changes)
        return entries_until_now(now, self.schemas, changes=changes)

    def listing(self, collection: str, under: str) -> frozenset[str]:
        """What there is now, as :meth:`listings` tells it."""
        if not collection:
            return frozenset(self._content(under))
        schema = self.schemas.get(collection)
        return frozenset(self.paths(schema, under.split("/") if under else [])) if schema else frozenset()

    def _content(self, under: str) -> list[str]:
        """The files below a folder but for locks: a command that takes one would be overtaken by itself."""
        return [path for path in self.folder.files(under) if not path.endswith(".lock")]

    def _listed(self, schema: CollectionSchema, under: str) -> list[str]:
        """The files of a collection below a key; a commit may expect that they are still the same ones."""
        found = self.paths(schema, under.split("/") if under else [])
        self._listings[schema.collection.name, under] = frozenset(found)
        return found

    # -- one generation -------------------------------------------------------------------

    def _steadily(self, read: Callable[[], T]) -> T:
        """What a reading gives when no commit comes into it."""
        if self._reading:
            return read()
        self._reading = True
        try:
            for _ in range(_TRIES):
                steady, result = self._once(read)
                if steady:
                    return result()
                self._catch_up()
            with self._lock():
                self._catch_up()
                return read()
        finally:
            self._reading = False

    def _once(self, read: Callable[[], T]) -> tuple[bool, Callable[[], T]]:
        """One reading, undone when a commit came into it; whether it counts, and its result (or error)."""
        kept: tuple[dict[Any, Any], ...] = (self._loaded, self._rows, self._stems, self._parts, self.folder.listed)
        looks, known = self.folder.looks, tuple(map(len, kept))
        try:
            value = read()
        except KvadminError as caught:
            error = caught

            def result() -> T:
                raise error
        else:

            def result() -> T:
                return value

        if self.folder.looks == looks or self.folder.still():
            return True, result
        for each, length in zip(kept, known, strict=True):
            _shorten(each, length)
        return False, result

    def _catch_up(self) -> None:
        """Go on with the folder as it is now, if that says the same of everything that was given out."""
        before, now = self.folder.state, self.folder.now()
        steps = range(before.number + 1, now.state.number + 1)
        if not (steps and own(self.folder.base, steps)):
            self._same(now)
        self.folder.turn_to(now)

    def _same(self, now: Folder) -> None:
        changed = [path for path, one in self._loaded.items() if now.read_listed(path) != one.data]
        rows = self._rows.values()
        changed += [row.path for row in rows if revision(now.read_listed(row.path) or b"") != row.revision]
        for path, known in self._files.items():
            data = now.read(path)
            said = revision(data) if data is not None and isinstance(known, str) else data
            changed += [path] if said != known else []
        for path, (folders, files) in self.folder.listed.items():
            folders_now, files_now = now.names(path)
            others = set(folders).symmetric_difference(folders_now) - ({HISTORY} if not path else set())
            changed += [path or "."] if others or files_now != files else []
        if changed:
            raise Overtaken(
                tr("{path} was changed by somebody else while it was being read", path=changed[0]),
                where=changed[0],
                hint=tr("run the command again"),
            )

    # -- finding and loading --------------------------------------------------------------

    def schema_of(self, record: type[Record]) -> CollectionSchema:
        """The collection of a record class."""
        try:
            schema = self.schemas[record.collection]
        except KeyError:
            raise missing_collection(record) from None
        return schema.read_as(record)

    def loaded(self, schema: CollectionSchema, key: str) -> Loaded | None:
        """The file of a key, readable and sound, or None; InvalidData when it is not sound."""
        try:
            parts = schema.template.parts(key)
        except UsageError:
            return None
        found: list[Loaded] = []
        for path in self.paths(schema, parts):
            loaded = self._load(schema, path)
            if loaded.key == key or (loaded.key is None and loaded.findings):
                found.append(loaded)
        problems = [one for file in found for one in file.findings] + doubles(found)
        if problems:
            raise refuse(list(self.explain(problems)))
        if not found and parts:
            self._listed(schema, key)  # that it is not there may be what is decided on
        return found[0] if found else None

    def paths(self, schema: CollectionSchema, within: list[str]) -> list[str]:
        """The files of a collection whose first key parts are ``within``."""
        wanted = iter(within)
        folders = [""]
        for segment in schema.template.folders:
            only = next(wanted, None) if segment.field else None
            deeper = []
            for folder in folders:
                names = [name for name in self.folder.names(folder)[0] if segment.parse(name) is not None]
                deeper += [
                    f"{folder}/{name}" if folder else name for name in names if only in (None, segment.parse(name))
                ]
            folders = deeper
        only = next(wanted, "")
        return [path for folder in folders for path in self._within(schema, folder, only)]

    def _within(self, schema: CollectionSchema, folder: str, part: str) -> Iterable[str]:
        """The files of one folder that may have that last part of their key; all of them when it is empty."""
        place = schema.collection.name, folder
        if place not in self._stems:
            self._stems[place] = self._records_in(schema, folder)
        if not part:
            return self._stems[place].values()
        if place not in self._parts:  # who only lists does without
            index: dict[str, list[str]] = {}
            for stem, path in self._stems[place].items():
                for each in schema.template.possible_keys(stem):
                    index.setdefault(each, []).append(path)
            self._parts[place] = index
        return self._parts[place].get(part, ())

    def _records_in(self, schema: CollectionSchema, folder: str) -> dict[str, str]:
        """What the names of a folder's files spell, and their paths; copies of sync clients are left out."""
        stems: dict[str, str] = {}
        for name in self.folder.names(folder)[1]:
            stem = schema.template.file.parse(name)
            if stem is not None:
                stems[stem] = f"{folder}/{name}" if folder else name
        if not _may_be_copies(stems):
            return stems
        from kvadmin.store.leftovers.copies import record_copies

        for copy in record_copies(schema, stems, lambda path: self.folder.read_listed(path) or b""):
            self.copies[copy.path] = copy
            if not copy.original:  # it may be the only version there is: nobody reads past it in silence
                self._load(schema, copy.path).findings = [copy.finding()]
        gone = {path for path, copy in self.copies.items() if copy.original}
        return {stem: path for stem, path in stems.items() if path not in gone}

    def check(self, schema: CollectionSchema) -> list[Finding]:
        """Every finding in the files of a collection."""
        from kvadmin.store.schema.faults import faults_of
        from kvadmin.store.schema.shapes import shape_of

        with uncollected():
            loaded = self._steadily(lambda: self._all(schema, self.paths(schema, [])))
        found = [one for file in loaded for one in file.findings] + doubles(loaded)
        shape = None
        for file in loaded:
            if file.key is None:
                continue
            if file.plain and not file.findings:  # its nodes say only where a name stands that is not known
                shape = shape or shape_of(schema)
                if not shape.strange(file.plain):
                    continue
            found += placed(file, [fault for fault in faults_of(schema, file.root()) if fault.severity != "error"])
        return found

    def files_of(self, schema: CollectionSchema) -> list[Loaded]:
        """All files of a collection as they were read, sound or not."""
        return self._steadily(lambda: self._all(schema, self._listed(schema, "")))

    def key_of(self, schema: CollectionSchema, path: str) -> str | None:
        """The key that a file has, as far as it can be told."""
        return self._load(schema, path).key

    def _outlined(
        self,
        schema: CollectionSchema,
        outline: type[Outline],
        where: Mapping[str, Collection[str]],
        order: Sequence[str] = (),
    ) -> OutlinedFiles:
        """Every file of a collection that may be meant, as far as may be from the index."""
        from kvadmin.store.index.outlined_files import OutlinedFiles

        every = self._listed(schema, "")
        answer = OutlinedFiles(every, self._loaded, lambda path: self._load(schema, path))
        if answer.only(schema, where) and not self.folder.on_disk:
            self.folder.foresee([path for path in answer.paths if path not in self._loaded])
            return answer.read()
        if not self.folder.on_disk and (rows := self._queried(schema, outline, where, order, every)) is not None:
            return answer.queried(rows, schema, outline, self._rows)
        index = self._index() if answer.many else None
        if index is None:
            return answer.read()
        from kvadmin.store.index.outline_rows import OutlineRows

        return answer.looked_up(self.folder, OutlineRows(index, schema, outline), self._rows)

    def _queried(
        self,
        schema: CollectionSchema,
        outline: type[Outline],
        where: Mapping[str, Collection[str]],
        order: Sequence[str],
        paths: Iterable[str],
    ) -> list[QueriedRecord] | None:
        """What an engine that can be asked says of a collection; None where it cannot."""
        from kvadmin.extension.engines import RecordQuery

        columns = (*outline.__struct_encode_fields__, *(name for _, name in schema.own_key_fields))
        found: list[QueriedRecord] = []
        for folder in dict.fromkeys(path.rpartition("/")[0] for path in paths):
            rows = self.folder.query(RecordQuery(folder, tuple(dict.fromkeys(columns)), where, tuple(order)))
            if rows is None:
                return None
            found += rows
        return found

    def _all(self, schema: CollectionSchema, paths: list[str]) -> list[Loaded]:
        """Many files, fetched at once where they come from afar."""
        self.folder.foresee([path for path in paths if path not in self._loaded])
        return [self._load(schema, path) for path in paths]

    def _load(self, schema: CollectionSchema, path: str) -> Loaded:
        known = self._loaded.get(path)
        if known is None:
            known = self._loaded[path] = self._read(schema, path, self.folder.read_listed(path) or b"")
        return known

    def _read(self, schema: CollectionSchema, path: str, data: bytes) -> Loaded:
        """What a file says, parsed unless it is known what these very bytes say."""
        of, before = self._before.get(path, (None, None))
        if before is not None and of is schema and before.data == data and not before.findings:
            return before.again()
        loaded = load(schema, path, data)
        self._before[path] = schema, loaded
        return loaded

    def _unknown(self, schema: CollectionSchema, key: str) -> UnknownName:
        what = schema.collection.name
        if not schema.collection.key_fields:
            return UnknownName(
                tr("there is no {path} yet", path=schema.collection.path),
                where=schema.collection.path,
                code="unknown-record",
            )
        paths = self._steadily(lambda: self.paths(schema, []))
        known = ["/".join(schema.template.parse(path) or []) for path in paths]
        if known and len(known) <= _SHOWN:
            hint = tr("there are: {known}", known=", ".join(known))
        else:
            hint = tr("there are {number} of them", number=len(known)) if known else tr("there are none yet")
        return UnknownName(
            tr("there is no {key!r} in {what}", key=key, what=tr(what)),
            hint=hint,
            near=near_names(key, self._names(schema, known)),
            code=_CODES.get(what, "unknown-record"),
        )

    def _names(self, schema: CollectionSchema, keys: list[str]) -> dict[str, str]:
        """Each key with the name that its record has, as far as it can be read."""
        record = schema.collection.record_class()
        named = "name" in record.__struct_fields__ and len(keys) <= _MOST_NAMES
        found: dict[str, str] = dict.fromkeys(keys, "")
        for key in keys if named else ():
            with suppress(KvadminError):
                found[key] = str(getattr(self.find(record, key), "name", ""))
        return found


def _in_order(file: Loaded) -> str:
    """What files are sorted by: their keys, part by part."""
    return (file.key or "").replace("/", "\0")  # no name of a file holds a sign before all others


def _shorten(kept: dict[Any, Any], length: int) -> None:
    """Take back what was added to a dictionary last."""
    while len(kept) > length:
        kept.popitem()


def _may_be_copies(stems: dict[str, str]) -> bool:
    """Whether a name among these looks like that of a copy; what decides is imported only then."""
    together = "\n".join(stems)
    odd = any(sign in together for sign in (" ", "(", "onflict", "safeBackup"))
    return odd or ("-" in together and any(part.rstrip() in stems for stem in stems for part in dashed(stem)))
