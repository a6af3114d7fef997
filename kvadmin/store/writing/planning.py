"""From edits to the new bytes of each file, without writing any of them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from kvadmin.errors import Conflict, InvalidData, UnknownName, UsageError
from kvadmin.model.changes import Create, Delete, DeleteFile, Edit, FileChange, Path, Plan, PutFile
from kvadmin.store.editor.modelines import is_own, schema_path, with_modeline
from kvadmin.store.folder import Folder
from kvadmin.store.history.log import FOLDER
from kvadmin.store.paths import folded, new_name, safe_relative
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.schema.loading import refuse
from kvadmin.store.schema.sensitive import is_sensitive
from kvadmin.store.yamltext import emit
from kvadmin.store.yamltext.events import YamlError, compose, decode, findings
from kvadmin.store.yamltext.text_edits import operate
from kvadmin.translation import tr

#: Folders that mean something before there is anything in them, besides those of records.
_OWN = ("sensitive", "incoming", "letters", "plugins", "schemas")

Changes = dict[str, tuple[bytes | None, bytes | None]]


class Draft:
    """The folder as it would be after some edits."""

    def __init__(self, folder: Folder, schemas: Mapping[str, CollectionSchema]) -> None:
        self.folder = folder
        self.schemas = schemas
        self.snapshot = YamlSnapshot(folder, schemas)
        self.old: dict[str, bytes | None] = {}
        self.new: dict[str, bytes | None] = {}
        self.places: dict[tuple[str, str], str | None] = {}
        self.taken: dict[str, dict[str, str]] = {}

    def apply(self, edits: Sequence[Edit]) -> None:
        """Apply edits in order; neighbouring ones inside one record together."""
        run: list[Any] = []
        for edit in edits:
            if isinstance(edit, Create | Delete | PutFile | DeleteFile):
                self._change(run)
                run = []
                self._whole(edit)
            else:
                if run and (edit.collection, edit.key) != (run[0].collection, run[0].key):
                    self._change(run)
                    run = []
                run.append(edit)
        self._change(run)

    def changes(self) -> Changes:
        """``path -> (old, new)`` of every file that really changes, sorted."""
        return {path: (self.old[path], new) for path, new in sorted(self.new.items()) if self.old[path] != new}

    def _whole(self, edit: Create | Delete | PutFile | DeleteFile) -> None:
        if isinstance(edit, Create):
            self._create(edit)
        elif isinstance(edit, Delete):
            path = self._place(edit.collection, edit.key)
            self._put(path, None)
            self.places[edit.collection, edit.key] = None
        elif isinstance(edit, PutFile):
            if self._now(_own_file(edit.path)) is None:
                self._not_like_another(new_name(edit.path), edit.path)
            self._put(edit.path, edit.content)
        else:
            if self._now(_own_file(edit.path)) is None:
                raise UnknownName(tr("there is no file {path}", path=edit.path), where=edit.path, code="no-such-file")
            self._put(edit.path, None)

    def _create(self, edit: Create) -> None:
        schema = self._schema_of(edit.collection)
        if self._find(edit.collection, edit.key) is not None:
            raise Conflict(
                tr("there is already a {key!r} in {collection}", key=edit.key, collection=tr(edit.collection)),
                where=self._find(edit.collection, edit.key),
                code="already-there",
            )
        decoration = str(edit.value.get(schema.collection.slug, "")) if schema.collection.slug else ""
        path = schema.template.path(edit.key, decoration)
        self._not_by_case(schema, edit.key, path)
        self._put(path, self._headed(path, edit).encode())
        self.places[edit.collection, edit.key] = path

    def _headed(self, path: str, edit: Create) -> str:
        """The text of a new record; where schemas for editors lie, its first line names the one it goes by."""
        text = _proved(edit)
        named = is_own(self.folder.read(schema_path(edit.collection)))
        return with_modeline(text, path, edit.collection) if named else text

    def _not_by_case(self, schema: CollectionSchema, key: str, path: str) -> None:
        """Refuse a key that some file systems could not tell from one that is there."""
        self._not_like_another(path, key)
        names = path.split("/")
        if schema.template.decorated:
            last = folded(schema.template.parts(key)[-1])
            for near, name in self._known("/".join(names[:-1])).items():
                stem = (
                    schema.template.file.parse(name)
                    if near.startswith(folded(schema.template.file.before) + last)
                    else None
                )
                there = "/".join([*names[:-1], name])
                goes = self.new.get(there, b"") is None
                if stem is not None and not goes and schema.template.is_file_of(last, folded(stem)):
                    self._same_but_case(schema, key, there)

    def _not_like_another(self, path: str, shown: str) -> None:
        """Refuse a new file that some file systems could not tell from one that is there; note it for those to come."""
        names = path.split("/")
        for depth, name in enumerate(names):
            above = "/".join(names[:depth])
            other = self._known(above).setdefault(folded(name), name)
            if other != name:
                self._refuse_case(shown, f"{above}/{other}".lstrip("/"))

    def _same_but_case(self, schema: CollectionSchema, key: str, path: str) -> None:
        """A file that is decorated differently may still have the same key in other letters."""
        known = next((k for (c, k), p in self.places.items() if p == path and c == schema.collection.name), None)
        other = known if known is not None else self.snapshot.key_of(schema, path)
        if other is not None and folded(other) == folded(key):
            self._refuse_case(key, path)

    def _refuse_case(self, key: str, path: str) -> None:
        message = tr(
            "{key!r} differs from what is there only in upper and lower case, or in how letters are coded", key=key
        )
        raise UsageError(
            message, where=path, hint=tr("many computers cannot keep both; choose another name"), code="bad-name"
        )

    def _known(self, folder: str) -> dict[str, str]:
        if folder not in self.taken:
            folders, files = self.folder.names(folder)
            own = () if folder else (FOLDER, *_OWN, *{schema.template.root() for schema in self.schemas.values()})
            names = (name for each in (*own, *folders, *files) for name in [each.partition("/")[0]] if name)
            self.taken[folder] = {folded(name): name for name in names}
        return self.taken[folder]

    def _change(self, run: Sequence[Any]) -> None:
        if run:
            collection = run[0].collection
            self.rewrite(collection, run[0].key, lambda text: operate(text, run, self._order(collection)))

    def rewrite(self, collection: str, key: str, change: Callable[[str], str]) -> None:
        """Let a function make the new text of a record out of what it is now."""
        path = self._place(collection, key)
        now = self._now(path)
        assert now is not None
        try:
            changed = change(decode(now))
        except YamlError as error:
            raise refuse(findings(path, now.decode("utf-8", "replace"), error.problems)) from error
        self._put(path, changed.encode())

    def _order(self, collection: str) -> Callable[[Path], Sequence[str]]:
        from kvadmin.store.schema.faults import order_of

        return partial(order_of, self._schema_of(collection))

    def _place(self, collection: str, key: str) -> str:
        path = self._find(collection, key)
        if path is None:
            raise UnknownName(
                tr("there is no {key!r} in {collection}", key=key, collection=tr(collection)), code="unknown-record"
            )
        return path

    def _find(self, collection: str, key: str) -> str | None:
        if (collection, key) not in self.places:
            loaded = self.snapshot.loaded(self._schema_of(collection), key)
            self.places[collection, key] = loaded.path if loaded else None
        return self.places[collection, key]

    def _schema_of(self, collection: str) -> CollectionSchema:
        if collection not in self.schemas:
            raise UnknownName(
                tr("no collection {collection!r} is registered", collection=collection),
                hint=tr("is its plugin disabled?"),
                code="not-registered",
            )
        return self.schemas[collection]

    def _now(self, path: str) -> bytes | None:
        if path not in self.new:
            self.old[path] = self.new[path] = self.folder.read(path)
        return self.new[path]

    def _put(self, path: str, content: bytes | None) -> None:
        self._now(path)
        self.new[path] = content


def _proved(edit: Create) -> str:
    """The text of a new record, after reading it has given the same values."""
    text = emit.document(edit.value)
    try:
        same = compose(text).plain() == emit.text_form(edit.value)
    except YamlError:
        same = False
    if not same:
        raise InvalidData(
            tr(
                "{collection} {key!r} holds something that a YAML file cannot keep",
                collection=edit.collection,
                key=edit.key,
            ),
            code="bad-record",
        )
    return text


def _own_file(path: str) -> str:
    """The path of a file that callers may write; the history is not among them."""
    if safe_relative(path).split("/")[0] == FOLDER:
        raise UsageError(
            tr("{path} belongs to the history and is never written otherwise", path=path), code="belongs-to-programme"
        )
    return path


#: What may become of a file; translated where it is shown.
ACTIONS = ("create", "change", "delete")


def planned(changes: Changes, schemas: Iterable[CollectionSchema]) -> Plan:
    """Changes as the differences a person reads."""
    schemas = list(schemas)
    return Plan(tuple(_file_change(path, old, new, schemas) for path, (old, new) in changes.items()))


def _file_change(path: str, old: bytes | None, new: bytes | None, schemas: list[CollectionSchema]) -> FileChange:
    action = ACTIONS[0 if old is None else 2 if new is None else 1]
    if is_sensitive(path, schemas):
        return FileChange(path, action, (tr("(sensitive: the values are not shown)"),))
    try:
        before, after = (old or b"").decode().splitlines(), (new or b"").decode().splitlines()
    except UnicodeDecodeError:
        sizes = {"before": len(old or b""), "after": len(new or b"")}
        return FileChange(path, action, (tr("(not text: {before} bytes before, {after} after)", **sizes),))
    if old is None and after:  # nothing to compare: a new file of many thousand lines is shown as it is
        head = ("--- /dev/null", f"+++ {path}", f"@@ -0,0 +1{f',{len(after)}' if len(after) > 1 else ''} @@")
        return FileChange(path, action, (*head, *(f"+{line}" for line in after)))
    names = ("/dev/null" if old is None else path, "/dev/null" if new is None else path)
    return FileChange(path, action, tuple(difflib.unified_diff(before, after, *names, lineterm="")))
