"""A tiny engine that keeps everything in memory: it shows that the interface is enough."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kvadmin.errors import Conflict, Refused, UnknownName
from kvadmin.model.changes import Create, Delete, DeleteFile, FileChange, HistoryEntry, Plan, PutFile
from kvadmin.model.reads import Snapshot, Stored
from kvadmin.store import differences as diff
from kvadmin.store.history.field_changes import differing_fields
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.yamltext import emit


def _hash(value):
    return hashlib.sha256(repr(value).encode()).hexdigest()


def keys_below(data, collection, under):
    keys = (key for name, key in data if name == collection)
    return frozenset(key for key in keys if not under or key == under or key.startswith(f"{under}/"))


class MemorySnapshot(Snapshot):
    def __init__(self, data, schema, history):
        self.data = copy.deepcopy(data)
        self.history = history
        self.schemas = schema
        self.seen = {}
        self.listed = {}

    def find(self, record, key=""):
        stored = self.stored(record, key)
        return stored.value if stored else None

    def get(self, record, key=""):
        found = self.find(record, key)
        if found is None:
            raise UnknownName(f"there is no {key!r} in {record.collection}")
        return found

    def all(self, record, under=""):
        keys = keys_below(self.data, record.collection, under)
        self.listed[record.collection, under] = keys
        return [self.get(record, key) for key in sorted(keys, key=lambda key: key.split("/"))]

    def stored(self, record, key=""):
        place = record.collection, key
        if place not in self.data:
            self.listed[place] = frozenset()
            return None
        plain, schema = self.data[place], self.schemas[record.collection]
        path = "/".join(place)
        self.seen[path] = _hash(plain)
        texts = emit.text_form(plain)
        return Stored(key, schema.typed(texts), _hash(plain), path, schema.typed_extra(texts))

    def where(self, record, key, path=()):
        return "/".join((record.collection, key, *map(str, path)))

    def read_file(self, path):
        content = self.data.get(("", path))
        self.seen[f"/{path}"] = None if content is None else _hash(content)
        return content

    def files(self, folder):
        self.listed["", folder] = keys_below(self.data, "", folder)
        return sorted(self.listed["", folder])

    def revisions(self):
        return dict(self.seen)

    def listings(self):
        return dict(self.listed)


class MemoryEngine:
    def __init__(self, folder, collections, fields=()):
        self.schemas = {one.name: CollectionSchema(one, fields) for one in collections}
        self.data = {}
        self.past = []
        self.requests = {}

    def snapshot(self):
        return MemorySnapshot(self.data, self.schemas, lambda *, changes=False: list(self.history(changes=changes)))

    def _after(self, edits):
        data = copy.deepcopy(self.data)
        for edit in edits:
            if isinstance(edit, PutFile):
                data["", edit.path] = edit.content
            elif isinstance(edit, DeleteFile):
                del data["", edit.path]
            elif isinstance(edit, Create):
                if (edit.collection, edit.key) in data:
                    raise Conflict(f"there is already a {edit.key!r}")
                data[edit.collection, edit.key] = copy.deepcopy(edit.value)
            elif isinstance(edit, Delete):
                del data[edit.collection, edit.key]
            else:
                place = edit.collection, edit.key
                data[place] = diff.apply(data[place], [edit])
        return data

    def _plan(self, after):
        places = sorted(place for place in {*self.data, *after} if self.data.get(place) != after.get(place))
        actions = {(True, False): "delete", (False, True): "create", (True, True): "change"}
        changes = [(place, actions[place in self.data, place in after]) for place in places]
        return Plan(tuple(FileChange("/".join(place), action, ()) for place, action in changes))

    def plan(self, edits):
        return self._plan(self._after(edits))

    def commit(
        self,
        edits,
        *,
        expect,
        who,
        why,
        listings=None,
        command="",
        transaction_id=None,
        without_guards=(),
        forgetting=None,
    ):
        first = next((entry for entry, *_ in self.past if transaction_id == entry.transaction_id), None)
        if first is not None:
            if self.requests[transaction_id] != edits:
                raise Conflict(f"the id {transaction_id} belongs to another change")
            return first
        for path, wanted in expect.items():
            name, _, key = path.partition("/")
            value = self.data.get((name, key))
            if (None if value is None else _hash(value)) != wanted:
                raise Conflict(f"{path} has been changed since it was read", where=path)
        for (name, under), keys in (listings or {}).items():
            for key in keys_below(self.data, name, under) ^ keys:
                raise Conflict(f"{name}/{key} has appeared or vanished since it was listed")
        after = self._after(edits)
        plan = self._plan(after)
        if not plan:
            return None
        if transaction_id:
            self.requests[transaction_id] = list(edits)
        return self._keep(after, plan, who, why, command, transaction_id, without_guards=without_guards)

    def _keep(self, after, plan, who, why, command, transaction_id=None, undoes=None, without_guards=()):
        when = datetime(2008, 5, 20, tzinfo=UTC) + timedelta(seconds=len(self.past))
        files = tuple(change.path for change in plan.changes)
        name = transaction_id or f"change-{len(self.past):08}"
        entry = HistoryEntry(name, when, who, why, command, files, undoes, None, tuple(without_guards))
        self.past.append((entry, self.data, after))
        self.data = after
        return entry

    def history(self, *, changes=False):
        undone = {}
        for entry, _, _ in reversed(self.past):
            if entry.undoes and entry.transaction_id not in undone:
                undone.setdefault(entry.undoes, entry.transaction_id)
        for entry, before, after in self.past:
            fields = tuple(self._fields(entry, before, after)) if changes else ()
            yield replace(entry, undone_by=undone.get(entry.transaction_id), changes=fields)

    def _fields(self, entry, before, after):
        for path in entry.files:
            place = tuple(path.split("/", 1))
            old, new = (emit.text_form(each[place]) if place in each else None for each in (before, after))
            yield from differing_fields(path, old, new)

    def _undo(self, transaction_id, redo):
        entries = [e for e in self.history() if not e.undone_by and bool(e.undoes) == redo]
        if transaction_id is None:
            if not entries:
                raise Refused("there is nothing to take back")
            transaction_id = entries[-1].transaction_id
        named = [one for one in self.past if one[0].transaction_id == transaction_id]
        if not named:
            raise UnknownName(f"there is no transaction {transaction_id!r}")
        entry, before, after = named[0]
        if any(e.transaction_id == transaction_id and e.undone_by for e in self.history()):
            raise Refused(f"{transaction_id} is already taken back")
        target = dict(self.data)
        for path in entry.files:
            place = tuple(path.split("/", 1))
            if self.data.get(place) != after.get(place):
                later = [e.transaction_id for e, _, _ in self.past if path in e.files and e.when > entry.when]
                raise Conflict(f"{path} was changed again by {', '.join(later)}")
            target.pop(place, None)
            if place in before:
                target[place] = before[place]
        return transaction_id, target

    def plan_undo(self, transaction_id, *, redo=False):
        return self._plan(self._undo(transaction_id, redo)[1])

    def undo(self, transaction_id, *, who, why, command="", redo=False, without_guards=()):
        name, target = self._undo(transaction_id, redo)
        plan = self._plan(target)
        return plan, self._keep(target, plan, who, why, command, undoes=name, without_guards=without_guards)

    def check(self):
        return []

    def forget(self, texts, *, paths, whole=()):
        return 0


def open_engine(folder, collections, fields=()):
    return MemoryEngine(folder, collections, fields)
