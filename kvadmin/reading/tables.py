"""Finding the tables in a book: the header row by its content, below titles, in one or two rows, on every sheet.

A list that stands beside another one under the same headings is a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import NOTHING, Book, Cell, Row, Sheet, column_letters
from kvadmin.reading.columns.choice_checks import check_fields, check_headings, chosen_sheets
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.reading.columns.contents import Knows
from kvadmin.reading.columns.header_rows import HeaderFinder, HeaderRow
from kvadmin.reading.columns.matching import HeadingLabel, assign
from kvadmin.reading.columns.uses import Columns, ColumnUse, Question, QuestionAnswer
from kvadmin.reading.importer import Importer
from kvadmin.translation import tr

#: Headings that a refusal offers for a missing column.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Rows under one header.

    Attributes:
        sheet: The sheet; its name is None for csv. Of a list beside another one, with its columns (``Ark1 D:E``).
        columns: What the columns answer.
        rows: The rows below the header, totals and notes included.
        header_rows: Line numbers of the header itself.
        repeated: Line numbers where the same header stands again (a page break).
    """

    sheet: Sheet
    columns: Columns
    rows: tuple[Row, ...]
    header_rows: tuple[int, ...]
    repeated: tuple[int, ...] = ()

    @classmethod
    def laid_out(
        cls,
        sheet: Sheet,
        rows: Sequence[Row],
        line: int,
        labels: Sequence[str],
        told: Mapping[int, tuple[str | None, str]],
    ) -> SheetTable:
        """A table whose columns are known already: figures in columns of their own per period, for instance.

        Args:
            sheet: The sheet.
            rows: The rows below the headings.
            line: The line of the headings.
            labels: The heading of each column.
            told: Column -> the field it answers, or None, and why, as :class:`ColumnUse` has it.
        """
        by_field: dict[str, tuple[int, ...]] = {}
        for at, (field, _) in sorted(told.items()):
            if field is not None:
                by_field[field] = (*by_field.get(field, ()), at)
        uses = tuple(ColumnUse(at, labels[at], field, why) for at, (field, why) in sorted(told.items()))
        return cls(sheet, Columns(by_field, uses, tuple(labels), {}), tuple(rows), (line,))

    def cells(self, row: Row, field: str) -> tuple[Cell, ...]:
        """The cells of a row that answer the field, surest column first."""
        return tuple(row[at] for at in self.columns.by_field.get(field, ()))

    def cell(self, row: Row, field: str) -> Cell:
        """The first of them with something in it, or an empty cell."""
        cells = self.cells(row, field)
        return next((cell for cell in cells if not cell.blank), cells[0] if cells else NOTHING)

    def text(self, row: Row, field: str) -> str:
        """Its text, blanks at the ends taken off."""
        return self.cell(row, field).text.strip()


