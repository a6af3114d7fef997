from __future__ import annotations

from datetime import date, timedelta

import pytest

from kvadmin.api.records import AgendaItem, Gathering
from kvadmin.plugins.gathering.certificates.attendance import programme_length

FIRST, SECOND = date(2008, 8, 27), date(2008, 8, 28)


def item(span, day=None, track="", meal=""):
    start, end = span.split("-")
    return AgendaItem(start=start, end=end, title=span, day=day, track=track, meal=meal)


@pytest.mark.parametrize(
    ("items", "days", "minutes"),
    [
        ([], [FIRST], 0),
        ([item("09:00-10:00")], [FIRST], 60),
        ([item("09:00-10:00")], [SECOND], 0),
        ([item("09:00-10:00"), item("10:30-11:00", SECOND)], [FIRST, SECOND], 90),
        ([item("09:00-11:00", track="A"), item("09:30-10:00", track="B")], [FIRST], 120),
        ([item("09:00-10:00", track="A"), item("09:30-11:00", track="B")], [FIRST], 120),
        ([item("12:00-13:00", meal="lunsj"), item("13:00-13:30")], [FIRST], 30),
        ([item("23:00-01:00")], [FIRST], 120),
    ],
)
def test_parallel_items_count_once_and_meals_not(items, days, minutes):
    gathering = Gathering(id="g", name="G", start=FIRST, to=SECOND, agenda=items)
    assert programme_length(gathering, days) == timedelta(minutes=minutes)
