"""Opening a programme folder, whatever keeps its data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.errors import InvalidData, UnknownName
from kvadmin.model import layout
from kvadmin.store.folder import Folder
from kvadmin.translation import tr

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from kvadmin.extension.collections import Collection
    from kvadmin.extension.engine_factory import EngineFactory
    from kvadmin.extension.engines import Engine
    from kvadmin.extension.extra_fields import ExtraField
    from kvadmin.extension.migrations.step import Steps
    from kvadmin.model.changes import Edit, HistoryEntry
    from kvadmin.model.finding import Finding
    from kvadmin.model.reads import Snapshot
    from kvadmin.model.record import Record
    from kvadmin.store.editor.schema_files import SchemaFiles
    from kvadmin.store.history.chronicle import Chronicle
    from kvadmin.store.keeper import Keeper
    from kvadmin.store.migrating.forms import Forms
    from kvadmin.store.migrating.migration import Migrating
    from kvadmin.store.past_records import PastRecords
    from kvadmin.store.records import Records
    from kvadmin.store.schema.collection_schema import CollectionSchema
    from kvadmin.store.transaction import Transaction
    from kvadmin.store.versions.standing import Standing

PROGRAMME, SETTINGS = "programme.yaml", "kvadmin.toml"
#: What ``store:`` says of a folder of files.
_YAML = "yaml"


class Store:
    """A programme folder, open; use :func:`open_store`.

    Args:
        folder: The programme folder, resolved.
        records: What is kept.
        collections: All registered collections.
        fields: All registered extra fields.
    """

    def __init__(
        self, folder: Path, records: Records, collections: Sequence[Collection], fields: Sequence[ExtraField]
    ) -> None:
        self.folder = folder
        self.records: Records | PastRecords = records
        self._keeper = records.keeper
        self.collections = {one.name: one for one in collections}
        self._fields = tuple(fields)
        self._schemas: dict[str, CollectionSchema] = {}
        self._snapshot: Snapshot | None = None
        self._past = False
        #: Whether this is an engine in which there is no programme.
        self.keeps_none = False
        #: The schema version that new folders get.
        self.schema = layout.SCHEMA_VERSION

    @property
    def engine(self) -> Engine:
        """What keeps the bytes: logs and contents beside all changes are added there."""
        return self._keeper.engine

    def snapshot(self) -> Snapshot:
        """The data as read once; read again after a commit or undo."""
        if self._snapshot is None:
            self._snapshot = self.records.snapshot()
        return self._snapshot

    def listen(self, tell: Callable[[str], None]) -> None:
        """Hear what there is to say beside results: what was interrupted, say."""
        self.records.listen(tell)

    def alone(self, who: str, command: str, patience: float) -> AbstractContextManager[None]:
        """Keep other writers away, for who reads, decides and writes; Overtaken when somebody writes all the time."""
        return self._keeper.alone(who, command, patience)

    def close(self) -> None:
        """Let go of what keeps the bytes."""
        self._keeper.close()

    def refresh(self) -> None:
        """Read everything again at the next question."""
        self._snapshot = None

    def look_back(self, day: date) -> None:
        """Show from now on what the folder said at the end of a day; nothing can be written any more."""
        self.records = self.records.known_on(day)
        self._past = True
        self.refresh()

    def known_on(self, day: date) -> Snapshot:
        """What the folder said at the end of a day, beside what it says now.

        Added in version 0.2.
        """
        return self.records.known_on(day).snapshot()

    def check(self) -> list[Finding]:
        """Every finding in the stored data, every reference that leads nowhere, schemas that are not up to date."""
        from kvadmin.store.references import dangling

        found = {*self.records.check(), *dangling(self.snapshot(), self.collections.values())}
        if not self.contents().on_disk and (fault := fault_of_head(self.contents().read(PROGRAMME) or b"")):
            found.add(fault)
        if (settings := self.contents().read(SETTINGS)) is not None and (fault := fault_of_settings(settings)):
            found.add(fault)
        if not self._past:
            found.update(self.schema_files().findings(self.snapshot()))
            if self.forms is not None:
                from kvadmin.store.migrating.left_behind import left_behind

                found.update(left_behind(self.forms, self.contents()))
        return sorted(self.explained(found))

    def explained(self, found: Iterable[Finding]) -> Iterable[Finding]:
        """Findings in the data as they are read, told of the files as they lie."""
        folder = getattr(self.snapshot(), "folder", None)
        return found if self.forms is None or folder is None else self.forms.explained(found, folder)

    @property
    def forms(self) -> Forms | None:
        """What is known of the versions of records; None where there is one only."""
        return self.records.forms

    def completed(self, snapshot: Snapshot, edits: Sequence[Edit]) -> Sequence[Edit]:
        """The edits of a transaction with what the versions of its records ask for.

        Raises:
            KvadminError: It changes records that are not of today's form, or was decided on such.
        """
        return edits if self.forms is None else self.forms.completed(snapshot, edits)

    def standings(self) -> list[Standing]:
        """In which version the records of each plugin lie now, kvadmin's own first; none where there is one only."""
        return [] if self.forms is None else self.forms.look(self.contents())

    def contents(self) -> Folder:
        """What is kept now, by name, whatever versions say of it; not looked into yet."""
        return self._keeper.folder()

    def migrating(self, who: str, why: str = "", since: Mapping[str, int] | None = None) -> Migrating:
        """What lifts all older records to those of today, in one change.

        Args:
            who: Name of the person.
            why: Reason in words.
            since: Versions to begin at, by plugin, where those in the folder are not believed.

        Raises:
            KvadminError: A step fails, or what the steps make is not valid; the plugin is named.
        """
        from kvadmin.store.migrating.migration import Migrating

        return Migrating(self, who, why, since or {})

    def judged(self, contents: Mapping[str, bytes | None]) -> list[Finding]:
        """Errors and warnings that there would be with these contents, without those of plugins.

        All errors in them, elsewhere those that come by them, and warnings that come in them.

        Args:
            contents: New bytes by name; None: it goes.
        """
        from kvadmin.store.editor.judging import judged

        head = contents.get(PROGRAMME)
        if head is not None and (fault := fault_of_head(head)):
            return [fault]
        if (settings := contents.get(SETTINGS)) is not None and (fault := fault_of_settings(settings)):
            return [fault]
        return judged(self.contents(), contents, self.records.schemas, self.collections.values(), self._lifted)

    def as_if(self, contents: Mapping[str, bytes | None]) -> Snapshot:
        """The data as they would be with these contents, for checks of plugins.

        Args:
            contents: New bytes by name; None: it goes.
        """
        from kvadmin.store.layer import Layer
        from kvadmin.store.reader import YamlSnapshot

        return YamlSnapshot(self._lifted(Layer(self.contents(), contents)), self.records.schemas)

    def _lifted(self, folder: Folder) -> Folder:
        return self.forms.view(folder) if self.forms else folder

    def stray(self, name: str) -> Finding | None:
        """What a check would say of a content of this name that lies among records and is none."""
        from kvadmin.store.checks import strays

        return next(iter(strays([name], list(self.records.schemas.values()))), None)

    def collection_at(self, name: str) -> str | None:
        """The collection that a content of this name is a record of; None: it is no record."""
        from kvadmin.store.editor.judging import collection_at

        return collection_at(name, self.records.schemas)

    def schema_files(self) -> SchemaFiles:
        """The JSON Schemas of the records, for editors."""
        from kvadmin.store.editor.schema_files import SchemaFiles
        from kvadmin.store.schema.collection_schema import CollectionSchema

        schemas = {name: CollectionSchema(each, self._fields) for name, each in self.collections.items()}
        return SchemaFiles(schemas, layout.SCHEMA_VERSION)

    def transaction(self, who: str, why: str = "", command: str = "") -> Transaction:
        """A new transaction on the data as :meth:`snapshot` sees them."""
        from kvadmin.store.transaction import Transaction

        return Transaction(self, who, why, command)

    def schema_of(self, record: type[Record]) -> CollectionSchema:
        """The schema of a record class that is written; UnknownName when its collection is not registered."""
        from kvadmin.store.schema.collection_schema import CollectionSchema, missing_collection

        name = record.collection
        if name not in self._schemas:
            if name not in self.collections:
                raise missing_collection(record)
            self._schemas[name] = CollectionSchema(self.collections[name], self._fields)
        return self._schemas[name].written_as(record)

    def chronicle(self) -> Chronicle[Any]:
        """The history, made ready only as far as it is looked at: its ids, the latest changes, one of them.

        Added in version 0.2.
        """
        return self.records.chronicle()

    def latest(self, *, redo: bool = False) -> str:
        """The id of the change that an undo without id takes back now; ``redo``: of the undo that a redo takes back.

        Raises:
            Refused: There is none.
        """
        return self.chronicle().latest(redo=redo)

    def undo(
        self,
        transaction_id: str | None = None,
        *,
        who: str,
        why: str = "",
        command: str = "",
        redo: bool = False,
        without_guards: Sequence[str] = (),
    ) -> HistoryEntry:
        """Take a transaction back as :meth:`Records.undo` does, and read everything again at the next question."""
        self.refresh()
        without: dict[str, Any] = {"without_guards": without_guards} if without_guards else {}
        return self.records.undo(transaction_id, who=who, why=why, command=command, redo=redo, **without)[1]


