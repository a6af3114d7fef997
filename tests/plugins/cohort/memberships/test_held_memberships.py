from __future__ import annotations

from datetime import date

from kvadmin.api.records import Cohort, Membership
from kvadmin.plugins.cohort.memberships.held_memberships import (
    HeldMembership,
    held_memberships,
    members_elsewhere,
    reference_day,
)


def test_held_memberships_leave_out_what_has_ended() -> None:
    start = date(2007, 1, 1)
    cohorts = [
        Cohort(id="P1", name="P1", memberships=[Membership(municipality="0301", start=start, to=date(2008, 1, 1))]),
        Cohort(id="P2", name="P2", memberships=[Membership(municipality="0101", start=start)]),
        Cohort(id="I07", name="I", kind="effort", memberships=[Membership(municipality="0101", start=start)]),
    ]
    assert held_memberships(cohorts, date(2008, 5, 20)) == {
        "0101": (HeldMembership("I07", "effort"), HeldMembership("P2"))
    }


def test_only_cohorts_exclude_from_another_cohort() -> None:
    start = date(2007, 1, 1)
    cohorts = [
        Cohort(id="I07", name="I", kind="effort", memberships=[Membership(municipality="0301", start=start)]),
        Cohort(id="P1", name="P1", memberships=[Membership(municipality="0101", start=start)]),
    ]
    assert members_elsewhere(cohorts, "P3", date(2008, 5, 20)) == {"0101": "P1"}
    assert members_elsewhere(cohorts, "P1", date(2008, 5, 20)) == {}


def test_the_reference_day_is_the_start_else_the_deadline_else_today() -> None:
    today, start, deadline = date(2009, 1, 1), date(2008, 8, 25), date(2008, 5, 20)
    assert reference_day(Cohort(id="P3", name="x", start=start, deadline=deadline), today) == start
    assert reference_day(Cohort(id="P3", name="x", deadline=deadline), today) == deadline
    assert reference_day(Cohort(id="P3", name="x"), today) == today
