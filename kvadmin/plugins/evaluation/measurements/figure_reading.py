"""One figure as it stands in a file, and what every kind of table of figures has: headings, municipality, width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kvadmin.api import tr
from kvadmin.api.imports import NEEDS_WHO, WHO_FIELDS, Cell, Importer, Row, parse_fields

_TABLE = """
indicator: indikator | indikator-id | indikatorid | statistikkvariabel | indicator id
municipality: region
period: periode | tid | tidspunkt | tidsperiode | time | date | dato
year: år | aar | årstall | årstal
part: kvartal | måned | månad | quarter | month | mnd
part ~ hvilket kvartal | kva kvartal | kva for kvartal | which quarter | hvilken måned | kva månad | which month
value: verdi | tall | tal | måling | resultat | teller | teljar | numerator | values | prosent
denominator: nevner | nemnar | n | grunnlag
sample: utvalg | utval | observasjon | observation | måling nr | sample id
dimension: kjønn | sex | gender | alder | aldersgruppe | age | age group | næring | industry | sektor | sector
dimension: utdanning | utdanningsnivå | yrke | landbakgrunn | innvandringskategori | eierform | eigarform
dimension: sykefraværstype | sjukefråværstype | type sykefravær | type sjukefråvær | type fravær | type fråvær
"""
_MORE: dict[str, dict[str, Any]] = {
    "value": {"kind": "figure", "many": True, "help": "the figure; of several columns the one called as the indicator"},
    "denominator": {"kind": "figure"},
    "dimension": {"many": True, "help": "divides the figures of a municipality: --where HEADING=VALUE chooses"},
}
#: What a list of figures holds; wide ones have a column per period or per municipality instead of a value.
LIST = Importer(
    "measurements",
    parse_fields(_TABLE, WHO_FIELDS, _MORE),
    (NEEDS_WHO, ("period", "year", "part"), ("value",)),
    help="one figure of a municipality",
)
HEADINGS = LIST.headings
#: What the choice between several columns of figures is called, beside a heading of the file's own.
CONTENT = "content"


#: What stands for a cell that a table has no column for.
NO_CELL = Cell()


class FigureReading(NamedTuple):
    """One figure as it stands in the file; ``period`` is what its heading or cell says.

    Attributes:
        indicator: What the row says is measured, or the heading of its column does.
        extra: Heading and text of what else the row says (``kjønn``, ``Menn``).
        heading: The heading of the column that the figure stands in.
        problem: Why the row cannot be read at all.
        left_out: Why the figure is not wanted.
        county: What the row says of the county, which tells municipalities of one name apart.
        survey: The cells of a row of a list of surveys, by field; None elsewhere.
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
    county: str = ""
    survey: Mapping[str, Cell] | None = None


@dataclass
class SheetLayout:
    """Every figure of a file."""

    readings: list[FigureReading] = field(default_factory=list)
    #: Headings of the columns that say what is measured.
    contents: set[str] = field(default_factory=set)
    #: Headings of the columns that divide the figures of a municipality.
    dividing: set[str] = field(default_factory=set)


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
