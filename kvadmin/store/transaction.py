"""One change to the data: collect edits, show the plan, commit all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from kvadmin.errors import Conflict, HandEdited, InvalidData, UnknownName, UsageError
from kvadmin.model.changes import Create, Delete, DeleteFile, Edit, HistoryEntry, Plan, PutFile, Remove, Set
from kvadmin.model.programme import Programme
from kvadmin.model.record import Record
from kvadmin.store import differences as diff
from kvadmin.store.paths import writable
from kvadmin.store.schema.collection_schema import plain_of
from kvadmin.store.yamltext import emit
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.reads import Listings, Snapshot
    from kvadmin.store.history.redaction import Forgetting
    from kvadmin.store.schema.collection_schema import CollectionSchema


class Commits(Protocol):
    """What writes records, and says what it would write."""

    def snapshot(self) -> Snapshot:
        """The data as they are now."""
        ...

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write; nothing is written."""
        ...

    def commit(
        self,
        edits: Sequence[Edit],
        *,
        expect: Mapping[str, str | None],
        listings: Listings | None = None,
        who: str,
        why: str,
        command: str = "",
        transaction_id: str | None = None,
        without_guards: Sequence[str] = (),
        forgetting: Forgetting | None = None,
    ) -> HistoryEntry | None:
        """Write all edits or none; None (and no history line) when nothing changes.

        Args:
            edits: The operations, applied in order.
            expect: ``path -> revision`` (None: the file must not exist) of everything the
                edits were decided on; a difference raises :class:`Conflict` and writes nothing.
            listings: What was listed and found there, by collection and key; a record that has appeared or vanished
                since raises :class:`Conflict` likewise.
            who: Name of the person.
            why: Reason in words, may be empty.
            command: The command line, for the log.
            transaction_id: Given when a caller must be able to repeat the same commit: the second time its first
                entry is returned and nothing is written; :class:`Conflict` when something else is asked for under it.
            without_guards: Plugins of which a guard was passed over, for the log; given only when there are any.
            forgetting: A person to blank out of the history in the same step; given only when there is one.

        Raises:
            Conflict: Something is not as expected, or somebody else is writing; nothing is written.
            OutcomeUnknown: Nobody can say now whether it is written.
            HandEdited: Everything is written, and a hand edit of the same moment is kept beside.
        """
        ...


class Base(Protocol):
    """What a transaction needs of the store that made it."""

    @property
    def records(self) -> Commits:
        """What is kept."""
        ...

    #: The schema version that new folders get.
    schema: int

    def snapshot(self) -> Snapshot:
        """The data as read once."""
        ...

    def refresh(self) -> None:
        """Read everything again at the next question."""
        ...

    def schema_of(self, record: type[Record]) -> CollectionSchema:
        """The schema of a record class."""
        ...

    def completed(self, snapshot: Snapshot, edits: Sequence[Edit]) -> Sequence[Edit]:
        """The edits with what the versions of the records ask for."""
        ...


