"""Records, their history and their checks, made of the bytes that any engine keeps.

Reading needs little; what writes lies in :mod:`kvadmin.store.writing.committing` and is imported when something is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.store.reader import YamlSnapshot, no_index
from kvadmin.store.schema.collection_schema import CollectionSchema

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.extension.collections import Collection
    from kvadmin.extension.extra_fields import ExtraField
    from kvadmin.extension.migrations.step import Steps
    from kvadmin.model.changes import Edit, HistoryEntry, Plan
    from kvadmin.model.finding import Finding
    from kvadmin.model.reads import Listings
    from kvadmin.store.history.chronicle import Chronicle
    from kvadmin.store.history.past_reader import PastReader
    from kvadmin.store.history.redaction import Forgetting
    from kvadmin.store.index.database import Index
    from kvadmin.store.keeper import Keeper
    from kvadmin.store.migrating.forms import Forms
    from kvadmin.store.past_records import PastRecords
    from kvadmin.store.schema.loading import Loaded
    from kvadmin.store.writing.committing import Committing

#: Seconds that a check waits for a writer, to finish first what was interrupted.
_PATIENCE = 3.0


class Records:
    """The records of one programme.

    Args:
        keeper: What keeps their bytes.
        collections: All registered collections.
        fields: All registered extra fields.
    """

    def __init__(self, keeper: Keeper, collections: Sequence[Collection], fields: Sequence[ExtraField] = ()) -> None:
        self.keeper = keeper
        self.schemas = {one.name: CollectionSchema(one, fields) for one in collections}
        self._indexes: list[Index | None] = []
        self._read: dict[str, tuple[CollectionSchema, Loaded]] = {}
        #: What is known of the versions of its records, where there are several.
        self.forms: Forms | None = None
        self._unheard: list[str] = []
        self._tell: Callable[[str], None] = self._unheard.append
        self._past: PastReader | None = None

    def listen(self, tell: Callable[[str], None]) -> None:
        """Hear what is to be said beside results: of changes that were interrupted, or wait for a file to be closed."""
        self._tell = tell
        while self._unheard:
            tell(self._unheard.pop(0))

    def settle(self, patience: float = 0.0) -> None:
        """Finish a change that was interrupted, if nobody is writing and it is ours to finish; else say so."""
        self.keeper.settle(self._say, patience)

    def snapshot(self) -> YamlSnapshot:
        """The data as they are now."""
        folder = view = self.keeper.folder()
        if self.forms is not None:
            view = self.forms.view(folder)
        index = self._index_of_outlines if view is folder else no_index
        snapshot = YamlSnapshot(view, self.schemas, self.keeper.unchanging, self._read, index)
        if (forms := self.forms) is not None:
            snapshot.explain = lambda found: forms.explained(found, view)
        return snapshot

    def know_versions(self, steps: Steps) -> None:
        """Read older records as if they were lifted from now on, and know which are of a version to come."""
        from kvadmin.store.migrating.forms import Forms

        self.forms = Forms(self.schemas, steps, self._say)

    def _say(self, text: str) -> None:
        self._tell(text)  # whoever listens at that moment

    def _index_of_outlines(self) -> Index | None:
        """The index as far as it is about records; None when the person wants none."""
        if not self._indexes:
            from kvadmin.store.index.outline_rows import TABLES

            self._indexes.append(self.keeper.index(TABLES))
        return self._indexes[0]

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write; nothing is written."""
        return self._committing().plan(edits)

    def commit(
        self,
        edits: Sequence[Edit],
        *,
        expect: Mapping[str, str | None],
        listings: Listings | None = None,
        who: str,
        why: str,
        command: str = "",
        transaction_id: str | None = None,
        without_guards: Sequence[str] = (),
        forgetting: Forgetting | None = None,
    ) -> HistoryEntry | None:
        """Write all edits or none; Conflict when anything is not as expected, None when nothing changes."""
        from kvadmin.store.writing.expectations import Expected

        committing = self._committing(who, why, command, without_guards)
        try:
            return committing.commit(edits, Expected(expect, listings or {}), transaction_id, forgetting)
        finally:
            if forgetting is not None:
                self._remove_index()

    def history(self, *, changes: bool = False) -> Iterator[HistoryEntry]:
        """All transactions, oldest first; with the fields that each changed when asked for."""
        folder = self.keeper.folder()
        past = self._history()(folder)
        return past.entries(past.states(folder.read) if changes else None)

    def chronicle(self) -> Chronicle[Any]:
        """The history for those who ask little of it."""
        folder = self.keeper.folder()
        past = self._history()(folder)
        return past.chronicle(past.states(folder.read))

    def plan_undo(self, transaction_id: str | None, *, redo: bool = False) -> Plan:
        """What an undo (or redo) would write."""
        return self._committing().plan_undo(transaction_id, redo=redo)

    def undo(
        self,
        transaction_id: str | None,
        *,
        who: str,
        why: str,
        command: str = "",
        redo: bool = False,
        without_guards: Sequence[str] = (),
    ) -> tuple[Plan, HistoryEntry]:
        """Take a transaction back (the latest in force when None); ``redo`` takes the latest undo back."""
        return self._committing(who, why, command, without_guards).undo(transaction_id, redo=redo)

    def known_on(self, day: date) -> PastRecords:
        """What the folder said at the end of a day, to be read only."""
        from kvadmin.store.past_records import PastRecords

        return PastRecords(self.keeper, self.schemas, day, self.forms)

    def check(self) -> list[Finding]:
        """Every finding in the stored data, sorted by place."""
        from kvadmin.store import checks

        self.settle(_PATIENCE)
        return checks.check(self.snapshot())

    def forget(self, texts: Iterable[str], *, paths: Iterable[str], whole: Iterable[str] = ()) -> int:
        """Blank before-values that hold personal data out of the history of those files."""
        try:
            return self._committing(command="forget").forget(list(texts), set(paths), set(whole))
        finally:
            self._remove_index()

    def _remove_index(self) -> None:
        """Nothing of a person who is forgotten stays, not even what nobody knew to be about a person."""
        from kvadmin.store.index.database import remove_index

        remove_index(self.keeper.base)

    def _history(self) -> PastReader:
        """What reads the history: each line once, as long as it stays."""
        if self._past is None:
            from kvadmin.store.history.past_reader import TABLES, PastReader

            self._past = PastReader(None if self.keeper.glancing else self.keeper.index(TABLES))
        return self._past

    def _committing(
        self, who: str = "", why: str = "", command: str = "", without_guards: Sequence[str] = ()
    ) -> Committing:
        from kvadmin.store.writing.committing import Committing

        said = who, why, command, without_guards
        return Committing(self.keeper, self.schemas, *said, self._tell, self._history())
