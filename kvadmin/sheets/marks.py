"""What a workbook remembers of where it came from, on a sheet of its own that nobody sees.

By record and column what the programme said when the workbook was made: without it nobody could tell what has been
edited in the file and what has changed in the programme since. A hash tells when somebody has edited the marks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book, Row
from kvadmin.reading.cells import Sheet as ReadSheet
from kvadmin.sheets.noun import SheetColumn, SheetRow, SheetScope
from kvadmin.sheets.values import labels_of, plain, value_text
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session

#: The name of the sheet, and what its first cell says.
MARKS = "kvadmin"
_FIRST = "kvadmin sheet"
#: How the marks are laid out; a workbook of another layout is refused.
VERSION = "1"
#: The heading of the hidden column of keys, the same in every language.
KEY_HEADING = "kvadmin"


@dataclass(frozen=True)
class Marks:
    """What a workbook remembers.

    Attributes:
        noun: Its name.
        scope: What the sheet is about.
        programme: Which programme it is of; see :func:`programme_mark`.
        transaction: The last change that the programme knew then; empty when there was none.
        sheet: The name of the visible sheet.
        columns: The names of the columns in the order of the sheet.
        headings: Name of a column -> its heading in the language of the workbook.
        labels: Name of a column with a closed list -> word as stored -> its label in the language of the workbook.
        base: Key of a row -> text of each column.
    """

    noun: str
    scope: SheetScope
    programme: str
    transaction: str
    sheet: str
    columns: tuple[str, ...]
    headings: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    base: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def lines(self) -> list[list[str]]:
        """The marks as the rows of their sheet, with the hash in the first."""
        lines = self._unsealed()
        return [[_FIRST, VERSION, _hash(lines)], *lines]

    def labels_at(self) -> dict[str, tuple[int, int]]:
        """Name of a column with a closed list -> the line of its labels, from 1, and how many there are."""
        return {line[1]: (number, len(line) - 2) for number, line in enumerate(self.lines(), 1) if line[0] == "labels"}

    def _unsealed(self) -> list[list[str]]:
        lines = [
            ["noun", self.noun],
            ["cohort", self.scope.cohort],
            ["gathering", self.scope.gathering],
            ["selection", self.scope.selection],
            ["programme", self.programme],
            ["transaction", self.transaction],
            ["sheet", self.sheet],
            ["columns", *self.columns],
            ["headings", *(self.headings[name] for name in self.columns)],
        ]
        for name, labels in self.labels.items():
            lines += [["words", name, *labels], ["labels", name, *labels.values()]]
        lines += [["row", key, *(texts.get(name, "") for name in self.columns)] for key, texts in self.base.items()]
        return [_trimmed(line) for line in lines]


def make_marks(
    noun: str,
    scope: SheetScope,
    columns: Sequence[SheetColumn],
    rows: Iterable[SheetRow],
    *,
    sheet: str,
    programme: str,
    transaction: str,
) -> Marks:
    """The marks of a workbook that is made now, in the language of the screen."""
    headings = [plain(tr(each.heading)) for each in columns]
    return Marks(
        noun,
        scope,
        programme,
        transaction,
        sheet,
        tuple(each.name for each in columns),
        {
            column.name: heading if headings.count(heading) == 1 else f"{heading} ({column.name})"
            for column, heading in zip(columns, headings, strict=True)
        },
        {each.name: labels_of(each) for each in columns if each.words or each.kind == "yes-no"},
        {row.key: _texts(columns, row) for row in rows},
    )


def _texts(columns: Sequence[SheetColumn], row: SheetRow) -> dict[str, str]:
    texts = {}
    for column in columns:
        try:
            text = value_text(column, row.values.get(column.name))
        except InvalidData as error:
            error.where = f"{row.key}, {tr(column.heading)}"
            raise
        if text:
            texts[column.name] = text
    return texts


def programme_mark(run: Session) -> tuple[str, str]:
    """Which programme the folder is of - its first change has an id that no other has - and its last change.

    Folders without a history are told apart by nothing: both are empty.
    """
    entries = [each.transaction_id for each in run.store.records.history()]
    return (entries[0], entries[-1]) if entries else ("", "")


def find_marks(book: Book) -> Marks:
    """The marks of a workbook that comes back.

    Raises:
        InvalidData: It has none, they are of another version of kvadmin, or they have been changed.
    """
    sheet = next((each for each in book.sheets if is_marks(each)), None)
    if sheet is None:
        raise _no_marks(book)
    first, *others = ([cell.text for cell in row.cells] for row in sheet.rows)
    if _at(first, 1) != VERSION:
        raise InvalidData(
            tr(
                "the workbook was made by another version of kvadmin (its marks are of kind {version!r})",
                version=_at(first, 1),
            ),
            where=book.name,
            hint=tr("make it again with kvadmin sheet out, and copy what you changed"),
            code="no-marks",
        )
    lines = [_trimmed(line) for line in others]
    if _hash(lines) != _at(first, 2):
        raise InvalidData(
            tr("what the workbook remembers of the programme (its hidden sheet {name!r}) has been changed", name=MARKS),
            where=f"{book.name}: {sheet.name}",
            hint=tr("make it again with kvadmin sheet out, and copy what you changed"),
            code="marks-changed",
        )
    return _read(lines)


def _read(lines: Iterable[list[str]]) -> Marks:
    said: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    base: dict[str, dict[str, str]] = {}
    for kind, *cells in lines:
        if kind == "row":
            base[_at(cells, 0)] = dict(zip(said["columns"], cells[1:], strict=False))
        elif kind == "words":
            words[cells[0]] = cells[1:]
        elif kind == "labels":
            labels[cells[0]] = dict(zip(words[cells[0]], cells[1:], strict=False))
        else:
            said[kind] = cells
    scope = SheetScope(*(_at(said[name], 0) for name in ("cohort", "gathering", "selection")))
    columns = tuple(said["columns"])
    headings = dict(zip(columns, said["headings"], strict=False))
    noun, programme, transaction, sheet = (_at(said[name], 0) for name in ("noun", "programme", "transaction", "sheet"))
    return Marks(noun, scope, programme, transaction, sheet, columns, headings, labels, base)


def is_marks(sheet: ReadSheet) -> bool:
    """Whether a sheet is that of the marks, whatever it is called now."""
    return bool(sheet.rows) and _first_text(sheet.rows[0]) == _FIRST


def _first_text(row: Row) -> str:
    return row[0].text.strip()


def _no_marks(book: Book) -> InvalidData:
    if book.kind == "csv":
        return InvalidData(
            tr("a csv file does not remember what it was made of"),
            where=book.name,
            hint=tr("save the workbook as .xlsx (or .ods), which keeps it"),
            code="no-marks",
        )
    return InvalidData(
        tr("this workbook was not made by kvadmin sheet out, or its hidden sheet {name!r} is gone", name=MARKS),
        where=book.name,
        hint=tr("make one with kvadmin sheet out; other lists are taken in by the import commands"),
        code="no-marks",
    )


def _trimmed(line: Sequence[str]) -> list[str]:
    """Without what is empty at its end, which no file keeps."""
    texts = [plain(text) for text in line]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _hash(lines: Sequence[Sequence[str]]) -> str:
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def _at(texts: Sequence[str], index: int) -> str:
    return texts[index] if index < len(texts) else ""
