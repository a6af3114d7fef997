"""Where a whole programme lies: a folder of files, an engine of others, an archive; from the words of a person."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.errors import UnknownName, UsageError
from kvadmin.model.layout import MARK
from kvadmin.store.engines.disk_engine import DiskView
from kvadmin.store.engines.unfinished import CopyNote, note_from, note_on_disk, unfinished
from kvadmin.store.engines.unknown_engine import UnknownEngine, nameless
from kvadmin.store.folder import Folder
from kvadmin.store.moving.copying import Copying
from kvadmin.store.moving.inventory import Inventory, KeptOtherwise, differences, inventory_of
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection
    from kvadmin.extension.engine_factory import EngineFactory
    from kvadmin.extension.engines import View
    from kvadmin.extension.extra_fields import ExtraField
    from kvadmin.extension.migrations.step import Steps
    from kvadmin.model.finding import Finding
    from kvadmin.store.keeper import Keeper
    from kvadmin.store.moving.receiver import Receiver

FOLDER, ENGINE, ARCHIVE = "folder", "engine", "archive"
_YAML = "yaml"
#: ``//user:secret@host`` and ``password=secret``, as addresses of servers have them.
_PASSWORD = re.compile(r"//[^/@]*:[^/@]*@|[?&;\s](?:password|passwd|pwd)=", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What plugins say of what is kept.

    Args:
        collections: All registered collections.
        fields: All registered extra fields.
        engines: All registered engines besides that of YAML files.
        steps: What lifts older records.
    """

    collections: Sequence[Collection]
    fields: Sequence[ExtraField]
    engines: Sequence[EngineFactory]
    steps: Steps


