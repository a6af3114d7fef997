"""Running steps: older files to what they say in the form of today, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, get_args

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.extension.blame import blamed, failure
from kvadmin.extension.discovering.discovery import load_target
from kvadmin.extension.migrations.step import CORE, Migration, Rename
from kvadmin.model.changes import DeleteFile, Edit, PutFile
from kvadmin.model.reads import Listings
from kvadmin.store.folder import Folder, revision
from kvadmin.store.layer import Layer
from kvadmin.store.migrating.untyped import OlderRecords, untyped
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.faults import order_of
from kvadmin.store.versions.standing import PROGRAMME, Owners, Standing, folders_of, version_edits
from kvadmin.store.writing.planning import Draft
from kvadmin.store.yamltext.emit import quoted
from kvadmin.store.yamltext.events import MAPPING, compose, decode
from kvadmin.store.yamltext.text_edits import no_order, operate
from kvadmin.translation import tr

#: What a step may answer with.
_EDITS: tuple[type, ...] = (*get_args(Edit), Rename)
#: ``path -> content`` (None: gone) of every file that lifting changes.
Contents = dict[str, bytes | None]


class Lifting:
    """The folder while its older records are lifted, plugin by plugin and step by step.

    Args:
        folder: The folder as it lies.
        owners: Whose files are whose.
    """

    def __init__(self, folder: Folder, owners: Owners) -> None:
        self.folder = _Kept(folder, {})
        self.owners = owners
        self.contents: Contents = {}
        self._schemas = untyped(owners.schemas)
        self._listed: set[str] = set()

    def lift(self, standing: Standing) -> None:
        """Take all steps of one plugin; when one fails nothing of them counts.

        Raises:
            KvadminError: One fails, or asks for what it may not; the plugin is named, and the file where it is known.
        """
        before = dict(self.contents)
        try:
            for step in standing.steps:
                self._take(standing, step)
        except BaseException:
            self.contents = before
            raise

    def note(self, standings: Iterable[Standing]) -> None:
        """Let ``programme.yaml`` say the versions of today of plugins whose records are lifted."""
        text = decode(Layer(self.folder, self.contents).read(PROGRAMME) or b"")
        edits = version_edits(compose(text).plain(), {each.plugin: each.known for each in standings})
        schema = self._schemas.get("programme")
        self.contents[PROGRAMME] = operate(text, edits, partial(order_of, schema) if schema else no_order).encode()

    def result(self) -> Folder:
        """The folder as it is after the steps so far."""
        return Layer(self.folder, dict(self.contents))

    def looked_at(self) -> tuple[dict[str, str | None], Listings]:
        """What the result was decided on, as it lies in the folder: revisions and listings."""
        revisions = {path: None if data is None else revision(data) for path, data in self.folder.seen.items()}
        lying = YamlSnapshot(self.folder, self._schemas)
        return revisions, {(name, ""): lying.listing(name, "") for name in sorted(self._listed)}

    def _take(self, standing: Standing, step: Migration) -> None:
        what = tr("step to version {version}", version=step.version)
        draft = Draft(self.result(), self._schemas)
        older = OlderRecords(
            draft.snapshot, self._readable(standing.plugin), partial(self.owners.owns, standing.plugin)
        )
        plugin = step.plugin or CORE
        try:
            for folder in set(folders_of([step])) - set(self.owners.folders(standing.plugin)):
                raise InvalidData(
                    tr("it names the folder {folder}, which is not its own", folder=folder), code="bad-record"
                )
            with blamed(plugin, what):  # a generator runs while it is listed
                edits = list(load_target(step.target)(older))
            self._refuse_foreign(edits, standing)
        except KvadminError as error:
            error.where = error.where or older.at
            raise _named(error, standing, what) from error
        for _, run in groupby(edits, key=_place):
            _apply(draft, list(run), standing, what)
        self._listed |= {name for name, _ in draft.snapshot.listings() if name}
        self.contents |= {path: new for path, (_, new) in draft.changes().items()}

    def _readable(self, plugin: str) -> list[str]:
        """The collections that a step may look at: its own, and kvadmin's."""
        return [name for name, each in self.owners.schemas.items() if each.collection.plugin in (plugin, CORE)]

    def _refuse_foreign(self, edits: Sequence[Any], standing: Standing) -> None:
        for edit in edits:
            if problem := self._problem(edit, standing.plugin):
                raise InvalidData(problem, code="bad-record")

    def _problem(self, edit: Any, plugin: str) -> str:
        """Why a step may not answer with this; empty when it may."""
        if type(edit) not in _EDITS:
            return tr("returned {found}, not {wanted}", found=type(edit).__name__, wanted="Edit")
        if isinstance(edit, PutFile | DeleteFile):
            if isinstance(edit, PutFile) and not isinstance(edit.content, bytes):
                return tr("returned {found}, not {wanted}", found=type(edit.content).__name__, wanted="bytes")
            return "" if self.owners.owns(plugin, edit.path) else _not_own(edit.path)
        if isinstance(edit, Rename) and not (edit.path and _is_name(edit.name)):
            return tr("{name!r} is no name of a field", name=edit.path and edit.name)
        schema = self.owners.schemas.get(edit.collection)
        if schema is None:
            return tr("there is no collection {name!r}", name=edit.collection)
        mine = schema.collection.plugin == plugin
        return "" if mine else _not_own(f"{edit.collection} {edit.key}".strip())


