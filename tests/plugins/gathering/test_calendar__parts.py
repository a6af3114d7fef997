"""One entry per day or session beside the block; who waits; the night; the days on which the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from plugins.gathering.conftest import G, register

from kvadmin.api.documents import note_published
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.plugins.gathering.calendar import CalendarGuest
from kvadmin.plugins.gathering.hooks.letter_context import context
from kvadmin.store.store import open_store

PROGRAMME = (
    ("2008-08-27", "10:00-11:00", "Velkommen", ("--room", "Storsalen")),
    ("2008-08-27", "23:00-01:00", "Nattmat", ()),
    ("2008-08-28", "09:00-15:30", "Arbeid", ()),
)


def done(kit, *words):
    ran = kit.run(*words)
    assert ran.code == 0, ran.err


@pytest.fixture
def planned(kit):
    for day, span, title, more in PROGRAMME:
        done(kit, "gathering", "agenda", "add", G, span, title, "--day", day, *more)
    return kit


def entries(kit, *options, who=G):
    ran = kit.run("gathering", "calendar", who, "-o", "-", *options)
    assert ran.code == 0, ran.err
    book = Calendar.from_ical(ran.out)
    return book, book.walk("VEVENT")


def spans(events):
    return [
        (str(each["SUMMARY"]), f"{each.start.astimezone(UTC):%d %H:%M}", f"{each.end.astimezone(UTC):%d %H:%M}")
        for each in events
    ]


def test_one_entry_per_session_each_under_a_name_of_its_own_that_stays(planned):
    book, events = entries(planned, "--per", "session")
    assert spans(events) == [
        ("Velkommen", "27 08:00", "27 09:00"),
        ("Nattmat", "27 21:00", "27 23:00"),
        ("Arbeid", "28 07:00", "28 13:30"),
    ]
    assert str(book["METHOD"]) == "PUBLISH"
    assert str(events[0]["LOCATION"]) == "Storsalen, Oslo"
    names = [str(each["UID"]) for each in events]
    assert len({*names, str(entries(planned)[1][0]["UID"])}) == 4
    file = planned.folder / "gatherings" / f"{G}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: Nattmat", "title: Nattmat ute"), encoding="utf-8")
    _, again = entries(planned, "--per", "session")
    assert [str(each["UID"]) for each in again] == names
    assert [int(each["SEQUENCE"]) for each in again] == [0, 1, 0]


def test_a_session_that_is_taken_away_is_cancelled_and_comes_back_by_undo(planned):
    first = [str(each["UID"]) for each in entries(planned, "--per", "session")[1]]
    done(planned, "gathering", "agenda", "remove", G, "2", "--yes")
    for _ in range(2):  # whoever gets a later file alone has to be told, too
        _, events = entries(planned, "--per", "session")
        said = {str(each["UID"]): (str(each["STATUS"]), int(each["SEQUENCE"])) for each in events}
        assert said == {first[0]: ("CONFIRMED", 0), first[1]: ("CANCELLED", 1), first[2]: ("CONFIRMED", 0)}
        assert spans(events)[2][1:] == ("27 21:00", "27 23:00"), "the time that the calendars have it at"
    done(planned, "undo", "--yes")
    _, events = entries(planned, "--per", "session")
    assert [(str(each["STATUS"]), int(each["SEQUENCE"])) for each in events] == [
        ("CONFIRMED", 0),
        ("CONFIRMED", 2),
        ("CONFIRMED", 0),
    ]


def test_one_entry_per_day(planned):
    _, events = entries(planned, "--per", "day")
    assert [each[1:] for each in spans(events)] == [("27 08:00", "27 23:00"), ("28 07:00", "28 13:30")]
    assert [str(each["UID"])[-17:] for each in events]
    assert "23.00–01.00 Nattmat" in str(events[0]["DESCRIPTION"])
    done(planned, "gathering", "set", G, "to", "2008-08-29")
    _, longer = entries(planned, "--per", "day")
    assert [str(each["UID"]) for each in longer[:2]] == [str(each["UID"]) for each in events]
    assert longer[2].start.isoformat() == "2008-08-29", "a day without a programme is a whole day"
    done(planned, "gathering", "set", G, "to", "2008-08-28")
    assert [str(each["STATUS"]) for each in entries(planned, "--per", "day")[1]] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]


def test_a_cancelled_gathering_cancels_each_of_its_entries(planned):
    entries(planned, "--per", "session")
    done(planned, "gathering", "cancel", G, "--yes")
    book, events = entries(planned, "--per", "session")
    assert {(str(each["STATUS"]), int(each["SEQUENCE"])) for each in events} == {("CANCELLED", 1)}
    assert str(book["METHOD"]) == "PUBLISH", "a file of METHOD:CANCEL may be about one entry only"


def test_a_person_has_the_days_that_the_person_comes_on(planned):
    register(planned, "Kari Ås", "-m", "0301")
    assert len(entries(planned, "--per", "day", "--person", "Kari Ås")[1]) == 2
    done(planned, "participants", "set", G, "Kari Ås", "days", "2008-08-28")
    _, events = entries(planned, "--per", "day", "--person", "Kari Ås")
    assert [str(each["STATUS"]) for each in events] == ["CONFIRMED", "CANCELLED"]


def test_other_parts_are_refused(planned):
    ran = planned.run("gathering", "calendar", G, "--per", "week", "-o", "-")
    assert ran.code == 2
    assert "block, day, session" in ran.err


def test_who_waits_is_not_confirmed(kit):
    done(kit, "gathering", "set", G, "capacity", "1")
    register(kit, "Ola Vik", "-m", "0301")
    register(kit, "Kari Ås", "-m", "0301", "--email", "kari@x.no")
    _, [waits] = entries(kit, "--person", "Kari Ås")
    assert str(waits["STATUS"]) == "TENTATIVE"
    assert str(entries(kit, "--person", "Ola Vik")[1][0]["STATUS"]) == "CONFIRMED"
    done(kit, "gathering", "cancel", G, "Ola Vik", "--promote")
    _, [comes] = entries(kit, "--person", "Kari Ås")
    assert (str(comes["STATUS"]), int(comes["SEQUENCE"])) == ("CONFIRMED", int(waits["SEQUENCE"]) + 1)
    assert str(comes["UID"]) == str(waits["UID"])


def test_a_letter_to_who_waits_says_so_and_its_number_rises_when_there_is_a_seat(kit):
    done(kit, "programme", "set", "sender.name", "Sekretariatet")
    done(kit, "programme", "set", "sender.email", "post@x.no")
    done(kit, "gathering", "set", G, "capacity", "1")
    register(kit, "Ola Vik", "-m", "0301")
    register(kit, "Kari Ås", "-m", "0301", "--email", "kari@x.no")

    def letter():
        store = open_store(kit.folder, Plugins(discover(frozenset())).gather("kvadmin_collections"))
        [content] = context(store.snapshot(), "nb", G, CalendarGuest("Kari Ås", "Kari@x.no"))["files"].values()
        note_published(store, [content])
        book = Calendar.from_ical(content)
        [one] = book.walk("VEVENT")
        return str(one["STATUS"]), one["ATTENDEE"].params["PARTSTAT"], int(one["SEQUENCE"]), str(one["UID"])

    waits = letter()
    assert waits[:2] == ("TENTATIVE", "TENTATIVE")
    done(kit, "gathering", "cancel", G, "Ola Vik", "--promote")
    comes = letter()
    assert comes == ("CONFIRMED", "NEEDS-ACTION", waits[2] + 1, waits[3])
    done(kit, "undo", "--yes")
    assert letter()[:3] == ("TENTATIVE", "TENTATIVE", waits[2] + 2)


def test_an_item_past_midnight(kit):
    for day, span, title in (
        ("2008-08-28", "23:00-01:00", "Nattmat"),
        ("2008-08-28", "18:00-23:00", "Middag"),
        ("2008-08-27", "08:00-09:00", "Kaffe"),
    ):
        done(kit, "gathering", "agenda", "add", G, span, title, "--day", day)
    listed = kit.json("gathering", "agenda", "list", G)["agenda"]
    assert [each["title"] for each in listed] == ["Kaffe", "Middag", "Nattmat"]
    assert [each["day"] for each in listed] == ["2008-08-27", "2008-08-28", "2008-08-28"]
    assert kit.run("check").code == 0
    _, [block] = entries(kit)
    assert spans([block])[0][1:] == ("27 06:00", "28 23:00")
    out = kit.folder.parent / "program.docx"
    done(kit, "-o", str(out), "participants", "export", G, "--what", "programme", "--format", "docx")
    import zipfile

    with zipfile.ZipFile(out) as package:
        assert "23.00–01.00" in package.read("word/document.xml").decode()


def test_a_night_runs_into_the_items_of_the_next_morning(kit):
    done(kit, "gathering", "agenda", "add", G, "23:00-01:00", "Nattmat", "--day", "2008-08-27")
    ran = kit.run("gathering", "agenda", "add", G, "00:30-02:00", "Nachspiel", "--day", "2008-08-28")
    assert ran.code == 3
    assert "overlap" in ran.err


@pytest.mark.parametrize("span", ["13:00-12:00", "10:00-09:00", "09:00-09:00", "07:00-06:00", "20:00-09:00"])
def test_a_slip_of_the_pen_is_no_night(kit, span):
    ran = kit.run("gathering", "agenda", "add", G, span, "Tabbe")
    assert ran.code == 3
    assert "ends before it begins" in ran.err


@pytest.mark.parametrize(
    ("day", "span", "begins", "ends"),
    [
        ("2009-03-28", "23:00-04:00", datetime(2009, 3, 28, 22, tzinfo=UTC), datetime(2009, 3, 29, 2, tzinfo=UTC)),
        ("2009-03-29", "10:00-12:00", datetime(2009, 3, 29, 8, tzinfo=UTC), datetime(2009, 3, 29, 10, tzinfo=UTC)),
        ("2009-10-24", "23:00-04:00", datetime(2009, 10, 24, 21, tzinfo=UTC), datetime(2009, 10, 25, 3, tzinfo=UTC)),
        ("2009-10-25", "10:00-12:00", datetime(2009, 10, 25, 9, tzinfo=UTC), datetime(2009, 10, 25, 11, tzinfo=UTC)),
    ],
)
def test_the_days_on_which_the_clocks_change(kit, day, span, begins, ends):
    done(kit, "gathering", "new", "natt", "--name", "Natt", "--from", day, "--kind", "conference")
    done(kit, "gathering", "agenda", "add", "natt", span, "Natt")
    book, [one] = entries(kit, who="natt")
    [zone] = book.walk("VTIMEZONE")
    made = zone.to_tz(lookup_tzid=False)  # by the rules in the file, not those of this machine
    assert [each.replace(tzinfo=made).astimezone(UTC) for each in (one.start, one.end)] == [begins, ends]


def test_an_hour_that_no_clock_shows_is_refused(kit):
    done(kit, "gathering", "new", "natt", "--name", "Natt", "--from", "2009-03-29", "--kind", "conference")
    ran = kit.run("gathering", "agenda", "add", "natt", "02:30-03:30", "Ingen")
    assert ran.code == 3
    assert "clocks go forward" in ran.err
