"""Scores from a workbook or csv: one ``score`` column, or one column per criterion of the call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from kvadmin.api import tr
from kvadmin.api.imports import (
    NEEDS_WHO,
    WHO_FIELDS,
    ColumnFigures,
    Field,
    Importer,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    judge_figures,
    municipality_of,
    municipality_written,
    parse_fields,
    why_no_municipality,
)
from kvadmin.api.records import Criterion

_TOTAL = "score"
_TABLE = "score: poeng | poengsum | sum poeng | totalpoeng | points | total"
_MORE: dict[str, dict[str, Any]] = {"score": {"kind": "figure", "help": "the score as a whole"}}

#: Scores: a municipality, and a score or the points of each criterion (:func:`scores_of`).
SCORES = Importer(
    "scores",
    parse_fields(_TABLE, WHO_FIELDS, more=_MORE),
    (NEEDS_WHO, (_TOTAL,)),
    help="the scores of one application",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(RowOutcome):
    """One row: the municipality, its score or points per criterion, or what is wrong with it (``refused``)."""

    score: Decimal | None = None
    points: dict[str, Decimal] = field(default_factory=dict)


def scores_of(criteria: Sequence[Criterion]) -> Importer:
    """The importer of a call's scores: each criterion by its name, and the score if no criterion is called so."""
    own = [Field(f"criterion:{each.name}", (each.name,), kind="figure") for each in criteria]
    plain = SCORES
    if any(each.name.casefold() == _TOTAL for each in criteria):
        plain = replace(SCORES, fields=tuple(each for each in SCORES.fields if each.name != _TOTAL))
    return plain.with_fields(own, (NEEDS_WHO, (_TOTAL, *(each.name for each in own))))


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
            row = replace(row, outcome="refused", reason=problem)  # noqa: PLW2901 - its fate
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
    written = municipality_written(table, row)
    match = municipality_of(table, row, register)
    fate = ScoreRow(sheet=table.sheet.name, row=row.number, outcome="refused", candidates=match.candidates)
    if match.verdict != "found":
        return replace(fate, reason=why_no_municipality(match, written), unknown=bool(written))
    fate = replace(fate, municipality=match.number)
    score: Decimal | None = None
    points: dict[str, Decimal] = {}
    try:
        score = _points(table, row, _TOTAL, figures)
        for each in criteria:
            value = _points(table, row, f"criterion:{each.name}", figures)
            if value is not None:
                points[each.name] = value
    except ValueError as problem:
        return replace(fate, reason=str(problem))
    return replace(fate, outcome="updated", score=score, points=points)


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
