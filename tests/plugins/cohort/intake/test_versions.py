from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api.records import Application, Source
from kvadmin.plugins.cohort.intake.receipt import Timeliness
from kvadmin.plugins.cohort.intake.row_judgement import HeldMembership
from kvadmin.plugins.cohort.intake.row_outcomes import IntakeRowOutcome, RowRef
from kvadmin.plugins.cohort.intake.versions import ApplicationVersion, compare_versions

from .conftest import List, row


def _fates(rows: list[IntakeRowOutcome]) -> list[tuple[str, int | None]]:
    """Outcome, and the row it duplicates, is replaced by or replaces."""
    return [
        (each.outcome, next((ref.row for ref in (each.duplicate_of, each.replaced_by, *each.replaces) if ref), None))
        for each in rows
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the later received counts
        ([{"received": "10.5.08"}, {"received": "15.5.08"}], [("superseded", 3), ("supersedes", 2)]),
        ([{"received": "15.5.08"}, {"received": "10.5.08"}], [("supersedes", 3), ("superseded", 2)]),
        # the same day it is the same application, unless it says that it is revised
        ([{}, {}], [("imported", None), ("duplicate", 2)]),
        ([{}, {"note": "Revidert søknad, erstatter forrige"}], [("superseded", 3), ("supersedes", 2)]),
        ([{"note": "Ny versjon"}, {}], [("supersedes", 3), ("superseded", 2)]),
        # the fullest copy counts, wherever it stands
        ([{"plan": "kommer"}, {}], [("duplicate", 3), ("imported", None)]),
        # a copy is a copy whenever it came; and the paper copy does not make an application late
        ([{}, {"received": "20.5.08", "note": "samme som e-post"}], [("imported", None), ("duplicate", 2)]),
        ([{}, {"received": "22.5.08"}], [("imported", None), ("duplicate", 2)]),
        ([{}, {"received": "22.5.08", "plan": "Ny plan"}], [("superseded", 3), ("supersedes", 2)]),
        # times of day decide where all tell them and the contents differ
        (
            [{"received": "19.5.08 kl. 10:00"}, {"received": "19.5.08 kl. 14:00", "plan": "x"}],
            [("superseded", 3), ("supersedes", 2)],
        ),
        (
            [{"received": "19.5.08 kl. 10:00"}, {"received": "19.5.08 kl. 14:00"}],
            [("imported", None), ("duplicate", 2)],
        ),
        # a withdrawn one takes no part
        ([{"note": "Trukket"}, {}], [("withdrawn", None), ("imported", None)]),
    ],
)
def test_two_rows_of_one_municipality(
    listed: List, rows: list[dict[str, Any]], expected: list[tuple[str, int | None]]
) -> None:
    assert _fates(listed(*(row(name="Oslo", **said) for said in rows))) == expected


def test_three_versions_and_a_copy(listed: List) -> None:
    rows = [
        row(name="Oslo", received=f"{day}.5.08", plan=plan) for day, plan in ((5, "a"), (12, "b"), (12, "b"), (18, "c"))
    ]
    fates = listed(*rows)
    assert [fate.outcome for fate in fates] == ["superseded", "superseded", "duplicate", "supersedes"]
    assert [ref.row for ref in fates[3].replaces] == [2, 3]


def test_a_late_revision_is_pointed_out(listed: List) -> None:
    assert "late-revision" in listed(row(name="Oslo"), row(name="Oslo", received="22.5.08", plan="Ny"))[1].flags


def _application(**changes: Any) -> Application:
    contents = {
        "quality_focus": "Oppvekst",
        "quality_goal": "Fra 4,2 til 4,8",
        "sick_leave_measures": "Nærværsprosjekt",
        "sick_leave_goal": "Fra 9 til 8 %",
        "tripartite_cooperation": "Styringsgruppe",
        "timetable": "Aug 2008 - des 2009",
        "political_treatment": "KS 34/08",
        "joint_preparation": "Felles møte",
        "decision_date": "24.04.2008",
    }
    given_ = {"cohort": "P3", "municipality": "0301", "state": "complete", "contents": contents} | changes
    return Application(
        received=given_.pop("received", datetime(2008, 5, 19)),  # noqa: DTZ001
        source=Source(file="old.xlsx", sha256="ab" * 32, sheet="S", row=7),
        **given_,
    )


