"""The programme: times as people write them, parallel sessions, and what cannot be at the same time."""

from __future__ import annotations

from datetime import date

import pytest
from plugins.gathering.conftest import G

from kvadmin.api.records import AgendaItem, Gathering
from kvadmin.plugins.gathering.agenda import agenda_faults, items_in_order, read_clock, read_span


@pytest.mark.parametrize("text", ["9", "09:00", "9.00", "kl. 9", "Kl 09.00"])
def test_clock_times_as_people_write_them(text):
    assert f"{read_clock(text):%H:%M}" == "09:00"


@pytest.mark.parametrize("text", ["24:00", "9:60", "nine", "", "12:30:00"])
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match="not a time of day"):
        read_clock(text)


def test_a_span_must_go_forward():
    assert [f"{each:%H:%M}" for each in read_span("9–10.15")] == ["09:00", "10:15"]
    with pytest.raises(ValueError, match="ends before it begins"):
        read_span("10:00-09:00")
    with pytest.raises(ValueError, match="not a span"):
        read_span("10:00")


def meeting(*items):
    made = [AgendaItem(start=start, end=end, title=start, track=track) for start, end, track in items]
    return Gathering(id="g", name="g", start=date(2008, 8, 27), agenda=made)


def test_overlaps_are_found_unless_parallel():
    assert agenda_faults(meeting(("09:00", "10:00", ""), ("10:00", "11:00", ""))) == []
    assert agenda_faults(meeting(("09:00", "10:00", "A"), ("09:00", "10:00", "B"))) == []
    for items in (
        [("09:00", "10:00", ""), ("09:59", "11:00", "")],
        [("09:00", "10:00", "A"), ("09:30", "11:00", "A")],
        [("09:00", "12:00", "A"), ("09:30", "10:00", "")],
        [("09:00", "12:00", ""), ("09:30", "10:00", "A"), ("11:00", "11:30", "B")],
    ):
        assert {code for _, code, _ in agenda_faults(meeting(*items))} == {"agenda-overlap"}


def test_the_order_is_that_of_the_clock():
    assert [each.start for each in items_in_order(meeting(("13:00", "14:00", ""), ("9:00", "10:00", "")))] == [
        "9:00",
        "13:00",
    ]


def test_an_overlap_is_refused_and_nothing_lost(kit):
    assert kit.run("gathering", "agenda", "add", G, "09:00-10:00", "Velkommen").code == 0
    before = kit.files()
    ran = kit.run("gathering", "agenda", "add", G, "09:30-10:30", "Krasj")
    assert ran.code == 3
    assert "'Velkommen' and 'Krasj' overlap (09:00-10:00 and 09:30-10:30)" in ran.err
    ran = kit.run("gathering", "agenda", "add", G, "09:30-10:30", "Utenfor", "--day", "2008-09-30")
    assert "no day of the gathering" in ran.err
    assert kit.files() == before


def test_items_are_listed_by_number_and_removed(kit):
    for span, title in (("12:00-13:00", "Lunsj"), ("09:00-10:00", "Velkommen")):
        assert kit.run("gathering", "agenda", "add", G, span, title).code == 0
    listed = kit.json("gathering", "agenda", "list", G)["agenda"]
    assert [(each["number"], each["title"]) for each in listed] == [(1, "Velkommen"), (2, "Lunsj")]
    assert kit.run("gathering", "agenda", "remove", G, "1").code == 0
    assert [each["title"] for each in kit.json("gathering", "agenda", "list", G)["agenda"]] == ["Lunsj"]
    assert kit.run("gathering", "agenda", "remove", G, "7").code == 4


def test_a_gathering_without_days_or_with_the_last_before_the_first(kit):
    assert "--from" in kit.run("gathering", "new", "x", "--name", "X").err
    ran = kit.run("gathering", "new", "x", "--name", "X", "--from", "2008-09-02", "--to", "2008-09-01")
    assert ran.code == 3
    assert "lies before the first day" in ran.err
    assert kit.run("gathering", "new", "x", "--name", "X", "--from", "").code == 2
    assert kit.run("gathering", "new", "x", "--name", "X", "--from", "2008-09-01", "--kind", "party").code == 2
    assert kit.run("gathering", "new", "x", "--name", "X", "--from", "2008-09-01", "--cohort", "P9").code == 4
    assert kit.run("gathering", "new", G, "--name", "X", "--from", "2008-09-01").code == 5
    (kit.folder / "gatherings" / "hand.yaml").write_text("id: hand\nname: Uten dager\n", encoding="utf-8")
    ran = kit.run("gathering", "show", "hand")
    assert ran.code == 3
    assert "'from' is missing" in ran.err


def test_the_programme_as_a_handout(kit):
    assert (
        kit.run(
            "gathering", "agenda", "add", G, "09:00-10:00", "Velkommen", "--speaker", "Aud Holm", "--room", "Sal"
        ).code
        == 0
    )
    assert (
        kit.run("gathering", "agenda", "add", G, "13:00-14:00", "Økt", "--track", "A", "--day", "2008-08-28").code == 0
    )
    text = kit.run("participants", "export", G, "--what", "programme", "--format", "md", "-o", "-").out
    assert "## Onsdag 27. august 2008" in text
    assert "| 09.00–10.00 | **Velkommen** | Aud Holm | Sal |" in " ".join(text.split())
    assert "Parallell A" in text
    nn = kit.run(
        "participants", "export", G, "--what", "programme", "--format", "md", "-o", "-", "--language", "nn"
    ).out
    assert "Innleiar" in nn