def open_store(
    folder: Path,
    collections: Sequence[Collection],
    fields: Sequence[ExtraField] = (),
    engine: EngineFactory | None = None,
    *,
    engines: Sequence[EngineFactory] = (),
    steps: Steps | None = None,
    new: bool = False,
) -> Store:
    """Open a programme folder.

    Args:
        folder: The folder that holds ``programme.yaml``.
        collections: All registered collections.
        fields: All registered extra fields.
        engine: What keeps the data; None: the one that ``programme.yaml`` names: ``store: yaml``, or the name of an
            engine with its address behind it (``store: postgresql://host/database``).
        engines: All registered engines besides that of YAML files.
        steps: What lifts older records; None: nothing is known to.
        new: The folder is about to be made: ``programme.yaml`` need not be there yet.

    Raises:
        UnknownName: There is no ``programme.yaml``, or no engine of the name it gives.
        InvalidData: It cannot be read, or comes from a newer kvadmin.
    """
    base = folder.resolve()
    head = programme_head(Folder(base), new=new)
    named = str(head.get("store") or _YAML)
    scheme = named.partition(":")[0]
    known = {one.name: one for one in engines if one.name != _YAML}
    factory = engine or known.get(scheme)
    if factory is None and scheme != _YAML:
        from kvadmin.store.engines.unknown_engine import UnknownEngine

        raise UnknownEngine(scheme, [*known, _YAML], PROGRAMME)
    keeper: Keeper
    if factory is None:
        from kvadmin.store.engines.disk_keeper import DiskKeeper

        keeper = DiskKeeper(base)
    else:
        from kvadmin.store.engines.engine_keeper import EngineKeeper

        keeper = EngineKeeper(factory.open(base, named), base)
        head = programme_head(keeper.folder(), new=True)
        if not head and not new:
            from kvadmin.store.engines.unfinished import refuse_unfinished

            refuse_unfinished(keeper.folder())
    store = _opened(base, keeper, collections, fields, head, steps)
    store.keeps_none = not new and (not head or (not head.get("name") and not _holds_records(store)))
    return store


