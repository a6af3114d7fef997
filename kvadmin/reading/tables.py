"""Finding the tables in a book: the header row by its content, below titles, in one or two rows, on every sheet.

A list that stands beside another one under the same headings is a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.cells import NOTHING, Book, Cell, Row, Sheet, column_letters
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.reading.columns.contents import Knows
from kvadmin.reading.columns.headings import LONGEST_HEADING, NEAR
from kvadmin.reading.columns.matching import HeadingLabel, assign, by_headings
from kvadmin.reading.columns.uses import Columns, ColumnUse, Question, QuestionAnswer
from kvadmin.reading.importer import Importer
from kvadmin.translation import tr
from kvadmin.wording.folding import fold_plain

#: Rows with content in which a header is looked for: titles, addresses and instructions stand above it.
_SEARCHED = 60
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


@dataclass(frozen=True, slots=True)
class _Header:
    """A header that was found: its place among the rows, its height, and its labels."""

    first: int
    height: int
    labels: tuple[HeadingLabel, ...]
    fields: frozenset[str]


class _Finding:
    def __init__(self, book: Book, importer: Importer, choices: ReadingChoices, knows: Knows | None) -> None:
        self.book = book
        self.importer = importer
        self.headings = importer.headings
        self.choices = choices
        self.knows = knows
        #: How many fields a header names at least; one is enough where no sheet has more.
        self.least = 2

    def run(self) -> SheetTables:
        self._check_fields()
        sheets = self._sheets()
        needs, lesser = self.importer.needs, self.importer.lesser
        every = [table for sheet in sheets for table in self._on_sheet(sheet)]
        if all(self._missing(table.columns, needs) for table in every):
            self.least = 1
            every = [table for sheet in sheets for table in self._on_sheet(sheet)]
        self._check_headings(every)
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

    # -- what a person has said -------------------------------------------------------------------

    def _sheets(self) -> list[Sheet]:
        filled = [sheet for sheet in self.book.sheets if sheet.rows]
        wanted = self.choices.sheet
        if wanted is None:
            return filled
        found = [sheet for sheet in filled if heading_key(sheet.name or "") == heading_key(wanted)]
        if not found:
            names = ", ".join(sheet.name or "" for sheet in filled) or tr("none (a csv file has no sheets)")
            raise UsageError(
                tr("there is no sheet {name!r} with content", name=wanted),
                where=self.book.name,
                hint=tr("there are: {names}", names=names),
            )
        return found

    def _check_fields(self) -> None:
        for field in self.choices.mapped.values():
            if field not in self.headings.fields:
                raise UsageError(
                    tr("there is no field {field!r} in {importer}", field=field, importer=self.importer.name),
                    where="--map",
                    hint=tr("there are: {fields}", fields=", ".join(self.headings.fields)),
                )

    def _check_headings(self, tables: list[SheetTable]) -> None:
        there = {heading_key(label) for table in tables for label in table.columns.labels if label}
        there |= {heading_key(use.heading) for table in tables for use in table.columns.uses}
        for table in tables:
            places = {*range(len(table.columns.labels)), *(use.at for use in table.columns.uses)}
            letters = [column_letters(at) for at in places]
            there |= {heading_key(each) for each in (*letters, *(f"{table.sheet.name}!{each}" for each in letters))}
        for option, headings in (("--map", self.choices.mapped), ("--ignore", self.choices.ignored)):
            for heading in headings:
                if tables and heading_key(heading) not in there:
                    labels = [label for table in tables for label in table.columns.labels if label]
                    raise UsageError(
                        tr("no column is called {heading!r}", heading=heading),
                        where=f"{option} ({self.book.name})",
                        hint=tr("there are: {labels}", labels=", ".join(dict.fromkeys(labels))),
                    )

    # -- the tables of a sheet --------------------------------------------------------------------

    def _on_sheet(self, sheet: Sheet) -> list[SheetTable]:
        """The tables on one sheet: under each other, and beside each other under the same headings."""
        header = self._given_header(sheet) if self.choices.header_row else self._best_header(sheet.rows[:_SEARCHED])
        if header is None:
            return []
        tables: list[SheetTable] = []
        rows: list[Row] = []
        repeated: list[int] = []
        lines = tuple(row.number for row in sheet.rows[header.first : header.first + header.height])
        for row in sheet.rows[header.first + header.height :]:
            again = self._header_again(row, header)
            if again is None:
                rows.append(row)
            elif _same(again.labels, header.labels):
                rows.append(row)
                repeated.append(row.number)
            else:
                tables += self._tables(sheet, header, rows, lines, repeated)
                header, rows, repeated, lines = again, [], [], (row.number,)
        return [*tables, *self._tables(sheet, header, rows, lines, repeated)]

    def _tables(
        self, sheet: Sheet, header: _Header, rows: list[Row], lines: tuple[int, ...], repeated: list[int]
    ) -> Iterator[SheetTable]:
        blocks = _blocks(header.labels)
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

    def _given_header(self, sheet: Sheet) -> _Header | None:
        """The header on the line that a person named."""
        for at, row in enumerate(sheet.rows):
            if row.number == self.choices.header_row:
                labels = _labels(None, row)
                return _Header(at, 1, labels, frozenset(by_headings(self.headings, labels)))
        return None

    def _best_header(self, rows: Sequence[Row]) -> _Header | None:
        """The row (or pair of rows) that names the most fields; the first of equals."""
        best: _Header | None = None
        score = self.least - 1
        for at, row in enumerate(rows):
            if not _may_be_header(row):
                continue
            single = self._header(at, 1, None, row)
            if len(single.fields) > score:
                best, score = single, len(single.fields)
            above = rows[at - 1] if at and rows[at - 1].number >= row.number - 2 else None
            if above is not None and _may_be_header(above) and len(above.filled) > 1:
                pair = self._header(at - 1, 2, above, row)
                if len(pair.fields) > score and len(pair.fields) > len(single.fields):
                    best, score = pair, len(pair.fields)
        if best is None and rows and len(rows[0].filled) == 1:
            single = self._header(0, 1, None, rows[0])
            return single if single.fields else None
        return best

    def _header(self, first: int, height: int, above: Row | None, row: Row) -> _Header:
        labels = _labels(above, row)
        mapped = {heading_key(heading): field for heading, field in self.choices.mapped.items()}
        fields = set(by_headings(self.headings, labels))
        for at, label in enumerate(labels):
            keys = (heading_key(label.own), heading_key(column_letters(at)) if label.own else "")
            fields |= {mapped[key] for key in keys if key in mapped}
        return _Header(first, height, labels, frozenset(fields))

    def _header_again(self, row: Row, header: _Header) -> _Header | None:
        """A header further down: nearly every cell is a heading, at least two of them to the letter."""
        # Nearly every row ends here: no cell of it is a heading, and a figure has no letters.
        texts = (text for cell in row.cells if (text := cell.text.strip()) and text.upper() != text.lower())
        if not any(map(self.headings.hit, texts)):
            return None
        if len(row.filled) < 2 or not _may_be_header(row):
            return None
        labels = _labels(None, row)
        found = _Header(0, 1, labels, frozenset())
        if _same(labels, header.labels):
            return found
        levels = by_headings(self.headings, labels)
        sure = sum(1 for level in levels.values() if level >= NEAR)
        hits = sum(1 for label in labels if self.headings.under(label.own, label.joined))
        return found if sure >= 2 and hits >= 0.6 * len(row.filled) else None

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
            )
        sheet, columns = min(best, key=lambda each: (len(self._missing(each[1], needs)), -len(each[1].by_field)))
        return InvalidData(
            tr("missing columns: {columns}", columns="; ".join(self._missing(columns, needs))),
            where=f"{self.book.name}{f' (sheet {sheet.name})' if sheet.name else ''}",
            details=[tr("found: {labels}", labels=", ".join(label for label in columns.labels if label))],
            hint=tr("say which column it is: {answers}", answers=self._answers(columns)),
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


def _blocks(labels: Sequence[HeadingLabel]) -> list[tuple[int, int]]:
    """The first and last column (excluded) of each list that stands under the same headings beside the others."""
    filled = [(at, fold_plain(label.own)) for at, label in enumerate(labels) if label.own.strip()]
    whole = [(0, len(labels))]
    for size in range(2, len(filled) // 2 + 1):
        names = [name for _, name in filled]
        if len(names) % size or len(set(names[:size])) < size or names != names[:size] * (len(names) // size):
            continue
        starts = [filled[each][0] for each in range(0, len(filled), size)]
        return list(zip(starts, [*starts[1:], len(labels)], strict=True))
    return whole


def _first_line(sheet: Sheet) -> str:
    texts = [" ".join(cell.text.split())[:40] for cell in sheet.rows[0].filled][:8]
    return tr(
        "{rest}first row with content: {texts}",
        rest=f"sheet {sheet.name}, " if sheet.name else "",
        texts=" | ".join(texts),
    )


def _may_be_header(row: Row) -> bool:
    return all(len(cell.text) <= LONGEST_HEADING and not cell.formula for cell in row.filled)


def _labels(above: Row | None, row: Row) -> tuple[HeadingLabel, ...]:
    """The headings of a row; one above carries to the right over columns that have none above them.

    A column with a heading in the row above alone has that one: ``Kommune | Kvalitet |`` over ``| Tiltak | Mål``.
    """
    labels = []
    over = ""
    carries = above is not None and (len(above.filled) < len(row.filled) or _stands_under(above, row))
    for at in range(max(len(row.cells), len(above.cells) if above else 0)):
        own = row[at].text.strip()
        said = above[at].text.strip() if above else ""
        over = said or (over if own and carries else "")
        own = own or said
        labels.append(HeadingLabel(own, own if not over or over == own else f"{over} {own}".strip()))
    return tuple(labels)


def _stands_under(above: Row, row: Row) -> bool:
    """Whether a row leaves the first heading above it alone, and speaks of columns that have none."""
    first = next((at for at, cell in enumerate(above.cells) if cell.text.strip()), 0)
    return not row[first].text.strip() and any(
        cell.text.strip() and not above[at].text.strip() for at, cell in enumerate(row.cells)
    )


def _same(one: Sequence[HeadingLabel], other: Sequence[HeadingLabel]) -> bool:
    return [fold_plain(each.own) for each in one if each.own] == [fold_plain(each.own) for each in other if each.own]
