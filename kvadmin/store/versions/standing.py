"""Which version the records of each plugin have in a folder, and which of them are not those of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kvadmin.errors import InvalidData, KvadminError, PluginFailure
from kvadmin.extension.declaring.collection_paths import TAKEN
from kvadmin.extension.migrations.step import CORE, Migration, Steps
from kvadmin.model import layout
from kvadmin.store.folder import Folder
from kvadmin.store.frame import HISTORY
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.changes import Edit

#: The file that says the versions, and the name of the mapping in it that has those of plugins.
PROGRAMME, SCHEMAS = "programme.yaml", "schemas"
#: The command whose changes lift records, as the history has it.
COMMAND = "migrate"
#: What people call the built-in plugins together.
CORE_NAME = "kvadmin"


class Standing(NamedTuple):
    """The records of one plugin: in which version they lie, and which it reads and writes.

    Args:
        plugin: Its name; :data:`~kvadmin.extension.migrations.step.CORE` for the built-in plugins together.
        found: The version in the folder; 0 where it has no records yet and nothing is noted.
        known: The version of today.
        steps: What lifts them, in order; none when they need none.
        fault: Why they can be neither read nor written; empty when they can.
        newer: They are of a version to come.
        is_misread: The fault is what stands in ``programme.yaml``, not the plugin's.
    """

    plugin: str
    found: int
    known: int
    steps: tuple[Migration, ...] = ()
    fault: str = ""
    newer: bool = False
    is_misread: bool = False

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
        said = tr("the records of {plugin} can't be read: {fault}", plugin=self.name, fault=self.fault)
        if self.is_misread:
            return InvalidData(
                said,
                where=PROGRAMME,
                hint=tr(
                    "put right what stands under `{name}:` there (the version of today is {known}); "
                    "`kvadmin log {file}` tells what it was",
                    name=SCHEMAS,
                    known=self.known,
                    file=PROGRAMME,
                ),
                code="unknown-version",
            )
        made = PluginFailure(
            said,
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
        self._places: dict[str, list[CollectionSchema]] = {}
        for schema in schemas.values():
            self._places.setdefault(place_of(schema), []).append(schema)
        self._folders: dict[str, str] = {}
        for plugin in (CORE, *steps.plugins()):
            for folder in folders_of(steps.of.get(plugin, ())):
                if not self._is_anothers(folder, plugin):
                    self._folders[folder] = plugin

    def _is_anothers(self, folder: str, plugin: str) -> bool:
        """Whether a folder that a step names holds others' records, or lies among them, or is kept from every step."""
        mine = {
            each for each, schemas in self._places.items() if all(one.collection.plugin == plugin for one in schemas)
        }
        kept = () if plugin == CORE else TAKEN  # where kvadmin keeps what is no record
        taken = {*self._places, *self._folders, HISTORY, *kept} - mine
        names = folder.casefold()  # on many computers MEASURES is measures
        is_hidden = any(each.startswith(".") or not each for each in names.split("/"))
        return is_hidden or any(_lie_within(names, each.casefold()) for each in taken)

    def of(self, path: str) -> str:
        """The plugin of a file, or of a folder."""
        place = path
        while place:
            if place in self._folders:
                return self._folders[place]
            if place in self._places:
                return self._of_record(path, self._places[place])
            place = place.rpartition("/")[0]
        return CORE

    def _of_record(self, path: str, schemas: Sequence[CollectionSchema]) -> str:
        """Plugins may share a folder: then the name of the file tells them apart."""
        found = {each.collection.plugin for each in schemas}
        if len(found) > 1:
            found = {each.collection.plugin for each in schemas if each.template.parse(path) is not None} or {CORE}
        return min(found)

    def owns(self, plugin: str, path: str) -> bool:
        """Whether a plugin may look at a file, or a folder, and change it."""
        return (
            path != PROGRAMME and any(_is_below(path, place) for place in self._own(plugin)) and self.of(path) == plugin
        )

    def _own(self, plugin: str) -> list[str]:
        places = [
            each for each, schemas in self._places.items() if any(one.collection.plugin == plugin for one in schemas)
        ]
        return [*places, *(each for each, owner in self._folders.items() if owner == plugin)]

    def folders(self, plugin: str) -> list[str]:
        """The folders of a plugin that are none of records."""
        return sorted(each for each, owner in self._folders.items() if owner == plugin)

    def collections(self, plugin: str) -> list[CollectionSchema]:
        """The collections of a plugin."""
        return [each for each in self.schemas.values() if each.collection.plugin == plugin]


def _is_below(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def _lie_within(one: str, other: str) -> bool:
    return not one or one == other or bool(other and (_is_below(one, other) or _is_below(other, one)))


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
    said = head.get(SCHEMAS, {})
    noted = said if isinstance(said, Mapping) else {}
    strangers = {each.collection.plugin for each in owners.schemas.values()} - {CORE}
    found = [_standing(CORE, head.get("schema"), steps)]
    for plugin in sorted({*steps.plugins(), *(strangers & set(noted))}):
        if noted is not said:
            fault = tr("{said!r} stands where the versions of plugins should", said=said)
            found.append(Standing(plugin, 0, steps.version(plugin), fault=fault, is_misread=True))
        elif plugin in noted:
            found.append(_standing(plugin, noted[plugin], steps))
        elif steps.version(plugin) == 1 and plugin not in steps.faults:
            continue
        else:
            found.append(_of_version(plugin, 1 if _has_records(plugin, owners, folder) else 0, steps))
    return found


def _standing(plugin: str, said: Any, steps: Steps) -> Standing:
    version = layout.version_of(said)
    if version is None:
        fault = tr("its version is {said!r}, not a whole number from 1", said=said)
        return Standing(plugin, 0, steps.version(plugin), fault=fault, is_misread=True)
    return _of_version(plugin, version, steps)


def _of_version(plugin: str, version: int, steps: Steps) -> Standing:
    known = steps.version(plugin)
    if fault := steps.faults.get(plugin, ""):
        return Standing(plugin, version, known, fault=fault)
    if version > known:
        return Standing(plugin, version, known, newer=True, fault="newer")
    return Standing(plugin, version, known, remaining(plugin, version, steps) if version else ())


def remaining(plugin: str, version: int, steps: Steps) -> tuple[Migration, ...]:
    """The steps that lift records from a version to that of today."""
    return tuple(each for each in steps.of.get(plugin, ()) if version < each.version <= steps.version(plugin))


def _has_records(plugin: str, owners: Owners, folder: Folder) -> bool:
    snapshot = YamlSnapshot(folder, owners.schemas)
    if any(snapshot.paths(schema, []) for schema in owners.collections(plugin)):
        return True
    return any(folder.files(each) for each in owners.folders(plugin))


def version_edits(head: Mapping[str, Any], versions: Mapping[str, int]) -> list[Edit]:
    """The edits that let ``programme.yaml`` say versions.

    Args:
        head: Its plain values.
        versions: By plugin, kvadmin's own under :data:`~kvadmin.extension.migrations.step.CORE`.
    """
    noted = head.get(SCHEMAS)
    from kvadmin.model.changes import Set

    edits: list[Edit] = []
    if CORE in versions and head.get("schema") != str(versions[CORE]):
        edits.append(Set("programme", "", ("schema",), versions[CORE]))
    new = {name: version for name, version in versions.items() if name != CORE}
    if isinstance(noted, Mapping) and noted:
        new = {name: version for name, version in new.items() if noted.get(name) != str(version)}
        return edits + [Set("programme", "", (SCHEMAS, name), version) for name, version in new.items()]
    return [*edits, Set("programme", "", (SCHEMAS,), new)] if new else edits
