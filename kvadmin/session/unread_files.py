"""Files of the programme folder that no plugin reads: what a plugin that is gone has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.errors import KvadminError
from kvadmin.model.finding import Finding
from kvadmin.translation import tr

if TYPE_CHECKING:
    from collections.abc import Collection

    from kvadmin.extension.manager import Plugins
    from kvadmin.store.store import Store

_YAML = (".yaml", ".yml")


def unread_files(store: Store, plugins: Plugins, looked_after: Collection[str]) -> list[Finding]:
    """One finding for each such file, sorted by path.

    YAML files in folders that no collection has, and whatever a command has written (the history knows) that nobody
    offers any more; what a third-party plugin that is there has written is its own. Other files are people's.

    Args:
        store: The data.
        plugins: The plugins.
        looked_after: Folders of built-in plugins' files that are no records.
    """
    looked_after = {"history", *looked_after, *(each.path.partition("/")[0] for each in store.collections.values())}
    found, others = _others(store, looked_after)
    written = _written_by(store) if others else {}
    for path in others:
        owners = {plugins.owner(command) for command in written.get(path, ())}
        gone = None in owners or ("/" in path and path.endswith(_YAML))
        if gone and not any(owner and not owner.builtin for owner in owners):
            hint = tr("install the plugin that it belongs to, or move the file elsewhere")
            found.append(Finding(path, 0, 0, "unread-file", tr("no plugin reads this file"), hint, "warning"))
    return found


def _others(store: Store, looked_after: Collection[str]) -> tuple[list[Finding], list[str]]:
    """What cannot be looked at, and the files outside the folders that are looked after."""
    found, others = [], []
    folders, names = _at_the_top(store)
    for name in sorted((*folders, *names)):
        if name.startswith(".") or name in looked_after:
            continue
        try:
            others += [name] if name in names else store.snapshot().files(name)
        except KvadminError as error:
            found.append(Finding(error.where or name, 0, 0, "unread-file", error.message, error.hint, "warning"))
    return found, others


def _at_the_top(store: Store) -> tuple[set[str], set[str]]:
    """The folders and the files; on a disk as they are, also those that lead elsewhere or are neither."""
    contents = store.contents()
    if not contents.on_disk:
        folders, names = contents.names("")
        return set(folders), set(names)
    lying = {each.name: each.is_file() for each in store.folder.iterdir()}
    return {name for name, file in lying.items() if not file}, {name for name, file in lying.items() if file}


def _written_by(store: Store) -> dict[str, set[str]]:
    """Path -> the commands that wrote the file, as the history has them."""
    found: dict[str, set[str]] = {}
    for entry in store.records.history():
        for path in entry.files:
            found.setdefault(path, set()).add(entry.command)
    return found
