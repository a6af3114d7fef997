"""The plugins that a programme folder works with: which are missed in this run, and which are to be listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kvadmin.errors import KvadminError, UnknownName
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.extension.discovering.discovery import PluginStatus
    from kvadmin.extension.discovering.known_plugins import KnownEntry, MissedPlugin
    from kvadmin.extension.manager import Plugins
    from kvadmin.model.changes import Create, Delete, Edit, Insert, Remove, Set
    from kvadmin.model.finding import Finding
    from kvadmin.model.reads import Snapshot
    from kvadmin.session.file_plugins import FilePlugins
    from kvadmin.store.store import Store
    from kvadmin.store.transaction import Transaction

#: Where built-in plugins keep what is no record: plugin -> folders.
FILES_OF = {"cohort": ("protocols", "freezes"), "evaluation": ("measurements",), "mail": ("outbox", "letters")}


class RunWithPlugins(Protocol):
    """What is asked of the session."""

    plugins: Plugins
    command: str
    without_guard: Sequence[str]

    @property
    def data(self) -> Snapshot:
        """The data as they are now."""
        ...

    @property
    def file_plugins(self) -> FilePlugins:
        """The plugin files of the folder."""
        ...

    @property
    def on_disk(self) -> bool:
        """Whether what the programme keeps are the files of its folder."""
        ...

    @property
    def store(self) -> Store:
        """The programme's data."""
        ...

    def find_folder(self) -> Path | None:
        """The programme folder, or None when there is none."""
        ...

    def waived(self) -> frozenset[str]:
        """The plugins whose guards the person passes over."""
        ...

    def warn(self, text: str) -> None:
        """A warning, on stderr."""
        ...


