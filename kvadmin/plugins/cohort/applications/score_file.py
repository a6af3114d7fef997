"""Scores from a workbook or csv: one ``score`` column, or one column per criterion of the call.

``score`` (or a heading that says *weighted*) is the score itself and replaces what the criteria give. A column of sums
("Sum", "Total", "Poengsum") does not say whether the criteria's weights are in it. It is the score where the call has
no criteria or all weigh 1; beside columns of criteria it is left out, with a remark; else the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import Field, Headings, Register, Row, SheetTable, read_number
from kvadmin.api.records import Criterion
from kvadmin.api.wording import fold

from ..admission.scores import quantise
from ..imported_files import no_match, row_place
from ..total_words import says_total

_SCORE, _SUM = "score", "total"
_MUNICIPALITY = Field(
    "municipality",
    ("kommunenummer", "kommunenr", "komm.nr", "knr", "kommune", "kommunenavn", "kommunenamn", "number", "nummer"),
)
#: Headings that say that the weights are in it.
_WEIGHTED = Field(
    _SCORE,
    tuple(
        f"{word} {what}"
        for word in ("vektet", "vekta", "vektede", "weighted")
        for what in ("sum", "poengsum", "poeng", "score", "total", "points")
    ),
)
#: Headings that do not say whether they are.
_SUMS = Field(
    _SUM,
    (
        *"sum total totalt totalsum poeng poengsum totalpoeng points".split(),
        *("sum poeng", "sum points", "sum score", "total points", "total score", "poeng totalt", "poeng i alt"),
        *("samlet poengsum", "samla poengsum"),
    ),
)
#: What stands where a municipality would, beside the words of totals, in rows that are about the list itself.
_ABOUT = re.compile(
    r"(maks\w*|max\w*|min|minimum|høy?este|høgaste|lavest\w*|lågast\w*|vekt\w*|weight\w*|st avvik|std\w*)\b"
)


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


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """What a file of scores says: its rows, those that score nobody (place and words), and remarks on its columns."""

    rows: list[ScoreRow]
    skipped: list[tuple[str, str]]
    remarks: list[str]


def score_headings(criteria: Sequence[Criterion]) -> Headings:
    """The columns to look for: the municipality, each criterion under its own name, a score, a sum."""
    own = [Field(f"criterion:{each.name}", (each.name,)) for each in criteria]
    taken = {each.name.casefold() for each in criteria}
    return Headings([_MUNICIPALITY, *own, *(each for each in (_WEIGHTED, _SUMS) if each.name not in taken)])


def required_columns(criteria: Sequence[Criterion]) -> tuple[tuple[str, ...], ...]:
    """A municipality, and a score, a sum or some criterion."""
    return (("municipality",), (_SCORE, _SUM, *(f"criterion:{each.name}" for each in criteria)))


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
        told = [each for each in (_read(table, row, criteria, register, column, reading) for row in table.rows) if each]
        for row in told:
            if row.municipality in seen:
                problem = tr("{number} stands here twice", number=row.municipality)
                row = ScoreRow(row.sheet, row.row, row.municipality, problem=problem)  # noqa: PLW2901 - its fate
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
        hint=tr("give a column per criterion; or, if they are in it, call the column 'score'"),
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
    table: SheetTable, row: Row, criteria: Sequence[Criterion], register: Register, column: str, reading: ScoreReading
) -> ScoreRow | None:
    """What the row says; None for one that is about no municipality, which is noted as skipped."""
    if not row.filled:
        return None
    text = table.text(row, "municipality")
    number, _ = read_number(text)
    match = register.match(number=number) if number.isdecimal() else register.match(name=text)
    place = row_place(table.sheet.name, row.number)
    if match.verdict != "found":
        fields = (_SCORE, _SUM, *(f"criterion:{each.name}" for each in criteria))
        bare = all(table.cell(row, name).blank for name in fields)
        if not text or bare or says_total(text) or _ABOUT.match(fold(text)):
            reading.skipped.append((place, text))
            return None
        return ScoreRow(
            table.sheet.name, row.number, None, problem=no_match(text, match.candidates), unknown=bool(text)
        )
    points: dict[str, Decimal] = {}
    try:
        score = _decimal(table.text(row, column))
        for each in criteria:
            value = _decimal(table.text(row, f"criterion:{each.name}"))
            if value is not None:
                points[each.name] = value
    except ValueError as problem:
        return ScoreRow(table.sheet.name, row.number, match.number, problem=str(problem))
    return ScoreRow(table.sheet.name, row.number, match.number, score, points)


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
