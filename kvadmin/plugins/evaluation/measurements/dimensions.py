"""Further columns that tell the figures of a table apart (sex, age, industry): chosen by ``--where``, or the total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kvadmin.api import InvalidData, UnknownName, UsageError, tr
from kvadmin.api.wording import fold, near_names

from .figure_reading import CONTENT, HEADINGS, FigureReading

#: Values that stand for all the others, once codes are taken off.
_ALL = frozenset(
    map(
        fold,
        "begge kjønn, menn og kvinner, kvinner og menn, kvinner og menn i alt, i alt, alt i alt, alle, totalt, total, "
        "sum, både kvinner og menn, både menn og kvinner, both sexes, all, all ages, alle aldre, alle aldrar, "
        "alle aldersgrupper, alle næringer, alle næringar, alle sektorer, alle sektorar, alle grupper".split(", "),
    )
)
_CODES = re.compile(r"^[\d\W_]+")
_CONTENT_WORDS = frozenset(
    map(fold, (CONTENT, "contents", "innhold", "innhald", "statistikkvariabel", "indikator", "indicator"))
)
#: Values of a column that a message lists.
_LISTED = 8


class Where(NamedTuple):
    """One ``--where COLUMN=VALUE``."""

    column: str
    value: str

    def __str__(self) -> str:
        return f"{self.column}={self.value}"

    @property
    def reason(self) -> str:
        """Why a row that says something else is not read."""
        return tr("left out by --where {where}", where=f"'{self}'")


def apply_where(
    readings: Sequence[FigureReading], conditions: Iterable[Where], contents: Iterable[str] = ()
) -> list[FigureReading]:
    """The figures, those that do not fit left out with the condition as reason.

    Args:
        readings: The figures of the file.
        conditions: All of them must hold where a figure's table has the column.
        contents: Headings of the columns that say what is measured.

    Raises:
        UsageError: No table has such a column; those that there are, are listed.
        UnknownName: The column never says that; what it says is listed.
    """
    left = list(readings)
    for each in conditions:
        said = [_said(reading, each.column, contents) for reading in left]
        if not any(text is not None for text in said):
            raise _no_column(each, left)
        if not any(text is not None and fold(text) == fold(each.value) for text in said):
            values = list(dict.fromkeys(text for text in said if text))
            raise UnknownName(
                tr("the column {column!r} says {value!r} nowhere", column=each.column, value=each.value),
                where="--where",
                details=values[:20],
                hint=tr("give one of these"),
                near=near_names(each.value, values),
                code="unknown-value",
            )
        left = [
            reading._replace(left_out=reading.left_out or each.reason)
            if text is not None and fold(text) != fold(each.value)
            else reading._replace(extra=tuple(pair for pair in reading.extra if fold(pair[0]) != fold(each.column)))
            for reading, text in zip(left, said, strict=True)
        ]
    return left


def _said(reading: FigureReading, column: str, contents: Iterable[str]) -> str | None:
    """What the row of a figure says in a column; None when it has no such column, or is a note."""
    folded = fold(column)
    if reading.period is None and reading.value.blank:
        return None
    for heading, text in reading.extra:
        if fold(heading) == folded or (heading == CONTENT and folded in _CONTENT_WORDS):
            return text
    if reading.indicator and (folded in _CONTENT_WORDS or any(fold(each) == folded for each in contents)):
        return reading.indicator
    hit = HEADINGS.hit(column)
    if hit is not None and hit.field.name in ("municipality", "period", "sample"):
        return str(getattr(reading, hit.field.name) or "")
    return None


def _no_column(where: Where, readings: Sequence[FigureReading]) -> UsageError:
    columns = list(dict.fromkeys(heading for each in readings for heading, _ in each.extra))
    if any(each.indicator for each in readings):
        columns.append(CONTENT)
    return UsageError(
        tr("there is no column {column!r}", column=where.column),
        where="--where",
        hint=tr("columns to choose by: {columns}", columns=", ".join(columns) or tr("none")),
        near=near_names(where.column, columns),
        code="unknown-field",
    )


class Dimensions:
    """The further columns of a file's figures.

    Args:
        readings: The figures of the file.
        dividing: Headings of columns that divide the figures of a municipality: a part is never its own figure.
    """

    def __init__(self, readings: Sequence[FigureReading], dividing: Iterable[str] = ()) -> None:
        self.readings, self.dividing = readings, frozenset(dividing)
        self._wanted = [
            each
            for each in readings
            if each.extra and not each.left_out and not (each.value.blank and not each.value.formula)
        ]
        #: What the person is told about how the file was read.
        self.notes: list[str] = []
        #: The columns that something is said about.
        self.used: set[str] = set()

    def values(self, column: str) -> list[str]:
        """What a column says, in the order of the file."""
        said = (text for each in self._wanted for heading, text in each.extra if heading == column)
        return list(dict.fromkeys(text for text in said if text))

    def settled(self) -> list[FigureReading]:
        """The figures; of a column that tells them apart and has a clear total, only those of the total.

        Raises:
            InvalidData: A column divides the figures (by sex, age, industry), and which are wanted is not clear.
        """
        if not self._wanted:
            return list(self.readings)
        apart = self._telling_apart()
        totals: dict[str, str] = {}
        for column in dict.fromkeys(heading for each in self._wanted for heading, _ in each.extra):
            values = self.values(column)
            dividing = column in self.dividing
            total = [value for value in values if _is_total(value)]
            if len(values) > 1 and (dividing or column in apart):
                if len({fold(value) for value in total}) == 1:
                    totals[column] = total[0]
                elif dividing:
                    raise self._in_doubt(column, values)
            elif dividing and len(values) == 1 and not total:
                self.used.add(column)
                self.notes.append(tr("column {column!r} says {value!r} in every row", column=column, value=values[0]))
        self.used |= totals.keys()
        for column, total_value in totals.items():
            self.notes.append(tr("of column {column!r} the total {total!r} is taken", column=column, total=total_value))
        return [_with_totals(each, totals) for each in self.readings] if totals else list(self.readings)

    def _telling_apart(self) -> set[str]:
        """The columns in which figures of the same municipality and period differ."""
        groups: dict[tuple[str, ...], list[FigureReading]] = defaultdict(list)
        for each in self._wanted:
            groups[each.indicator, each.municipality, str(each.period), each.sample, each.heading].append(each)
        return {
            heading
            for group in groups.values()
            if len(group) > 1
            for other in group[1:]
            for (heading, text), (_, first) in zip(other.extra, group[0].extra, strict=False)
            if text != first
        }

    def _in_doubt(self, column: str, values: list[str]) -> InvalidData:
        return InvalidData(
            tr("the figures are divided by {column}, and none of its values is the total", column=column),
            details=[tr("{column}: {values}", column=column, values=listed(values))],
            hint=tr("choose one: {options}", options=f"--where '{column}={values[0]}'"),
            code="open-questions",
        )

    def difference(self, one: FigureReading, other: FigureReading) -> str:
        """By which columns two rows for the same figure differ, and the option that answers it; empty when by none."""
        texts = dict(other.extra)
        columns = [heading for heading, text in one.extra if texts.get(heading, text) != text]
        if not columns:
            return ""
        named = ", ".join(f"{column} ({listed(self.values(column))})" for column in columns)
        return tr("the rows differ in {columns}", columns=named)

    def option(self, one: FigureReading, other: FigureReading) -> str:
        """The ``--where`` that takes the first of two rows: ``--where 'kjønn=Menn'``."""
        texts = dict(other.extra)
        return " ".join(f"--where '{heading}={text}'" for heading, text in one.extra if texts.get(heading) != text)


def listed(values: Sequence[str]) -> str:
    """Values of a column for a message."""
    more = tr(" and {number} more", number=len(values) - _LISTED) if len(values) > _LISTED else ""
    return ", ".join(values[:_LISTED]) + more


def _is_total(value: str) -> bool:
    folded = fold(value)
    return folded in _ALL or fold(_CODES.sub("", value)) in _ALL


def _with_totals(reading: FigureReading, totals: dict[str, str]) -> FigureReading:
    for heading, text in reading.extra:
        total = totals.get(heading)
        if total is not None and text and fold(text) != fold(total) and not reading.left_out:
            return reading._replace(
                left_out=tr("{column} is {text}; the total {total!r} is taken", column=heading, text=text, total=total)
            )
    return reading