@pytest.mark.parametrize(
    ("said", "changes", "outcome"),
    [
        ({}, {}, "duplicate"),
        ({"received": "20.5.08"}, {}, "supersedes"),
        ({"received": "12.5.08"}, {}, "superseded"),
        # the same row, meanwhile supplied with what was missing
        ({}, {"contents": {"timetable": "kommer"}, "state": "incomplete"}, "supersedes"),
        # what the list lacks may have been supplied since
        ({"plan": "kommer"}, {}, "manual"),
        ({}, {"state": "withdrawn"}, "imported"),
        ({}, {"received": None}, "imported"),
    ],
)
def test_against_what_is_there_already(
    listed: List, said: dict[str, Any], changes: dict[str, Any], outcome: str
) -> None:
    fate = listed(row(name="Oslo", **said), existing=[_application(**changes)])[0]
    assert fate.outcome == outcome
    linked = [ref for ref in (fate.duplicate_of, fate.replaced_by, *fate.replaces) if ref]
    assert linked == ([] if outcome in ("imported", "manual") else [RowRef("ab" * 32, "S", 7)])


def test_who_was_admitted_on_its_application_is_no_stranger(listed: List) -> None:
    members = {"0301": (HeldMembership("P3"),)}
    assert listed(row(name="Oslo"), existing=[_application()], members=members)[0].outcome == "duplicate"
    assert listed(row(name="Oslo"), members=members)[0].outcome == "rejected"


@st.composite
def _lists(draw: st.DrawFn) -> list[ApplicationVersion]:
    versions = []
    for number in range(draw(st.integers(1, 5))):
        day = draw(st.integers(17, 23))
        versions.append(
            ApplicationVersion(
                ref=RowRef(sheet="S", row=number),
                received=datetime(2008, 5, day),  # noqa: DTZ001
                clocked=False,
                timeliness=Timeliness.ON_TIME if day <= 20 else Timeliness.LATE,
                missing=draw(st.integers(0, 2)),
                contents={"timetable": draw(st.sampled_from("ab"))},
                revised=draw(st.booleans()),
                copy=False,
            )
        )
    return versions


@settings(max_examples=100)
@given(_lists(), st.randoms(use_true_random=False))
def test_exactly_one_counts_and_order_decides_nothing(
    versions: list[ApplicationVersion], chance: random.Random
) -> None:
    def counting(found: list[ApplicationVersion]) -> list[tuple[object, ...]]:
        places = compare_versions(found)
        assert set(places) == {each.ref for each in found}
        return [
            (each.received, each.timeliness, each.missing)
            for each in found
            if places[each.ref].outcome in ("imported", "supersedes")
        ]

    first = counting(versions)
    assert len(first) == 1
    shuffled = versions[:]
    chance.shuffle(shuffled)
    assert counting(shuffled) == first


def test_of_two_late_copies_the_earlier_counts_wherever_it_stands():
    def version(row: int, day: int) -> ApplicationVersion:
        late, received = day > 20, datetime(2008, 5, day)  # noqa: DTZ001
        ruling = Timeliness.LATE if late else Timeliness.ON_TIME
        return ApplicationVersion(RowRef(sheet="S", row=row), received, False, ruling, 0 if late else 1, {"a": "b"})

    for days in ((17, 21, 22), (17, 22, 21)):
        found = [version(row, day) for row, day in enumerate(days)]
        places = compare_versions(found)
        assert [each.received.day for each in found if places[each.ref].outcome == "imported"] == [21]
