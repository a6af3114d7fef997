"""A folder read as if its older records were lifted; records of a version to come, or of an unknown one, are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kvadmin.errors import KvadminError, Refused
from kvadmin.extension.migrations.step import CORE, Steps
from kvadmin.store.folder import Folder
from kvadmin.store.frame import HISTORY
from kvadmin.store.layer import Layer
from kvadmin.store.versions.standing import CORE_NAME, PROGRAMME, Owners, Standing, place_of, standings, version_edits
from kvadmin.store.yamltext.events import YamlError, compose, decode
from kvadmin.translation import tr

if TYPE_CHECKING:  # what is changed or found is nothing to a command that only reads
    from kvadmin.model.changes import Edit
    from kvadmin.model.finding import Finding
    from kvadmin.model.reads import Snapshot
    from kvadmin.store.schema.collection_schema import CollectionSchema


class LiftedFolder(Layer):
    """A folder of which some records are not of today: older ones are read as if they were lifted.

    Args:
        beneath: The folder as it lies, or as it was.
        forms: What is known of versions.
        found: How the records of each plugin stand.
    """

    def __init__(self, beneath: Folder, forms: Forms, found: Sequence[Standing]) -> None:
        self.forms = forms
        self.standings = {each.plugin: each for each in found}
        #: Why the records of a plugin are not read.
        self.closed: dict[str, KvadminError] = {each.plugin: each.error() for each in found if each.fault}
        #: The plugins whose older records were read.
        self.touched: set[str] = set()
        #: The day that is looked back on, where one is.
        self.day = getattr(beneath, "day", None)
        super().__init__(beneath, self._lifted(beneath, [each for each in found if each.is_older]))

    def _lifted(self, beneath: Folder, older: Sequence[Standing]) -> Mapping[str, bytes | None]:
        if not older:
            return {}
        from kvadmin.store.migrating.lifting import Lifting

        lifting = Lifting(beneath, self.forms.owners)
        for standing in older:
            try:
                lifting.lift(standing)
            except KvadminError as error:
                self.closed[standing.plugin] = error
        return lifting.contents

    def now(self) -> Folder:
        """Another look at the same folder, as it is at this moment."""
        return self.forms.view(self.anew())

    def as_they_lie(self, finding: Finding) -> Finding:
        """A finding with its place in the file that lies there."""
        from kvadmin.store.migrating.places import as_they_lie

        return as_they_lie(finding, self) if finding.path in self.contents else finding

    def _look(self, relative: str) -> tuple[list[str], list[str]]:
        self._note(relative)
        return super()._look(relative)

    def read_listed(self, relative: str) -> bytes | None:
        """The bytes of a file as they would be."""
        owner = self._note(relative)
        if owner in self.closed and relative != PROGRAMME:
            raise self.closed[owner]
        return super().read_listed(relative)

    def _note(self, path: str) -> str | None:
        """Whose it is that is read; None: nobody's."""
        if not path or path.partition("/")[0] == HISTORY:
            return None
        owner = self.forms.owners.of(path)
        if owner in self.standings and self.standings[owner].is_older:
            self.touched.add(owner)
        return owner

    def refuse_writing(self, edits: Iterable[Edit]) -> None:
        """Refuse a change of records that are not of today, and one that was decided on them.

        Raises:
            KvadminError: Of an older form, of a version to come, or of nobody knows which.
        """
        owners = {self.forms.owner_of(edit) for edit in edits}
        older = {plugin for plugin, each in self.standings.items() if each.is_older}
        for plugin in sorted(owners & self.closed.keys()):
            raise self.closed[plugin]
        for plugin in sorted({*older} & {CORE, *owners, *self.touched}):
            raise older_form(self.standings[plugin])


def named(standings: Iterable[Standing]) -> str:
    """Whose records lie in which version, in words."""
    return ", ".join(
        tr("{plugin} (version {found}, today {known})", plugin=each.name, found=each.found, known=each.known)
        for each in standings
    )


