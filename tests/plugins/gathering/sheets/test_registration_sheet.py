"""The sheet of registrations: fields as ``participants set``, who comes as ``gathering cancel``, ``promote``, ``register``."""

from __future__ import annotations

import pytest
from plugins.gathering.conftest import G, register
from sheet_nouns import SheetDesk, edit_workbook

from kvadmin.api.sheets import SheetScope


@pytest.fixture
def desk(kit):
    register(kit, "Kari Nordmann", "-m", "0521", "--title", "Rådmann", "--consent", "list", "--diet", "nøtteallergi")
    register(kit, "Odd Vik", "-m", "0301", "--email", "odd@oslo.example")
    register(kit, "Tale Rasmussen", "--employer", "Høgskolen", "--role", "speaker")
    return SheetDesk(kit.folder, "registrations", SheetScope(gathering=G), today=kit.today)


def key_of(desk, name):
    return next(key for key, row in desk.rows.items() if row["name"] == name)


def row_of(desk, name):
    return desk.rows[key_of(desk, name)]


def test_everybody_is_on_it_and_no_diet(desk):
    assert [row["name"] for row in desk.rows.values()] == ["Kari Nordmann", "Tale Rasmussen", "Odd Vik"]
    row = row_of(desk, "Kari Nordmann")
    assert (row["municipality"], row["municipality_name"], row["title"]) == ("0521", "Øyer", "Rådmann")
    assert (row["status"], row["network"], row["consent"]) == ("active", "2 Innlandet", "list")
    assert not {"diet", "access"} & desk.columns.keys()
    assert "allergi" not in repr(desk.rows)


def test_fields_are_set_and_nothing_else(kit, desk):
    key = key_of(desk, "Odd Vik")
    assert desk.take_in({key: {"consent": "kun i nettverket", "days": "27.08.2008", "network": "Nord"}}) == []
    row = desk.rows[key]
    assert (row["consent"], row["days"], row["network"]) == ("network", "2008-08-27", "10 Nord")
    assert row["email"] == "odd@oslo.example"
    assert desk.take_in({key: {"days": "", "network": "", "email": ""}}) == []
    row = desk.rows[key]
    assert (row["days"], row["network"], row["email"]) == ("", "", "")
    assert kit.run("check").code == 0


def test_a_person_is_not_moved_to_another_municipality(kit, desk):
    before = kit.files()
    key = key_of(desk, "Odd Vik")
    assert desk.refused({key: {"municipality": "0521", "title": "Ordfører"}}) == [(key, "municipality")]
    assert "Odd Vik is registered for Oslo" in desk.said
    assert kit.files() == before


def test_cancelled_and_back_again(desk):
    key = key_of(desk, "Odd Vik")
    assert desk.take_in({key: {"status": "cancelled"}}) == []
    assert row_of(desk, "Odd Vik")["status"] == "cancelled"
    assert desk.take_in({key: {"status": "active"}}) == []
    assert row_of(desk, "Odd Vik")["status"] == "active"
    assert desk.refused({key: {"status": "waiting"}}) == [(key, "status")]


def test_a_deleted_row_that_is_asked_to_go_is_a_cancellation(kit, desk):
    key = key_of(desk, "Odd Vik")
    assert desk.take_in(removed=[key]) == []
    assert desk.rows[key]["status"] == "cancelled"
    written = kit.files()
    assert desk.take_in(removed=[key]) == []
    assert kit.files() == written


def test_a_seat_goes_to_whoever_waits_longest_and_only_a_free_one(kit, desk):
    kit.run("gathering", "set", G, "capacity", "3")
    register(kit, "Nils Nes", "-m", "0821")
    register(kit, "Pia Pil", "-m", "1867")
    first, second = key_of(desk, "Nils Nes"), key_of(desk, "Pia Pil")
    assert [desk.rows[each]["status"] for each in (first, second)] == ["waiting", "waiting"]
    assert desk.refused({first: {"status": "active"}}) == [(first, "status")]
    assert f"kvadmin gathering promote {G}" in desk.said
    odd, kari = key_of(desk, "Odd Vik"), key_of(desk, "Kari Nordmann")
    assert desk.refused({odd: {"status": "cancelled"}, second: {"status": "active"}}) == [(second, "status")]
    assert desk.take_in({
        second: {"status": "active"}, first: {"status": "active"}, kari: {"status": "cancelled"},
        odd: {"status": "cancelled"},
    }) == []  # fmt: skip
    assert [desk.rows[each]["status"] for each in (first, second)] == ["active", "active"]


def test_a_new_row_is_a_registration(kit, desk):
    new = {"name": "Pia Pil", "municipality": "Lyngdal", "consent": "ja", "days": "2008-08-28", "title": "Lærer"}
    assert desk.take_in(added=[new, {"name": "Gro Gjest", "employer": "KS"}]) == []
    row = row_of(desk, "Pia Pil")
    assert (row["municipality"], row["municipality_name"], row["network"]) == ("1032", "Lyngdal", "1 Sør")
    assert (row["consent"], row["status"], row["days"]) == ("list", "active", "2008-08-28")
    assert row_of(desk, "Gro Gjest")["consent"] == "none"
    written = kit.files()
    assert desk.take_in(added=[new]) == []
    assert kit.files() == written
    assert desk.refused(added=[{**new, "title": "Rektor"}]) == [("row 0", "")]
    assert "is registered already" in desk.said
    assert desk.refused(added=[{"name": "X Y", "municipality": "Nowhere"}]) == [("row 0", "")]


