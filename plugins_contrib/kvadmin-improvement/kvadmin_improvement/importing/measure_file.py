"""Measures from a workbook or csv: what a row may say, and what it does to the measures that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kvadmin.api import KvadminError, Session, tr
from kvadmin.api.imports import (
    NEEDS_WHO,
    WHO_FIELDS,
    ColumnDates,
    Importer,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    judge_date_columns,
    municipality_of,
    municipality_written,
    parse_fields,
    why_no_municipality,
)
from kvadmin_improvement.measure_fields import MEASURE_FIELDS
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.measure_change import with_fields
from kvadmin_improvement.work.numbers import new_measure

if TYPE_CHECKING:
    from kvadmin.api.records import Cohort

_TABLE = """
title: tiltak | tittel | measure | title | tiltaket | navn på tiltak | namn på tiltak | tiltakets navn | name of measure
responsible: ansvarlig | ansvarleg | ansvar | responsible | ansvarlig enhet | ansvarleg eining | eining | enhet | unit
responsible ~ ansvarlig rolle | ansvarleg rolle | responsible role | responsible unit
person: ansvarlig person | ansvarleg person | kontaktperson | responsible person | navn | namn | person
focus: innsatsområde | satsingsområde | fokusområde | område | focus | focus area | tema | theme
indicators: indikator | indikatorer | indikatorar | indicator | indicators | måles med | målast med
planned_start: planlagd start | planlagd oppstart
planned_start: planlagt start | planlagt startdato | planned start | planlagt oppstart
planned_end: planlagd slutt
planned_end: planlagt slutt | frist | planlagt sluttdato | planned end | deadline | ferdig innen | ferdig innan
start: start | startdato | startet | starta | faktisk start | started | oppstart
end: slutt | sluttdato | avsluttet | avslutta | faktisk slutt | ended | end | ferdig
status: status | tilstand | state
note: merknad | kommentar | note | comment | notat
"""
_DAYS = ("planned_start", "planned_end", "start", "end")

#: Measures: a member, and what it does.
MEASURES = Importer(
    "measures",
    parse_fields(
        _TABLE,
        WHO_FIELDS,
        more={
            "title": {"help": "what the measure is"},
            "responsible": {"help": "a role or a unit"},
            "person": {"help": "the name of who is responsible", "kind": "person"},
            "indicators": {"help": "ids or names of those it should move, parted by commas"},
            **{day: {"kind": "date"} for day in _DAYS},
        },
    ),
    (("title",), NEEDS_WHO),
    help="one measure of a member of a cohort",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow(RowOutcome):
    """One row and its fate: ``imported``, ``updated``, ``unchanged``, ``duplicate`` or ``refused``."""

    measure: str = ""


@dataclass
class MeasureMerge:
    """The measures after the import, by id, and what happened to each row."""

    measures: dict[str, Measure]
    rows: list[MeasureRow]


def merge_measures(
    run: Session, tables: Sequence[SheetTable], cohort: Cohort, register: Register, date_order: Any
) -> MeasureMerge:
    """Put the rows of all tables to the measures of a cohort; a row with a title that a member has changes that one.

    An empty cell says nothing. The same row twice is a duplicate.
    """
    merged = MeasureMerge({each.id: each for each in run.data.all(Measure)}, [])
    done: set[str] = set()
    for table in tables:
        values = {name: [cell.value for row in table.rows for cell in table.cells(row, name)] for name in _DAYS}
        dates = judge_date_columns(values, order=date_order)
        for row in table.rows:
            if row.filled:
                merged.rows.append(_merge_row(run, merged, table, row, register, dates, cohort, done))
    return merged


def _merge_row(
    run: Session, merged: MeasureMerge, table: SheetTable, row: Row, register: Register,
    dates: Mapping[str, ColumnDates], cohort: Cohort, done: set[str],
) -> MeasureRow:  # fmt: skip
    match = municipality_of(table, row, register)
    written = municipality_written(table, row)

    def fate(outcome: str, reason: str = "", measure: str = "", *, unknown: bool = False) -> MeasureRow:
        return MeasureRow(
            sheet=table.sheet.name, row=row.number, outcome=outcome, municipality=match.number, reason=reason,
            candidates=match.candidates, measure=measure, unknown=unknown,
        )  # fmt: skip

    number = match.number
    if match.verdict != "found" or number is None:
        return fate("refused", why_no_municipality(match, written), unknown=bool(written))
    if all(each.municipality != number for each in cohort.memberships):
        return fate("refused", tr("{number} is no member of {id}", number=number, id=cohort.id))
    try:
        said = _said(table, row, dates)
        title = str(said.get("title", ""))
        old = _titled(merged.measures, cohort.id, number, title)
        if old is None:
            new = with_fields(run, new_measure(run.data, merged.measures, cohort.id, number), said)
        else:
            new = with_fields(run, old, said)
    except KvadminError as error:
        return fate("refused", error.message)
    if new.id in done:
        same = new == merged.measures[new.id]
        return fate("duplicate" if same else "refused", "" if same else tr("another row says otherwise of it"), new.id)
    done.add(new.id)
    merged.measures[new.id] = new
    return fate("imported" if old is None else "unchanged" if new == old else "updated", measure=new.id)


def _titled(measures: Mapping[str, Measure], cohort: str, municipality: str, title: str) -> Measure | None:
    wanted = (cohort, municipality, title.casefold())
    found = (each for each in measures.values() if (each.cohort, each.municipality, each.title.casefold()) == wanted)
    return next(found, None)


def _said(table: SheetTable, row: Row, dates: Mapping[str, ColumnDates]) -> dict[str, Any]:
    """Field -> value of the cells that say something.

    Raises:
        UsageError: A cell cannot be read, or there is no title.
    """
    said: dict[str, Any] = {"title": MEASURE_FIELDS.read("title", [table.text(row, "title")])[1]}
    for name in MEASURE_FIELDS.names:
        text = table.text(row, name)
        if not text or name == "title":
            continue
        if name in _DAYS:
            value = table.cell(row, name).value
            found = dates[name].read(value)
            if found.day is None or found.notes == ("year-assumed",):
                MEASURE_FIELDS.read(name, [text])  # says what is wrong
            said[name] = found.day or MEASURE_FIELDS.read(name, [text])[1]
        else:
            said[name] = MEASURE_FIELDS.read(name, [text])[1]
    return said
