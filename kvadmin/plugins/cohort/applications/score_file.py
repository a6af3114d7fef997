"""Scores from a workbook or csv: one ``score`` column, or one column per criterion of the call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kvadmin.api import tr
from kvadmin.api.imports import ColumnFigures, Field, Headings, Register, Row, SheetTable, judge_figures, read_number
from kvadmin.api.records import Criterion

from ..imported_files import no_match

_TOTAL = "score"
_MUNICIPALITY = Field(
    "municipality",
    ("kommunenummer", "kommunenr", "komm.nr", "knr", "kommune", "kommunenavn", "kommunenamn", "number", "nummer"),
)
_SCORE = Field(_TOTAL, ("poeng", "poengsum", "sum poeng", "totalpoeng", "points", "total"))


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One row: the municipality, its score or points per criterion, or what is wrong with it."""

    sheet: str | None
    row: int
    municipality: str | None
    score: Decimal | None = None
    points: dict[str, Decimal] = field(default_factory=dict)
    problem: str = ""
    #: The problem is that nobody, or several, bear the name.
    unknown: bool = False


def score_headings(criteria: Sequence[Criterion]) -> Headings:
    """The columns to look for: the municipality, a score, and each criterion under its own name."""
    own = [Field(f"criterion:{each.name}", (each.name,)) for each in criteria]
    return Headings([_MUNICIPALITY, *own, *([] if _taken(criteria) else [_SCORE])])


def required_columns(criteria: Sequence[Criterion]) -> tuple[tuple[str, ...], ...]:
    """A municipality, and a score or some criterion."""
    return (("municipality",), (_TOTAL, *(f"criterion:{each.name}" for each in criteria)))


def _taken(criteria: Sequence[Criterion]) -> bool:
    return any(each.name.casefold() == _TOTAL for each in criteria)


def read_scores(tables: Iterable[SheetTable], criteria: Sequence[Criterion], register: Register) -> list[ScoreRow]:
    """Every row with content and what it says; a municipality scored twice is a problem of the second row."""
    rows = []
    for table in tables:
        figures = {
            name: judge_figures(cell.value for row in table.rows for cell in table.cells(row, name))
            for name in (_TOTAL, *(f"criterion:{each.name}" for each in criteria))
        }
        rows += [_row(table, row, criteria, register, figures) for row in table.rows if row.filled]
    seen: set[str] = set()
    out = []
    for row in rows:
        if row.municipality in seen:
            problem = tr("{number} stands here twice", number=row.municipality)
            row = ScoreRow(row.sheet, row.row, row.municipality, problem=problem)  # noqa: PLW2901 - its fate
        elif row.municipality:
            seen.add(row.municipality)
        out.append(row)
    return out


def _row(
    table: SheetTable,
    row: Row,
    criteria: Sequence[Criterion],
    register: Register,
    figures: Mapping[str, ColumnFigures],
) -> ScoreRow:
    text = table.text(row, "municipality")
    number, _ = read_number(text)
    match = register.match(number=text) if number.isdecimal() else register.match(name=text)
    if match.verdict != "found":
        return ScoreRow(
            table.sheet.name, row.number, None, problem=no_match(text, match.candidates), unknown=bool(text)
        )
    score: Decimal | None = None
    points: dict[str, Decimal] = {}
    try:
        score = _points(table, row, _TOTAL, figures)
        for each in criteria:
            value = _points(table, row, f"criterion:{each.name}", figures)
            if value is not None:
                points[each.name] = value
    except ValueError as problem:
        return ScoreRow(table.sheet.name, row.number, match.number, problem=str(problem))
    return ScoreRow(table.sheet.name, row.number, match.number, score, points)


def _points(table: SheetTable, row: Row, name: str, figures: Mapping[str, ColumnFigures]) -> Decimal | None:
    """The number of a cell; one whose mark the column uses in two ways is refused.

    Points do not run into thousands: a column with ``7.125`` only is read as it stands.
    """
    column = figures[name]
    if column.conflict and column.doubtful(table.cell(row, name).value):
        label = table.columns.labels[table.columns.by_field[name][0]]
        raise ValueError(tr("column {label!r}: {doubt}", label=label, doubt=column.doubt))
    return _decimal(table.text(row, name))


def _decimal(text: str) -> Decimal | None:
    """An exact number with decimal point or comma; a blank cell is none."""
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip().replace("\u2212", "-").replace(",", "."))
    except InvalidOperation:
        raise ValueError(tr("{text!r} is not a number", text=text)) from None
    if not value.is_finite():
        raise ValueError(tr("{text!r} is not a number", text=text))
    return value