def _holds_records(store: Store) -> bool:
    """Whether anything besides ``programme.yaml`` lies there that is a record, or that says there were some."""
    return any(
        name != PROGRAMME and (name.startswith("history/") or store.collection_at(name) is not None)
        for name in store.contents().every_file()
    )


def opened(
    keeper: Keeper, collections: Sequence[Collection], fields: Sequence[ExtraField], steps: Steps | None = None
) -> Store:
    """The store of what a keeper keeps, wherever that is.

    Raises:
        InvalidData: It cannot be read, or comes from a newer kvadmin.
    """
    return _opened(keeper.base, keeper, collections, fields, programme_head(keeper.folder(), new=True), steps)


def _opened(
    base: Path,
    keeper: Keeper,
    collections: Sequence[Collection],
    fields: Sequence[ExtraField],
    head: dict[str, Any],
    steps: Steps | None,
) -> Store:
    from kvadmin.store.records import Records

    records = Records(keeper, collections, fields)
    if not keeper.glancing:
        records.settle()
    if steps or head.get("schemas") or head.get("schema", str(layout.SCHEMA_VERSION)) != str(layout.SCHEMA_VERSION):
        from kvadmin.extension.migrations.step import Steps

        records.know_versions(steps or Steps(layout.SCHEMA_VERSION))
    return Store(base, records, collections, fields)


