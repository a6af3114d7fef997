"""What was read: a book of sheets of rows of cells, whatever the file was, with the place of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import msgspec

from kvadmin.errors import InvalidData
from kvadmin.reading.invisible import may_have_invisible, without_invisible
from kvadmin.translation import tr

#: What a cell may hold. Text is never taken for a number or a date here; that is the reader's business. A duration
#: (``26:30`` of a cell formatted ``[h]:mm``) is a timedelta.
Value = str | int | float | bool | datetime | date | time | timedelta | None

#: The longest text a workbook's cell can hold (Excel's own limit); more is damage or an attack.
LONGEST_TEXT = 32767
#: Characters of a faulty cell that a message repeats, so that the person finds it.
_SHOWN = 60

#: C0 and C1 control characters but tab and line break, the mark that turns text around (what is seen is then not
#: what is stored), and halves of characters. What has an innocent reading is gone by then: see ``invisible``.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


# A tenth of what a frozen dataclass costs to make, and a list has some hundred thousand; it holds nothing that could
# make a ring, so that the garbage collector may leave it out.
class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell.

    Attributes:
        value: As stored; a formula's stored result.
        text: As a person sees it in the sheet (``0301`` of a cell formatted ``0000``), not trimmed.
        where: ``sheet!A5``; in csv ``line 7, column 3``.
        struck: Its text is struck through.
        comment: The note attached to it.
        formula: The formula whose stored result this is; ``value`` is None when nobody has worked it out yet.
        merged_from: The upper left cell of the merged area that this cell is covered by, as ``B72``.
        error: ``#N/A``, ``#REF!``, ``#DIV/0!``: the cell shows that instead of a result. It has no value and no text.
    """

    value: Value = None
    text: str = ""
    where: str = ""
    struck: bool = False
    comment: str = ""
    formula: str = ""
    merged_from: str = ""
    error: str = ""

    @property
    def blank(self) -> bool:
        """Nothing but blanks is seen in it."""
        return not self.text.strip()

    @property
    def own(self) -> bool:
        """It has content of its own, a formula without a result and an error included; not that of a merged area."""
        return not self.merged_from and (not self.blank or bool(self.formula or self.error))


#: What stands for a cell outside the rows that were read.
NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it. ``number`` is the line of the sheet or the physical line of a csv, from 1."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def __getitem__(self, column: int) -> Cell:
        return self.cells[column] if 0 <= column < len(self.cells) else NOTHING

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that have content of their own."""
        return tuple(cell for cell in self.cells if cell.own)

    def beyond(self, width: int) -> tuple[Cell, ...]:
        """The cells with content of their own to the right of the first ``width`` columns: they have no heading."""
        return tuple(cell for cell in self.cells[width:] if cell.own)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``name`` is None for csv. Rows without content are left out.

    Attributes:
        name: Its title.
        rows: What stands in it, hidden rows and columns included.
        hidden: The sheet itself is hidden.
        epoch_1904: The workbook counts days from 1904.
        hidden_columns: The columns that are hidden, or have no width: 0 is column A.
    """

    name: str | None
    rows: tuple[Row, ...]
    hidden: bool = False
    epoch_1904: bool = False
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """One file as read.

    Attributes:
        name: The file's name without its folder.
        kind: ``xlsx``, ``xls``, ``xlsb``, ``ods``, ``csv`` or ``vcf``.
        sheets: Its sheets in their order.
        remarks: What the reader did that a person should know (an encoding that was recognised, invisible
            characters that were left out), as sentences.
        unseen: Marks that this file's reader cannot see (``strike-through``, ``notes`` ...): no decision may rest on
            their absence.
    """

    name: str
    kind: str
    sheets: tuple[Sheet, ...] = field(default=())
    remarks: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def harmless(text: str) -> bool:
    """Whether nothing in the text (of a whole file, say) could be other than it is after :func:`checked`."""
    return "_x" not in text and not may_have_invisible(text) and not _CONTROL.search(text)


def checked(text: str, where: str) -> str:
    """The text as a cell can hold it: one kind of line break, invisible characters are left out (and remembered).

    Raises:
        InvalidData: It is too long or has control characters.
    """
    if len(text) <= LONGEST_TEXT and "_x" not in text and text.isprintable():
        return text  # nearly all of them, at a tenth of the price
    if len(text) > LONGEST_TEXT:
        raise InvalidData(
            tr(
                "a cell holds {number:,} characters; {longest_text:,} is the most: {text!r}…",
                number=len(text),
                longest_text=LONGEST_TEXT,
                text=text[:_SHOWN],
            ),
            where=where,
            hint=tr("the file is damaged, or a text was pasted into the wrong cell"),
            code="too-large",
        )
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = without_invisible(text, where)
    if found := _CONTROL.search(text):
        raise InvalidData(
            tr("a cell holds the control character U+{ord:04X}: {text!r}", ord=ord(found[0]), text=text[:_SHOWN]),
            where=where,
            hint=tr("delete the invisible character in that cell and save the file again"),
            code="bad-text",
        )
    return text


def column_letters(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for ``A``, 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
