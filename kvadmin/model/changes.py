"""Changes to the data: the minimal operations each is made of, what one would write, and what was written.

An engine applies these, not whole documents: the YAML engine changes only the
lines touched. Paths go from the record inwards: ``("memberships", 2, "to")``.
Values are plain: text, int, Decimal, date, datetime, bool, float, None, list, dict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Create:
    """A new record; refused with :class:`~kvadmin.errors.Conflict` when the key is taken. Added in version 0.2."""

    collection: str
    key: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a whole record. Added in version 0.2."""

    collection: str
    key: str


@dataclass(frozen=True, slots=True)
class Set:
    """Give the value at ``path`` (a key of a mapping, or an existing list index) a new value. Added in version 0.2."""

    collection: str
    key: str
    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert ``value`` into the list at ``path`` before ``index`` (the list's length appends). Added in version 0.2."""

    collection: str
    key: str
    path: Path
    index: int
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove the key or list item at ``path``. Added in version 0.2."""

    collection: str
    key: str
    path: Path


@dataclass(frozen=True, slots=True)
class PutFile:
    """Write a file that is no YAML record (a protocol, a series, a letter), whole.

    ``path`` is relative to the programme folder and never leaves it. Added in version 0.2.
    """

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DeleteFile:
    """Remove a file written with :class:`PutFile`. Added in version 0.2."""

    path: str


#: One operation of a commit: what ``kvadmin_before_commit`` is asked about. Added in version 0.2.
Edit = Create | Delete | Set | Insert | Remove | PutFile | DeleteFile


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a plan does to one file: unified diff lines, or just the word for a sensitive one.

    Added in version 0.2.
    """

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
class FieldChange:
    """One value that a transaction changed, as far as the history knows it.

    Args:
        file: Relative path.
        action: ``create``, ``change`` or ``delete`` of the file, or ``unknown``: what changed in it is not known.
        field: The way to the value, items of lists by what names them: ``members[0301].to``. Empty for whole files.
        old: The plain value before (texts, lists, mappings of them); None: there was none.
        new: The same after.

    Added in version 0.2.
    """

    file: str
    action: str
    field: str = ""
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One committed transaction, as ``kvadmin log`` shows it.

    ``undone_by`` names the later transaction that took it back; ``undoes`` the one this took back. ``without_guards``
    are the plugins of which a guard was passed over (``--without-guard``). ``by_hand``: found changed outside kvadmin,
    by an editor or by git; ``when`` is when it was noticed. ``changes`` are filled in where they are asked for.
    """

    transaction_id: str
    when: datetime
    who: str
    why: str
    command: str
    files: tuple[str, ...]
    undoes: str | None = None
    undone_by: str | None = None
    without_guards: tuple[str, ...] = ()
    by_hand: bool = False
    changes: tuple[FieldChange, ...] = ()