@dataclass
class ProgrammePlace:
    """A place that keeps a programme, or is to take one in; made by ``run.place``.

    Args:
        said: What the person calls it; never with a password.
        kind: ``folder``, ``engine`` or ``archive``.
        base: The folder; of an engine, the one that relative places in its address start from.
        address: Of an engine, its address.
        known: What plugins say.
    """

    said: str
    kind: str
    base: Path
    address: str
    known: Known
    _moment: list[View] = field(default_factory=list)

    @cached_property
    def engine(self) -> Any:
        """What keeps the bytes (:class:`~kvadmin.extension.engines.Engine`; of an archive what only reads)."""
        if self.kind == ENGINE:
            factories = {each.name: each for each in self.known.engines}
            return factories[self.address.partition(":")[0]].open(self.base, self.address)
        if self.kind == ARCHIVE:
            from kvadmin.store.moving.archive import Archive

            return Archive(self.base)
        from kvadmin.store.engines.disk_keeper import DiskKeeper

        return DiskKeeper(self.base).engine

    @property
    def view(self) -> View:
        """Everything as it was when it was first looked at."""
        if not self._moment:
            self._refuse_unfinished()
            self._moment.append(self.engine.view())
        return self._moment[0]

    def check_programme(self) -> None:
        """Refuse a place that keeps no programme: nothing that is made of it could be opened."""
        if MARK not in self.kept.items:
            raise UnknownName(
                tr("{place} is no programme: it keeps no {mark}", place=self.said, mark=MARK),
                where=MARK,
                code="no-programme-folder",
            )
        if self.kind == FOLDER:
            from kvadmin.store.store import open_store

            if open_store(self.base, self.known.collections, self.known.fields, steps=self.known.steps).keeps_none:
                raise nameless(self.said)

    def make_ready(self, who: str) -> None:
        """Let an engine whose tables are not made yet make them, as it does for who writes."""
        if not self.is_set_up:
            with self.engine.writing(who=who, command="store copy"):
                pass
            self.__dict__.pop("is_set_up", None)

    @cached_property
    def is_set_up(self) -> bool:
        """Whether something has been made there already; an engine of others may have no tables yet."""
        from kvadmin.store.moving.engine_receiver import is_set_up

        return self.kind != ENGINE or is_set_up(self.engine)

    def look_again(self) -> View:
        """Everything as it is now; what was read before counts no more."""
        self._moment.clear()
        self.__dict__.pop("kept", None)
        return self.view

    @cached_property
    def kept(self) -> Inventory:
        """What it keeps, looked through."""
        kept = inventory_of(self.view, whole=False)
        return replace(kept, no_files=self.view.no_files) if isinstance(self.view, DiskView) else kept

    def compared_with(self, other: ProgrammePlace) -> tuple[Inventory, Inventory, list[KeptOtherwise]]:
        """What both keep, every byte read, and what differs."""
        here, there = inventory_of(self.view), inventory_of(other.view)
        return here, there, differences(here, there)

    def faults(self) -> list[Finding]:
        """Errors in the records, as ``kvadmin check`` finds them."""
        from kvadmin.store.store import opened

        keeper = self._keeper()
        keeper.glancing = self.kind != FOLDER  # nothing of it is indexed or settled under the name of a folder
        store = opened(keeper, self.known.collections, self.known.fields, self.known.steps)
        return [each for each in store.check() if each.severity == "error"]

    def losses(self) -> list[Finding]:
        """Logs of which the engine itself says that lines are lost: what is made of them would not say so."""
        contents = {name for name, item in self.kept.items.items() if not item.log}
        return [each for each in self.view.faults() if each.severity == "error" and each.path not in contents]

    def is_sensitive(self, name: str) -> bool:
        """Whether nothing may stay of what a content was before."""
        from kvadmin.store.schema.sensitive import is_sensitive

        return is_sensitive(name, self._schemas)

    @property
    def lasting(self) -> str:
        """What it is called from wherever somebody works."""
        if self.kind == ENGINE and self.said == self.address:
            return self.said
        return os.fspath(os.path.realpath(self.base))

    def copying(self, target: ProgrammePlace, who: str, hidden: Mapping[str, bytes]) -> Copying:
        """What copies this place to another one.

        Args:
            target: The other one.
            who: Name of the person.
            hidden: Hidden files that a new folder gets.

        Raises:
            UsageError: It cannot be a target of this one.
        """
        self._check_pair(target)
        look_again = (lambda: inventory_of(self._fresh(), whole=False)) if self.kind == FOLDER else None
        note = CopyNote(self.lasting, target.lasting, self.kept.figures.sha256)
        receiver = self._receiver(target, who, hidden)
        return Copying(self.view, look_again, receiver, self.said, target.said, note, self.kept)

    def begin(self, contents: Mapping[str, bytes], who: str) -> None:
        """Keep a new programme in an engine that is empty, in one change.

        Args:
            contents: All there is.
            who: Name of the person.
        """
        from kvadmin.store.moving.engine_receiver import EngineReceiver

        EngineReceiver(self.engine, who, self.is_sensitive, frozenset()).start(contents)

    def export(self, path: Path) -> Inventory:
        """Write everything into an archive; what it holds."""
        from kvadmin.errors import Overtaken
        from kvadmin.store.moving.archive import write_archive

        def changed(name: str) -> Exception:
            hint = tr("run the command again")
            return Overtaken(tr("{path} was changed while it was read", path=name), where=name, hint=hint)

        write_archive(path, self.view, self.kept, changed)
        return self.kept

    def close(self) -> None:
        """Let go of it."""
        if "engine" in self.__dict__:
            self.engine.close()

    def _fresh(self) -> View:
        view: View = self.engine.view()
        return view

    @cached_property
    def _schemas(self) -> list[Any]:
        from kvadmin.store.schema.collection_schema import CollectionSchema

        return [CollectionSchema(each, self.known.fields) for each in self.known.collections]

    def _keeper(self) -> Keeper:
        if self.kind == FOLDER:
            from kvadmin.store.engines.disk_keeper import DiskKeeper

            return DiskKeeper(self.base)
        from kvadmin.store.engines.engine_keeper import EngineKeeper

        return EngineKeeper(self.engine, self.base)

    def _receiver(self, target: ProgrammePlace, who: str, hidden: Mapping[str, bytes]) -> Receiver:
        if target.kind == FOLDER:
            from kvadmin.store.moving.folder_receiver import FolderReceiver

            return FolderReceiver(target.base, who, hidden)
        from kvadmin.store.moving.engine_receiver import EngineReceiver

        logs = frozenset(name for name, item in self.kept.items.items() if item.log)
        return EngineReceiver(target.engine, who, self.is_sensitive, logs)

    def _check_pair(self, target: ProgrammePlace) -> None:
        if target.kind == ARCHIVE:
            raise UsageError(
                tr("an archive is no place to copy to"),
                where="--to",
                hint=tr("write one: kvadmin store export -o {file}", file=target.said),
                code="bad-argument",
            )
        if self.kind == target.kind == FOLDER and _nested(self.base, target.base):
            raise UsageError(
                tr("{target} and {source} lie in each other", target=target.said, source=self.said),
                where="--to",
                hint=tr("name a folder beside it"),
                code="bad-argument",
            )
        if self.kind == target.kind == ENGINE and (self.base, self.address) == (target.base, target.address):
            raise UsageError(tr("both are the same place"), where="--to", code="bad-argument")

    def _refuse_unfinished(self) -> None:
        from kvadmin.store.engines.unfinished import IN_ENGINE

        if self.kind == FOLDER:
            if not (self.base / MARK).exists() and (note := note_on_disk(self.base)):
                raise unfinished(note)
        elif self.kind == ENGINE:
            found = self.engine.view().read([IN_ENGINE, MARK])
            note = note_from(found.get(IN_ENGINE))
            if note is not None and MARK not in found:
                raise unfinished(note)


