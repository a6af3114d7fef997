"""Lifting a folder: all older records by the steps of their plugins, checked as today's, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from kvadmin.errors import InvalidData, UnknownName, UsageError
from kvadmin.extension.migrations.step import CORE, Steps
from kvadmin.model.changes import DeleteFile, Edit, Plan, PutFile, Set
from kvadmin.store.folder import Folder
from kvadmin.store.migrating.lifting import Contents, Lifting
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.sensitive import is_sensitive
from kvadmin.store.transaction import Base, Transaction
from kvadmin.store.versions.standing import COMMAND, CORE_NAME, PROGRAMME, Owners, Standing, remaining
from kvadmin.store.yamltext.events import compose, decode
from kvadmin.store.yamltext.text_edits import operate
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.model.changes import HistoryEntry
    from kvadmin.model.finding import Finding
    from kvadmin.model.reads import Listings
    from kvadmin.store.migrating.forms import Forms
_MOST_SHOWN = 20
#: The code of a field that the class of the record does not know.
_STRANGE = "field-unknown"


class OlderStore(Base, Protocol):
    """What is asked of the store."""

    def contents(self) -> Folder:
        """What is kept now, by name."""
        ...

    @property
    def forms(self) -> Forms | None:
        """What is known of the versions of records."""
        ...


class Migrating(Transaction):
    """The transaction that lifts all older records; its edits are whole files, as the steps leave them.

    Args:
        store: The store.
        who: Name of the person.
        why: Reason in words.
        since: Versions to begin at, by plugin, where those in the folder are not believed.
    """

    def __init__(self, store: OlderStore, who: str, why: str, since: Mapping[str, int]) -> None:
        forms, folder = store.forms, store.contents()
        if forms is not None:
            forms.said = True  # by whoever asks for this
        super().__init__(store, who, why, COMMAND)
        self._expect: tuple[Mapping[str, str | None], Listings] = {}, {}
        #: The plugins whose records are lifted, and from where.
        self.standings: list[Standing] = []
        #: Whether it can't be undone: of sensitive files no earlier version is kept.
        self.is_forever = False
        found = [] if forms is None else forms.look(folder)
        #: The plugins whose records can be neither read nor lifted.
        self.closed = [each for each in found if each.fault]
        steps = Steps(1) if forms is None else forms.steps
        self.standings = [each for each in _begun(found, since, steps) if each.is_older]
        if forms is not None and self.standings:
            self._lift(folder, forms)

    def _lift(self, folder: Folder, forms: Forms) -> None:
        lifting = Lifting(folder, forms.owners)
        for standing in self.standings:
            lifting.lift(standing)
            _check(lifting.result(), forms.owners, standing)
            _check_fields(lifting, forms.owners, standing)
        _refuse_otherwise(lifting, forms.owners, self.standings)
        lifting.note(self.standings)
        self._expect = lifting.looked_at()
        for path, content in sorted(_with_modelines(lifting.contents, forms.owners).items()):
            if folder.read(path) != content:
                self._edits.append(DeleteFile(path) if content is None else PutFile(path, content))
                self.is_forever |= is_sensitive(path, forms.owners.schemas.values())

    def list_plugins(self, entries: Mapping[str, Any]) -> None:
        """Add to the plugins that ``programme.yaml`` lists, in the same text as the versions."""
        lying = self.store.records.snapshot().read_file(PROGRAMME) or b""
        old = next((each for each in self._edits if isinstance(each, PutFile) and each.path == PROGRAMME), None)
        text = decode(old.content if old else lying)
        listed = compose(text).plain().get("plugins")
        if isinstance(listed, Mapping) and listed:
            edits: list[Edit] = [Set("programme", "", ("plugins", name), entry) for name, entry in entries.items()]
        else:
            edits = [Set("programme", "", ("plugins",), dict(entries))]
        self._edits = [each for each in self._edits if each is not old]
        self._edits.append(PutFile(PROGRAMME, operate(text, edits).encode()))

    def plan(self) -> Plan:
        """Everything a commit would write, as differences."""
        return self.store.records.plan(self._edits)

    def _commit(self) -> HistoryEntry | None:
        revisions, listings = self._expect
        more: dict[str, Any] = {"without_guards": self.without_guards} if self.without_guards else {}
        return self.store.records.commit(
            self._edits, expect=revisions, listings=listings, who=self.who, why=self.why, command=self.command, **more
        )


def _with_modelines(contents: Contents, owners: Owners) -> Contents:
    """The contents with the way to its schema put right in a record that has moved and names one (``.schemas``)."""
    from kvadmin.store.editor.modelines import has_modeline, with_modeline

    found = dict(contents)
    for path, content in contents.items():
        name = next((name for name, each in owners.schemas.items() if each.template.parse(path) is not None), None)
        if content is None or name is None:
            continue
        text = decode(content)
        if has_modeline(text):
            found[path] = with_modeline(text, path, name).encode()
    return found


def _refuse_otherwise(lifting: Lifting, owners: Owners, standings: Sequence[Standing]) -> None:
    """Take the steps a second time, from the same files: what was shown must be what is written.

    Raises:
        InvalidData: The steps of a plugin say something else each time.
    """
    again = Lifting(lifting.folder, owners)
    for standing in standings:
        again.lift(standing)
    other = [path for path in sorted({*lifting.contents, *again.contents}) if _differs(path, lifting, again)]
    if other:
        plugin = owners.of(other[0])
        made = InvalidData(
            tr("the steps of {plugin} say something else each time", plugin=plugin or CORE_NAME),
            where=other[0],
            hint=tr("a step asks no clock and throws no dice: the plugin's step is wrong"),
            code="bad-record",
        )
        made.plugin = plugin or None
        raise made


def _differs(path: str, one: Lifting, other: Lifting) -> bool:
    return path not in one.contents or path not in other.contents or one.contents[path] != other.contents[path]


def _begun(found: list[Standing], since: Mapping[str, int], steps: Steps) -> list[Standing]:
    """How the records stand, with the versions to begin at that somebody names.

    Raises:
        UnknownName: A plugin has no steps.
        UsageError: It has no such version.
    """
    standings = {each.name: each for each in found}
    for name, version in since.items():
        plugin = CORE if name == CORE_NAME else name
        if plugin not in steps.of:
            raise UnknownName(
                tr("there are no steps of a plugin {name!r}", name=name),
                where="--from",
                near=near_names(name, [each or CORE_NAME for each in steps.of]),
                code="unknown-plugin",
            )
        if not 1 <= version < steps.version(plugin):
            raise UsageError(
                tr("no step of {name} begins at version {version}", name=name, version=version),
                where="--from",
                hint=tr("the first is 1, the version of today {known}", known=steps.version(plugin)),
                code="bad-value",
            )
        if name in standings and standings[name].fault:
            raise standings[name].error()
        standings[name] = Standing(plugin, version, steps.version(plugin), remaining(plugin, version, steps))
    return list(standings.values())


def _check(folder: Folder, owners: Owners, standing: Standing) -> None:
    """Prove that the lifted records of a plugin are valid today.

    Raises:
        InvalidData: They are not; the places are those in the lifted files.
    """
    lifted = YamlSnapshot(folder, owners.schemas)
    found = [
        each
        for schema in owners.collections(standing.plugin)
        for each in lifted.check(schema)
        if each.severity == "error"
    ]
    if found:
        hint = tr("mend the file if it was wrong before (`kvadmin check`); else the plugin's step is wrong")
        raise _not_valid(standing, found, hint)


def _not_valid(standing: Standing, found: Sequence[Finding], hint: str) -> InvalidData:
    made = InvalidData(
        tr("what the steps of {plugin} make of its records is not valid", plugin=standing.name),
        where=found[0].where(),
        details=[f"{each.where()}: {each.code}: {each.text}" for each in found[:_MOST_SHOWN]],
        hint=hint,
        code="bad-record",
    )
    made.plugin = standing.plugin or None
    return made


def _check_fields(lifting: Lifting, owners: Owners, standing: Standing) -> None:
    """Prove that no step of a plugin made a field that its record class does not know: its value would be lost.

    What somebody has written by hand beside the fields of a record is kept as it is.

    Raises:
        InvalidData: One did.
    """
    lifted, lay = YamlSnapshot(lifting.result(), owners.schemas), YamlSnapshot(lifting.folder, owners.schemas)
    found = []
    for schema in owners.collections(standing.plugin):
        if strange := [each for each in lifted.check(schema) if each.code == _STRANGE]:
            before = {(each.path, each.text) for each in lay.check(schema) if each.code == _STRANGE}
            found += [each for each in strange if (each.path, each.text) not in before and _is_made(each, lifting)]
    if found:
        hint = "; ".join(filter(None, (found[0].hint, tr("no step may make it: the plugin's step is wrong"))))
        raise _not_valid(standing, found, hint)


def _is_made(strange: Finding, lifting: Lifting) -> bool:
    """Whether a field is new; in a record that a step has moved, it may have come with it from any file."""
    if lifting.folder.read(strange.path) is not None:
        return True
    line = decode(lifting.result().read(strange.path) or b"").splitlines()[strange.line - 1]
    name = line[strange.column - 1 :].partition(":")[0].encode()
    return not any(name in (lifting.folder.read(path) or b"") for path in lifting.contents)
