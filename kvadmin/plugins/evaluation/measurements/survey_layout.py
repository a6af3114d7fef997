"""Lists of surveys: a row per municipality and period with those asked, those who answered, and what they answered."""

from __future__ import annotations

from pathlib import Path

from kvadmin.api import InvalidData, Session
from kvadmin.api.imports import NEEDS_WHO, WHO_FIELDS, Importer, SheetTable, SheetTables, look_into, parse_fields
from kvadmin.api.records import Indicator

from .figure_reading import NO_CELL, SheetLayout
from .long_layout import RowReader

_TABLE = """
indicator: indikator | indikator-id | undersøkelse | undersøking | survey | indicator id
municipality: region
period: periode | tid | tidspunkt | tidsperiode | time | date | dato
year: år | aar | årstall | årstal
part: kvartal | måned | månad | quarter | month | mnd
answers: svar | antall svar | tal på svar | svarte | respondenter | respondentar | besvarelser | svar i alt
answers: n | responses | respondents | number of answers | denominator | nevner | nemnar
invited: invitert | inviterte | spurte | utsendt | utsendte | utsende | bruttoutvalg | bruttoutval | asked | sample size
mean: gjennomsnitt | snitt | gjennomsnittsskår | middelverdi | average | mean score
sd: standardavvik | std | stdavvik | st.avvik | standard deviation | stddev
top: toppboks | i toppboksen | antall i toppboksen | tal i toppboksen | fornøyde | nøgde | antall fornøyde
top: top box | top box count | value | teller | teljar
share: andel i toppboksen | del i toppboksen | prosent fornøyde | prosent nøgde | andel fornøyde | del nøgde
share: top box share | toppboks prosent | toppboks % | top box percent | prosent i toppboksen
"""
_CATEGORY = "category_{n}: {n} | svar {n} | svarte {n} | antall {n} | kategori {n} | category {n} | answer {n}"
_CATEGORIES = "\n".join(_CATEGORY.format(n=n) for n in range(12))
_FIELDS = ("answers", "invited", "mean", "sd", "top", "share", *(f"category_{n}" for n in range(12)))
#: Results of surveys: who answered, and what.
SURVEYS = Importer(
    "surveys",
    parse_fields(_TABLE + _CATEGORIES, WHO_FIELDS, {name: {"kind": "figure"} for name in _FIELDS}),
    (NEEDS_WHO, ("period", "year", "part"), ("answers", "category_1", "category_2")),
    help="what users of a municipality answered",
)


def is_survey(run: Session, file: Path, indicators: list[Indicator], only: Indicator | None) -> bool:
    """Whether a file is a list of a survey: the option says so, or its column of indicators names one."""
    if only is not None or not any(each.scale for each in indicators):
        return only is not None and bool(only.scale)
    try:
        tables = look_into(run, file, SURVEYS).tables
    except InvalidData:
        return False
    surveys = {text.casefold() for each in indicators if each.scale for text in (each.id, each.nb, each.nn) if text}
    named = {
        cell.text.strip().casefold()
        for table in tables
        for row in table.rows
        for cell in table.cells(row, "indicator")
        if not cell.blank
    }
    return bool(named) and named <= surveys


def read_surveys(tables: SheetTables) -> SheetLayout:
    """A reading for each row; the cell of its answers stands for the figure."""
    layout = SheetLayout()
    for table in tables.tables:
        _read(table, layout)
    return layout


def _read(table: SheetTable, layout: SheetLayout) -> None:
    by_field = {name: at for name in _FIELDS if (at := table.columns.by_field.get(name))}
    layout.contents |= {table.columns.labels[at] for at in table.columns.by_field.get("indicator", ())}
    read = RowReader(table, [])
    shown = next(at[0] for at in by_field.values())
    for row in table.rows:
        if row.number in table.repeated:
            continue
        cells = {name: row[at[0]] if at[0] < len(row.cells) else NO_CELL for name, at in by_field.items()}
        given = [cell for cell in cells.values() if not cell.blank]
        reading = read.figure(row, shown)
        reading = reading._replace(value=given[0] if given else reading.value, survey=cells, heading="")
        layout.readings.append(reading)
