"""Published counts from a workbook or csv: one line for each time that something was counted and published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.imports import (
    ColumnDates,
    DateOrder,
    Field,
    Importer,
    Row,
    SheetTable,
    judge_date_columns,
    parse_fields,
    read_whole,
    row_place,
)
from kvadmin.api.records import Cohort

from .counting import CountedFigure
from .counting_periods import CountingPeriod, read_period

_TABLE = """
date: dato | date | tidspunkt | når | periode | period | per dato | telledato | teljedato | as of | year | år
date: publisert | published | offentliggjort | offentleggjort | oppgitt dato
new: nye | ny | new | nye kommuner | nye kommunar | new municipalities | antall nye | talet på nye
new: tatt opp | tekne opp
total: i alt | total | in all | totalt | til sammen | til saman | samlet | samla | kommuner i alt | kommunar i alt
total: distinct | in all municipalities | antall kommuner | talet på kommunar | municipalities
row_sum: radsum | sum av rader | sum av radene | sum av radane | row sum | sum of rows | deltakelser
row_sum: memberships | medlemskap
new_in: nye i | new in | gruppe | pulje | group | cohort | gruppa | pulja | gruppen | puljen
new_in: nye i gruppe | nye i pulje
source: kilde | kjelde | source | hvor | kvar | where
"""
_MORE: dict[str, dict[str, Any]] = {
    "date": {"kind": "date", "help": "a day, a month (2009-01) or a year (2008)"},
    "new": {"kind": "figure", "help": "municipalities that came in since the line before"},
    "total": {"kind": "figure", "help": "municipalities in all, each once"},
    "row_sum": {"kind": "figure", "help": "memberships in all"},
    "new_in": {"help": "the group that the new ones came into; needed for a group that is not stored"},
    "source": {"help": "where it was published"},
}
_COUNTS = ("new", "total", "row_sum")
_GROUP = "group:"

#: Published counts: a time, and new ones, all, the sum of memberships, or a column for each group.
PUBLISHED = Importer(
    "published",
    parse_fields(_TABLE, more=_MORE),
    (("date",), _COUNTS),
    help="what was counted at one time, as it was published",
)


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """What was published of one time, in the order of the file.

    Attributes:
        period: When it was counted.
        counts: ``(kind, group)`` -> the number; the group only of ``group``.
        new_in: The group that the new ones came into, as the file says.
        source: Where it was published.
    """

    period: CountingPeriod
    counts: Mapping[tuple[str, str], int]
    new_in: str = ""
    source: str = ""


@dataclass
class CountsAsPublished:
    """All lines by time; day 1 is the first."""

    lines: list[PublishedLine] = field(default_factory=list)

    def figures(self) -> dict[CountedFigure, int]:
        """Every published figure."""
        return {
            CountedFigure(kind, day, group): number
            for day, line in enumerate(self.lines, start=1)
            for (kind, group), number in line.counts.items()
        }


def published_by(groups: Sequence[tuple[str, Sequence[str]]], base: Importer = PUBLISHED) -> Importer:
    """The importer that knows the groups, too, each by its id and names."""
    own = [
        Field(_GROUP + group, tuple(dict.fromkeys(name for name in (group, *names) if name)), kind="figure")
        for group, names in groups
    ]
    needs = None if base is not PUBLISHED else (("date",), (*_COUNTS, *(each.name for each in own)))
    return base.with_fields(own, needs)


def names_of_groups(cohorts: Sequence[Cohort], named: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Stored groups by id with their names, and those that only the file names."""
    stored = {each.id: (each.name, each.name_nn) for each in cohorts}
    return [*stored.items(), *((name, ()) for name in dict.fromkeys(named) if name and name not in stored)]


def named_groups(tables: Sequence[SheetTable]) -> list[str]:
    """What stands in the column of the group that the new ones came into."""
    return [table.text(row, "new_in") for table in tables for row in table.rows if table.columns.has("new_in")]


def read_published(tables: Sequence[SheetTable], order: DateOrder | None, where: str) -> CountsAsPublished:
    """Read every line; all of them, or none.

    Raises:
        InvalidData: A line that is not sure: its date, a number, or a second word on the same thing.
    """
    faults: list[str] = []
    found: dict[CountingPeriod, PublishedLine] = {}
    for table in tables:
        days = [cell.value for row in table.rows for cell in table.cells(row, "date")]
        dates = judge_date_columns({"date": days}, order=order)["date"]
        for row in table.rows:
            if row.filled and (line := _line(table, row, dates, faults)):
                _put(found, line, row_place(table.sheet.name, row.number), faults)
    lines = sorted(found.values(), key=lambda each: (each.period.last, each.period.first))
    for one, other in pairwise(lines):
        if one.period.last >= other.period.first:
            said = tr("{one} and {other} lie within each other: which was first?", one=one.period, other=other.period)
            faults.append(said)
    if faults or not lines:
        raise InvalidData(
            faults[0] if faults else tr("there is no count in it"),
            where=where,
            details=faults[1:],
            hint=tr("a line has a day, a month (2009-01) or a year (2008), and whole numbers"),
            code="bad-cells",
        )
    return CountsAsPublished(lines)


def _line(table: SheetTable, row: Row, dates: ColumnDates, faults: list[str]) -> PublishedLine | None:
    place = row_place(table.sheet.name, row.number)
    counts: dict[tuple[str, str], int] = {}
    for name, text, value in _numbers(table, row):
        number = read_whole(value)
        if number is None or number < 0:
            faults.append(tr("{place}: {text!r} is no count", place=place, text=text))
            continue
        kind, _, group = name.partition(":")
        counts[kind, group] = number
    cell = table.cell(row, "date")
    period = None if cell.blank else read_period(cell.value, dates)
    if period is None and (counts or not cell.blank):
        faults.append(tr("{place}: {text!r} is no day, month or year that is sure", place=place, text=cell.text))
    if period is None or not counts:
        return None
    return PublishedLine(period, counts, table.text(row, "new_in"), table.text(row, "source"))


def _numbers(table: SheetTable, row: Row) -> Iterator[tuple[str, str, Any]]:
    for name in table.columns.by_field:
        if name in _COUNTS or name.startswith(_GROUP):
            cell = table.cell(row, name)
            if not cell.blank:
                yield name, cell.text.strip(), cell.value


def _put(found: dict[CountingPeriod, PublishedLine], line: PublishedLine, place: str, faults: list[str]) -> None:
    """Add a line to what was said of the same time; two words on one figure are a fault unless they are the same."""
    before = found.get(line.period)
    if before is None:
        found[line.period] = line
        return
    for key, number in line.counts.items():
        if before.counts.get(key, number) != number:
            faults.append(
                tr(
                    "{place}: {number} beside {other} at the same time",
                    place=place,
                    number=number,
                    other=before.counts[key],
                )
            )
    source = "; ".join(dict.fromkeys(each for each in (before.source, line.source) if each))
    counts = {**before.counts, **line.counts}
    found[line.period] = PublishedLine(line.period, counts, before.new_in or line.new_in, source)
