from __future__ import annotations

from datetime import date

from registers import register

from kvadmin.model.cohort import Cohort
from kvadmin.plugins.cohort.memberships.membership_file import (
    MEMBERSHIPS,
    MembershipMerge,
    merge_memberships,
)
from kvadmin.reading.dates import DateOrder
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


def merged(*rows: str, date_order: DateOrder | None = None) -> MembershipMerge:
    text = "\n".join(("cohort;municipality;from;to", *(f"P1;{row}" for row in rows)))
    tables = find_tables(read_bytes(text.encode(), "m.csv"), MEMBERSHIPS).tables
    return merge_memberships(tables, [Cohort(id="P1", name="Pulje 1")], register(), create=False, date_order=date_order)


def days(found: MembershipMerge) -> list[tuple[date, date | None]]:
    return [(each.start, each.to) for each in found.cohorts["P1"].memberships]


def test_month_first_by_the_evidence_of_the_column() -> None:
    found = merged("0301;5/6/2008;", "0104;5/19/2008;12/31/2008")
    assert days(found) == [(date(2008, 5, 6), None), (date(2008, 5, 19), date(2008, 12, 31))]


def test_what_has_two_readings_is_refused_and_never_swapped() -> None:
    found = merged("0301;5/6/2008;", "0104;5/19/2008;", "0213;19/5/2008;")
    assert [row.outcome for row in found.rows] == ["refused", "imported", "imported"]
    assert "'5/6/2008': the day or the month may stand first" in found.rows[0].reason
    assert days(found) == [(date(2008, 5, 19), None), (date(2008, 5, 19), None)]
    said = merged("0301;5/6/2008;", "0104;5/19/2008;", "0213;19/5/2008;", date_order="mdy")
    assert days(said)[0] == (date(2008, 5, 6), None)


def test_day_first_and_years_as_ever() -> None:
    found = merged("0301;5/6/2008;", "0104;06.05.08;2009")
    assert days(found) == [(date(2008, 6, 5), None), (date(2008, 5, 6), date(2009, 12, 31))]
