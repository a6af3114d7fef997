"""Which changes in the history decide something, and which do not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kvadmin.api.changes import FieldChange, HistoryEntry
from kvadmin.api.records import Cohort, Membership
from kvadmin.plugins.cohort.verdict.later_changes import DecidingScope, later_changes, net_changes

ONE = "applications/P3/0301.yaml"
WHOLE = {
    "quality_focus": "Skole", "quality_goal": "90 %", "sick_leave_measures": "Oppfølging", "sick_leave_goal": "7 %",
    "tripartite_cooperation": "Utvalg", "timetable": "2008-2009", "joint_preparation": "Sammen",
    "political_treatment": "Kommunestyret, sak 12/08, 24.04.2008",
}  # fmt: skip
SCOPE = DecidingScope(
    cohort=Cohort(id="P3", name="Pulje 3", deadline=date(2008, 5, 20)),
    others={
        "P2": Cohort(id="P2", name="Pulje 2", memberships=[Membership(municipality="0301", start=date(2007, 8, 1))]),
        "I07": Cohort(id="I07", name="Innsats", kind="effort"),
    },
    numbers=frozenset({"0301", "0402"}),
    quota_fields=frozenset({"region", "size_class"}),
    contents={"0301": WHOLE},
)


def entry(*changes, why=""):
    return HistoryEntry("tx", datetime(2008, 6, 4, 12, tzinfo=UTC), "Kari", why, "application set", (), changes=changes)


def abouts(file, field, old, new, action="change", **options):
    found = later_changes(SCOPE, [entry(FieldChange(file, action, field, old, new))], **options)
    return [(each.about, each.subject) for each in found]


@pytest.mark.parametrize(
    ("field", "old", "new", "about"),
    [
        ("score", "7", "8.5", "score"),
        ("score", None, "8", "score"),
        ("points.plan", "3", "4", "points"),
        ("accepted_late", None, {"why": "post", "who": "Kari"}, "on_time"),
        ("received", "2008-05-19 12:00:00", "2008-05-21 08:00:00", "on_time"),
        ("postmark", None, "2008-05-19", "on_time"),
        ("question", "which Bø?", None, "unresolved"),
        ("ineligible", None, "no municipality", "ineligible"),
        ("state", "complete", "withdrawn", "withdrawn"),
        ("state", "withdrawn", "complete", "state"),
        ("contents.timetable", "2008-2009", "", "contents"),
        ("contents.political_treatment", "", "Kommunestyret, sak 12/08, 24.04.2008", "contents"),
        ("contents", WHOLE, {}, "contents"),
    ],
)
def test_what_decides_is_seen(field, old, new, about):
    assert abouts(ONE, field, old, new) == [(about, "0301")]


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("score", "7", "7.00"),
        ("contact", "Per", "Kari"),
        ("emails", [], ["per@x.no"]),
        ("note", None, "ringt"),
        ("received", "2008-05-14 10:00:00", "2008-05-15 10:00:00"),
        ("accepted_late.why", "post", "the post was late"),
        ("question", "which Bø?", "which one?"),
        ("state", "complete", "admitted"),
        ("state", "received", "incomplete"),
        ("contents.timetable", "2008-2009", "August 2008 - 2009"),
        ("changes[3]", None, {"state": "admitted"}),
        ("", None, None),
    ],
)
def test_what_decides_nothing_is_not(field, old, new):
    assert abouts(ONE, field, old, new) == []


@pytest.mark.parametrize(
    ("file", "field", "old", "new", "found"),
    [
        ("cohorts/P3.yaml", "capacity", "5", "6", ("capacity", "")),
        ("cohorts/P3.yaml", "quotas[0].min", "1", "2", ("quotas", "")),
        ("cohorts/P3.yaml", "criteria[plan].weight", "1", "2", ("criteria", "")),
        ("cohorts/P3.yaml", "deadline", "2008-05-20", "2008-05-30", ("deadline", "")),
        ("cohorts/P3.yaml", "memberships[0301]", None, {"municipality": "0301"}, None),
        ("cohorts/P3.yaml", "note", None, "x", None),
        ("cohorts/P2.yaml", "memberships[0402]", None, {"municipality": "0402"}, ("member_of", "0402")),
        ("cohorts/P2.yaml", "memberships[0301].to", None, "2008-06-01", ("member_of", "0301")),
        ("cohorts/P2.yaml", "memberships[0301].note", None, "x", None),
        ("cohorts/P2.yaml", "memberships[1103]", None, {"municipality": "1103"}, None),
        ("cohorts/P2.yaml", "kind", "cohort", "effort", ("cohort", "P2")),
        ("cohorts/I07.yaml", "memberships[0402]", None, {"municipality": "0402"}, None),
        ("cohorts/P2.yaml", "capacity", "5", "6", None),
        ("municipalities/0301-oslo.yaml", "region", "Øst", "Nord", ("attribute", "0301")),
        ("municipalities/0301-oslo.yaml", "population", "4000", "40000", ("attribute", "0301")),
        ("municipalities/0301-oslo.yaml", "valid_to", None, "2008-01-01", ("register", "0301")),
        ("municipalities/0301-oslo.yaml", "language_form", "neutral", "nynorsk", None),
        ("municipalities/1103-stavanger.yaml", "region", "Vest", "Nord", None),
        ("applications/P4/0301.yaml", "score", "7", "8", None),
        ("gatherings/G1.yaml", "capacity", "5", "6", None),
    ],
)
def test_the_call_other_cohorts_and_the_register(file, field, old, new, found):
    assert abouts(file, field, old, new) == ([found] if found else [])


@pytest.mark.parametrize(
    ("action", "about"), [("create", "applicant-new"), ("delete", "applicant-gone"), ("unknown", "unknown")]
)
def test_whole_applications(action, about):
    assert abouts(ONE, "", None, None, action) == [(about, "0301")]


def test_after_the_admission_a_withdrawal_is_none():
    assert abouts(ONE, "state", "admitted", "withdrawn", may_withdraw=True) == []
    assert abouts(ONE, "score", "7", "8", may_withdraw=True) == [("score", "0301")]


def test_a_change_and_its_way_back_are_one():
    there = FieldChange(ONE, "change", "score", "7", "8")
    back = FieldChange(ONE, "change", "score", "8", "7")
    other = FieldChange("cohorts/P3.yaml", "change", "capacity", "5", "6")
    found = later_changes(SCOPE, [entry(there, why="typed wrong"), entry(other), entry(back)])
    assert [(first.about, first.why, taken_back) for first, taken_back in net_changes(found)] == [
        ("score", "typed wrong", True),
        ("capacity", "", False),
    ]
    assert found[0].plain()["what"] == "0301: the score: 7 → 8"
    assert found[0].what("nb") == "0301: poengsummen: 7 → 8"


def test_what_an_application_says_is_not_repeated():
    change = FieldChange(ONE, "change", "question", "Per Hansen, which Bø?", None)
    (found,) = later_changes(SCOPE, [entry(change)])
    assert "Hansen" not in str(found.plain())
