"""Scores from a workbook or csv: one ``score`` column, or one column per criterion of the call.

``score`` (or a heading that says *weighted*) is the score itself and replaces what the criteria give. A column of sums
("Sum", "Total", "Poengsum") does not say whether the criteria's weights are in it. It is the score where the call has
no criteria or all weigh 1; beside columns of criteria it is left out, with a remark; else the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from kvadmin.api import InvalidData, tr
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
    row_place,
    why_no_municipality,
)
from kvadmin.api.records import Criterion
from kvadmin.api.wording import fold

from ..admission.scores import quantise
from ..total_words import says_total

_SCORE, _SUM = "score", "total"
#: Of ``score``: headings that say that the weights are in it; of ``total``: those that do not say whether they are.
_TABLE = """
score: vektet sum | vektet poengsum | vektet score | vektet total | vektede poeng
score: vekta sum | vekta poengsum | vekta score | vekta total | vekta poeng
score: sum vektet | sum vekta | poeng vektet | poeng vekta | vektet sum poeng
score: weighted sum | weighted score | weighted total | weighted points
total: sum | totalt | totalsum | poeng | poengsum | totalpoeng | points | sum poeng | sum points | sum score
total: total points | total score | poeng totalt | poeng i alt | samlet poengsum | samla poengsum
"""
_MORE: dict[str, dict[str, Any]] = {
    "score": {"kind": "figure", "help": "the score as a whole, weighted"},
    "total": {"kind": "figure", "help": "a sum of points that does not say whether it is weighted"},
}

#: Scores: a municipality, and a score or the points of each criterion (:func:`scores_of`).
SCORES = Importer(
    "scores",
    parse_fields(_TABLE, WHO_FIELDS, more=_MORE),
    (NEEDS_WHO, (_SCORE, _SUM)),
    help="the scores of one application",
)
#: What stands where a municipality would, beside the words of totals, in rows that are about the list itself.
_ABOUT = re.compile(
    r"(maks\w*|max\w*|min|minimum|høy?este|høgaste|lavest\w*|lågast\w*|vekt\w*|weight\w*|st avvik|std\w*)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(RowOutcome):
    """One row: the municipality, its score or points per criterion, or what is wrong with it (``refused``)."""

    score: Decimal | None = None
    points: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """What a file of scores says: its rows, those that score nobody (place and words), and remarks on its columns."""

    rows: list[ScoreRow]
    skipped: list[tuple[str, str]]
    remarks: list[str]


def scores_of(criteria: Sequence[Criterion]) -> Importer:
    """The importer of a call's scores: each criterion by name, and score and sum unless a criterion is called so."""
    own = [Field(f"criterion:{each.name}", (each.name,), kind="figure") for each in criteria]
    taken = {each.name.casefold() for each in criteria} & {_SCORE, _SUM}
    plain = replace(SCORES, fields=tuple(each for each in SCORES.fields if each.name not in taken))
    return plain.with_fields(own, (NEEDS_WHO, (_SCORE, _SUM, *(each.name for each in own))))


def read_scores(tables: Iterable[SheetTable], criteria: Sequence[Criterion], register: Register) -> ScoreReading:
    """Every row that is about a municipality; one scored twice is a problem of the second row.

    Raises:
        InvalidData: Nothing tells whether a column of sums has the weights of the criteria in it.
    """
    tables = list(tables)
    reading = ScoreReading([], [], [])
    seen: set[str] = set()
    for table in tables:
        column = _column_of_scores(table, criteria)
        figures = {
            name: judge_figures(cell.value for row in table.rows for cell in table.cells(row, name))
            for name in (column, *(f"criterion:{each.name}" for each in criteria))
        }
        found = (_read(table, row, criteria, register, column, figures, reading) for row in table.rows)
        told = [each for each in found if each]
        for row in told:
            if row.municipality in seen:
                problem = tr("{number} stands here twice", number=row.municipality)
                row = replace(row, outcome="refused", reason=problem)  # noqa: PLW2901 - its fate
            elif row.municipality:
                seen.add(row.municipality)
            reading.rows.append(row)
        if column != _SUM and table.columns.has(_SUM):
            reading.remarks.append(_left_out(table, told, criteria))
    return reading


def _column_of_scores(table: SheetTable, criteria: Sequence[Criterion]) -> str:
    """The field that holds the score of a row: ``score``, or the sums where they can only be the score."""
    by_criterion = any(table.columns.has(f"criterion:{each.name}") for each in criteria)
    if table.columns.has(_SCORE) or by_criterion or not table.columns.has(_SUM):
        return _SCORE
    if all(each.weight == 1 for each in criteria):
        return _SUM
    raise InvalidData(
        tr("nothing tells whether the weights of the criteria are in column {label!r}", label=_label(table)),
        where=row_place(table.sheet.name, table.header_rows[-1]),
        details=[
            tr("the criteria weigh {weights}", weights=", ".join(f"{each.name}={each.weight}" for each in criteria))
        ],
        hint=tr(
            "give a column per criterion; or, if they are in it: --map {answer!r}", answer=f"{_label(table)}=score"
        ),
        code="open-questions",
    )


def _label(table: SheetTable) -> str:
    return table.columns.labels[table.columns.by_field[_SUM][0]]


def _left_out(table: SheetTable, rows: Sequence[ScoreRow], criteria: Sequence[Criterion]) -> str:
    """What is said of a column of sums beside the columns that count, and where it differs from the weighted sum."""
    said = tr(
        "column {label!r} was left out: the score is worked out from the criteria and their weights",
        label=_label(table),
    )
    by_number = {row.number: row for row in table.rows}
    wrong = []
    for each in rows:
        try:
            total = _decimal(table.text(by_number[each.row], _SUM))
        except ValueError:
            continue
        if total is not None and all(one.name in each.points for one in criteria):
            weighted = quantise(sum((one.weight * each.points[one.name] for one in criteria), Decimal(0)))
            wrong += [(each.municipality, total, weighted)] if quantise(total) != weighted else []
    if not wrong:
        return said
    number, total, weighted = wrong[0]
    return said + tr(
        "; it says otherwise for {count} row(s), as for {number}: {total}, weighted {weighted}",
        count=len(wrong),
        number=number,
        total=total,
        weighted=weighted,
    )


def _read(
    table: SheetTable,
    row: Row,
    criteria: Sequence[Criterion],
    register: Register,
    column: str,
    figures: Mapping[str, ColumnFigures],
    reading: ScoreReading,
) -> ScoreRow | None:
    """What the row says; None for one that is about no municipality, which is noted as skipped."""
    if not row.filled:
        return None
    text = municipality_written(table, row)
    match = municipality_of(table, row, register)
    fate = ScoreRow(sheet=table.sheet.name, row=row.number, outcome="refused", candidates=match.candidates)
    if match.verdict != "found":
        fields = (_SCORE, _SUM, *(f"criterion:{each.name}" for each in criteria))
        bare = all(table.cell(row, name).blank for name in fields)
        if not text or bare or says_total(text) or _ABOUT.match(fold(text)):
            reading.skipped.append((fate.place, text))
            return None
        return replace(fate, reason=why_no_municipality(match, text), unknown=bool(text))
    fate = replace(fate, municipality=match.number)
    points: dict[str, Decimal] = {}
    try:
        score = _points(table, row, column, figures)
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
