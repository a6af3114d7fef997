"""The office's address list: long and wide, who is known again, and what is asked instead of guessed."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from support import folder_bytes


@pytest.fixture
def take(cli, programme, tmp_path):
    """Import lines of a csv, or a workbook of rows; (outcome, reason) of each contact, and the exit code."""

    def run(*lines, code=0, options=()):
        file = tmp_path / "liste.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        ran = cli("-C", programme, "contact", "import", file, "--format", "json", *options)
        assert ran.code == code, ran.err
        return ran.json["rows"] if ran.out else ran

    return run


def held(cli, programme):
    found = cli("-C", programme, "contact", "list", "--format", "json", check=True).json["contacts"]
    return {(each["municipality"], each["id"]): each for each in found}


def fates(rows):
    return [each["outcome"] for each in rows]


LONG = "Kommune;Navn;Rolle;Tittel;E-post;Telefon"


def test_one_contact_a_row_and_the_same_list_again_changes_nothing(cli, programme, take):
    lines = (
        LONG,
        "Oslo;Åse Lie;Ordfører;;aase@oslo.example;22 00 00 01",
        "1504;Bo Vik;Konst. rådmann;;bo@alesund.example;",
        "Ålesund kommune;Siv Moe;Varaordfører (Ap);;;22 00 00 02",
        "0301;Odd Ness;Leder HMS;;odd@oslo.example;",
    )
    assert fates(take(*lines)) == ["imported"] * 4
    found = held(cli, programme)
    assert {place: each["role"] for place, each in found.items()} == {
        ("0301", "mayor"): "mayor",
        ("0301", "other"): "other",
        ("1504", "chief-executive"): "chief-executive",
        ("1504", "politician"): "politician",
    }
    assert [found[place]["title"] for place in sorted(found)] == [
        "",
        "Leder HMS",
        "Konst. rådmann",
        "Varaordfører (Ap)",
    ]
    before = folder_bytes(programme)
    assert fates(take(*lines)) == ["unchanged"] * 4
    assert folder_bytes(programme) == before


def test_columns_per_role_are_several_contacts(cli, programme, take):
    head = (
        "Komm.nr;Kommune;Ordfører;E-post ordfører;Varaordfører;Rådmann;Epost rådmann;Tlf. rådmann;Prosjektleder;"
        "Prosjektleders e-post;HTV;Postmottak"
    )
    lines = (
        head,
        "301;Oslo;Åse Lie;aase@oslo.example;Siv Moe;Bo Vik;bo@oslo.example;22 00 00 01;Bo Vik;bo@oslo.example;;post@oslo.example",
        "1504;Ålesund;Odd Ness;;;vakant;;;;;Liv Berg;",
    )
    assert fates(take(*lines)) == ["imported"] * 5 + ["imported", "skipped", "imported"]
    found = held(cli, programme)
    assert {place: each["name"] for place, each in found.items()} == {
        ("0301", "mayor"): "Åse Lie",
        ("0301", "politician"): "Siv Moe",
        ("0301", "chief-executive"): "Bo Vik",
        ("0301", "project-leader"): "Bo Vik",
        ("0301", "mail-desk"): "Postmottak",
        ("1504", "mayor"): "Odd Ness",
        ("1504", "employee-representative"): "Liv Berg",
    }
    assert found["0301", "politician"]["title"] == "Varaordfører"
    assert found["0301", "mail-desk"]["email"] == "post@oslo.example"
    before = folder_bytes(programme)
    assert set(fates(take(*lines))) == {"unchanged", "skipped"}
    assert folder_bytes(programme) == before


def test_two_rows_of_headings_name_the_columns_per_role(cli, programme, tmp_path):
    book = Workbook()
    for row in (
        ["Kommune", "Ordfører", None, "Rådmann", None],
        [None, "Navn", "E-post", "Navn", "E-post"],
        ["Oslo", "Åse Lie", "aase@oslo.example", "Bo Vik", "bo@oslo.example"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    book.active.merge_cells("D1:E1")
    book.save(tmp_path / "liste.xlsx")
    cli("-C", programme, "contact", "import", tmp_path / "liste.xlsx", check=True)
    assert {each["name"]: each["email"] for each in held(cli, programme).values()} == {
        "Åse Lie": "aase@oslo.example",
        "Bo Vik": "bo@oslo.example",
    }


@pytest.mark.parametrize("again", ["Lie, Åse", "LIE AASE", "åse lie"])
def test_the_same_person_is_known_again_and_an_empty_cell_erases_nothing(cli, programme, take, again):
    take(LONG, "Oslo;Åse Lie;Ordfører;;aase@oslo.example;22 00 00 01")
    rows = take(LONG, f"Oslo;{again};;Ordfører i Oslo;AASE@oslo.example;22000001")
    assert [(each["outcome"], each["reason"]) for each in rows] == [("updated", "title")]
    assert fates(take(LONG, f"Oslo;{again};;;;")) == ["unchanged"]
    (one,) = held(cli, programme).values()
    assert (one["name"], one["email"], one["phone"]) == ("Åse Lie", "aase@oslo.example", "22 00 00 01")


def test_what_is_known_of_an_address_stays_while_the_address_does(cli, programme, take):
    take(LONG, "Oslo;Åse Lie;Ordfører;;aase@oslo.example;")
    cli("-C", programme, "contact", "set", "0301", "mayor", "email_status", "bounced 2008-05-01", check=True)
    assert fates(take(LONG, "Oslo;Åse Lie;Ordfører;;Aase@oslo.example;22 00 00 01")) == ["updated"]
    assert held(cli, programme)["0301", "mayor"]["email_status"] == "bounced 2008-05-01"
    assert fates(take(LONG, "Oslo;Åse Lie;Ordfører;;aase.lie@oslo.example;")) == ["updated"]
    assert held(cli, programme)["0301", "mayor"]["email_status"] == ""


def test_what_is_not_certain_is_asked(cli, programme, take):
    take(
        LONG, "Oslo;Åse Lie;Ordfører;;aase@oslo.example;", "Oslo;Liv Mo;;;a@x.example;", "Oslo;Liv Mo;HTV;;b@x.example;"
    )
    before = folder_bytes(programme)
    rows = take(
        LONG,
        "Oslo;Odd Vik;Rådmann;;aase@oslo.example;",
        "1504;Åse Lie;Ordfører;;aase@oslo.example;",
        "Oslo;Åse Lie;Prosjektleder;;;",
        "Bø;Bo Én;Ordfører;;;",
        "Oslo;K?re Vik;Ordfører;;;",
        "Oslo;Bo Én og Siv To;Ordfører;;;",
        ";Bo Én;Ordfører;;;",
        "Oslo;;Bibliotekar;;bo@oslo.example;",
    )
    assert fates(rows) == ["manual"] * 8
    assert "Åse Lie (mayor) has this e-mail address" in rows[0]["reason"]
    assert "0301/mayor" in rows[1]["reason"]
    assert "the row says project-leader" in rows[2]["reason"]
    assert rows[3]["candidates"] == ["0821", "1867"]
    assert folder_bytes(programme) == before


def test_an_address_that_a_desk_has_already_is_taken_and_said(cli, programme, take):
    take(LONG, "Oslo;Postmottak;Postmottak;;post@oslo.example;")
    rows = take(LONG, "Oslo;Åse Lie;Ordfører;;post@oslo.example;")
    assert fates(rows) == ["imported"]
    assert rows[0]["reason"] == "Postmottak (mail-desk) has this e-mail address"


def test_a_new_mayor_is_taken_and_the_old_one_named(cli, programme, take):
    take(LONG, "Oslo;Åse Lie;Ordfører;;aase@oslo.example;")
    rows = take(LONG, "Oslo;Odd Vik;Ordfører;;odd@oslo.example;")
    assert fates(rows) == ["imported"]
    assert "Åse Lie is mayor, too" in rows[0]["reason"]
    assert "contact remove 0301 mayor" in rows[0]["reason"]


def test_a_role_called_by_its_name_gets_its_person(cli, programme, take):
    head = "Kommune;Ordfører;E-post ordfører"
    assert fates(take(head, "Oslo;;ordforer@oslo.example")) == ["imported"]
    assert held(cli, programme)["0301", "mayor"]["name"] == "Ordfører"
    rows = take(head, "Oslo;Åse Lie;ordforer@oslo.example")
    assert [(each["outcome"], each["reason"]) for each in rows] == [("updated", "name")]
    assert fates(take(head, "Oslo;;ny@oslo.example")) == ["manual"], "whose address is it?"


def test_a_person_twice_is_one_and_contradictions_are_asked(take):
    rows = take(
        LONG,
        "Oslo;Åse Lie;Ordfører;;aase@oslo.example;",
        "Oslo;Lie, Åse;Ordfører;;aase@oslo.example;",
        "Oslo;Åse Lie;Ordfører;;;22 00 00 01",
        "Oslo;Åse Lie;Ordfører;;annen@oslo.example;",
    )
    assert fates(rows) == ["imported", "duplicate", "updated", "manual"]


def test_an_odd_cell_is_left_out_and_said_and_nobody_is_lost(cli, programme, take):
    rows = take(
        LONG,
        "Oslo;Åse Lie;Ordfører;;aase@oslo..example;ring meg",
        "Oslo;Bo Vik <bo@oslo.example>;Rådmann;;;22 00 00 01 (sentralbord)",
    )
    assert fates(rows) == ["imported"] * 2
    assert "aase@oslo..example" in rows[0]["reason"]
    assert "ring meg" in rows[0]["reason"]
    two = held(cli, programme)["0301", "chief-executive"]
    assert (two["name"], two["email"], two["phone"]) == ("Bo Vik", "bo@oslo.example", "+4722000001")


def test_notes_are_added_to(cli, programme, take):
    head = "Kommune;Navn;Rolle;Merknad;Mobil;Telefon"
    take(head, "Oslo;Åse Lie;Ordfører;permisjon til mai;950 00 001;22 00 00 01")
    take(head, "Oslo;Åse Lie;Ordfører;tilbake;;")
    rows = take(head, "Oslo;Åse Lie;Ordfører;tilbake;;")
    (one,) = held(cli, programme).values()
    assert one["note"] == "permisjon til mai; tilbake"
    assert one["phone"] == "950 00 001 / 22 00 00 01"
    assert fates(rows) == ["unchanged"]


def test_english_nynorsk_and_question_headings(cli, programme, take):
    assert fates(
        take("What is your name;Which municipality are you from;What is your role;Email", "A Bo;Oslo;Mayor;a@x.no")
    ) == ["imported"]
    assert fates(
        take("Kva heiter du?;Kva kommune kjem du frå?;Kva rolle har du?;E-post", "B Bo;1504;Ordførar;b@x.no")
    ) == ["imported"]
    assert sorted(held(cli, programme)) == [("0301", "mayor"), ("1504", "mayor")]


def test_totals_other_bodies_and_a_file_without_contacts(cli, programme, take, tmp_path):
    lines = (LONG, "Sum 2;;;;;", "Nordland fylkeskommune;Bo Vik;Ordfører;;bo@x.example;")
    rows = take(*lines, code=1)
    assert fates(rows) == ["skipped", "skipped"]
    (tmp_path / "x.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert cli("-C", programme, "contact", "import", tmp_path / "x.csv").code == 3


def test_a_dry_run_writes_nothing_and_it_can_be_undone(cli, programme, take):
    before = folder_bytes(programme)
    assert fates(take(LONG, "Oslo;Åse Lie;Ordfører;;aase@oslo.example;", options=("--dry-run",))) == ["imported"]
    assert folder_bytes(programme) == before
    take(LONG, "Oslo;Åse Lie;Ordfører;;aase@oslo.example;", "1504;Bo Vik;Ordfører;;bo@x.example;")
    assert len(held(cli, programme)) == 2
    cli("-C", programme, "undo", "--yes", check=True)
    assert held(cli, programme) == {}


def test_an_address_beside_those_of_the_roles_is_the_municipalitys(cli, programme, take):
    assert (
        fates(take("Kommune;E-post;Telefon;Ordfører", "Oslo;post@oslo.example;22 00 00 00;Åse Lie")) == ["imported"] * 2
    )
    desk = held(cli, programme)["0301", "mail-desk"]
    assert (desk["name"], desk["email"], desk["phone"]) == ("Postmottak", "post@oslo.example", "22 00 00 00")


def test_two_columns_for_one_field_are_asked_about_and_the_answer_is_kept(cli, programme, take):
    lines = ("Kommune;Navn;Kontaktperson;Rolle", "Oslo;Åse Lie;Bo Vik;Ordfører")
    before = folder_bytes(programme)
    refused = take(*lines, code=3)
    assert "--map 'Kontaktperson=name'" in refused.err
    assert folder_bytes(programme) == before
    assert fates(take(*lines, options=("--map", "Navn=name"))) == ["imported"]
    assert fates(take("Kommune;Navn;Kontaktperson;Rolle", "1504;Siv Moe;Bo Vik;Ordfører")) == ["imported"]
    assert {each["name"] for each in held(cli, programme).values()} == {"Åse Lie", "Siv Moe"}
