"""Who is who, who waits, and that nobody is lost or named for an odd cell."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook
from plugins.gathering.conftest import G, names, register, write


def run(kit, tmp_path, *lines, name="people.csv"):
    """Import rows parted by ``;``; what became of each."""
    ran = kit.run("gathering", "import", str(write(tmp_path, "\n".join(lines), name)), "-g", G, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["rows"]


def fates(rows):
    return [each["outcome"] for each in rows]


HEAD = "navn;kommune;e-post;samtykke;stilling"


@pytest.mark.parametrize("again", ["Lie, Åse", "Lie Åse", "ÅSE LIE", "Aase Lie", "Lie,Åse "])
def test_the_same_name_in_the_other_order_at_the_same_address_is_one_person(kit, tmp_path, again):
    run(kit, tmp_path, HEAD, "Åse Lie;0301;aase@oslo.example;ja;")
    rows = run(kit, tmp_path, HEAD, f"{again};0301;AASE@Oslo.example ;;Rektor")
    assert [(each["outcome"], each["reason"]) for each in rows] == [("updated", "title")]
    assert names(kit) == ["Åse Lie"]
    before = kit.files()
    assert fates(run(kit, tmp_path, HEAD, f"{again};0301;AASE@Oslo.example ;;Rektor")) == ["unchanged"]
    assert kit.files() == before


def test_another_name_at_the_address_of_somebody_is_asked_about(kit, tmp_path):
    run(kit, tmp_path, HEAD, "Åse Lie;0301;aase@oslo.example;ja;")
    rows = run(kit, tmp_path, HEAD, "Lie, Åse;0301;aase@oslo.example;;", "Åse L. Vik;0301;aase@oslo.example;;")
    assert fates(rows) == ["unchanged", "manual"]
    assert "Åse Lie" in rows[1]["reason"]


def test_a_relative_at_the_address_renames_nobody(kit, tmp_path):
    run(kit, tmp_path, HEAD, "Åse Lie;0301;lie@hjemme.example;ja;")
    assert fates(run(kit, tmp_path, HEAD, "Odd Lie;0301;lie@hjemme.example;ja;")) == ["manual"]
    assert names(kit) == ["Åse Lie"]


def test_the_same_name_in_the_other_order_without_an_address_is_asked_about(kit, tmp_path):
    run(kit, tmp_path, HEAD, "Åse Lie;0301;;ja;")
    assert fates(run(kit, tmp_path, HEAD, "Lie, Åse;0301;;ja;Rektor")) == ["updated"], "a comma says which is which"
    assert fates(run(kit, tmp_path, HEAD, "Lie Åse;0301;;ja;")) == ["manual"]
    refused = kit.run("gathering", "register", G, "Lie Åse", "-m", "0301", "--consent", "list")
    assert refused.code == 5


def test_one_person_twice_in_a_file_is_put_together(kit, tmp_path):
    rows = run(kit, tmp_path, HEAD, "Åse Lie;0301;a@x.example;ja;", "Lie, Åse;0301;A@x.example;;Rektor")
    assert [(each["outcome"], each["reason"]) for each in rows][1] == (
        "duplicate",
        "the same person as row 2; added there: title",
    )
    (person,) = kit.json("participants", "list", G)["participants"]
    assert (person["name"], person["title"]) == ("Åse Lie", "Rektor")


def test_one_person_with_two_consents_is_on_no_list_until_somebody_has_asked(kit, tmp_path):
    rows = run(kit, tmp_path, HEAD, "Åse Lie;0301;a@x.example;ja;", "Åse Lie;0301;a@x.example;nei;")
    assert fates(rows) == ["imported", "manual"]
    assert "consent" in rows[1]["reason"]
    assert names(kit) == []


def test_an_empty_municipality_says_nothing(kit, tmp_path):
    run(kit, tmp_path, HEAD, "Åse Lie;0301;a@x.example;ja;")
    assert fates(run(kit, tmp_path, HEAD, "Åse Lie;;a@x.example;;Rektor")) == ["updated"]
    rows = run(kit, tmp_path, HEAD, "Åse Lie;0520;a@x.example;;")
    assert fates(rows) == ["manual"]
    assert "Oslo" in rows[0]["reason"]


def test_nobody_is_lost_for_an_odd_cell_and_each_is_said(kit, tmp_path):
    rows = run(
        kit,
        tmp_path,
        "navn;kommune;e-post;samtykke;dager;merknad",
        "Bo Én;0301;bo@x..example;ja;;",
        "Bo To;0301;bo@x;ja;;",
        "Bo Tre;0301;;ja;tidlig i uken;",
        "Bo Fire;0301;;Ja, men ikke stilling;;",
    )
    assert fates(rows) == ["imported"] * 4
    assert "bo@x..example" in rows[0]["reason"]
    assert "bo@x'" in rows[1]["reason"]
    assert "days was left out" in rows[2]["reason"]
    assert "no consent: 'Ja, men ikke stilling'" in rows[3]["reason"]
    assert names(kit) == ["Bo Én", "Bo To", "Bo Tre"]


def test_an_unclear_answer_takes_an_earlier_consent_back(kit, tmp_path):
    run(kit, tmp_path, HEAD, "Åse Lie;0301;a@x.example;Ja, det er greit;")
    assert names(kit) == ["Åse Lie"]
    rows = run(kit, tmp_path, HEAD, "Åse Lie;0301;a@x.example;ja? spør meg først;")
    assert fates(rows) == ["updated"]
    assert "no consent" in rows[0]["reason"]
    assert names(kit) == []


@pytest.mark.parametrize("name", ["K†re Vik", "K?re Vik", "KÃ¥re Vik", "K\ufffdre Vik", "Hjelm\u2018land, Bo"])
def test_a_name_with_a_damaged_letter_waits_for_a_person(kit, tmp_path, name):
    book = Workbook()
    for row in (["Navn", "Kommune", "Samtykke"], [name, "0301", "ja"], ["Anne-Lise O’Brien (Li)", "0301", "ja"]):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")
    ran = kit.run("gathering", "import", str(tmp_path / "people.xlsx"), "-g", G, "--format", "json")
    rows = json.loads(ran.out)["rows"]
    assert fates(rows) == ["manual", "imported"]
    assert "damaged" in rows[0]["reason"]


def test_a_form_without_the_name_is_no_person_called_anonymous(kit, tmp_path):
    rows = run(
        kit,
        tmp_path,
        "Email;Name;Fullt navn;Kommune;Samtykke",
        "anonymous;anonymous;Bo Én;Oslo;Ja",
        "anonymous;anonymous;Bo To;Oslo;Ja",
        "anonymous;anonym;;Oslo;Ja",
    )
    assert fates(rows) == ["imported", "imported", "manual"]
    assert names(kit) == ["Bo Én", "Bo To"]


def test_an_address_without_a_name_is_no_blank_line(kit, tmp_path):
    assert fates(run(kit, tmp_path, HEAD, ";0301;bo@x.example;ja;", ";;;;")) == ["manual"]


def test_who_is_put_on_the_waiting_list_keeps_nobody_from_a_seat(kit, tmp_path):
    assert kit.run("gathering", "set", G, "capacity", "2").code == 0
    lines = ("navn;kommune;status", "Bo Én;0301;", "Bo To;0520;venteliste", "Bo Tre;0521;påmeldt", "Bo Fire;1032;")
    rows = run(kit, tmp_path, *lines)
    assert fates(rows) == ["imported", "waiting", "imported", "waiting"]
    assert rows[1]["reason"] == "as the list says: number 1 on the waiting list"
    assert rows[3]["reason"] == "full: number 2 on the waiting list"
    before = kit.files()
    assert set(fates(run(kit, tmp_path, *lines))) == {"unchanged"}
    assert kit.files() == before
    assert kit.run("gathering", "cancel", G, "Bo Én").code == 0
    register(kit, "Bo Fem", "-m", "0821")
    late = (kit.folder / "registrations" / G / "0821.yaml").read_text(encoding="utf-8")
    assert "status: waiting" in late, "Bo Fire waits for the seat that is free now"


def test_a_seat_is_not_taken_back_by_a_list(kit, tmp_path):
    run(kit, tmp_path, "navn;kommune;status", "Bo Én;0301;")
    rows = run(kit, tmp_path, "navn;kommune;status", "Bo Én;0301;venteliste")
    assert [(each["outcome"], each["reason"]) for each in rows] == [
        ("unchanged", "the row says waiting list; has a place, and keeps it")
    ]


@pytest.mark.parametrize("heading", ["Avmeldt", "Withdrawn?", "Cancelled", "Kommer ikke", "Meldt avbud"])
def test_yes_and_no_under_a_word_for_cancelled(kit, tmp_path, heading):
    rows = run(
        kit,
        tmp_path,
        f"navn;kommune;samtykke;{heading}",
        *(
            f"Bo {at};0301;ja;{said}"
            for at, said in zip("abcdefg", ("Ja", "x", "✓", "1", "Nei", "", "kanskje"), strict=True)
        ),
    )
    assert fates(rows) == ["cancelled"] * 4 + ["imported"] * 2 + ["manual"]
    assert heading.rstrip("?") in rows[6]["reason"]


def test_yes_and_no_under_waiting_list_and_coming(kit, tmp_path):
    rows = run(kit, tmp_path, "navn;kommune;venteliste", "Bo a;0301;ja", "Bo b;0301;nei", "Bo c;0301;senere")
    assert fates(rows) == ["waiting", "imported", "manual"]
    rows = run(kit, tmp_path, "navn;kommune;deltar", "Bo d;0301;ja", "Bo e;0301;Nei", "Bo f;0301;27.08.2008")
    assert fates(rows) == ["imported", "cancelled", "imported"]
    rows = run(kit, tmp_path, "navn;kommune;status", "Bo g;0301;vet ikke ennå")
    assert fates(rows) == ["manual"]


def test_another_consent_is_none_and_an_objection_is_heard(kit, tmp_path):
    file = write(tmp_path, "Navn;Kommune;Samtykke (bilder)\nBo Én;0301;ja\n")
    ran = kit.run("gathering", "import", str(file), "-g", G)
    assert "another consent" in ran.err
    assert names(kit) == []
    head = "Navn;Kommune;Samtykke;Reservert mot deltakerliste"
    assert (
        fates(run(kit, tmp_path, head, "Bo To;0301;ja;ja", "Bo Tre;0301;ja;nei", "Bo Fire;0301;ja;kanskje"))
        == ["imported"] * 3
    )
    assert names(kit) == ["Bo Tre"]


def test_needs_of_several_columns_stand_together_and_an_empty_cell_erases_none(kit, tmp_path):
    head = "Navn;Kommune;Allergi;Kosthold;Tilrettelegging"
    run(kit, tmp_path, head, "Bo Én;0301;nøtter;vegetar;rullestol")
    run(kit, tmp_path, head, "Bo Én;0301;;vegan;")
    kept = (kit.folder / "sensitive" / f"{G}.yaml").read_text(encoding="utf-8")
    assert "vegan" in kept
    assert "rullestol" in kept


def test_a_form_that_writes_a_time_only_asks_for_the_name_itself(kit, tmp_path):
    rows = run(kit, tmp_path, "Tidsmerke;Navn;Kommune;Samtykke", "20.08.2008 09:12:01;Bo Én;Oslo;Ja")
    assert fates(rows) == ["imported"]


def test_the_name_of_a_place_alone_is_a_heading(kit, tmp_path):
    rows = run(kit, tmp_path, "Navn;Kommune;Samtykke", "Oslo kommune;;", "Bo Én;Oslo;ja", "Telemark fylke;;", "Bo To;;")
    assert fates(rows) == ["skipped", "imported", "skipped", "imported"]
