"""The calendar entry: one name for good, a number that rises with changes, cancellations, Norwegian time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from plugins.gathering.conftest import G, register


def event(kit, *options):
    ran = kit.run("gathering", "calendar", G, "-o", "-", *options)
    assert ran.code == 0, ran.err
    book = Calendar.from_ical(ran.out)
    [one] = book.walk("VEVENT")
    return book, one


def test_the_number_rises_with_changes_and_the_name_stays(kit):
    _, first = event(kit)
    _, again = event(kit)
    assert first.to_ical() == again.to_ical()
    assert kit.run("gathering", "set", G, "place", "Bergen").code == 0
    _, moved = event(kit)
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] == first["SEQUENCE"] + 1
    assert kit.run("gathering", "set", G, "capacity", "40").code == 0
    assert event(kit)[1]["SEQUENCE"] == moved["SEQUENCE"], "how many seats there are is nobody's calendar's business"


def test_a_change_by_hand_is_noticed_once(kit):
    _, first = event(kit)
    file = kit.folder / "gatherings" / f"{G}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("place: Oslo", "place: Bodø"), encoding="utf-8")
    _, second = event(kit)
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], first["SEQUENCE"] + 1)
    assert event(kit)[1]["SEQUENCE"] == second["SEQUENCE"]


def test_a_cancelled_gathering(kit):
    _, first = event(kit)
    assert kit.run("gathering", "cancel", G, "--yes").code == 0
    book, gone = event(kit)
    assert book["METHOD"] == "CANCEL"
    assert (gone["STATUS"], gone["UID"], gone["SEQUENCE"]) == ("CANCELLED", first["UID"], first["SEQUENCE"] + 1)


def test_a_cancelled_person(kit):
    register(kit, "Kari Ås", "-m", "0301", "--email", "kari@x.no", "--diet", "nøtteallergi")
    book, first = event(kit, "--person", "Kari Ås")
    assert book["METHOD"] == "PUBLISH"
    assert kit.run("gathering", "cancel", G, "Kari Ås").code == 0
    book, gone = event(kit, "--person", "Kari Ås")
    assert book["METHOD"] == "CANCEL"
    assert (gone["STATUS"], gone["UID"], gone["SEQUENCE"]) == ("CANCELLED", first["UID"], first["SEQUENCE"] + 1)
    assert event(kit)[1]["STATUS"] == "CONFIRMED"
    assert "nøtteallergi" not in book.to_ical().decode()
    assert "Kari" not in book.to_ical().decode()


def test_times_are_norwegian_and_the_zone_is_in_the_file(kit):
    for span, title, day in (("10:00-11:00", "Start", "2008-08-27"), ("09:00-15:30", "Slutt", "2008-08-28")):
        assert kit.run("gathering", "agenda", "add", G, span, title, "--day", day).code == 0
    book, one = event(kit)
    assert one.start.astimezone(UTC) == datetime(2008, 8, 27, 8, 0, tzinfo=UTC)
    assert one.end.astimezone(UTC) == datetime(2008, 8, 28, 13, 30, tzinfo=UTC)
    text = book.to_ical().decode()
    assert "DTSTART;TZID=Europe/Oslo:20080827T100000" in text
    [zone] = book.walk("VTIMEZONE")
    made = zone.to_tz(lookup_tzid=False)
    assert datetime(2008, 8, 27, 12, tzinfo=made).utcoffset().total_seconds() == 7200
    assert datetime(2008, 12, 1, 12, tzinfo=made).utcoffset().total_seconds() == 3600


def test_without_a_programme_whole_days(kit):
    text = event(kit)[0].to_ical().decode()
    assert "DTSTART;VALUE=DATE:20080827" in text
    assert "DTEND;VALUE=DATE:20080829" in text


def test_a_missing_extra_names_the_command(kit, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "icalendar", None)
    ran = kit.run("gathering", "calendar", G, "-o", "-")
    assert ran.code == 2
    assert 'pip install "kvadmin[ics]"' in ran.err


@pytest.mark.parametrize("text", ["a,b;c", "line\\nbreak", "é" * 60])
def test_texts_cannot_break_out_of_their_line(kit, text):
    assert kit.run("gathering", "set", G, "place", text + " BEGIN:VEVENT").code == 0
    assert event(kit)[1]["LOCATION"] == text + " BEGIN:VEVENT"