class ProgrammePlugins:
    """The plugins that the folder of a run works with, as ``programme.yaml`` lists them. Added in version 0.2.

    Args:
        run: The session.
    """

    def __init__(self, run: RunWithPlugins) -> None:
        self._run = run

    def entries(self) -> list[KnownEntry]:
        """What the programme lists; most list no plugin, and every command asks: nothing is parsed for them.

        Raises:
            InvalidData: ``programme.yaml`` cannot be read.
        """
        from kvadmin.store.folder import Folder
        from kvadmin.store.store import PROGRAMME, names_engine, programme_head

        folder = self._run.find_folder()
        try:
            text = (folder / PROGRAMME).read_bytes() if folder else b""
        except OSError:
            text = b""
        if folder is None or not (b"plugins" in text or b"store" in text):
            return []
        head = programme_head(Folder(folder))
        plain = self._of_record(head) if names_engine(head) else head.get("plugins")
        if plain is None:
            return []
        from kvadmin.extension.discovering.known_plugins import known_entries

        return known_entries(plain)

    def _of_record(self, head: dict[str, Any]) -> Any:
        """The same where another engine keeps the records, and the file only names the engine."""
        from kvadmin.model.programme import Programme
        from kvadmin.store.schema.collection_schema import plain_of

        programme = self._run.data.find(Programme)
        return plain_of(programme).get("plugins") if programme else head.get("plugins")

    def listed(self, name: str) -> str:
        """What ``programme.yaml`` calls the plugin of that name, or of that name for pip.

        Raises:
            UnknownName: It lists no such plugin.
        """
        entries = self.entries()
        for each in entries:
            if name in (each.key, each.name, each.package):
                return each.key
        names = ", ".join(each.key for each in entries)
        raise UnknownName(
            tr("programme.yaml lists no plugin {name!r}", name=name),
            hint=tr("it lists: {names}", names=names) if names else tr("it lists none"),
            near=near_names(name, [each.key for each in entries]),
            code="unknown-plugin",
        )

    def missed(self, disabled: Collection[str] = ()) -> list[MissedPlugin]:
        """The plugins that the folder works with and that are missing, disabled or of another version.

        Args:
            disabled: Third-party plugins that have just been switched off.

        Raises:
            InvalidData: ``programme.yaml`` cannot be read.
        """
        plugins = self._run.plugins
        found: list[MissedPlugin] = []
        if entries := self.entries():
            from kvadmin.extension.discovering.known_plugins import missed

            off = [each._replace(status="disabled") for each in plugins.statuses() if each.name in disabled]
            statuses = [*off, *(each for each in plugins.statuses() if each.name not in disabled)]
            found = missed(entries, statuses, alone=plugins.alone)
        return [*found, *self._switched_off()]

    def _switched_off(self) -> Iterator[MissedPlugin]:
        """Built-in plugins that are switched off although the programme has data of them, and that guard something."""
        plugins, folder = self._run.plugins, self._run.find_folder()
        off = plugins.switched_off() if folder is not None else []
        if folder is None or not off:
            return
        from kvadmin.extension.discovering.known_plugins import MissedPlugin
        from kvadmin.extension.guards import GUARDS

        for status in off:
            other = plugins.in_place_of(status.name)
            guards = tuple(hook for hook in GUARDS if hook in status.hooks and not (other and hook in other.hooks))
            if guards and self._has_data(folder, status.name):
                why = tr("it is disabled, and the folder has data of it")
                if other:
                    words = {"name": other.name, "guards": ", ".join(guards)}
                    why = tr(
                        "it is disabled, the folder has data of it, and {name!r} in its place has no {guards}", **words
                    )
                yield MissedPlugin("", status.name, "disabled", why, f"kvadmin plugins enable {status.name}", guards)

    def _has_data(self, folder: Path, name: str) -> bool:
        from kvadmin.store.paths import PathTemplate

        declared = self._run.plugins.lists_of_disabled("kvadmin_collections")
        lists = [PathTemplate(item).root() or item.path for owner, items in declared if owner == name for item in items]
        places = (*lists, *FILES_OF.get(name, ()))
        if self._run.on_disk:
            return any(_holds_files(folder / each) for each in places)
        kept = self._run.store.contents()
        return any(kept.read(each) is not None or kept.files(each) for each in places)

    def look(self) -> None:
        """Say which plugins are missed, and note what they would guard."""
        changed: set[str] = set()
        if self._run.plugins.untrusted():  # what looks after files is not free
            changed = {each.remedy for each in self._run.file_plugins.off() if each.changed}
        for each in self.missed():
            if each.problem != "failed" and each.remedy not in changed:  # which was said when it was found
                self._run.warn(tr("{sentence} ({remedy})", sentence=each.sentence, remedy=each.remedy))
            for hook in each.guards:
                self._run.plugins.guards.declare_absent(each.plugin, hook, each.why, each.remedy, also=each.entry)

    def do_without(self, plugins: Iterable[str]) -> None:
        """Pass over the guards of these plugins in this run, and let the history keep it."""
        names = tuple(plugins)
        self._run.without_guard = (*self._run.without_guard, *names)
        self._run.plugins.guards.passed_over.update(names)

    def to_list(self, edits: Iterable[Edit]) -> dict[str, dict[str, Any]]:
        """What ``programme.yaml`` is to say of the third-party plugins that a change involves, where it does not yet.

        A change involves a plugin when one of its guards answers or is about to be asked, when the change writes into
        its collection or field, and when its command makes the change; not when the person passes over it.
        """
        plugins = self._run.plugins
        strangers = [each for each in plugins.statuses() if not each.builtin and each.hooks]
        if not strangers:
            return {}
        involved = {*plugins.guards.answered, *_owners(plugins, edits)}
        involved |= {each.name for each in strangers if "kvadmin_before_commit" in each.hooks}
        if owner := plugins.owner(self._run.command):
            involved.add(owner.name)
        chosen = [each for each in strangers if each.name in involved - self._run.waived()]
        if not chosen:
            return {}
        from kvadmin.extension.discovering.known_plugins import entry_for, known_entries

        entries, found = self.entries(), dict[str, dict[str, Any]]()
        for each in chosen:
            if entry := entry_for(each, entries):
                found |= [entry]
                entries = [one for one in entries if one.key != entry[0]] + known_entries(dict([entry]))
        return found

    def list_one(self, transaction: Transaction, status: PluginStatus) -> None:
        """List a plugin, if it is not listed yet; that it was missed till now is no obstacle."""
        from kvadmin.extension.discovering.known_plugins import entry_for

        self._run.plugins.guards.declare_present(status.name)
        if entry := entry_for(status, self.entries()):
            transaction.list_plugins(dict([entry]))

    def imported(self, status: PluginStatus) -> PluginStatus:
        """A plugin with the hooks that it has, imported when it is not yet; failed when it cannot be had."""
        from kvadmin.extension.discovering.discovery import load
        from kvadmin.extension.manager import Plugins

        if status.plugin is not None:
            return status
        return Plugins([load(status._replace(status="active", error=None))]).named(status.name)

    def of_splits(self) -> set[str]:
        """The plugins that gave the distances of a split that is kept, there or not."""
        from kvadmin.model.network import Networks

        try:
            kept = [each.settings for each in self._run.data.all(Networks)]
        except KvadminError:  # there is no folder, or it cannot be read
            return set()
        return {each.measured.plugin for each in kept if each and each.measured and each.measured.plugin}

    def unread(self) -> list[Finding]:
        """The files of the folder that no plugin reads: those of a plugin that is gone."""
        from kvadmin.session.unread_files import unread_files

        return unread_files(self._run.store, self._run.plugins, looked_after=_folders())


def _folders() -> set[str]:
    return {folder for folders in FILES_OF.values() for folder in folders}


def _holds_files(path: Path) -> bool:
    return path.is_file() or any(each.is_file() for each in path.rglob("*"))


def _owners(plugins: Plugins, edits: Iterable[Edit]) -> Iterator[str]:
    """Whose collections and fields are written."""
    from kvadmin.model.changes import DeleteFile, PutFile  # who only reads asks what is missed, and writes nothing

    collections = {item.name: owner for owner, item in plugins.declared("kvadmin_collections")}
    fields = {(item.collection, item.name): owner for owner, item in plugins.declared("kvadmin_fields")}
    for edit in edits:
        if isinstance(edit, PutFile | DeleteFile):
            continue
        yield collections.get(edit.collection, "")
        yield from (fields.get((edit.collection, name), "") for name in _names(edit))


def _names(edit: Create | Delete | Set | Insert | Remove) -> list[str]:
    from kvadmin.model.changes import Create, Delete

    if isinstance(edit, Create):
        return list(edit.value)
    return [] if isinstance(edit, Delete) else [str(edit.path[0])]
