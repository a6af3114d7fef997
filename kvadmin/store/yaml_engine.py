"""The embedded engine: a folder of YAML files, one per record, that people may edit by hand.

See :class:`kvadmin.store.interface.Engine`. Reading needs little; what writes lies in
:mod:`kvadmin.store.writing.committing` and is imported when something is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.store.folder import Folder
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection
    from kvadmin.extension.extra_fields import ExtraField
    from kvadmin.model.changes import Edit, HistoryEntry, Plan
    from kvadmin.model.finding import Finding
    from kvadmin.store.writing.committing import Committing


class YamlEngine:
    """All that is kept in one programme folder."""

    def __init__(self, folder: Path, collections: Sequence[Collection], fields: Sequence[ExtraField] = ()) -> None:
        self.base = folder
        self.schemas = {one.name: CollectionSchema(one, fields) for one in collections}

    def snapshot(self) -> YamlSnapshot:
        """The data as they are now."""
        return YamlSnapshot(Folder(self.base), self.schemas)

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write; nothing is written."""
        return self._committing().plan(edits)

    def commit(
        self,
        edits: Sequence[Edit],
        *,
        expect: Mapping[str, str | None],
        who: str,
        why: str,
        command: str = "",
        transaction_id: str | None = None,
        without_guards: Sequence[str] = (),
    ) -> HistoryEntry | None:
        """Write all edits or none; Conflict when anything is not as expected, None when nothing changes."""
        return self._committing(who, why, command, without_guards).commit(edits, expect, transaction_id)

    def history(self) -> Iterator[HistoryEntry]:
        """All transactions, oldest first."""
        past = self._committing().past()
        for line in past.lines:
            yield line.entry(past.undone_by.get(line.transaction_id))

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

    def check(self) -> list[Finding]:
        """Every finding in the stored data, sorted by place."""
        from kvadmin.store import checks

        return checks.check(self.snapshot())

    def forget(self, texts: Iterable[str], *, paths: Iterable[str], whole: Iterable[str] = ()) -> int:
        """Blank before-values that hold personal data out of the history of those files."""
        return self._committing(command="forget").forget(list(texts), set(paths), set(whole))

    def _committing(
        self, who: str = "", why: str = "", command: str = "", without_guards: Sequence[str] = ()
    ) -> Committing:
        from kvadmin.store.writing.committing import Committing

        return Committing(Folder(self.base), self.schemas, who, why, command, without_guards)


def open_engine(folder: Path, collections: Sequence[Collection], fields: Sequence[ExtraField] = ()) -> YamlEngine:
    """The function that an :class:`~kvadmin.store.interface.EngineFactory` names."""
    return YamlEngine(folder, collections, fields)
