"""Where the figures stand in a file: long (a row each), or wide (:mod:`.wide_layout`), sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import Cell, Field, Headings, Row, SheetTable, find_tables

from .period_headings import is_period

HEADINGS = Headings(
    [
        Field("indicator", ("indikator", "indikator-id", "indikatorid", "statistikkvariabel", "indicator id")),
        Field(
            "municipality",
            (
                "kommunenummer",
                "kommunenr",
                "komm.nr",
                "kommune nr",
                "knr",
                "kommune",
                "kommunenamn",
                "kommunenavn",
                "number",
                "nummer",
                "region",
                "municipality number",
                "municipality name",
            ),
        ),
        Field("period", ("periode", "tid", "tidspunkt", "tidsperiode", "time", "date", "dato")),
        Field("year", ("år", "aar", "årstall", "årstal")),
        Field("part", ("kvartal", "måned", "månad", "quarter", "month", "mnd")),
        Field(
            "value",
            ("verdi", "tall", "tal", "måling", "resultat", "teller", "teljar", "numerator", "values", "prosent"),
        ),
        Field("denominator", ("nevner", "nemnar", "n", "grunnlag")),
        Field("sample", ("utvalg", "utval", "observasjon", "observation", "måling nr", "sample id")),
    ]
)
_NEEDS = (("municipality",), ("period", "year", "part"), ("value",))
#: The same without a column called value: then a column's heading says what is measured.
_PLACED = _NEEDS[:2]
#: How sure a heading is that is the very word.
_EXACT = 3
#: What the choice between several columns of figures is called, beside a heading of the file's own.
CONTENT = "content"


class FigureReading(NamedTuple):
    """One figure as it stands in the file; ``period`` is what its heading or cell says.

    Attributes:
        indicator: What the row says is measured, or the heading of its column does.
        extra: Heading and text of what else the row says (``kjønn``, ``Menn``).
        heading: The heading of the column that the figure stands in.
        problem: Why the row cannot be read at all.
        left_out: Why the figure is not wanted.
    """

    sheet: str | None
    row: int
    indicator: str
    municipality: str
    period: Any
    value: Cell
    denominator: Cell
    sample: str = ""
    problem: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    left_out: str = ""


@dataclass
class SheetLayout:
    """Everything that stands in a file, and what was left out."""

    readings: list[FigureReading] = field(default_factory=list)
    unknown: list[tuple[str | None, str]] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    #: Headings of the columns that say what is measured.
    contents: set[str] = field(default_factory=set)


def read_layout(book: Any, is_place: Callable[[str], bool] = lambda _: False) -> SheetLayout:
    """Every figure of a book.

    Args:
        book: As ``read_file`` gives it.
        is_place: Whether a text is a municipality or what stands beside them, for tables with a column for each.

    Raises:
        InvalidData: No sheet has figures of municipalities by period.
    """
    from .wide_layout import read_wide

    layout = SheetLayout()
    failed: InvalidData | None = None
    for sheet in book.sheets:
        if not sheet.rows:
            continue
        alone = replace(book, sheets=(sheet,))
        try:
            tables = find_tables(alone, HEADINGS, _NEEDS)
        except InvalidData as error:
            if not read_wide(sheet, layout, is_place) and not _by_content(alone, layout):
                failed = failed or error
                layout.other_sheets.append(sheet.name or "")
            continue
        for table in tables.tables:
            _long(table, layout)
    if not layout.readings and failed:
        raise InvalidData(
            failed.message,
            where=failed.where,
            details=failed.details,
            hint=tr("long: indicator, municipality, period, value; wide: municipality and a column per period"),
        )
    return layout


def _by_content(alone: Any, layout: SheetLayout) -> bool:
    """Read a sheet with municipality and period in its rows and a column for each thing that is measured."""
    try:
        tables = find_tables(alone, HEADINGS, _PLACED)
    except InvalidData:
        return False
    before = len(layout.readings)
    for table in tables.tables:
        if columns := _figure_columns(table):
            _long(table, layout, columns)
    return len(layout.readings) > before


def _figure_columns(table: SheetTable) -> list[int]:
    """The unknown columns in which nothing but figures and marks stands, and one figure at least."""
    return [
        at
        for at in _unknown(table)
        if (texts := [text for row in table.rows if (text := row[at].text.strip())])
        and any(char.isdecimal() for text in texts for char in text)
        and all(not any(char.isalpha() for char in text) for text in texts)
    ]


def _unknown(table: SheetTable) -> list[int]:
    known = {at for columns in table.columns.by_field.values() for at in columns}
    return [at for at, label in enumerate(table.columns.labels) if label and at not in known]


def _value_columns(table: SheetTable) -> list[int]:
    """The columns called value to the letter; all that come near when there is none."""
    columns = table.columns.by_field["value"]
    sure = [at for at in columns if _is_exact(table.columns.labels[at])]
    return sorted(sure or columns)


def _is_exact(label: str) -> bool:
    hit = HEADINGS.hit(label)
    return hit is not None and hit.level == _EXACT


def _long(table: SheetTable, layout: SheetLayout, figures: Sequence[int] = ()) -> None:
    """Read a table with a row for each municipality and period."""
    labels, by_field = table.columns.labels, table.columns.by_field
    columns = list(figures) or _value_columns(table)
    # A heading that is more than «value» says what is measured, and so do two of them.
    named = bool(figures) or len(columns) > 1 or not _is_exact(labels[columns[0]])
    inside = {*columns, *(at for name, found in by_field.items() if name != "value" for at in found)}
    extras = [(at, label) for at, label in enumerate(labels) if label and at not in inside]
    layout.unknown += [(table.sheet.name, label) for _, label in extras]
    layout.contents |= {labels[at] for at in by_field.get("indicator", ())}
    read = _RowReader(table, extras)
    for row in table.rows:
        if row.number in table.repeated:
            continue
        base = read.row(row)
        wanted = columns
        if len(columns) > 1:  # an empty cell among others is no figure of its own
            wanted = [at for at in columns if not row[at].blank] or columns[:1]
        for at in wanted:
            reading = base._replace(value=row[at], heading=labels[at])
            layout.readings.append(_naming(reading, labels[at]) if named else reading)


def _naming(reading: FigureReading, content: str) -> FigureReading:
    """The figure of a column that says what is measured; where the row says it too, the column tells figures apart."""
    if reading.indicator:
        return reading._replace(extra=((CONTENT, content), *reading.extra))
    return reading._replace(indicator=content)


class _RowReader:
    """Reads what the rows of one table say beside their figures."""

    def __init__(self, table: SheetTable, extras: list[tuple[int, str]]) -> None:
        self.table, self.extras = table, extras
        self.width = len(table.columns.labels) if table.sheet.name is None else 0
        labels = table.columns.labels
        self.columns = {name: table.columns.by_field.get(name, ()) for name in HEADINGS.fields}
        places = self.columns["municipality"]
        # ``region`` beside a municipality may be a part of the country
        named = tuple(at for at in places if labels[at].casefold() != "region")
        self.places = named or places

    def row(self, row: Row) -> FigureReading:
        return FigureReading(
            self.table.sheet.name,
            row.number,
            self._text(row, "indicator"),
            place_of(row, self.places),
            self._period(row),
            NO_CELL,
            self._cell(row, "denominator"),
            self._text(row, "sample"),
            overlong(row, self.width) if self.width and len(row.cells) > self.width else "",
            tuple((label, row[at].text.strip()) for at, label in self.extras) if self.extras else (),
        )

    def _cell(self, row: Row, name: str) -> Cell:
        columns = self.columns[name]
        if len(columns) == 1:
            return row[columns[0]]
        return next((cell for at in columns if not (cell := row[at]).blank), NO_CELL)

    def _text(self, row: Row, name: str) -> str:
        return self._cell(row, name).text.strip() if self.columns[name] else ""

    def _period(self, row: Row) -> Any:
        """The cell of the period, or year and part of it joined (``2007`` and ``3. kvartal``)."""
        cell = self._cell(row, "period")
        if not cell.blank:
            return cell.value
        year, part = self._cell(row, "year"), self._cell(row, "part")
        if year.blank or part.blank:
            return (part if year.blank else year).value
        name, text = year.text.strip(), part.text.strip()
        if not text.isdecimal():
            return f"{name} {text}" if is_period(f"{name} {text}") else f"{text} {name}"
        heading = " ".join(self.table.columns.labels[at] for at in self.columns["part"]).casefold()
        return f"{name}{'Q' if heading.startswith(('kv', 'qu')) else 'M'}{text}"


#: What stands for a cell that a table has no column for.
NO_CELL = Cell()


def place_of(row: Row, columns: Sequence[int]) -> str:
    """The municipality of a row as one text: ``0301 Oslo`` where number and name have a column each."""
    if len(columns) == 1:
        return row[columns[0]].text.strip()
    texts = [text for at in columns if (text := row[at].text.strip())]
    number = next((text for text in texts if text.split()[0].isdecimal()), "")
    name = next((text for text in texts if not text.split()[0].isdecimal()), "")
    return f"{number} {name}" if number.isdecimal() and name else number or name


def overlong(row: Row, width: int) -> str:
    """What is wrong with a line of a csv that is longer than its headings: ``9,8`` was cut in two, and 9 is wrong."""
    if not any(cell.own for cell in row.cells[width:]):
        return ""
    return tr(
        "the line has {cells} cells and the headings are {headings}; "
        "put a figure with a decimal comma in quotes, or separate the columns with ;",
        cells=len(row.cells),
        headings=width,
    )


