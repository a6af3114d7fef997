"""The interface between kvadmin and whatever keeps its data.

One contract test-suite runs against every engine. YAML files are the embedded
default (:mod:`kvadmin.store.yaml_engine`); other engines come by the hook
``kvadmin_store_engines``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kvadmin.model.finding import Finding
from kvadmin.model.record import Record

if TYPE_CHECKING:
    from kvadmin.store.edits import Edit

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it lies in the store.

    Args:
        key: Its key, parts joined by ``/`` (``P3/0301``).
        value: The typed record.
        revision: Hash of its bytes when read; a commit may expect it.
        path: Where it lies, for messages (``cohorts/P3.yaml``).
        extra: Values of the extra fields that plugins registered, typed.
    """

    key: str
    value: Record
    revision: str
    path: str
    extra: Mapping[str, Any] = field(default_factory=dict)


class Snapshot(Protocol):
    """The data as read at one moment; collections are read when first asked for.

    Every call hands out new record objects: who changes one changes nothing here.
    Reading a collection that has a broken file raises
    :class:`~kvadmin.errors.InvalidData` with every finding: nothing is skipped silently.
    """

    def get(self, record: type[R], key: str = "") -> R:
        """The record with that key; :class:`UnknownName` (with suggestions) when there is none."""
        ...

    def find(self, record: type[R], key: str = "") -> R | None:
        """The record with that key, or None."""
        ...

    def all(self, record: type[R], under: str = "") -> list[R]:
        """All records of a class sorted by key; ``under`` keeps those below a key (``P3``)."""
        ...

    def stored(self, record: type[Record], key: str = "") -> Stored | None:
        """The record with its place, revision and extra fields."""
        ...

    def where(self, record: type[Record], key: str, path: tuple[str | int, ...] = ()) -> str:
        """``file:line:column`` of a value inside a record, for messages."""
        ...

    def read_file(self, path: str) -> bytes | None:
        """Content of a file that is no record, or None."""
        ...

    def files(self, folder: str) -> list[str]:
        """Sorted relative paths of all files below a folder of the programme."""
        ...

    def revisions(self) -> Mapping[str, str | None]:
        """Path and revision (None: no such file) of everything read so far, as a commit may expect it."""
        ...


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a plan does to one file: unified diff lines, or just the word for a sensitive one."""

    path: str
    action: str  # "create", "change" or "delete"
    diff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a commit would write; the dry run shows exactly this."""

    changes: tuple[FileChange, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One committed transaction, as ``kvadmin log`` shows it.

    ``undone_by`` names the later transaction that took it back; ``undoes`` the one this took back.
    """

    transaction_id: str
    when: datetime
    who: str
    why: str
    command: str
    files: tuple[str, ...]
    undoes: str | None = None
    undone_by: str | None = None


class Engine(Protocol):
    """What an engine must be able to do."""

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
        who: str,
        why: str,
        command: str = "",
        transaction_id: str | None = None,
    ) -> HistoryEntry | None:
        """Write all edits or none; None (and no history line) when nothing changes.

        Args:
            edits: The operations, applied in order.
            expect: ``path -> revision`` (None: the file must not exist) of everything the
                edits were decided on; a difference raises :class:`Conflict` and writes nothing.
            who: Name of the person.
            why: Reason in words, may be empty.
            command: The command line, for the log.
            transaction_id: Given when a caller must be able to repeat the same commit.
        """
        ...

    def history(self) -> Iterator[HistoryEntry]:
        """All transactions, oldest first."""
        ...

    def plan_undo(self, transaction_id: str | None, *, redo: bool = False) -> Plan:
        """What :meth:`undo` would write; nothing is written."""
        ...

    def undo(
        self, transaction_id: str | None, *, who: str, why: str, command: str = "", redo: bool = False
    ) -> tuple[Plan, HistoryEntry]:
        """Take a transaction back, the latest in force when None; itself a transaction.

        Args:
            transaction_id: Id, or its unique beginning or end.
            who: Name of the person.
            why: Reason in words, may be empty.
            command: The command line, for the log.
            redo: Take the latest undo back instead (``transaction_id`` is not used).

        Raises:
            UnknownName: There is no such transaction.
            Refused: There is nothing to undo; it is taken back already, or touched sensitive data that is never kept.
            Conflict: A file has changed since; the transactions that did it are named.
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


@dataclass(frozen=True, slots=True)
class EngineFactory:
    """An engine a plugin offers by ``kvadmin_store_engines``.

    Args:
        name: The name used in ``programme.yaml`` (``store: yaml``).
        target: ``module:function`` called with ``(folder, collections, fields)``.
    """

    name: str
    target: str


__all__ = ["Engine", "EngineFactory", "FileChange", "HistoryEntry", "Plan", "Snapshot", "Stored"]
