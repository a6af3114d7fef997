"""Memberships from a workbook or csv: what each row says, and what it does to the cohorts that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec

from kvadmin.api import tr
from kvadmin.api.imports import (
    NEEDS_WHO,
    WHO_FIELDS,
    ColumnDates,
    DateOrder,
    Importer,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    judge_date_columns,
    municipality_of,
    municipality_written,
    parse_fields,
    read_first_day,
    read_last_day,
    read_number,
    why_no_municipality,
)
from kvadmin.api.records import Cohort, Membership

_TABLE = """
cohort: gruppe | pulje | innsatsgruppe | group | kohort | gruppe-id | pulje-id | cohort
cohort ~ hvilken pulje | kva pulje | hvilken gruppe | kva gruppe | which cohort | which group
from: fra | fra dato | frå | frå dato | start | startdato | med fra | med frå | since | from date | start date
from: fra og med | frå og med | f.o.m. | fom | gjelder fra | gjeld frå | medlem fra | medlem frå | member since
from: startet | starta | begynte | joined
from ~ deltok fra | deltok frå | deltatt fra | deltek frå | deltakelse fra | gyldig fra | valid from | dato fra
to: til | til dato | slutt | sluttdato | end | until | to date | end date | til og med | t.o.m. | tom | gjelder til
to: gjeld til | medlem til | med til | sluttet | slutta | left | member until
to ~ deltok til | deltatt til | deltek til | deltakelse til | gyldig til | valid to | dato til
reason: årsak | arsak | aarsak | grunn | sluttårsak | end reason | grunn til slutt | årsak til slutt
reason ~ årsak slutt | grunn slutt | reason leav | reason left
reason: reason for leaving | sluttgrunn | hvorfor sluttet | kvifor slutta | why
"""
_MORE: dict[str, dict[str, Any]] = {
    "cohort": {"help": "the id of the group"},
    "from": {"kind": "date", "help": "the first day; a year is its first"},
    "to": {"kind": "date", "help": "the last day; a year is its last"},
    "reason": {"help": "why it ended"},
}

#: Memberships: a group, a municipality, and since when.
MEMBERSHIPS = Importer(
    "memberships",
    parse_fields(_TABLE, WHO_FIELDS, more=_MORE),
    (("cohort",), NEEDS_WHO, ("from",)),
    help="one membership of a municipality in a group",
)
#: Column -> how its days are read.
_DAYS = {"from": read_first_day, "to": read_last_day}


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow(RowOutcome):
    """One row and its fate: ``imported``, ``ended`` (an open membership got its end), ``unchanged`` or ``refused``."""

    cohort: str
    #: Refused because no cohort is named, or one that is not there.
    lacks_cohort: bool = False


@dataclass
class MembershipMerge:
    """The cohorts after the import, and what happened to each row."""

    cohorts: dict[str, Cohort]
    rows: list[MembershipRow] = field(default_factory=list)
    made: list[str] = field(default_factory=list)


def merge_memberships(
    tables: Iterable[SheetTable],
    cohorts: Sequence[Cohort],
    register: Register,
    *,
    create: bool,
    date_order: DateOrder | None = None,
) -> MembershipMerge:
    """Put the rows of all tables into the cohorts.

    Args:
        tables: Tables found with :data:`MEMBERSHIPS`.
        cohorts: The cohorts that are there.
        register: Every municipality, past ones included.
        create: Whether groups that are not there are made (kind ``cohort``, the id as name).
        date_order: The order of day, month and year that a person has said; else the columns tell.
    """
    merged = MembershipMerge({each.id: each for each in cohorts})
    for table in tables:
        values = {name: [cell.value for row in table.rows for cell in table.cells(row, name)] for name in _DAYS}
        dates = judge_date_columns(values, order=date_order)
        for row in table.rows:
            if row.filled:
                merged.rows.append(_merge_row(merged, table, row, register, dates, create=create))
    return merged


def _merge_row(
    merged: MembershipMerge,
    table: SheetTable,
    row: Row,
    register: Register,
    columns: Mapping[str, ColumnDates],
    *,
    create: bool,
) -> MembershipRow:
    cohort = table.text(row, "cohort")
    number, candidates, problem = _municipality(table, row, register)
    start, to, dates = _dates(table, row, columns)
    unknown = bool(problem and municipality_written(table, row))
    problem = problem or dates
    lacks_cohort = not problem and cohort not in merged.cohorts
    if lacks_cohort and cohort and create:
        merged.cohorts[cohort] = Cohort(id=cohort, name=cohort)
        merged.made.append(cohort)
        lacks_cohort = False
    elif lacks_cohort:
        problem = tr("there is no cohort {cohort!r}", cohort=cohort) if cohort else tr("no cohort is named")
        unknown = bool(cohort)
    fate = MembershipRow(
        sheet=table.sheet.name,
        row=row.number,
        outcome="refused",
        cohort=cohort,
        municipality=number,
        reason=problem,
        candidates=candidates,
        unknown=unknown,
        lacks_cohort=lacks_cohort,
    )
    if problem or start is None or number is None:
        return fate
    new = Membership(municipality=number, start=start, to=to, reason=table.text(row, "reason") or None)
    outcome, reason = _put(merged, cohort, new)
    return replace(fate, outcome=outcome, reason=reason, unknown=False)


def _municipality(table: SheetTable, row: Row, register: Register) -> tuple[str | None, tuple[str, ...], str]:
    """Number, candidates and problem of a row's municipality."""
    written = municipality_written(table, row)
    if not register.entries:  # nothing to look it up in: the number is taken as it is
        number, _ = read_number(table.text(row, "number") or written)
        if number.isdecimal():
            return number, (), ""
    match = municipality_of(table, row, register)
    if match.verdict == "found":
        return match.number, (), ""
    return None, match.candidates, why_no_municipality(match, written)


