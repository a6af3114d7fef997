"""The order of day, month and year is that of the whole column; what has two readings waits for a person."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kvadmin.plugins.cohort.applications.items import assess
from kvadmin.plugins.cohort.intake.row_reading import Resolution

from .conftest import List, judged, row

OSLO, MOSS, SKI, HVALER = (
    {"number": number, "name": name}
    for number, name in (("0301", "Oslo"), ("0104", "Moss"), ("0213", "Ski"), ("0111", "Hvaler"))
)


def received(listed: List, *texts: str, **options: object) -> list[tuple[str, str, date | None]]:
    rows = [row(**who, received=text) for who, text in zip((OSLO, MOSS, SKI, HVALER), texts, strict=False)]
    return [(r.outcome, r.reason, r.received.date() if r.received else None) for r in listed(*rows, **options)]


def test_month_first_for_the_column(listed: List) -> None:
    assert received(listed, "5/6/2008 2:22:10 PM", "5/19/2008 1:05:00 PM") == [
        ("imported", "complete", date(2008, 5, 6)),
        ("imported", "complete", date(2008, 5, 19)),
    ]


def test_the_afternoon_counts(listed: List) -> None:
    fates = listed(row(**OSLO, received="5/20/2008 11:59 PM"), row(**MOSS, received="5/21/2008 12:01 AM"))
    assert [(each.received, each.reason) for each in fates] == [
        (datetime(2008, 5, 20, 23, 59), "complete"),  # noqa: DTZ001
        (datetime(2008, 5, 21, 0, 1), "late"),  # noqa: DTZ001
    ]


def test_of_a_mixed_column_the_unambiguous_stand_and_the_rest_waits(listed: List) -> None:
    texts = ("5/19/2008", "19/5/2008", "5/6/2008", "5/5/2008")
    assert received(listed, *texts) == [
        ("imported", "complete", date(2008, 5, 19)),
        ("imported", "complete", date(2008, 5, 19)),
        ("manual", "ambiguous-order", None),
        ("imported", "complete", date(2008, 5, 5)),
    ]
    assert received(listed, *texts, date_order="mdy")[2] == ("imported", "complete", date(2008, 5, 6))
    assert received(listed, *texts, date_order="dmy")[2] == ("imported", "late", date(2008, 6, 5))


def test_years_of_two_digits_in_front(listed: List) -> None:
    assert [day for *_, day in received(listed, "08-05-19", "08-05-07")] == [date(2008, 5, 19), date(2008, 5, 7)]


def test_day_first_is_what_nothing_speaks_against(listed: List) -> None:
    assert [day for *_, day in received(listed, "5/6/2008", "6.5.2008")] == [date(2008, 6, 5), date(2008, 5, 6)]


def test_decision_dates_have_an_order_of_their_own(listed: List) -> None:
    fates = listed(row(**OSLO, decided="4/24/2008"), row(**MOSS, decided="4/3/2008"))
    assert [each.case.date for each in fates if each.case] == [date(2008, 4, 24), date(2008, 4, 3)]
    # What is kept says the same without the column beside it.
    assert [assess(each.contents, 2008).case.date for each in fates] == [date(2008, 4, 24), date(2008, 4, 3)]  # type: ignore[union-attr]


def test_a_decision_with_two_readings_waits_and_a_person_may_take_the_row_as_it_is(listed: List) -> None:
    rows = (row(**OSLO, decided="4/24/2008"), row(**MOSS, decided="24/4/2008"), row(**SKI, decided="4/3/2008"))
    fates = listed(*rows)
    assert [(each.outcome, each.reason) for each in fates] == [
        ("imported", "complete"),
        ("imported", "complete"),
        ("manual", "decision-date-order"),
    ]
    assert fates[2].municipality == "0213"
    settled = listed(*rows, resolutions={("Ark1", 4): Resolution(municipality="0213")})[2]
    assert (settled.outcome, settled.missing_parts) == ("imported", ("decision_date",))


def test_the_case_with_its_date_in_the_text(listed: List) -> None:
    fates = listed(
        row(**OSLO, case="KS 34/08, 4/24/2008", decided=None), row(**MOSS, case="KS 12/08, 4/3/2008", decided=None)
    )
    assert [each.case.date for each in fates if each.case] == [date(2008, 4, 24), date(2008, 4, 3)]
    assert [each.case.number for each in fates if each.case] == ["34/08", "12/08"]


def test_typed_decisions_beside_time_stamps_of_an_american_program_wait(listed: List) -> None:
    fates = listed(row(**OSLO, received="5/6/2008 2:22:10 PM", decided="4/3/2008"))
    assert [(each.outcome, each.reason) for each in fates] == [("manual", "decision-date-order")]


@pytest.mark.parametrize(
    ("note", "postmark", "flag"),
    [
        ("Postmarked 5/19/2008", date(2008, 5, 19), "postmarked-in-time"),
        ("Poststemplet 19.5.", date(2008, 5, 19), "postmarked-in-time"),
        ("Postmarked 5/6/2008", None, "postmark-unclear"),
        ("Postmarked 5/6", None, "postmark-unclear"),
    ],
)
def test_postmarks_beside_month_first(listed: List, note: str, postmark: date | None, flag: str) -> None:
    fate = listed(row(**OSLO, received="5/23/2008", note=note))[0]
    assert (fate.received, fate.postmark) == (datetime(2008, 5, 23), postmark)  # noqa: DTZ001
    assert flag in fate.flags


def test_a_damaged_name_waits_with_who_may_be_meant(listed: List) -> None:
    fates = listed(row(name="Troms›"), row(name="Her›y"), row(number="0515", name="V†g†"), row(name="Tr›ndelag"))
    assert [(each.outcome, each.reason, each.municipality, each.candidates) for each in fates] == [
        ("confirm", "damaged-letters", "1902", ()),
        ("manual", "damaged-letters", None, ("1515", "1818")),
        ("imported", "complete", "0515", ()),
        ("manual", "damaged-letters", None, ()),
    ]


def test_a_csv_is_judged_alike() -> None:
    text = "Kommunenr,Kommune,Received,Focus areas\n0301,Oslo,5/6/2008 9:00 AM,x\n0104,Moss,5/19/2008,x\n"
    assert [each.received for each in judged(text.encode(), "l.csv").rows] == [
        datetime(2008, 5, 6, 9),  # noqa: DTZ001
        datetime(2008, 5, 19),  # noqa: DTZ001
    ]
