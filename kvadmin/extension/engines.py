"""The interface between kvadmin and whatever keeps the bytes of a programme.

An engine keeps **contents**, named bytes of which each has one writer at a time, and **logs**, to which lines are only
added. It knows nothing of municipalities: records, their history, undo, checks and forgetting are made of these bytes
by kvadmin, the same for every engine. The embedded one keeps them as files in a folder that people may edit; others
come by the hook ``kvadmin_store_engines``. One contract runs against each of them (:mod:`kvadmin.testing.engines`).

Names look like relative paths of files (``municipalities/0301-oslo.yaml``, ``history/2008-05.jsonl``); their parts are
never empty, ``.`` or ``..``; every sign counts, case and composition too. A name is never another one's folder: kvadmin
sees to that, an engine need not refuse it. Revisions are the SHA-256 of the bytes, in hex.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from kvadmin.model.finding import Finding


class Entry(NamedTuple):
    """What is known of a content or a log without reading it.

    Args:
        name: Its name.
        size: Its bytes.
        mark: Another one whenever its bytes are others: the revision of a content; of a log, what the engine likes.
        log: Whether lines are added to it.

    Added in version 0.2.
    """

    name: str
    size: int
    mark: str
    log: bool = False


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """What is asked of many records at once, so that not all of their bytes have to come.

    Args:
        folder: The contents that lie directly in this folder and end in ``.yaml`` are asked.
        columns: The fields at the top of the record that are wanted.
        where: Field -> the texts that it may have; a record without such a text is not meant.
        order: Fields to sort by, one after the other: by the code points of their texts, records without a text first;
            ``-`` before a field turns it. Then, or where none is given, by name.

    Added in version 0.2.
    """

    folder: str
    columns: tuple[str, ...]
    where: Mapping[str, Collection[str]] = field(default_factory=dict)
    order: tuple[str, ...] = ()


class QueriedRecord(NamedTuple):
    """What a query finds of one record.

    Args:
        name: Its name.
        mark: Its revision.
        values: The columns that it has, as :func:`plain_values` gives them; None: it is not readable, and always found.

    Added in version 0.2.
    """

    name: str
    mark: str
    values: Mapping[str, Any] | None


class View(Protocol):
    """Everything as it is at one moment: what comes from it never changes, whoever commits meanwhile.

    An engine that cannot say any more what was (of files only the newest are there) raises
    :class:`~kvadmin.errors.Overtaken` instead. What is kept beside all changes may be seen or not.

    Added in version 0.2.
    """

    @property
    def number(self) -> int:
        """How many changes have been committed at that moment: it grows by one with each."""
        ...

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """The folders and the contents (and logs) directly in a folder, without its name before; "": at the top."""
        ...

    def entries(self, below: str = "") -> Iterable[Entry]:
        """All contents and logs below a folder, sorted by name; "": all there are."""
        ...

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of contents and logs; names that nothing has are left out."""
        ...

    def part(self, name: str, at: int, length: int) -> bytes:
        """So many bytes of a log from there on; fewer where it ends, none where it is not."""
        ...

    def query(self, query: RecordQuery) -> list[QueriedRecord]:
        """What many records say; :func:`query_by_reading` answers for engines that have nothing better."""
        ...

    def faults(self) -> Iterable[Finding]:
        """What is kept beside the bytes, to answer questions, and is not as they are: somebody got past kvadmin.

        ``kvadmin check`` shows them. An engine that keeps nothing beside the bytes has none.
        """
        ...

    def steady(self) -> bool:
        """Whether all that was read is of one moment still; False once an engine had to look anew and found more."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """One change, which is made whole or not at all.

    Args:
        token: Tells it from every other; :meth:`Engine.outcome` is asked for it.
        contents: Name -> its new bytes; None: it goes.
        expected: Of the same names their revisions before; None: there is none.
        added: Log -> the lines that are added at its end, none of them blank, each with its newline; a log that is
            not there begins with them.
        forgets: Nothing of what these contents and logs were before may stay anywhere; logs may be among the contents.
        sensitive: Names of which nothing may stay of what they were before.

    Added in version 0.2.
    """

    token: str
    contents: Mapping[str, bytes | None]
    expected: Mapping[str, str | None]
    added: Mapping[str, bytes] = field(default_factory=dict)
    forgets: bool = False
    sensitive: frozenset[str] = frozenset()


class Writing(Protocol):
    """What only one has at a time. Added in version 0.2."""

    @property
    def view(self) -> View:
        """Everything as it is now, anew each time; nobody else commits before this ends."""
        ...

    def commit(self, change: Change) -> None:
        """Make one change, durable when this returns.

        Raises:
            Overtaken: Something is not as expected; nothing is changed.
            OutcomeUnknown: Nobody can say now whether it is made; :meth:`Engine.outcome` will.
            KvadminError: It cannot be made; nothing is changed.
        """
        ...


class Log(Protocol):
    """A log that one process adds to, from several threads; the change it is made in is no transaction.

    Added in version 0.2.
    """

    def reserve(self, size: int) -> None:
        """Make sure that so many more bytes will find room, where room can run out."""
        ...

    def add(self, line: bytes, *, durable: bool = False) -> None:
        """Add a line at the end, whole; with ``durable`` it outlives every failure once this returns, and all see it.

        The line ends with its newline. Without ``durable`` others see it at the latest when the log is closed; until
        then, blank lines may stand at its end.
        """
        ...

    def close(self) -> None:
        """Nothing more is added."""
        ...


class Engine(Protocol):
    """What keeps the bytes of one programme. Every method may raise a :class:`~kvadmin.errors.KvadminError`.

    Several threads of a process use it, views and logs at the same time.

    Added in version 0.2.
    """

    def view(self) -> View:
        """Everything as it is at one moment: not before this is called, at the latest when the view is first asked.

        Raises:
            UnknownName: Nothing has been made there yet (code ``not-set-up``), here or at the first reading;
                :meth:`writing` makes it.
        """
        ...

    def writing(self, *, who: str, command: str, patience: float | None = None) -> AbstractContextManager[Writing]:
        """Be the only one who changes anything, until the end of the block or of the process.

        A thread may ask again inside the block; another thread of the same engine is another writer.

        Args:
            who: Name of the person, for those who wait.
            command: What runs, for those who wait.
            patience: Seconds to wait for another writer; None: the engine's.

        Raises:
            Overtaken: Somebody else was writing all the time (code ``locked``).
        """
        ...

    def outcome(self, token: str) -> bool:
        """Whether a change was made, for who could not hear it at the time; no forgetting forgets a token."""
        ...

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Be the only one who holds this name, until the end of the block or of the process, without waiting for it.

        Writers are not held up, and their commits end no holding.

        Raises:
            Conflict: Somebody else holds it (code ``held``).
        """
        ...

    def log(self, name: str) -> Log:
        """A log, to add lines to it beside all changes; it is begun if it is not there."""
        ...

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep contents beside all changes, each whole or not at all; one may replace what there was.

        What replaces a log is the log from then on, and lines are added to it.
        """
        ...

    def health(self) -> list[tuple[str, str]]:
        """What there is to say of the engine itself (``("server", "PostgreSQL 15.4")``), for ``kvadmin doctor``."""
        ...

    def close(self) -> None:
        """Let go of everything: no file, connection or thread stays. It comes when no block is open; twice is once."""
        ...