def _dates(table: SheetTable, row: Row, columns: Mapping[str, ColumnDates]) -> tuple[date | None, date | None, str]:
    """First and last day, and what is wrong with them."""
    days: list[date | None] = []
    for name, read in _DAYS.items():
        value: Any = table.cell(row, name).value
        if value in (None, "") or not str(value).strip():
            days.append(None)
            continue
        if columns[name].ambiguous(value):
            return None, None, tr("{value!r}: the day or the month may stand first (write 2008-05-19)", value=value)
        try:
            days.append(read(columns[name].plain(value) if isinstance(value, str) else value))
        except ValueError as problem:
            return None, None, str(problem)
    start, to = days
    if start is None:
        return None, None, tr("no first day is given")
    if to is not None and to < start:
        return None, None, tr("the last day {to} lies before the first day {start}", to=to, start=start)
    return start, to, ""


def _put(merged: MembershipMerge, cohort: str, new: Membership) -> tuple[str, str]:
    """Add the membership, or end the one that is there; outcome and reason."""
    record = merged.cohorts[cohort]
    for index, old in enumerate(record.memberships):
        if old.municipality != new.municipality or not _overlap(old, new):
            continue
        if (old.start, old.to, old.reason) == (new.start, new.to, new.reason):
            return "unchanged", ""
        if old.start == new.start and old.to is None and new.to is not None:
            memberships = [*record.memberships]
            memberships[index] = msgspec.structs.replace(old, to=new.to, reason=new.reason)
            merged.cohorts[cohort] = msgspec.structs.replace(record, memberships=memberships)
            return "ended", ""
        until = old.to or tr("further notice")
        return "refused", tr("it is a member from {start} to {until} already", start=old.start, until=until)
    merged.cohorts[cohort] = msgspec.structs.replace(record, memberships=[*record.memberships, new])
    return "imported", ""


def _overlap(one: Membership, other: Membership) -> bool:
    return (one.to is None or other.start <= one.to) and (other.to is None or one.start <= other.to)