def glance_at(
    folder: Path, collections: Sequence[Collection], fields: Sequence[ExtraField], steps: Steps | None = None
) -> Store:
    """A look at a programme folder that leaves no trace in it: nothing is finished, locked or written.

    For what answers while a person types; what is read while somebody writes is a guess.

    Raises:
        UnknownName: Another engine than that of YAML files keeps the data: what opening it does, nobody knows here.
    """
    from kvadmin.store.engines.disk_keeper import DiskKeeper

    base = folder.resolve()
    head = programme_head(Folder(base))
    if names_engine(head):
        raise UnknownName(tr("another engine keeps the data"), code="not-registered")
    keeper = DiskKeeper(base)
    keeper.glancing = True
    return _opened(base, keeper, collections, fields, head, steps)


def names_engine(head: Mapping[str, Any]) -> bool:
    """Whether what ``programme.yaml`` says is that another engine than that of YAML files keeps the data."""
    return head.get("store") not in (None, "", _YAML)


def programme_head(folder: Folder, *, new: bool = False) -> dict[str, Any]:
    """The values of ``programme.yaml`` as texts, after its schema version was found to be one we know."""
    from kvadmin.store.schema.loading import refuse
    from kvadmin.store.yamltext.events import YamlError, compose, decode, findings, position

    data = folder.read(PROGRAMME)
    if data is None:
        if new:
            return {}
        from kvadmin.store.engines.unfinished import refuse_unfinished

        refuse_unfinished(folder)
        hint = tr("`kvadmin init DIR` makes a programme folder; -C DIR names one")
        raise UnknownName(
            tr("{folder} is no programme folder: it holds no {programme}", folder=folder.base, programme=PROGRAMME),
            where=str(folder.base),
            hint=hint,
            code="no-programme-folder",
        )
    text = ""
    try:
        text = decode(data)
        root = compose(text)
    except YamlError as error:
        raise refuse(findings(PROGRAMME, text or data.decode("utf-8", "replace"), error.problems)) from error
    head: dict[str, Any] = root.plain()
    line, column = position(text, root.at(("schema",)).start)
    _known_schema(head.get("schema"), f"{PROGRAMME}:{line}:{column}")
    return head


def fault_of_settings(data: bytes) -> Finding | None:
    """What is wrong with a ``kvadmin.toml``: every command would stop at it in the folders that get it."""
    from kvadmin.extension.discovering.discovery import disabled_in
    from kvadmin.model.finding import Finding

    try:
        disabled_in(data, SETTINGS)
    except InvalidData as error:
        return Finding(SETTINGS, 0, 0, error.code, error.message, error.hint)
    return None


def fault_of_head(data: bytes) -> Finding | None:
    """What is wrong with a ``programme.yaml`` that an engine keeps: nobody could open it, or it names another place.

    A line ``store:`` belongs into the file of a folder, which says where the programme is: copied to a folder, one
    that an engine kept would lead there.
    """
    from kvadmin.model.finding import Finding
    from kvadmin.store.yamltext.events import YamlError, compose, decode, position

    try:
        text = decode(data)
        root = compose(text)
        head = root.plain()
    except YamlError:
        return None  # whoever reads it as a record says what is wrong
    try:
        _known_schema(head.get("schema"), PROGRAMME)
    except InvalidData as error:
        return Finding(PROGRAMME, *position(text, root.at(("schema",)).start), error.code, error.message, error.hint)
    if head.get("store", _YAML) == _YAML:
        return None
    return Finding(
        PROGRAMME,
        *position(text, root.at(("store",)).start),
        "bad-value",
        tr("only a folder says by a line `store:` where its programme is"),
        tr("take the line out; kvadmin init DIR --store ADDRESS joins another place"),
    )


def _known_schema(schema: Any, where: str) -> None:
    if schema is None:
        raise InvalidData(
            tr("the schema version is missing"),
            where=where,
            hint=tr("write a line `schema: {schema}`", schema=layout.SCHEMA_VERSION),
            code="unknown-version",
        )
    version = layout.version_of(schema)
    if version is None:
        raise InvalidData(
            tr("the schema version {schema!r} is not a whole number from 1", schema=schema),
            where=where,
            code="bad-value",
        )
    if version > layout.SCHEMA_VERSION:
        message = tr(
            "the folder has schema version {schema}, this kvadmin knows versions up to {known}",
            schema=schema,
            known=layout.SCHEMA_VERSION,
        )
        raise InvalidData(
            message, where=where, hint=tr("upgrade: `pip install --upgrade kvadmin`"), code="unknown-version"
        )