class _Kept(Layer):
    """The folder as it lies, each file read once: what is decided on is what is compared when it is written."""

    def __init__(self, beneath: Folder, contents: Mapping[str, bytes | None]) -> None:
        super().__init__(beneath, contents)
        self.seen: Contents = {}

    def read_listed(self, relative: str) -> bytes | None:
        """The bytes of a file as they were when it was read first."""
        if relative not in self.seen:
            self.seen[relative] = super().read_listed(relative)
        return self.seen[relative]


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and name != "" and name.isprintable()


def _not_own(what: str) -> str:
    return tr("it changes {what}, which is not its own", what=what)


def _place(edit: Any) -> tuple[str, str, bool]:
    if isinstance(edit, PutFile | DeleteFile):
        return edit.path, "", False
    return edit.collection, edit.key, isinstance(edit, Rename)


def _renamed(text: str, rename: Rename) -> str:
    """A text with a field under another name; nothing else in it changes."""
    root = compose(text)
    *way, last = rename.path
    above = root.at(tuple(way))
    names = {key.content: key for key, _ in above.content} if above.kind is MAPPING else {}
    if last not in names or root.at(rename.path) is above:
        raise InvalidData(tr("there is no {path}", path=".".join(map(str, rename.path))), code="bad-record")
    if rename.name in names:
        raise InvalidData(tr("there is a field {name!r} already", name=rename.name), code="already-there")
    key = names[last]
    return text[: key.start] + quoted(rename.name, flow=above.style == "flow") + text[key.end :]


def _apply(draft: Draft, run: list[Any], standing: Standing, what: str) -> None:
    collection, key, _ = _place(run[0])
    try:
        if isinstance(run[0], Rename):
            for each in run:
                draft.rewrite(collection, key, partial(_renamed, rename=each))
        else:
            draft.apply(run)
    except KvadminError as error:
        error.where = error.where or draft.places.get((collection, key)) or f"{collection} {key}".strip()
        raise _named(error, standing, what) from error
    except Exception as error:  # a value that is none: whatever the step has put into an edit
        made = failure(standing.name, what, f"{type(error).__name__}: {error}")
        made.where = draft.places.get((collection, key)) or f"{collection} {key}".strip()
        raise made from error


def _named(error: KvadminError, standing: Standing, what: str) -> KvadminError:
    """The error with the plugin and the step in front."""
    if what not in error.message:
        error.message = tr("{plugin}, {what}: {message}", plugin=standing.name, what=what, message=error.message)
    error.plugin = error.plugin or standing.plugin or None
    return error
