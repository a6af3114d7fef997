"""The interface between kvadmin and whatever keeps its data.

One contract test-suite runs against every engine. YAML files are the embedded
default (:mod:`kvadmin.store.yaml_engine`); other engines come by the hook
``kvadmin_store_engines``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from kvadmin.model.changes import Edit, HistoryEntry, Plan
from kvadmin.model.finding import Finding
from kvadmin.model.reads import Listings, Snapshot

if TYPE_CHECKING:
    from kvadmin.store.history.redaction import Forgetting


class Engine(Protocol):
    """What an engine must be able to do.

    It may offer more, which is used where it is there: ``chronicle()``, the history for those who ask little of it
    (:class:`~kvadmin.store.history.chronicle.Chronicle`; else :meth:`history` is asked for all of it), and
    ``known_on(day)``, an engine that shows what the folder said on another day.
    """

    def snapshot(self) -> Snapshot:
        """The data as they are now."""
        ...

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write; nothing is written."""
        ...

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
        """Write all edits or none; None (and no history line) when nothing changes.

        Args:
            edits: The operations, applied in order.
            expect: ``path -> revision`` (None: the file must not exist) of everything the
                edits were decided on; a difference raises :class:`Conflict` and writes nothing.
            listings: What was listed and found there, by collection and key; a record that has appeared or vanished
                since raises :class:`Conflict` likewise.
            who: Name of the person.
            why: Reason in words, may be empty.
            command: The command line, for the log.
            transaction_id: Given when a caller must be able to repeat the same commit: the second time its first
                entry is returned and nothing is written; :class:`Conflict` when something else is asked for under it.
            without_guards: Plugins of which a guard was passed over, for the log; given only when there are any.
            forgetting: A person to blank out of the history in the same step; given only when there is one.

        Raises:
            Conflict: Something is not as expected, or somebody else is writing; nothing is written.
            HandEdited: Everything is written, and a hand edit of the same moment is kept beside.
        """
        ...

    def history(self, *, changes: bool = False) -> Iterator[HistoryEntry]:
        """All transactions, oldest first.

        Args:
            changes: Fill in which fields each changed, as far as that is known.
        """
        ...

    def plan_undo(self, transaction_id: str | None, *, redo: bool = False) -> Plan:
        """What :meth:`undo` would write; nothing is written."""
        ...

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
        """Take a transaction back, the latest in force when None; itself a transaction.

        Args:
            transaction_id: Id, or its unique beginning or end of at least 4 characters.
            who: Name of the person.
            why: Reason in words, may be empty.
            command: The command line, for the log.
            redo: Take the latest undo back instead (``transaction_id`` is not used).
            without_guards: As in :meth:`commit`.

        Raises:
            UnknownName: There is no such transaction.
            Refused: There is nothing to undo; it is taken back already, or touched sensitive data that is never kept.
            Conflict: The same field has changed since (the same file, where it is no record); one that did it and
                can itself be taken back is named.
        """
        ...

    def check(self) -> list[Finding]:
        """Every finding in the stored data, sorted by place."""
        ...

    def forget(self, texts: Iterable[str], *, paths: Iterable[str], whole: Iterable[str] = ()) -> int:
        """Blank before-values that hold one of ``texts`` out of the history of ``paths``; how many lines changed.

        Of the files ``whole`` all before-values go, whatever they hold.
        """
        ...
