"""One sheet: its rows as they stand in the XML, with what the rest of the workbook says about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import msgspec

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Cell, Row, Sheet, checked, column_letters, column_number
from kvadmin.reading.xlsx.content import Content, Styles, inline_content, read_content
from kvadmin.reading.xlsx.formulas import SharedFormula
from kvadmin.reading.xlsx.merged import Area, Lines, read_area, refuse_giants, spread
from kvadmin.reading.xlsx.numbers import read_number
from kvadmin.reading.xlsx.package import is_true, local, taken
from kvadmin.reading.xlsx.strings import SharedTexts
from kvadmin.translation import tr

#: Lines and columns of the largest sheet that there is.
_LINES, _COLUMNS = range(1, 1_048_577), 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
#: Cells without content to the left of others, in all rows; a sheet with more is no list.
_MOST_BLANK = 5_000_000
#: The tags of a cell's value, formula, and text of its own.
_Tags = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands outside a sheet's own part and belongs to it.

    Attributes:
        title: The sheet's name.
        place: The file and the part, for messages.
        hidden: The sheet is hidden.
        epoch_1904: The workbook counts days from 1904.
        notes: The notes on its cells by reference.
    """

    title: str
    place: str
    hidden: bool = False
    epoch_1904: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)


class SheetReader:
    """Reads the rows of a sheet while its part grows, then what the rest of the part says of them."""

    def __init__(self, around: Surroundings, styles: Styles, texts: SharedTexts) -> None:
        self._around = around
        self._styles = styles
        self._texts = texts
        self._lines: Lines = {}
        self._hidden_lines: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._areas: list[Area] = []
        self._formulas: dict[str | None, SharedFormula] = {}
        self._columns: dict[str, int] = {}
        self._line = 0

    def read(self, growing: Iterable[Element]) -> Sheet:
        """The whole sheet.

        Args:
            growing: The root of the sheet's part while it is read; its rows are taken out of it.

        Raises:
            InvalidData: A cell cannot be, or merged areas or far cells make it larger than any list.
        """
        root = Element("none")
        for root in growing:
            for data in root.findall(_in(root, "sheetData")):
                self._take(taken(data, growing=data is root[-1]))
        if local(root.tag) != "worksheet":
            raise self._damaged(tr("its part holds {what!r}", what=local(root.tag)))
        for data in root.findall(_in(root, "sheetData")):
            self._take(taken(data))
        for column in root.iterfind(f"{_in(root, 'cols')}/{_in(root, 'col')}"):
            self._column(column)
        for merged in root.iterfind(f"{_in(root, 'mergeCells')}/{_in(root, 'mergeCell')}"):
            self._merged(merged)
        refuse_giants(self._areas, self._around.place)
        for reference, note in self._around.notes.items():
            self._note(reference, note)
        spread(self._areas, self._lines)
        around, rows = self._around, tuple(self._rows())
        return Sheet(around.title, rows, around.hidden, around.epoch_1904, frozenset(self._hidden_columns))

    def _take(self, rows: Iterable[Element]) -> None:
        for row in rows:
            if local(row.tag) == "row":
                self._row(row)

    def _row(self, row: Element) -> None:
        """Without ``r`` a row follows the one before, and so does a cell; a row that comes twice is one."""
        number = row.get("r")
        self._line = line = self._checked_line(number) if number else self._line + 1
        if is_true(row.get("hidden")) or _is_zero(row.get("ht")):
            self._hidden_lines.add(line)
        here = self._lines.setdefault(line, {})
        tags: _Tags = (_in(row, "v"), _in(row, "f"), _in(row, "is"))
        digits, title, columns, column = str(line), self._around.title, self._columns, -1
        cell_tag = _in(row, "c")
        for cell in row:
            if cell.tag != cell_tag:
                continue
            reference, cells, at = cell.get("r"), here, line
            if reference is None:
                column += 1
                reference = f"{column_letters(column)}{digits}"
            elif (known := columns.get(reference.removesuffix(digits))) is not None:
                column = known
            else:
                at, column, reference = self._find(reference)
                cells = self._lines.setdefault(at, {})
            made = self._cell(cell, tags, f"{title}!{reference}", at, column)
            if made:
                cells[column] = made

    def _cell(self, cell: Element, tags: _Tags, where: str, line: int, column: int) -> Cell | None:
        """The cell, unless nothing is seen in it and no formula stands behind."""
        value_tag, formula_tag, inline_tag = tags
        raw: str | None = None
        formula, inline = "", None
        for child in cell:
            tag = child.tag
            if tag == value_tag:
                raw = child.text
            elif tag == formula_tag:
                formula = checked(self._formula(child, line, column), where)
            elif tag == inline_tag:
                inline = child
        kind, numbers = cell.get("t"), self._styles[cell.get("s")]
        content: Content | None = None
        if inline is not None:
            content = inline_content(inline, numbers.struck, where)
        elif not raw:
            # Of a formula whose result is an empty text, and one that nobody has worked out, only the first says "str".
            return Cell("" if kind == "str" else None, "", where, numbers.struck, "", formula) if formula else None
        elif kind is None or kind == "n":
            content = numbers[raw]
        elif kind == "s":
            content = self._shared(raw, numbers.struck, where)
        value, text, struck, error = content or read_content(kind, raw or "", numbers.struck, where)
        if formula or error:
            return Cell(value, text, where, struck, "", formula, "", error)
        return Cell(value, text, where, struck) if text and not text.isspace() else None

    def _shared(self, number: str, struck: bool, where: str) -> Content:
        text = self._texts[number] or self._texts.refuse(number, where)
        return text.text, text.text, text.struck_in_struck if struck else text.struck, ""

    def _formula(self, element: Element, line: int, column: int) -> str:
        kind, text = element.get("t"), element.text or ""
        if kind == "dataTable":
            return f"=TABLE({', '.join(filter(None, (element.get('r1'), element.get('r2'))))})"
        if kind == "shared":
            number = element.get("si")
            if text:
                self._formulas[number] = SharedFormula(text, line, column)
            elif number in self._formulas:
                text = self._formulas[number].moved(line, column)
        return f"={text}"

    def _find(self, reference: str) -> tuple[int, int, str]:
        """The line and column that a reference names, when it is not plainly one of this row."""
        found = _REFERENCE.fullmatch(reference.strip().upper())
        column = column_number(found[1]) - 1 if found else _COLUMNS
        if not found or column >= _COLUMNS:
            raise self._damaged(tr("no sheet has a cell {reference!r}", reference=reference))
        self._columns[found[1]] = column
        return self._checked_line(found[2]), column, found[0]

    def _checked_line(self, number: str) -> int:
        line = read_number(number)
        if line is None or line not in _LINES:
            raise self._damaged(tr("no sheet has a row {number!r}", number=number))
        return int(line)

    def _column(self, element: Element) -> None:
        if is_true(element.get("hidden")) or _is_zero(element.get("width")):
            first, last = (read_number(element.get(name, "")) or 0 for name in ("min", "max"))
            self._hidden_columns.update(range(max(int(first) - 1, 0), min(int(last), _COLUMNS)))

    def _merged(self, element: Element) -> None:
        area = read_area(element.get("ref", ""))
        if area:
            self._areas.append(area)

    def _note(self, reference: str, note: str) -> None:
        line, column, reference = self._find(reference)
        where = f"{self._around.title}!{reference}"
        cells = self._lines.setdefault(line, {})
        cell = cells.get(column, Cell(where=where))
        cells[column] = msgspec.structs.replace(cell, comment=checked(note, where).strip())

    def _rows(self) -> Iterator[Row]:
        blank = 0
        for line in sorted(self._lines):
            cells = self._lines.pop(line)
            if not any(cell.own for cell in cells.values()):
                continue
            width = max(cells) + 1
            blank += width - len(cells)
            if blank > _MOST_BLANK:
                raise self._damaged(tr("its rows reach as far as column {letters}", letters=column_letters(width - 1)))
            yield Row(line, self._dense(cells, line, width), line in self._hidden_lines)

    def _dense(self, cells: dict[int, Cell], line: int, width: int) -> tuple[Cell, ...]:
        if len(cells) == width:
            return tuple(map(cells.__getitem__, range(width)))
        title = self._around.title
        return tuple(
            cells.get(column) or Cell(where=f"{title}!{column_letters(column)}{line}") for column in range(width)
        )

    def _damaged(self, what: str) -> InvalidData:
        return InvalidData(
            tr("the sheet {title!r} is damaged: {what}", title=self._around.title, what=what),
            where=self._around.place,
            hint=tr("open it in Excel or LibreOffice, let it be repaired, and save it again"),
            code="damaged-file",
        )


def _in(element: Element, kind: str) -> str:
    """The tag of that kind in the element's own namespace, of which there are two: transitional and strict."""
    return f"{element.tag[: element.tag.rfind('}') + 1]}{kind}"


def _is_zero(size: str | None) -> bool:
    return size is not None and read_number(size) == 0
