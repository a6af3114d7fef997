"""Which version the records of each plugin have in a folder, and which of them are not those of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kvadmin.errors import InvalidData, KvadminError, PluginFailure
from kvadmin.extension.migrations import CORE, Migration, Steps
from kvadmin.model.changes import Edit, Set
from kvadmin.store.folder import Folder
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.translation import tr

#: The file that says the versions, and the name of the mapping in it that has those of plugins.
PROGRAMME, SCHEMAS = "programme.yaml", "schemas"
#: The command whose changes lift records, as the history has it.
COMMAND = "migrate"
#: What people call the built-in plugins together.
CORE_NAME = "kvadmin"


class Standing(NamedTuple):
    """The records of one plugin: in which version they lie, and which it reads and writes.

    Args:
        plugin: Its name; :data:`~kvadmin.extension.migrations.CORE` for the built-in plugins together.
        found: The version in the folder; 0 where it has no records yet and nothing is noted.
        known: The version of today.
        steps: What lifts them, in order; none when they need none.
        fault: Why they can be neither read nor written; empty when they can.
        newer: They are of a version to come.
    """

    plugin: str
    found: int
    known: int
    steps: tuple[Migration, ...] = ()
    fault: str = ""
    newer: bool = False

    @property
    def name(self) -> str:
        """What people call whose records they are."""
        return self.plugin or CORE_NAME

    @property
    def is_older(self) -> bool:
        """Whether they can be lifted and are not."""
        return bool(self.steps)

    def error(self) -> KvadminError:
        """Why they can be neither read nor written."""
        if self.newer:
            return InvalidData(
                tr(
                    "the records of {plugin} have version {found}, the plugin that is installed knows versions up to "
                    "{known}",
                    plugin=self.name,
                    found=self.found,
                    known=self.known,
                ),
                where=PROGRAMME,
                hint=tr("upgrade the plugin; an older one never reads or writes newer records"),
                code="unknown-version",
            )
        made = PluginFailure(
            tr("the records of {plugin} can't be read: {fault}", plugin=self.name, fault=self.fault),
            hint=tr("put the plugin right: nobody knows which version its records have"),
            code="plugin-failure",
        )
        made.plugin = self.plugin or None
        return made


class Owners:
    """Whose a file is: that of a third-party plugin by its collections and folders, else kvadmin's own.

    Args:
        schemas: The collections by name.
        steps: The steps of all plugins.
    """

    def __init__(self, schemas: Mapping[str, CollectionSchema], steps: Steps) -> None:
        self.schemas = schemas
        self._places: dict[str, str] = {}
        for schema in schemas.values():
            self._places[place_of(schema)] = schema.collection.plugin
        for plugin in steps.plugins():
            for folder in folders_of(steps.of.get(plugin, ())):
                self._places.setdefault(folder, plugin)

    def of(self, path: str) -> str:
        """The plugin of a file, or of a folder."""
        while path:
            if path in self._places:
                return self._places[path]
            path = path.rpartition("/")[0]
        return CORE

    def places(self, plugin: str) -> list[str]:
        """Where the files of a plugin lie: folders, and single files."""
        return sorted(place for place, owner in self._places.items() if owner == plugin)

    def collections(self, plugin: str) -> list[CollectionSchema]:
        """The collections of a plugin."""
        return [each for each in self.schemas.values() if each.collection.plugin == plugin]


def place_of(schema: CollectionSchema) -> str:
    """The folder that all files of a collection lie below, or the one file."""
    return schema.template.root() or schema.collection.path.partition("/")[0]


def folders_of(steps: Iterable[Migration]) -> list[str]:
    """The folders that steps name besides those of collections."""
    return sorted({folder.strip("/") for step in steps for folder in step.folders})


def standings(head: Mapping[str, Any], steps: Steps, owners: Owners, folder: Folder) -> list[Standing]:
    """How the records of every plugin stand, kvadmin's own first.

    Args:
        head: The values of ``programme.yaml`` as texts.
        steps: The steps of all plugins.
        owners: Whose files are whose.
        folder: The folder; looked into only where nothing is noted.
    """
    noted = head.get(SCHEMAS)
    noted = noted if isinstance(noted, Mapping) else {}
    strangers = {each.collection.plugin for each in owners.schemas.values()} - {CORE}
    found = [_standing(CORE, head.get("schema"), steps)]
    for plugin in sorted({*steps.plugins(), *(strangers & set(noted))}):
        if plugin in noted:
            found.append(_standing(plugin, noted[plugin], steps))
        elif steps.version(plugin) == 1 and plugin not in steps.faults:
            continue
        else:
            found.append(_standing(plugin, "1" if _has_records(plugin, owners, folder) else "0", steps))
    return found


def _standing(plugin: str, said: Any, steps: Steps) -> Standing:
    known = steps.version(plugin)
    if not isinstance(said, str) or not (said.isascii() and said.isdigit()):
        fault = tr("its version in {file} is {said!r}, not a whole number from 1", file=PROGRAMME, said=said)
        return Standing(plugin, 0, known, fault=fault)
    version = int(said)
    if fault := steps.faults.get(plugin, ""):
        return Standing(plugin, version, known, fault=fault)
    if version > known:
        return Standing(plugin, version, known, newer=True, fault="newer")
    return Standing(plugin, version, known, remaining(plugin, version, steps) if version else ())


def remaining(plugin: str, version: int, steps: Steps) -> tuple[Migration, ...]:
    """The steps that lift records from a version to that of today."""
    return tuple(each for each in steps.of.get(plugin, ()) if version < each.version <= steps.version(plugin))


def _has_records(plugin: str, owners: Owners, folder: Folder) -> bool:
    schemas = owners.collections(plugin)
    if any(YamlSnapshot(folder, owners.schemas).paths(schema, []) for schema in schemas):
        return True
    inside = {place_of(schema) for schema in schemas}
    return any(folder.files(place) for place in owners.places(plugin) if place not in inside)


def version_edits(head: Mapping[str, Any], versions: Mapping[str, int]) -> list[Edit]:
    """The edits that let ``programme.yaml`` say versions.

    Args:
        head: Its plain values.
        versions: By plugin, kvadmin's own under :data:`~kvadmin.extension.migrations.CORE`.
    """
    noted = head.get(SCHEMAS)
    edits: list[Edit] = []
    if CORE in versions and head.get("schema") != str(versions[CORE]):
        edits.append(Set("programme", "", ("schema",), versions[CORE]))
    new = {name: version for name, version in versions.items() if name != CORE}
    if isinstance(noted, Mapping) and noted:
        new = {name: version for name, version in new.items() if noted.get(name) != str(version)}
        return edits + [Set("programme", "", (SCHEMAS, name), version) for name, version in new.items()]
    return [*edits, Set("programme", "", (SCHEMAS,), new)] if new else edits
