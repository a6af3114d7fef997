"""How the data are read: the protocol that hooks and commands see, whatever keeps the data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kvadmin.model.record import Outline, Record

if TYPE_CHECKING:
    from kvadmin.model.changes import HistoryEntry

R = TypeVar("R", bound=Record)
L = TypeVar("L", bound=Outline)

#: What was listed, and what there was: ``(collection, key that it lies below) -> names of its entries``. Of files that
#: are no records the collection is empty and the key their folder. A record that was looked for and not found is a
#: listing of its key with nothing in it. The names are the engine's own; a commit compares them.
Listings = Mapping[tuple[str, str], frozenset[str]]


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

    def outlines(
        self,
        outline: type[L],
        where: Mapping[str, Collection[str]] | None = None,
        *,
        order: Sequence[str] = (),
    ) -> list[L]:
        """What all records of a class say apart from people, sorted by key.

        The same answer as from :meth:`all`, for less: of other fields nothing is fetched from a server, and of files
        only those are read that have changed. A fault in a record that is not meant, or of other engines than files one
        in a field that the outline does not have, may not be seen: :meth:`Store.check` finds it. Nor is a change
        refused that was decided on it when another record has come to say what is meant.

        Args:
            outline: The class.
            where: Field of the outline -> the texts that it may have, as a file spells them: only these records. Where
                it is a field of the key (``number``), others are not even looked at.
            order: Fields to sort by before the key, by the code points of their texts; ``-`` before one turns it.

        Added in version 0.2.
        """
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

    def listings(self) -> Listings:
        """Everything listed so far, as a commit may expect it: so it notices a record that has appeared since.

        Added in version 0.2.
        """
        ...

    def history(self, *, changes: bool = False) -> list[HistoryEntry]:
        """All transactions, oldest first; edits by hand that none has noted yet come last.

        Args:
            changes: Fill in which fields each changed, as far as that is known.

        Added in version 0.2.
        """
        ...
