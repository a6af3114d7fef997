"""Reading csv: encodings, separators and line breaks inside quotes, with physical line numbers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import LONGEST_TEXT, Book, Cell, Row, Sheet, checked, harmless
from kvadmin.reading.csvtext.encodings import decoded
from kvadmin.reading.csvtext.quotation import Record, records_of
from kvadmin.reading.error_words import error_word
from kvadmin.translation import tr

_SEPARATORS = (";", "\t", ",", "|")
#: Excel's own first line, which names the separator.
_NAMED_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?[;,\t|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
#: Rows that the choice of a separator looks at.
_SAMPLE = 200
#: Characters of a cell that a message repeats; lines that a remark names.
_SHOWN, _NAMED = 60, 5
#: How a cell begins that may hold an error's word.
_FAILED = ("#", "E", "F")


def read_separated(data: bytes, name: str, names: Callable[[], Collection[str]] | None = None) -> Book:
    """Read csv, tsv or txt in any of the usual encodings, separated by ``;``, tab, ``,`` or ``|``.

    Args:
        data: The file.
        name: Its name, for messages.
        names: Gives names of municipalities and counties, which decide between encodings.

    Raises:
        InvalidData: It is no text, its letters cannot be told, a quotation goes wrong, or a cell cannot be.
    """
    text, remarks = decoded(data, name, names)
    first, separator = 1, ""
    if named := _NAMED_SEPARATOR.match(text):
        separator, first, text = named[1], 2, text[named.end() :]
    records = _records(text, separator or _separator(text), name, first)
    cell = _plain_cell if harmless(text.replace("\r\n", "\n")) and '"' not in text else _cell
    rows = []
    for number, record in records:
        if not any(map(str.strip, record)):
            continue
        place = f"{name}: line {number}, column "
        try:
            cells = tuple(cell(each, f"{place}{at}") for at, each in enumerate(record, 1))
        except InvalidData as problem:
            raise _with_heading(problem, record, records[0][1]) from None
        if any(each.own for each in cells):
            rows.append(Row(number, cells))
    return Book(name, "csv", (Sheet(None, tuple(rows)),), (*remarks, *_too_long(rows)))


def _with_heading(problem: InvalidData, record: list[str], headings: list[str]) -> InvalidData:
    """The same fault with the column in words and how the row begins: who and what it is about."""
    at = int((problem.where or "").rpartition(" ")[2])
    heading = headings[at - 1] if at <= len(headings) else ""
    details = (
        tr("{heading!r} of the row that begins with {record!r}", heading=heading[:_SHOWN], record=record[0][:_SHOWN]),
    )
    return InvalidData(problem.message, where=problem.where, hint=problem.hint, details=details, code="damaged-file")


def _plain_cell(text: str, where: str) -> Cell:
    """The same for a file that has no quotation and no strange character anywhere."""
    return _cell(text, where) if len(text) > LONGEST_TEXT or text[:1] in _FAILED else Cell(text or None, text, where)


def _cell(text: str, where: str) -> Cell:
    if not text:
        return Cell(where=where)
    text = checked(text, where)
    if text[:1] in _FAILED and (failed := error_word(text)):
        return Cell(where=where, error=failed)
    return Cell(text or None, text, where)


#: A file whose first cell is in quotes says itself what parts its cells.
_FIRST_QUOTED = re.compile(r'"(?:[^"]|"")*"([;,\t|])')


def _separator(text: str) -> str:
    """What stands behind a first cell in quotes; else what cuts most rows into as many cells, at least two."""
    if quoted := _FIRST_QUOTED.match(text):
        return quoted[1]
    best = (0, 0)
    chosen = _SEPARATORS[0]
    for separator in _SEPARATORS:
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            widths = Counter(len(row) for row, _ in zip(rows, range(_SAMPLE), strict=False) if len(row) > 1)
        except csv.Error:
            continue
        if widths:
            width, times = max(widths.items(), key=lambda each: (each[1], each[0]))
            if (times, width) > best:
                best, chosen = (times, width), separator
    return chosen


def _records(text: str, separator: str, name: str, first: int) -> list[Record]:
    limit = csv.field_size_limit(max(len(text), LONGEST_TEXT) + 1)
    try:
        return records_of(text, separator, name, first)
    except csv.Error as problem:
        raise InvalidData(
            tr("the csv cannot be read: {problem}", problem=problem), where=name, code="unreadable-file"
        ) from problem
    finally:
        csv.field_size_limit(limit)


def _too_long(rows: Sequence[Row]) -> tuple[str, ...]:
    """A remark on lines with more cells than the headings: the cells beyond have no heading and are no column's."""
    heading = _headings(rows)
    long = [row for row in rows if row.beyond(len(heading.cells))] if heading else []
    if heading is None or not long:
        return ()
    return (
        tr(
            "lines with more cells than the headings in line {heading}: {number:,} ({lines}{more}); a separator may "
            "stand inside a cell, such as a decimal comma, and what is beyond the headings has no name",
            number=len(long),
            heading=heading.number,
            lines=", ".join(str(row.number) for row in long[:_NAMED]),
            more=" …" if len(long) > _NAMED else "",
        ),
    )


def _headings(rows: Sequence[Row]) -> Row | None:
    """The row that seems to name the columns: the first as long as most, or the one above where that has figures."""
    several = [row for row in rows if len(row.filled) > 1]
    if not several:
        return None
    usual = Counter(len(row.cells) for row in several).most_common(1)[0][0]
    at = next(number for number, row in enumerate(several) if len(row.cells) == usual)
    longest = max(several[: at + 1], key=lambda row: len(row.cells))
    if len(longest.cells) > usual or not at:
        return longest
    figures = any(re.fullmatch(r"[\d.,% ]*\d[\d.,% ]*", cell.text) for cell in several[at].filled)
    return several[at - 1] if figures else several[at]
