"""Reading csv: encodings, separators and line breaks inside quotes, with physical line numbers."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import LONGEST_TEXT, Book, Cell, Row, Sheet, checked
from kvadmin.translation import tr

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (";", "\t", ",", "|")
#: Rows that the choice of a separator looks at.
_SAMPLE = 200
#: Characters of a cell that a message repeats.
_SHOWN = 60


def read_separated(data: bytes, name: str) -> Book:
    """Read csv, tsv or txt in utf-8 (with or without BOM), utf-16 or cp1252, separated by ``;``, tab, ``,`` or ``|``.

    Raises:
        InvalidData: It is no text, a quotation never ends, or a cell cannot be.
    """
    text = _decoded(data, name)
    first, separator = 1, ""
    if text[:4].lower() == "sep=":
        line, _, text = text.partition("\n")
        separator, first = line.strip()[4:5], 2
    records = _records(text, separator or _separator(text), name, first)
    rows = []
    for number, record in records:
        try:
            cells = tuple(_cell(each, f"{name}: line {number}, column {at}") for at, each in enumerate(record, 1))
        except InvalidData as problem:
            raise _with_heading(problem, record, records[0][1]) from None
        if any(cell.own for cell in cells):
            rows.append(Row(number, cells))
    return Book(name, "csv", (Sheet(None, tuple(rows)),))


def _with_heading(problem: InvalidData, record: list[str], headings: list[str]) -> InvalidData:
    """The same fault with the column in words and how the row begins: who and what it is about."""
    at = int((problem.where or "").rpartition(" ")[2])
    heading = headings[at - 1] if at <= len(headings) else ""
    details = (
        tr("{heading!r} of the row that begins with {record!r}", heading=heading[:_SHOWN], record=record[0][:_SHOWN]),
    )
    return InvalidData(problem.message, where=problem.where, hint=problem.hint, details=details)


def _cell(text: str, where: str) -> Cell:
    text = checked(text, where)
    return Cell(text or None, text, where)


def _decoded(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as problem:
                raise InvalidData(
                    tr("the text is not {encoding} as its first bytes say", encoding=encoding), where=name
                ) from problem
    if b"\x00" in data:
        raise InvalidData(tr("this is no text file"), where=name, hint=tr("export the list as .csv or .xlsx"))
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidData(
        tr("the text is neither utf-8 nor cp1252"),
        where=name,
        hint=tr("save it as 'CSV UTF-8' from Excel or LibreOffice"),
    )


def _separator(text: str) -> str:
    """The separator that cuts most rows into the same number of cells, at least two."""
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


def _records(text: str, separator: str, name: str, first: int) -> list[tuple[int, list[str]]]:
    """The records with the physical line each begins on."""
    limit = csv.field_size_limit(max(len(text), LONGEST_TEXT) + 1)
    try:
        _refuse_open_quotation(text, separator, name, first)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        records, line = [], first
        for record in reader:
            records.append((line, record))
            line = first + reader.line_num
    except csv.Error as problem:
        raise InvalidData(tr("the csv cannot be read: {problem}", problem=problem), where=name) from problem
    finally:
        csv.field_size_limit(limit)
    return records


def _refuse_open_quotation(text: str, separator: str, name: str, first: int) -> None:
    """A quotation that never ends would swallow the rest of the file as one cell."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = first
    try:
        for _ in reader:
            line = first + reader.line_num
    except csv.Error as problem:
        if "unexpected end of data" in str(problem):
            raise InvalidData(
                tr("a quotation begins here and never ends"),
                where=f"{name}: line {line}",
                hint=tr('put a second quotation mark (") at its end, or delete the first'),
            ) from problem