@dataclass(frozen=True, slots=True)
class SheetTables:
    """The tables of a book, and the sheets with content that none was found on."""

    book: Book
    tables: tuple[SheetTable, ...]
    other_sheets: tuple[str, ...] = ()

    @property
    def unknown_columns(self) -> tuple[tuple[str | None, str], ...]:
        """Sheet and heading of every column that nobody knows."""
        return tuple(
            dict.fromkeys((table.sheet.name, label) for table in self.tables for label in table.columns.unknown)
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything that only a person can say of the file, once each."""
        found = {question.text: question for table in self.tables for question in table.columns.questions}
        return tuple(found.values())

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading of the file once, folded and sorted: what the same office's next list has in common with it."""
        keys = {heading_key(label) for table in self.tables for label in table.columns.labels if label}
        return tuple(sorted(keys))

    def signature(self, choices: ReadingChoices) -> tuple[str, ...]:
        """What a list must have in common with this one for the choices to hold: the headings, in any order.

        Where a choice names a column by its letters, each heading with its letters: another order is another list.
        """
        if {heading_key(each) for each in (*choices.mapped, *choices.ignored)} <= set(self.headings):
            return self.headings
        return tuple(
            f"{column_letters(at)} {heading_key(label)}".strip()
            for table in self.tables
            for at, label in enumerate(table.columns.labels)
        )


def find_tables(
    book: Book, importer: Importer, choices: ReadingChoices | None = None, knows: Knows | None = None
) -> SheetTables:
    """Every table of the book that has the needed columns.

    Args:
        book: What was read.
        importer: What is looked for.
        choices: What a person has said of how it is to be read.
        knows: Tells the municipalities by number or name.

    Returns:
        The tables; where they have questions, nothing may be taken in before those are answered.

    Raises:
        InvalidData: No sheet has such a table; the message names what is missing and what was found.
        UsageError: A choice names a field, a heading or a sheet that is not there.
    """
    return _Finding(book, importer, choices or ReadingChoices(), knows).run()


class _Finding:
    def __init__(self, book: Book, importer: Importer, choices: ReadingChoices, knows: Knows | None) -> None:
        self.book = book
        self.importer = importer
        self.headings = importer.headings
        self.choices = choices
        self.knows = knows
        self.headers = HeaderFinder(self.headings, choices)

    def run(self) -> SheetTables:
        check_fields(self.choices, list(self.headings.fields), self.importer.name)
        sheets = chosen_sheets(self.book, self.choices)
        needs, lesser = self.importer.needs, self.importer.lesser
        every: list[SheetTable] = []
        for least in (2, 1):  # a header names two fields; one is enough where no sheet has more
            every = [table for sheet in sheets for table in self._on_sheet(sheet, least)]
            if not all(self._missing(table.columns, needs) for table in every):
                break
        check_headings(self.choices, ((table.sheet.name, table.columns) for table in every), self.book.name)
        if all(self._missing(table.columns, needs) for table in every):
            raise self._no_table([(table.sheet, table.columns) for table in every])
        good = [
            table
            for table in every
            if not self._missing(table.columns, needs)
            or (lesser is not None and not self._missing(table.columns, lesser))
        ]
        used = {table.sheet.name for table in good}
        others = tuple(sheet.name or "" for sheet in self.book.sheets if sheet.rows and sheet.name not in used)
        return SheetTables(self.book, tuple(good), others)

    # -- the tables of a sheet --------------------------------------------------------------------

    def _on_sheet(self, sheet: Sheet, least: int) -> list[SheetTable]:
        """The tables on one sheet: under each other, and beside each other under the same headings."""
        header = self.headers.first(sheet.rows, least)
        if header is None:
            return []
        tables: list[SheetTable] = []
        rows: list[Row] = []
        repeated: list[int] = []
        lines = tuple(row.number for row in sheet.rows[header.first : header.first + header.height])
        for row in sheet.rows[header.first + header.height :]:
            again = self.headers.again(row, header)
            if again is None:
                rows.append(row)
            elif again.same(header):
                rows.append(row)
                repeated.append(row.number)
            else:
                tables += self._tables(sheet, header, rows, lines, repeated)
                header, rows, repeated, lines = again, [], [], (row.number,)
        return [*tables, *self._tables(sheet, header, rows, lines, repeated)]

    def _tables(
        self, sheet: Sheet, header: HeaderRow, rows: list[Row], lines: tuple[int, ...], repeated: list[int]
    ) -> Iterator[SheetTable]:
        blocks = header.lists_beside()
        for at, (start, end) in enumerate(blocks):
            own, labels, place = rows, header.labels, sheet
            if len(blocks) > 1:
                own = [cut for row in rows if (cut := _cut(row, start, end)).filled]
                labels = tuple(
                    label if start <= each < end else HeadingLabel("", "") for each, label in enumerate(header.labels)
                )
                if at:
                    span = f"{column_letters(start)}:{column_letters(end - 1)}"
                    place = replace(sheet, name=f"{sheet.name} {span}" if sheet.name else span)
            width = max((len(row.cells) for row in own), default=0)
            padded = (*labels, *(HeadingLabel("", "") for _ in range(width - len(labels))))
            below = _columns(own, len(padded), set(repeated))
            columns = assign(
                self.headings,
                padded,
                below,
                needs=self.importer.needs,
                choices=self.choices,
                knows=self.knows,
                sheet=sheet.name,
                several=len(self.book.sheets) > 1,
            )
            columns = replace(columns, labels=columns.labels[: len(labels)])
            yield SheetTable(place, columns, tuple(own), lines, tuple(repeated))

    # -- what is missing --------------------------------------------------------------------------

    def _missing(self, columns: Columns, needs: Sequence[Sequence[str]]) -> list[str]:
        asked = {
            field for question in columns.questions for answer in question.answers for field in answer.mapped.values()
        }
        return [" or ".join(group) for group in needs if not any(columns.has(name) or name in asked for name in group)]

    def _answers(self, columns: Columns) -> str:
        """The options that name the missing column: one for each heading that is not used, as it is typed."""
        field = self._first_missing(columns)
        free = [use.heading for use in columns.uses if use.why in ("unknown", "unfit") and use.heading]
        answers = [QuestionAnswer("", {heading: field}).options for heading in free[:_SHOWN]]
        return " | ".join(answers) or f"--map 'HEADING={field}'"

    def _first_missing(self, columns: Columns) -> str:
        return self._missing(columns, self.importer.needs)[0].split()[0]

    def _no_table(self, best: list[tuple[Sheet, Columns]]) -> InvalidData:
        needs = self.importer.needs
        if not best:
            seen = [_first_line(sheet) for sheet in self.book.sheets if sheet.rows]
            missing = "; ".join(" or ".join(group) for group in needs)
            return InvalidData(
                tr("no header row was found; needed: {missing}", missing=missing),
                where=self.book.name,
                details=seen,
                hint=tr("say which line holds the headings (--header-row N) and what they mean (--map)"),
                code="wrong-columns",
            )
        sheet, columns = min(best, key=lambda each: (len(self._missing(each[1], needs)), -len(each[1].by_field)))
        return InvalidData(
            tr("missing columns: {columns}", columns="; ".join(self._missing(columns, needs))),
            where=f"{self.book.name}{f' (sheet {sheet.name})' if sheet.name else ''}",
            details=[tr("found: {labels}", labels=", ".join(label for label in columns.labels if label))],
            hint=tr("say which column it is: {answers}", answers=self._answers(columns)),
            code="wrong-columns",
        )


def _columns(rows: Sequence[Row], width: int, without: set[int]) -> dict[int, Sequence[Cell]]:
    kept = [row.cells for row in rows if row.number not in without]
    if kept and min(map(len, kept)) == max(map(len, kept)) == width:
        return dict(enumerate(zip(*kept, strict=True)))
    return {at: [row[at] for row in rows if row.number not in without] for at in range(width)}


def _cut(row: Row, start: int, end: int) -> Row:
    """The row with nothing but the columns from start to end."""
    cells = tuple(cell if at >= start else NOTHING for at, cell in enumerate(row.cells[:end]))
    return replace(row, cells=cells)


def _first_line(sheet: Sheet) -> str:
    texts = [" ".join(cell.text.split())[:40] for cell in sheet.rows[0].filled][:8]
    return tr(
        "{rest}first row with content: {texts}",
        rest=f"sheet {sheet.name}, " if sheet.name else "",
        texts=" | ".join(texts),
    )