@pytest.mark.parametrize(("status", "why"), [("waiting", "nobody is put on"), ("cancelled", "this one says cancelled")])
def test_a_new_row_registers_nobody_as_waiting_or_cancelled(kit, desk, status, why):
    before = kit.files()
    assert desk.refused(added=[{"name": "Pia Pil", "municipality": "1032", "status": status}]) == [("row 0", "")]
    assert why in desk.said
    assert kit.files() == before


def test_two_new_rows_about_one_person_are_not_told_as_two(kit, desk):
    before = kit.files()
    twice = [
        {"name": "Pia Pil", "municipality": "1032", "title": "Rektor"},
        {"name": "Pia Pil", "municipality": "1032"},
    ]
    assert desk.refused(added=twice) == [("row 1", "")]
    assert kit.files() == before


def test_when_the_room_is_full_a_new_one_waits_and_that_is_said(kit, desk):
    kit.run("gathering", "set", G, "capacity", "3")
    assert desk.take_in(added=[{"name": "Pia Pil", "municipality": "1032"}]) == []
    assert row_of(desk, "Pia Pil")["status"] == "waiting"
    assert "is full (3 seats): Pia Pil waits, number 1 on the list" in desk.said


def test_a_list_that_is_too_long_is_said_in_one_line(kit, desk):
    kit.run("gathering", "set", G, "capacity", "4")
    assert desk.take_in(added=[{"name": f"Ny Person{at}"} for at in range(8)]) == []
    assert f"7 of those who are new wait; {G}: 4 of 4 seats are taken, 7 waiting" in desk.said
    assert desk.said.count("waits, number") == 0


def test_a_gathering_without_anybody_takes_its_first_from_the_sheet(kit, tmp_path):
    file = tmp_path / "people.xlsx"
    assert kit.run("sheet", "out", "registrations", "--gathering", G, "-o", str(file)).code == 0
    edit_workbook(file, {}, new=[{"Name": "Pia Pil", "No.": "1032"}])
    assert [each["outcome"] for each in kit.json("sheet", "in", str(file))["differences"]] == ["added"]
    assert kit.json("gathering", "checkin", G)["participants"][0]["name"] == "Pil, Pia"


def test_one_cell_below_the_table_is_a_note_and_a_name_with_another_cell_a_person(kit, tmp_path):
    """As docs/how-to/excel.md says."""
    file = tmp_path / "people.xlsx"
    assert kit.run("sheet", "out", "registrations", "--gathering", G, "-o", str(file)).code == 0
    edit_workbook(file, {}, new=[{"Name": "Husk hotellet"}])
    ran = kit.run("sheet", "in", str(file))
    assert "the row is about no record and is left out" in ran.err
    assert "Nothing has changed." in ran.err
    edit_workbook(file, {}, new=[{"Name": "Pia Pil", "Note": "ringt"}])
    assert [each["outcome"] for each in kit.json("sheet", "in", str(file))["differences"]] == ["added"]


def test_nobody_is_registered_for_what_is_cancelled(kit, desk):
    key = key_of(desk, "Odd Vik")
    kit.run("gathering", "cancel", G, "Odd Vik")
    kit.run("gathering", "cancel", G, "--yes")
    assert desk.refused({key: {"status": "active"}}, added=[{"name": "Pia Pil"}]) == [(key, "status"), ("row 0", "")]
    assert desk.take_in({key: {"note": "ringt"}}) == []


def test_by_workbook_and_back(kit, desk, tmp_path):
    file = tmp_path / "people.xlsx"
    assert kit.run("sheet", "out", "registrations", "--gathering", G, "-o", str(file)).code == 0
    before = kit.files()
    assert kit.json("sheet", "in", str(file))["differences"] == []
    assert kit.files() == before
    odd, kari = key_of(desk, "Odd Vik"), key_of(desk, "Kari Nordmann")
    new = {"Name": "Pia Pil", "No.": "1032", "Consent": "list"}
    edit_workbook(file, {odd: {"Status": "cancelled", "Days": "27.08.2008"}}, new=[new], gone=[kari])
    told = kit.json("sheet", "in", str(file))["differences"]
    assert [(each["key"], each["column"], each["outcome"]) for each in told if each["key"] == odd] == [
        (odd, "status", "changed"), (odd, "days", "changed"),
    ]  # fmt: skip
    assert row_of(desk, "Odd Vik")["status"] == "cancelled"
    assert row_of(desk, "Pia Pil")["status"] == "active"
    assert row_of(desk, "Kari Nordmann")["status"] == "active"
    assert kit.run("sheet", "in", str(file), "--remove-missing", "--yes").code == 0
    assert row_of(desk, "Kari Nordmann")["status"] == "cancelled"
    for _ in range(2):
        assert kit.run("undo").code == 0
    assert kit.files()["registrations/oppstart/0301.yaml"] == before["registrations/oppstart/0301.yaml"]


@pytest.mark.parametrize("new", [{"Place": "Lyngdal"}, {"Place": "Oslo", "No.": "1032"}])
def test_a_new_row_whose_place_is_not_its_number_is_refused(kit, tmp_path, new):
    file = tmp_path / "people.xlsx"
    assert kit.run("sheet", "out", "registrations", "--gathering", G, "-o", str(file)).code == 0
    edit_workbook(file, {}, new=[{"Name": "Pia Pil", **new}])
    before = kit.files()
    ran = kit.run("sheet", "in", str(file))
    assert ran.code == 3
    assert "number" in ran.err
    assert kit.files() == before
