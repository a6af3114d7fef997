"""Where the figures stand in a file: long (a row each) or wide (a column per period), sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import NEEDS_WHO, WHO_FIELDS, Cell, Importer, Row, SheetTable, find_tables, parse_fields

from ..periods import parse_period

_TABLE = """
indicator: indikator | indikator-id | indikatorid | statistikkvariabel | indicator id
municipality: region
period: periode | tid | tidspunkt | tidsperiode | time | date | dato
year: år | aar | årstall | årstal
part: kvartal | måned | månad | quarter | month | mnd
value: verdi | tall | tal | måling | resultat | teller | teljar | numerator | values | prosent
denominator: nevner | nemnar | n | grunnlag
sample: utvalg | utval | observasjon | observation | måling nr | sample id
"""

#: Figures: a municipality, a period and a value in each row; wide lists have a column per period instead.
MEASUREMENTS = Importer(
    "measurements",
    parse_fields(_TABLE, WHO_FIELDS),
    (NEEDS_WHO, ("period", "year", "part"), ("value",)),
    help="one figure of a municipality",
)
_SEARCHED = 60


class FigureReading(NamedTuple):
    """One figure as it stands in the file; ``period`` is what its heading or cell says.

    ``problem`` tells why the row cannot be read at all.
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


@dataclass
class SheetLayout:
    """Everything that stands in a file, and what was left out."""

    readings: list[FigureReading] = field(default_factory=list)
    unknown: list[tuple[str | None, str]] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)


def read_layout(book: Any) -> SheetLayout:
    """Every figure of a book.

    Args:
        book: As ``read_file`` gives it.

    Raises:
        InvalidData: No sheet has figures of municipalities by period.
    """
    layout = SheetLayout()
    failed: InvalidData | None = None
    for sheet in book.sheets:
        if not sheet.rows:
            continue
        try:
            tables = find_tables(replace(book, sheets=(sheet,)), MEASUREMENTS)
        except InvalidData as error:
            if not _wide(sheet, layout):
                failed = failed or error
                layout.other_sheets.append(sheet.name or "")
            continue
        layout.unknown += tables.unknown_columns
        for table in tables.tables:
            layout.readings += _long(table)
    if not layout.readings and failed:
        raise InvalidData(
            failed.message,
            where=failed.where,
            details=failed.details,
            hint=tr("long: indicator, municipality, period, value; wide: municipality and a column per period"),
        )
    return layout


def _long(table: SheetTable) -> Iterator[FigureReading]:
    for row in table.rows:
        if not row.filled or row.number in table.repeated:
            continue
        yield FigureReading(
            table.sheet.name,
            row.number,
            table.text(row, "indicator"),
            _municipality(table, row),
            _period_of(table, row),
            table.cell(row, "value"),
            table.cell(row, "denominator"),
            table.text(row, "sample"),
            _overlong(table.sheet, row, len(table.columns.labels)),
        )


def _overlong(sheet: Any, row: Row, width: int) -> str:
    """What is wrong with a line of a csv that is longer than its headings: ``9,8`` was cut in two, and 9 is wrong."""
    if sheet.name is not None or not any(cell.own for cell in row.cells[width:]):
        return ""
    return tr(
        "the line has {cells} cells and the headings are {headings}; "
        "put a figure with a decimal comma in quotes, or separate the columns with ;",
        cells=len(row.cells),
        headings=width,
    )


def _municipality(table: SheetTable, row: Row) -> str:
    """The number where there are columns for number and name."""
    texts = [
        cell.text.strip() for name in ("number", "municipality") for cell in table.cells(row, name) if not cell.blank
    ]
    return next((text for text in texts if text.split()[0].isdecimal()), texts[0] if texts else "")


