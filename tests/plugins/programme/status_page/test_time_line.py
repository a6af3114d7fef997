"""The time line: where days stand, which are named, and that marks never cover each other."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from kvadmin.api.documents import WebPage
from kvadmin.api.hooks import StatusDay
from kvadmin.plugins.programme.status_page.time_line import time_line
from kvadmin.translation import CATALOGUE

TODAY = date(2008, 6, 10)
PAGE = WebPage("")


def drawn(*entries, today=TODAY, width=860, language="en"):
    with CATALOGUE.speaking(language):
        return time_line(WebPage(""), entries, today, width=width, name="here")


def day(when, text="x", until=None):
    return StatusDay(when, text, "x", "", until)


def marks(picture):
    found = re.findall(r'<rect class="mark" x="([^"]+)" y="([^"]+)" width="([^"]+)"', picture)
    return [tuple(map(float, each)) for each in found]


def test_a_month_is_as_long_as_its_days():
    picture = drawn(day(date(2008, 6, 1)), day(date(2008, 7, 1)), day(date(2008, 7, 31)))
    (one, _, _), (two, _, _), (three, _, _) = marks(picture)
    assert (two - one) / (three - two) == pytest.approx(1, abs=0.01)
    assert one == pytest.approx(14 - 10)


def test_what_lasts_is_as_long_as_it_lasts():
    short, long = marks(drawn(day(date(2008, 6, 1)), day(date(2008, 6, 10), until=date(2008, 6, 25))))
    assert short[2] == 20
    assert long[2] == pytest.approx(20 + 15 / 30 * (860 - 28), abs=0.2)


def test_marks_never_cover_each_other():
    days = [
        day(TODAY + timedelta(7 * at % 40), "P3: the supplement deadline", TODAY + timedelta(7 * at % 40 + at % 3))
        for at in range(60)
    ]
    for width in (860, 340):
        found = marks(drawn(*days, width=width))
        assert len(found) == 60
        rows = {}
        for x, y, wide in found:
            rows.setdefault(y, []).append((x, x + wide))
        for row in rows.values():
            row.sort()
            assert all(one[1] < other[0] for one, other in pairwise(row))


def test_words_stand_where_there_is_room_for_them():
    wide = drawn(
        day(date(2008, 6, 2), "early"),
        day(date(2008, 6, 30), "quite late"),
        day(date(2008, 6, 15), "far too long " * 10),
    )
    assert re.search(r'<text x="[\d.]+" y="[\d.]+">early</text>', wide)
    assert re.search(r'<text x="[\d.]+" y="[\d.]+" text-anchor="end">quite late</text>', wide)
    assert "far too long" not in wide
    assert "early" not in drawn(day(date(2008, 6, 2), "early"), width=340)
    assert "early" not in drawn(*[day(date(2008, 6, 2), "early")] * 41)


@pytest.mark.parametrize(
    ("last", "language", "months", "years"),
    [
        (date(2008, 8, 1), "nb", ["juni", "juli", "august"], ["2008"]),
        (date(2008, 8, 1), "en", ["June", "July", "August"], ["2008"]),
        (
            date(2010, 1, 1),
            "nn",
            "juli september november januar mars mai juli september november januar".split(),
            ["2008", "2009", "2010"],
        ),
        (date(2030, 1, 1), "en", [], ["2010", "2015", "2020", "2025", "2030"]),
    ],
)
def test_months_are_named_as_far_as_there_is_room(last, language, months, years):
    picture = drawn(day(TODAY), day(last), language=language)
    assert re.findall(r'<text class="time" [^>]+>([^<]+)</text>', picture) == months
    assert re.findall(r'<text class="time year" [^>]+>([^<]+)</text>', picture) == years


def test_today_is_marked_wherever_it_is():
    for today in (date(2008, 1, 1), date(2008, 6, 30), date(2009, 12, 31)):
        picture = drawn(day(date(2008, 6, 15)), today=today)
        at = float(re.search(r'<path class="today" d="M([\d.]+) ', picture)[1])
        assert 14 <= at <= 860 - 14


def test_it_says_what_it_shows():
    picture = drawn(day(date(2008, 6, 15), until=date(2008, 6, 20)), day(date(2008, 6, 1), "<b>"))
    assert '<svg role="img" viewBox="0 0 860 ' in picture
    assert 'aria-labelledby="here-title here-desc"' in picture
    assert "2 entries from 2008-06-01 to 2008-06-20; today is 2008-06-10." in picture
    assert "&lt;b&gt;" in picture
