"""Quotation marks in csv (RFC 4180): a stray one makes the cells and rows that follow part of one cell.

A quoted cell begins with a mark and ends with one, before a separator or the line's end; blanks outside the marks are
let pass. What breaks that is refused with the line where the quotation begins, since nothing tells how much of what
follows it has swallowed. Marks inside a cell that does not begin with one (``5" pipe``, ``="1411"``) are text.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from kvadmin.errors import InvalidData
from kvadmin.translation import tr

#: The line that a record begins on, and its cells.
Record = tuple[int, list[str]]

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIGURES, _WORDS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_SHOWN = 40
_FEWEST_CELLS = 3


def records_of(text: str, separator: str, name: str, first: int) -> list[Record]:
    """The records of a csv.

    Args:
        text: The whole text.
        separator: Between cells.
        name: The file's name.
        first: The number of the text's first line.

    Raises:
        InvalidData: A quotation never ends, ends in the middle of a cell, or has swallowed a row.
    """
    if '"' not in text:
        return _strict(text, separator, first)
    if re.search(f'{re.escape(separator)} +"', text):
        records = _by_cells(text, separator, name, first)
    else:
        try:
            records = _strict(text, separator, first)
        except csv.Error:  # how and where is said by the slower way
            records = _by_cells(text, separator, name, first)
    _refuse_swallowed_rows(text, records, separator, name, first)
    return records


def _strict(text: str, separator: str, first: int) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records, line = [], first
    for record in reader:
        records.append((line, record))
        line = first + reader.line_num
    return records


def _by_cells(text: str, separator: str, name: str, first: int) -> list[Record]:
    end = f"{re.escape(separator)}|\\r|\\n|\\Z"
    quoted = re.compile(f' *"((?:[^"]++|"")*+)" *(?={end})')
    plain = re.compile(f"[^{re.escape(separator)}\\r\\n]*+")
    records: list[Record] = []
    record: list[str] = []
    line = begins = first
    at = 0
    while at < len(text):
        found = quoted.match(text, at)
        if found:
            record.append(found[1].replace('""', '"'))
            line += len(_LINE_END.findall(found[1]))
        elif text[at] == '"':
            raise _broken(text, at, line, name)
        else:
            found = plain.match(text, at)
            assert found is not None
            record.append(found[0])
        at = found.end()
        if text[at : at + 1] == separator:
            at += 1
            if at == len(text):
                record.append("")
            continue
        records.append((begins, record))
        at += 2 if text[at : at + 2] == "\r\n" else 1
        line += 1
        record, begins = [], line
    if record:
        records.append((begins, record))
    return records


def _broken(text: str, at: int, line: int, name: str) -> InvalidData:
    ends = re.compile('(?:[^"]++|"")*+"').match(text, at + 1) is not None
    return InvalidData(
        tr("a quotation begins here and ends in the middle of a cell")
        if ends
        else tr("a quotation begins here and never ends"),
        where=f"{name}: line {line}",
        details=(_quoted_line(_LINE_END.split(text[at:], maxsplit=1)[0]),),
        hint=tr('put a second quotation mark (") at its end, or delete the first'),
        code="damaged-file",
    )


def _refuse_swallowed_rows(text: str, records: Sequence[Record], separator: str, name: str, first: int) -> None:
    """Refuse a cell with line breaks whose every line would be a row of its own: two stray marks make such a cell."""
    several = [(number, record) for number, record in records if any("\n" in cell or "\r" in cell for cell in record)]
    if not several:
        return
    width = Counter(len(record) for _, record in records).most_common(1)[0][0]
    every = _LINE_END.split(text)
    for number, record in several:
        if len(record) != width or width < _FEWEST_CELLS:
            continue
        height = sum(len(_LINE_END.findall(cell)) for cell in record) + 1
        lines = every[number - first : number - first + height]
        cells = [line.split(separator) for line in lines]
        if all(len(each) == width and _shape(each[0]) == _shape(cells[0][0]) for each in cells):
            raise InvalidData(
                tr("a quotation begins here and swallows the next line, which looks like a row of its own"),
                where=f"{name}: line {number}",
                details=[_quoted_line(line) for line in lines[:2]],
                hint=tr('delete the stray quotation mark ("), or write the cell on one line'),
                code="damaged-file",
            )


def _quoted_line(line: str) -> str:
    return tr("the line: {text}", text=line.strip()[:_SHOWN])


def _shape(cell: str) -> str:
    """``9999`` of ``0301``, ``a a`` of ``Vestre Slidre``: what the first cells of one list have in common."""
    return _WORDS.sub("a", _FIGURES.sub("9", cell.strip().strip('"')))
