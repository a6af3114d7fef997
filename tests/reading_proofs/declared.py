"""The importers that the plugins declare with their commands, by name."""

from __future__ import annotations

from kvadmin.extension.discovering.discovery import discover, load_target
from kvadmin.extension.manager import Plugins
from kvadmin.reading.importer import Importer


def _declared() -> dict[str, Importer]:
    commands = Plugins(discover(frozenset())).commands().values()
    loaded = [load_target(target) for command in commands for _verb, target in command.importers()]
    return {each.name: each for each in loaded if isinstance(each, Importer)}


IMPORTERS = _declared()
