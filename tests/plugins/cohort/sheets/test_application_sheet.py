"""The sheet of applications changes what ``application set`` changes, by its rules."""

from __future__ import annotations

from datetime import date

from kvadmin.plugins.cohort.applications.application_fields import APPLICATION_FIELDS


def test_a_row_is_an_application_with_every_field_that_set_knows(ten, sheet):
    desk = sheet("applications")
    assert list(desk.rows) == ["1421", "0602", "0101", "1818", "2011", "0402", "0501", "0301", "1526", "1504"]
    row = desk.rows["0301"]
    assert (row["name"], row["state"], row["received"]) == ("Oslo", "complete", date(2008, 5, 14))
    assert (row["missing"], row["on_time"], row["timetable"]) == ([], "on-time", "August 2008 - desember 2009")
    assert {each.name for each in APPLICATION_FIELDS.fields} <= desk.columns.keys()
    assert [name for name, each in desk.columns.items() if each.field is None] == [
        "municipality", "name", "on_time", "missing",
    ]  # fmt: skip


def test_the_state_follows_from_the_contents_once(ten, sheet):
    desk = sheet("applications")
    assert desk.take_in({"0301": {"timetable": "", "quality_goal": ""}}) == []
    assert desk.rows["0301"]["state"] == "incomplete"
    assert desk.rows["0301"]["missing"] == ["quality goal", "timetable"]
    assert desk.take_in({"0301": {"timetable": "2009", "quality_goal": "90 % fornøyde"}}) == []
    changes = ten.json("application", "show", "0301", "--cohort", "P3")["changes"]
    assert [each["state"] for each in changes][-2:] == ["incomplete", "complete"]
    assert "kvadmin undo" in desk.said


def test_a_day_without_the_time_keeps_the_time_of_others(ten, sheet):
    desk = sheet("applications")
    assert desk.take_in({"0301": {"received": "21.05.2008", "postmark": "2008-05-19"}}) == []
    row = desk.rows["0301"]
    assert (row["received"], row["postmark"], row["on_time"]) == (date(2008, 5, 21), date(2008, 5, 19), "to-be-judged")
    assert desk.rows["0101"]["received"] == date(2008, 5, 14)


def test_a_state_by_hand_keeps_to_the_table(ten, sheet):
    desk, before = sheet("applications"), ten.bytes()
    problems = desk.refused({
        "0301": {"state": "admitted"},
        "0402": {"state": "withdrawn", "note": "trakk seg"},
        "0501": {"state": "confirmed"},
    })  # fmt: skip
    assert problems == [("0301", "state"), ("0501", "state")]
    assert "is complete and cannot become admitted" in desk.said
    assert ten.bytes() == before
    assert desk.take_in({"0402": {"state": "withdrawn", "note": "trakk seg"}}) == []
    assert desk.rows["0402"]["state"] == "withdrawn"


def test_who_has_a_place_does_not_withdraw_here(ten, sheet):
    ten("cohort", "admit", "P3")
    desk = sheet("applications")
    assert desk.refused({"0101": {"state": "withdrawn"}}) == [("0101", "state")]
    assert "kvadmin cohort withdraw P3 0101 --reason withdrawn" in desk.said


def test_what_decides_after_the_freeze_is_warned_about(frozen, sheet):
    desk = sheet("applications")
    assert desk.take_in({"0301": {"score": "9"}, "0402": {"score": "9"}}) == []
    assert desk.said.count("this change is listed as after the freeze") == 1
    assert desk.take_in({"0301": {"note": "ringt"}}) == []
    assert "freeze" not in desk.said


def test_a_field_of_a_plugin_is_a_column(ten, sheet, added_fields):
    added_fields(("applications", "visits_day", "date"), ("applications", "visits_tags", "texts"))
    desk = sheet("applications")
    assert (desk.columns["visits_day"].kind, desk.columns["visits_tags"].many) == ("day", True)
    assert desk.take_in({"0301": {"visits_day": "2008-06-01", "visits_tags": "a; b"}}) == []
    row = desk.rows["0301"]
    assert (row["visits_day"], row["visits_tags"]) == (date(2008, 6, 1), ["a", "b"])
    assert desk.take_in({"0301": {"visits_day": "", "visits_tags": ""}}) == []
    assert "visits" not in (ten.folder / "applications/P3/0301.yaml").read_text(encoding="utf-8")


def test_a_selection_shows_some(ten, sheet):
    from kvadmin.api.sheets import SheetScope

    desk = sheet("applications")
    desk.scope = SheetScope(cohort="P3", selection="region:Øst")
    assert list(desk.rows) == ["0402", "0501", "0301"]