def older_form(standing: Standing) -> Refused:
    """The error for a change of records that are read as if they were lifted, and are not."""
    return Refused(
        tr(
            "records are of an older form, and nothing is written into them: {names}",
            names=named([standing]),
        ),
        where=PROGRAMME,
        hint=tr("`kvadmin migrate --dry-run` shows how they are lifted, `kvadmin migrate` does it"),
        code="older-form",
    )


class Forms:
    """What is known of the versions of a folder's records, and the folder as it would be if they were lifted.

    Args:
        schemas: The collections by name.
        steps: The steps of all plugins.
        tell: Hears that a folder is older, once.
    """

    def __init__(
        self, schemas: Mapping[str, CollectionSchema], steps: Steps, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.steps = steps
        self.owners = Owners(schemas, steps)
        self.tell = tell
        #: Whether it was told that a folder is older.
        self.said = False
        self._head: tuple[bytes, dict[str, Any]] = (b"", {})

    def look(self, folder: Folder) -> list[Standing]:
        """How the records of every plugin stand in a folder."""
        data = folder.read(PROGRAMME)
        if data is None:  # a folder that is about to be made
            data = f"schema: {self.steps.core}\n".encode()
        if data != self._head[0]:
            try:
                self._head = data, compose(decode(data)).plain()
            except YamlError:  # whoever reads the record says what is wrong with it
                return []
        return standings(self._head[1], self.steps, self.owners, folder)

    def view(self, folder: Folder) -> Folder:
        """The folder as today's records read it; itself where all are of today."""
        odd = [each for each in self.look(folder) if each.is_older or each.fault]
        if not odd:
            return folder
        older = [each for each in odd if each.is_older]
        if older and not self.said:
            self.said = True
            self.tell(
                tr(
                    "records of an older form are shown as if they were lifted: {names}; `kvadmin migrate` lifts them",
                    names=named(older),
                )
            )
        return LiftedFolder(folder, self, odd)

    def explained(self, found: Iterable[Finding], folder: Folder) -> list[Finding]:
        """Findings with their places as the files lie, and with the way out where an older record has come by a merge.

        Args:
            found: What was found.
            folder: The folder as it was read.
        """
        return [self._explained(each, folder) for each in found]

    def _explained(self, finding: Finding, folder: Folder) -> Finding:
        if isinstance(folder, LiftedFolder):
            standing = folder.standings.get(self.owners.of(finding.path))
            if standing is not None and standing.is_older:
                return folder.as_they_lie(finding)
        steps = self.steps.of.get(self.owners.of(finding.path), ()) if finding.code == "field-missing" else ()
        if not steps:
            return finding
        hint = tr(
            "{hint}; if the record is of an older form: `kvadmin migrate --from {plugin}=1`",
            hint=finding.hint,
            plugin=self.owners.of(finding.path) or CORE_NAME,
        )
        return replace(finding, hint=hint)

    def owner_of(self, edit: Edit) -> str:
        """The plugin whose records or files an edit changes."""
        from kvadmin.model.changes import DeleteFile, PutFile

        if isinstance(edit, PutFile | DeleteFile):
            return self.owners.of(edit.path)
        schema = self.owners.schemas.get(edit.collection)
        return schema.collection.plugin if schema else CORE

    def completed(self, snapshot: Snapshot, edits: Sequence[Edit]) -> list[Edit]:
        """The edits of a transaction, and those that note the version of records that are the first of their plugin.

        Raises:
            KvadminError: They change records that are not of today, or were decided on such.
        """
        from kvadmin.model.changes import Create, PutFile

        folder = getattr(snapshot, "folder", None)
        if isinstance(folder, LiftedFolder):
            folder.refuse_writing(edits)
        owners = {self.owner_of(edit) for edit in edits if isinstance(edit, Create | PutFile)} - {CORE}
        if folder is None or not any(self.steps.version(each) > 1 for each in owners):
            return list(edits)
        fresh = [each for each in self.look(folder) if each.plugin in owners and not each.found and not each.fault]
        new = {each.plugin: each.known for each in fresh}
        for schema in (each for plugin in new for each in self.owners.collections(plugin)):
            if "/" in schema.collection.path:
                snapshot.files(place_of(schema))  # a record that appears meanwhile is of nobody knows which version
        return [*edits, *version_edits(self._head[1], new)]