def place_of(said: str, known: Known, where: str, base: Path | None = None) -> ProgrammePlace:
    """The place that a person means.

    Args:
        said: A folder, an engine with its address, or an archive.
        known: What plugins say.
        where: The option that says it, for messages.
        base: What relative places in an address start from; None: the working folder.

    Raises:
        UsageError: The address holds a password.
        UnknownName: No engine of that name is registered.
    """
    refuse_password(said, where)
    path = Path(said)
    engines = {each.name: each for each in known.engines}
    scheme, colon, _ = said.partition(":")
    if scheme in engines and (colon or not path.exists()):
        return ProgrammePlace(said, ENGINE, Path(base or Path.cwd()), said, known)
    if "://" in said:
        raise UnknownEngine(scheme, [*engines, _YAML], where)
    if path.is_file() or (path.suffix == ".zip" and not path.is_dir()):
        return ProgrammePlace(said, ARCHIVE, path, "", known)
    return _folder(said, path, known, engines, where)


def _folder(said: str, path: Path, known: Known, engines: Mapping[str, EngineFactory], where: str) -> ProgrammePlace:
    """A folder, or the engine that its ``programme.yaml`` points to."""
    from kvadmin.store.store import programme_head

    base = Path(os.path.realpath(path))
    head = programme_head(Folder(base), new=True)
    address = str(head.get("store") or _YAML)
    if address == _YAML:
        return ProgrammePlace(os.fspath(path), FOLDER, base, "", known)
    refuse_password(address, MARK)
    scheme = address.partition(":")[0]
    if scheme not in engines:
        raise UnknownEngine(scheme, [*engines, _YAML], where)
    return ProgrammePlace(said, ENGINE, base, address, known)


def refuse_password(address: str, where: str) -> None:
    """Refuse an address that holds a password, without saying it.

    Raises:
        UsageError: It does.
    """
    if _PASSWORD.search(address):
        raise UsageError(
            tr("the address holds a password, which would stand in files, logs and lists of processes"),
            where=where,
            hint=tr("leave it out of the address; the engine's page says where it is kept (PGPASSWORD, ~/.pgpass)"),
            code="bad-argument",
        )


def _nested(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
