"""What a noun's sheet holds, and what becomes of its cells when the workbook comes back.

A noun says which columns it has, gives its rows, and takes changes that are read and typed already. Everything about
workbooks (marks, validation, sorting, addresses, conflicts) is kvadmin's and the same for every noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kvadmin.typed.fields import Settable

if TYPE_CHECKING:
    from kvadmin.session.session import Session
    from kvadmin.store.transaction import Transaction

#: What the cells of a column are in a workbook.
SHEET_KINDS = ("text", "day", "number", "whole", "yes-no")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a noun's sheet.

    Attributes:
        name: Of the field; it stays the same whatever the heading.
        heading: In English; translated on its way out.
        kind: One of :data:`SHEET_KINDS`.
        field: How a changed cell is read and what an empty one means; None locks the column, it is shown only.
        words: The closed list that the cell takes, as stored; the workbook offers them in its language.
        many: Items are parted by ``;`` in the cell.
        rank: What goes first when the sheet is narrow; the higher the sooner.
        identity: It says who the row is about, and may change: the name of a contact. Where it has changed in the
            programme since, nothing of the row is taken in without asking, for it may be about somebody else now.

    Added in version 0.2.
    """

    name: str
    heading: str
    kind: str = "text"
    field: Settable | None = None
    words: tuple[str, ...] = ()
    many: bool = False
    rank: int = 0
    identity: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One record, or part of one, on its way out.

    Attributes:
        key: What the row is about, whatever stands in its cells; the same as long as the record lives, and without
            personal data.
        values: Typed value by the name of the column; what is missing is empty.

    Added in version 0.2.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetScope:
    """What a sheet was asked to be about; it travels with the workbook.

    Attributes:
        cohort: ``--cohort``, or empty.
        gathering: ``--gathering``, or empty.
        selection: The selection as typed, or empty.

    Added in version 0.2.
    """

    cohort: str = ""
    gathering: str = ""
    selection: str = ""


@dataclass(frozen=True, slots=True)
class SheetEdits:
    """What is to be changed: only what differs from the programme, read and typed, no conflict among it.

    Attributes:
        changed: Key of a row -> name of a column -> new value.
        added: For each new row a key that tells it from the others, and its values, the locked columns that
            :attr:`SheetNoun.adds` names as text included.
        shown: For a new row, by the same key, what stands in its other locked columns, as text: nothing that is taken
            in, but it may contradict what is.
        removed: Keys of rows that are to go; only where :attr:`SheetNoun.removes` says what that means.

    Added in version 0.2.
    """

    changed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    removed: Sequence[str] = ()
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Why a cell or a row cannot be taken in; kvadmin finds the address of it.

    Attributes:
        key: Of the row.
        column: Name of the column; empty when it is the row.
        message: One sentence, translated.
        hint: What to do, translated; or empty.

    Added in version 0.2.
    """

    key: str
    column: str
    message: str
    hint: str = ""


class SheetNoun(Protocol):
    """What :attr:`~kvadmin.extension.sheets.declaration.SheetDeclaration.target` names.

    Attributes:
        adds: Names of the columns that a new row must fill; empty when rows cannot be added.
        removes: What happens to a record whose row was deleted and is asked to go (``the contact is removed``), in
            English; empty when a deleted row changes nothing.
        personal: The rows are about persons: the workbook is for its owner alone.

    Added in version 0.2.
    """

    adds: tuple[str, ...]
    removes: str
    personal: bool

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        """The columns, the ones that say which record it is first."""
        ...

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        """The rows, in the order of the sheet.

        Called again when the workbook comes back, with an empty selection: a record that the selection does not choose
        any more is still there.
        """
        ...

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """Put the edits into the transaction, by the same rules as the commands that change one record.

        Warnings that the commands give are given by ``run.warn``. Nothing is committed here.

        Returns:
            What cannot be; with any, nothing is written.
        """
        ...