def _period_of(table: SheetTable, row: Row) -> Any:
    """The cell of the period, or year and part of it joined (``2007`` and ``3. kvartal``)."""
    cell = table.cell(row, "period")
    if not cell.blank:
        return cell.value
    year, part = table.cell(row, "year"), table.cell(row, "part")
    if year.blank or part.blank:
        return (part if year.blank else year).value
    name, text = year.text.strip(), part.text.strip()
    if not text.isdecimal():
        return f"{name} {text}" if _is_period(f"{name} {text}") else f"{text} {name}"
    heading = " ".join(table.columns.labels[at] for at in table.columns.by_field["part"]).casefold()
    return f"{name}{'Q' if heading.startswith(('kv', 'qu')) else 'M'}{text}"


def _wide(sheet: Any, layout: SheetLayout) -> bool:
    """Read a sheet with a column per period; False when it is none."""
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        periods = {k: row[k].value for k in range(len(row.cells)) if _is_period(row[k].value)}
        found = _other_columns(row)
        if not periods or "value" in found or not _is_header(found, periods):
            continue
        below, width = sheet.rows[at + 1 :], len(row.cells)
        if below and (parts := _parts_of_years(row, below[0])):
            width = max(width, len(below[0].cells))
            periods, found, below = parts, found | _other_columns(below[0]), below[1:]
        first = min(periods)
        municipality = (
            [*found.get("number", ()), *found.get("municipality", ())]
            or [k for k in range(first) if not row[k].text.strip()][:1]
            or [0]
        )
        known = {*municipality, *found.get("indicator", ()), *periods}
        spare = [row[k].text.strip() for k in range(len(row.cells)) if k not in known and not _is_period(row[k].value)]
        layout.unknown += [(sheet.name, text) for text in spare if text]
        for each in below:
            problem = _overlong(sheet, each, width)
            layout.readings += (
                reading._replace(problem=problem)
                for reading in _row(sheet.name, each, municipality, found.get("indicator", []), periods)
            )
        return True
    return False


def _is_header(found: dict[str, list[int]], periods: dict[int, Any]) -> bool:
    """A municipality and a period are named, or several periods stand in a row behind an empty heading (SSB)."""
    if "municipality" in found or "number" in found:
        return "period" not in found
    return len(periods) > 1 and 0 not in periods


def _parts_of_years(years: Row, parts: Row) -> dict[int, Any]:
    """Column -> period, where a row of years (each over several columns) stands above one of quarters or months."""
    found: dict[int, Any] = {}
    year = ""
    for at in range(len(parts.cells)):
        text = years[at].text.strip()
        year = text if _is_year(text) else year
        own = parts[at].text.strip()
        if year and any(char.isalpha() for char in own):  # a bare figure is a figure
            found |= next(({at: each} for each in (f"{own} {year}", f"{year}{own}") if _is_period(each)), {})
    return found


def _other_columns(row: Row) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at in range(len(row.cells)):
        text = row[at].text.strip()
        hit = MEASUREMENTS.headings.hit(text) if text and not _is_period(row[at].value) else None
        if hit:
            found.setdefault(hit.field.name, []).append(at)
    return found


def _row(
    sheet: str | None, row: Row, municipality: list[int], indicator: list[int], periods: dict[int, Any]
) -> Iterator[FigureReading]:
    texts = [text for k in municipality if (text := row[k].text.strip())]
    who = next((text for text in texts if text.split()[0].isdecimal()), texts[0] if texts else "")
    what = next((text for k in indicator if (text := row[k].text.strip())), "")
    if not row.filled:
        return
    if all(row[at].blank for at in periods):  # a note, a source, an empty line with a name
        yield FigureReading(sheet, row.number, what, who, None, Cell(where=row.filled[0].where), Cell())
        return
    for at, period in periods.items():
        yield FigureReading(sheet, row.number, what, who, period, row[at], Cell())


def _is_period(value: Any) -> bool:
    if isinstance(value, date):
        return True
    try:
        parse_period(value)
    except InvalidData:
        return False
    return True


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2199