class Transaction:
    """Made by :meth:`Store.transaction`; nothing is written before :meth:`commit`.

    Args:
        store: The store it belongs to.
        who: Name of the person.
        why: Reason in words, may be empty.
        command: The command line, for the log.
    """

    def __init__(self, store: Base, who: str, why: str, command: str) -> None:
        self.store = store
        self.who = who
        self.why = why
        self.command = command
        #: Plugins of which a guard was passed over, for the log.
        self.without_guards: tuple[str, ...] = ()
        self._forgetting: Forgetting | None = None
        #: Given by a caller who must be able to repeat the commit; made by the engine otherwise.
        self.transaction_id: str | None = None
        self.snapshot = store.snapshot()
        self._edits: list[Edit] = []
        self._plain: dict[tuple[str, str], dict[str, Any]] = {}
        self._created: dict[tuple[str, str], Create] = {}
        self._done = False

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What has been collected so far."""
        return tuple(self._edits)

    def create(self, record: Record, key: str | None = None, extra: Mapping[str, Any] | None = None) -> str:
        """A new record; its key.

        Args:
            record: The record.
            key: Its key, when the record does not hold all fields of its path.
            extra: Values of extra fields.
        """
        key = self.key(record, key)
        collection = record.collection
        extra = {name: value for name, value in (extra or {}).items() if value is not None}
        for name, value in extra.items():
            self._sound_extra(type(record), key, name, value)
        plain = self._sound(record, key) | extra
        if collection == "programme":
            plain = {"schema": self.store.schema} | plain
        if (collection, key) in self._created:
            raise Conflict(
                tr("{collection} {key!r} is made twice", collection=collection, key=key), code="already-there"
            )
        edit = Create(collection, key, plain)
        self._created[collection, key] = edit
        self._edits.append(edit)
        return key

    def update(self, record: Record, key: str | None = None) -> str:
        """Replace a record by a changed one, by the smallest edits; its key.

        The record must be in the snapshot, or made in this transaction.
        """
        key = self.key(record, key)
        place = record.collection, key
        new = self._sound(record, key)
        if place in self._created:
            kept = self._created[place].value
            extras = self.store.schema_of(type(record)).extra
            self._remake(place, new | {name: value for name, value in kept.items() if name in extras})
            return key
        self._edits += diff.edits_between(*place, self._old(type(record), key), new)
        self._plain[place] = new
        return key

    def set_extra(self, record: type[Record], key: str, name: str, value: Any) -> None:
        """Give an extra field a value; None removes it."""
        place = record.collection, key
        self._sound_extra(record, key, name, value)
        if place in self._created:
            rest = {one: kept for one, kept in self._created[place].value.items() if one != name}
            self._remake(place, rest if value is None else rest | {name: value})
            return
        stored = self.snapshot.stored(record, key)
        if stored is None:
            self.snapshot.get(record, key)  # raises with suggestions
        elif value is not None and not diff.same(stored.extra.get(name), value):
            self._edits.append(Set(*place, (name,), value))
        elif value is None and name in stored.extra:
            self._edits.append(Remove(*place, (name,)))

    def delete(self, record: type[Record], key: str = "") -> None:
        """Remove a record."""
        place = record.collection, key
        if place in self._created:
            self._edits.remove(self._created.pop(place))
            return
        if place not in self._plain:
            self.snapshot.get(record, key)  # raises with suggestions when there is none
        self._edits.append(Delete(*place))
        self._plain.pop(place, None)

    def list_plugins(self, entries: Mapping[str, Any]) -> None:
        """Add to the plugins that ``programme.yaml`` lists, or change what it says of them; None takes one out.

        Args:
            entries: What an entry is called -> its plain value (:class:`~kvadmin.model.programme.KnownPlugin`).
        """
        if ("programme", "") in self._created or self.snapshot.find(Programme) is None:
            return
        old = self._old(Programme, "")
        listed = {**old.get("plugins", {}), **entries}
        new = {**old, "plugins": {key: value for key, value in listed.items() if value is not None}}
        if not new["plugins"]:
            del new["plugins"]
        self._edits += diff.edits_between("programme", "", old, new)
        self._plain["programme", ""] = new

    def put_file(self, path: str, content: bytes) -> None:
        """Write a file that is no record, whole; UsageError when no file can have its name."""
        self.snapshot.read_file(writable(path))  # so that the commit expects what lies there now
        self._edits.append(PutFile(path, content))

    def delete_file(self, path: str) -> None:
        """Remove a file that is no record; UnknownName when there is none."""
        if self.snapshot.read_file(path) is None:
            raise UnknownName(tr("there is no file {path}", path=path), where=path, code="no-such-file")
        self._edits.append(DeleteFile(path))

    def forget(self, texts: Sequence[str]) -> None:
        """Blank a person out of the history in the same step, the line of this change included.

        Added in version 0.2.

        Args:
            texts: What points to the person.
        """
        from kvadmin.store.history.redaction import Forgetting

        self._forgetting = Forgetting(texts)

    @property
    def forgotten(self) -> int:
        """How many lines of the history the commit has blanked.

        Added in version 0.2.
        """
        return self._forgetting.lines if self._forgetting else 0

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Collect the edits of a block whole or, when it raises, not at all.

        Added in version 0.2.
        """
        kept = list(self._edits), dict(self._plain), dict(self._created)
        try:
            yield
        except BaseException:
            self._edits, self._plain, self._created = kept
            raise

    def plan(self) -> Plan:
        """Everything a commit would write, as differences."""
        return self.store.records.plan(self._completed())

    def _completed(self) -> Sequence[Edit]:
        return self.store.completed(self.snapshot, self._edits)

    def commit(self) -> HistoryEntry | None:
        """Write everything or nothing; None when nothing changes.

        Raises:
            Conflict: Something that was read has been changed since, or another writer holds the lock.
            HandEdited: Everything is written, and somebody's hand edit of the same moment is kept beside.
        """
        if self._done:
            raise UsageError(tr("the transaction is committed already"))
        try:
            entry = self._commit() if self._edits else None
        except HandEdited:
            self._done = True
            self.store.refresh()
            raise
        self._done = True
        if entry is not None:
            self.store.refresh()
        return entry

    def _commit(self) -> HistoryEntry | None:
        edits = self._completed()
        expect = self.snapshot.revisions()
        more: dict[str, Any] = {"without_guards": self.without_guards} if self.without_guards else {}
        if self.transaction_id:
            more["transaction_id"] = self.transaction_id
        if self._forgetting is not None:
            more["forgetting"] = self._forgetting
        return self.store.records.commit(
            edits,
            expect=expect,
            listings=self.snapshot.listings(),
            who=self.who,
            why=self.why,
            command=self.command,
            **more,
        )

    def key(self, record: Record, key: str | None = None) -> str:
        """The key of a record, from the fields that its collection's path names."""
        schema = self.store.schema_of(type(record))
        fields = schema.collection.key_fields
        if key is None:
            missing = [name for name in fields if name not in schema.key_attributes]
            if missing:
                message = tr(
                    "{collection}: the record has no field {missing!r}; give the key",
                    collection=record.collection,
                    missing=missing[0],
                )
                raise UsageError(message)
            parts = [emit.text_form(getattr(record, schema.key_attributes[name])) for name in fields]
            if any("/" in part for part in parts):
                bad = next(part for part in parts if "/" in part)
                raise UsageError(tr("the id {bad!r} cannot be used: it holds '/'", bad=bad), code="bad-name")
            return "/".join(parts)
        return key

    def _old(self, record: type[Record], key: str) -> dict[str, Any]:
        place = record.collection, key
        if place not in self._plain:
            self._plain[place] = plain_of(self.snapshot.get(record, key))
        return self._plain[place]

    def _remake(self, place: tuple[str, str], value: dict[str, Any]) -> None:
        new = Create(*place, value)
        index = next(i for i, edit in enumerate(self._edits) if edit is self._created[place])
        self._edits[index] = self._created[place] = new

    def _sound_extra(self, record: type[Record], key: str, name: str, value: Any) -> None:
        schema = self.store.schema_of(record)
        if name not in schema.extra:
            raise UnknownName(
                tr("no extra field {name!r} is registered for {collection}", name=name, collection=record.collection),
                code="not-registered",
            )
        try:
            schema.typed_extra({name: emit.text_form(value)})
        except msgspec.ValidationError as error:
            raise InvalidData(
                tr(
                    "{collection} {key!r}: {name} cannot be {value!r}: {error}",
                    collection=record.collection,
                    key=key,
                    name=name,
                    value=value,
                    error=error,
                ),
                code="bad-record",
            ) from error

    def _sound(self, record: Record, key: str) -> dict[str, Any]:
        """The record's plain value, after it was found that reading it back will work."""
        plain = plain_of(record)
        try:
            self.store.schema_of(type(record)).typed(emit.text_form(plain))
        except msgspec.ValidationError as error:
            raise InvalidData(
                tr("{collection} {key!r} cannot be saved: {error}", collection=record.collection, key=key, error=error),
                code="bad-record",
            ) from error
        return plain
