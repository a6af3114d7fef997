"""Undo where records were lifted: no record of an older form comes into a folder of a newer one, or the other way."""

from __future__ import annotations

from collections.abc import Mapping

from kvadmin.errors import Conflict
from kvadmin.extension.migrations.step import CORE, Steps
from kvadmin.model import layout
from kvadmin.store.folder import Folder
from kvadmin.store.history.heads import Head
from kvadmin.store.history.past import AHead, Past
from kvadmin.store.layer import Layer
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.versions.standing import COMMAND, PROGRAMME, SCHEMAS, Owners, version_edits
from kvadmin.store.yamltext.events import YamlError, compose, decode
from kvadmin.store.yamltext.text_edits import operate
from kvadmin.translation import tr

#: ``path -> content`` of the files that an undo puts back; None: the file goes.
_Contents = dict[str, bytes | None]


def guarded(
    past: Past, subject: AHead, contents: _Contents, folder: Folder, schemas: Mapping[str, CollectionSchema]
) -> _Contents:
    """What an undo puts back, when the versions of records allow it.

    A migration is taken back only as long as nobody has changed the records that it lifted; a change from before a
    migration only after that. What else is taken back leaves the note of a version as long as there are records of it.

    Args:
        past: The history.
        subject: What is taken back.
        contents: What its files are to say.
        folder: The folder.
        schemas: The collections by name.

    Raises:
        Conflict: Records of two forms would lie side by side.
    """
    now = folder.read(PROGRAMME)
    new = contents.get(PROGRAMME, now)
    if not _may_differ(now) and not _may_differ(new):
        return contents
    guard = _Guard(past, subject, folder, Owners(schemas, Steps(1)))
    if _is_migration(past, subject):
        guard.refuse_later_changes(_changed(now, new))
        return contents
    guard.refuse_before_migration(contents)
    return guard.with_notes(contents, now, new)


def _may_differ(data: bytes | None) -> bool:
    """Whether a text of ``programme.yaml`` may say more than that all is in version 1; most say no more."""
    return data is not None and (layout.SCHEMA_VERSION > 1 or SCHEMAS.encode() in data)


def versions_in(data: bytes | None) -> dict[str, str]:
    """The versions that a text of ``programme.yaml`` notes, by plugin; none where it cannot be read."""
    try:
        head = compose(decode(data or b"")).plain()
    except YamlError:
        return {}
    noted = head.get(SCHEMAS)
    of_plugins = {str(name): str(version) for name, version in noted.items()} if isinstance(noted, Mapping) else {}
    return {CORE: str(head.get("schema")), **of_plugins}


def _changed(one: bytes | None, other: bytes | None) -> set[str]:
    first, second = versions_in(one), versions_in(other)
    return {name for name in {*first, *second} if first.get(name) != second.get(name)}


def _is_migration(past: Past, head: AHead) -> bool:
    """Whether the plain change at the bottom of undos and redos was one."""
    return past.full(past.timeline.subject(head)).command == COMMAND


class _Guard:
    def __init__(self, past: Past, subject: AHead, folder: Folder, owners: Owners) -> None:
        self.past, self.subject, self.folder, self.owners = past, subject, folder, owners

    def refuse_later_changes(self, plugins: set[str]) -> None:
        """Refuse to take a migration back when somebody has changed what it lifted."""
        place = next(index for index, each in enumerate(self.past.heads) if each is self.subject)
        paths = {path for head in self.past.heads[place + 1 :] for path in self.past.full(head).files}
        for path in sorted(path for path in paths if path != PROGRAMME and self.owners.of(path) in plugins):
            for later, way in self.past.standing_on(self.subject, path):
                said = tr("{path} was changed in its new form by {later}", path=path, later=later.transaction_id)
                raise self._conflict(path, said, way)

    def refuse_before_migration(self, contents: _Contents) -> None:
        """Refuse to bring values back into records that were lifted since."""
        lifted = [
            (later, way, self._lifted(later))
            for later, way in self.past.standing_on(self.subject, PROGRAMME)
            if _is_migration(self.past, later)
        ]
        for path in sorted(contents):
            for later, way, plugins in lifted:
                if path != PROGRAMME and self.owners.of(path) in plugins:
                    said = tr("{path} has another form since {later}", path=path, later=later.transaction_id)
                    raise self._conflict(path, said, way)

    def _lifted(self, head: Head) -> set[str]:
        """The plugins whose versions a change moved."""
        file = next(head.file_lines(PROGRAMME))
        states = self.past.states(self.folder.read)
        try:
            return _changed(states.content(PROGRAMME, file.before), states.content(PROGRAMME, file.after))
        except Conflict:  # the history does not know: it may have been any
            return {CORE, *(each.collection.plugin for each in self.owners.schemas.values())}

    def with_notes(self, contents: _Contents, now: bytes | None, new: bytes | None) -> _Contents:
        """The contents with the versions noted of those plugins that keep records."""
        noted, left = versions_in(now), Layer(self.folder, contents)
        kept = {
            name: version
            for name in sorted(_changed(now, new))
            if name != CORE
            and (version := layout.version_of(noted.get(name))) is not None
            and self._has_records(left, name)
        }
        if not kept or new is None:
            return contents
        text = decode(new)
        edits = version_edits(compose(text).plain(), kept)
        return {**contents, PROGRAMME: operate(text, edits).encode()}

    def _has_records(self, folder: Folder, plugin: str) -> bool:
        snapshot = YamlSnapshot(folder, self.owners.schemas)
        return any(snapshot.paths(schema, []) for schema in self.owners.collections(plugin))

    def _conflict(self, path: str, said: str, way: str) -> Conflict:
        return Conflict(
            tr("change {name} cannot be undone: {said}", name=self.subject.transaction_id, said=said),
            where=path,
            hint=tr("take that back first: {way}", way=way),
            code="cannot-undo",
        )
