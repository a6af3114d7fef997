"""Rows that are gone, new, copied, deleted or added, on either side."""

from __future__ import annotations

import json


def _names(office, number="0301"):
    return [each["name"] for each in office.kit.json("municipality", "show", number)["contacts"]]


def test_a_new_row_is_a_new_contact_once(office):
    edited = office.out("contacts")
    line = edited.sheet.max_row + 1
    for heading, value in {"Number": "0821", "Name": "Eva Ny", "Role": "mayor", "Email": "eva@bo.example"}.items():
        edited.sheet.cell(line, edited.headings[heading]).value = value
    told = office.told(edited)
    assert [(each["cell"], each["outcome"]) for each in told] == [(f"Contacts!A{line}", "added")]
    assert _names(office, "0821") == ["Eva Ny"]
    assert [each["outcome"] for each in office.told(edited)] == ["same"]
    assert _names(office, "0821") == ["Eva Ny"]
    edited.sheet.cell(line, edited.headings["Phone"]).value = "35 00 00 00"
    error = office.refusal(edited)  # a namesake, or the same person? nobody can tell
    assert error["details"][0].startswith(f"Contacts!A{line}")


def test_a_new_row_lacks_what_it_needs(office):
    edited = office.out("contacts")
    line = edited.sheet.max_row + 1
    edited.sheet.cell(line, edited.headings["Name"]).value = "Eva Ny"
    edited.sheet.cell(line, edited.headings["Phone"]).value = "35 00 00 00"
    error = office.refusal(edited)
    assert error["details"] == [f"Contacts!A{line}: a new row needs Number"]


def test_a_new_row_of_an_unknown_municipality(office):
    edited = office.out("contacts")
    line = edited.sheet.max_row + 1
    for heading, value in {"Number": "9999", "Name": "Eva Ny"}.items():
        edited.sheet.cell(line, edited.headings[heading]).value = value
    error = office.refusal(edited)
    assert error["exit"] == 3
    assert error["details"][0].startswith(f"Contacts!A{line}")


def test_a_deleted_row_deletes_nothing_unless_that_is_asked_for(office):
    edited = office.out("contacts")
    edited.sheet.delete_rows(edited.rows["0301/mayor"])
    ran = office.back(edited)
    assert json.loads(ran.out)["differences"] == []
    assert "Ola Bø" in ran.err or "0301 Oslo" in ran.err
    assert _names(office) == ["Kari Nordmann", "Ola Bø"]
    assert [(each["key"], each["outcome"]) for each in office.told(edited, "--remove-missing")] == [
        ("0301/mayor", "removed")
    ]
    assert _names(office) == ["Kari Nordmann"]
    assert office.kit.run("undo", "--yes").code == 0
    assert _names(office) == ["Kari Nordmann", "Ola Bø"]


def test_a_deleted_row_whose_record_has_changed_is_a_conflict(office):
    edited = office.out("contacts")
    edited.sheet.delete_rows(edited.rows["0301/mayor"])
    assert office.kit.run("contact", "set", "0301", "mayor", "phone", "33 00 00 00").code == 0
    assert office.refusal(edited, "--remove-missing")["exit"] == 5
    assert [each["outcome"] for each in office.told(edited, "--remove-missing", "--keep", "programme")] == ["kept"]
    assert "Ola Bø" in _names(office)
    assert [each["outcome"] for each in office.told(edited, "--remove-missing", "--keep", "file")] == ["removed"]
    assert _names(office) == ["Kari Nordmann"]


def test_municipalities_are_not_removed_by_a_deleted_row(office):
    edited = office.out("municipalities")
    edited.sheet.delete_rows(edited.rows["0301"])
    ran = office.back(edited, "--remove-missing")
    assert json.loads(ran.out)["differences"] == []
    assert "left as they are: 0301 Oslo" in ran.err


def test_a_record_that_is_gone_is_not_made_again(office):
    edited = office.out("contacts")
    edited.put("0301/mayor", "Phone", "33 00 00 00")
    assert office.kit.run("contact", "remove", "0301", "mayor", "--yes").code == 0
    error = office.refusal(edited, "--keep", "file")
    assert error["exit"] == 5
    assert error["details"][0].startswith(edited.address("0301/mayor", "Phone"))
    assert office.told(edited, "--keep", "programme") == []


def test_a_record_that_is_gone_and_was_not_edited_is_nothing(office):
    edited = office.out("contacts")
    assert office.kit.run("contact", "remove", "0301", "mayor", "--yes").code == 0
    assert office.told(edited) == []


def test_another_person_under_the_same_key_gets_nothing_by_itself(office):
    edited = office.out("contacts")
    edited.put("0301/mayor", "Note", "Ferie i juli")
    assert office.kit.run("contact", "remove", "0301", "mayor", "--yes").code == 0
    assert office.kit.run("contact", "add", "0301", "Siri Annen", "--role", "mayor").code == 0
    assert office.refusal(edited)["exit"] == 5


def test_a_new_contact_never_gets_the_key_of_one_who_goes(office):
    edited = office.out("contacts")
    edited.sheet.delete_rows(edited.rows["0301/mayor"])
    line = edited.sheet.max_row + 1
    for heading, value in {"Number": "0301", "Name": "Siri Annen", "Role": "mayor"}.items():
        edited.sheet.cell(line, edited.headings[heading]).value = value
    office.told(edited, "--remove-missing")
    contacts = office.kit.json("municipality", "show", "0301")["contacts"]
    assert [(each["id"], each["name"]) for each in contacts] == [
        ("project-leader", "Kari Nordmann"),
        ("mayor-2", "Siri Annen"),
    ]


def test_a_copied_row_is_asked_about(office, choose):
    edited = office.out("contacts")
    line = edited.sheet.max_row + 1
    source = edited.rows["0301/mayor"]
    for column in range(1, edited.sheet.max_column + 1):
        edited.sheet.cell(line, column).value = edited.sheet.cell(source, column).value
    assert office.told(edited) == []  # a copy that says the same is one
    edited.sheet.cell(line, edited.headings["Name"]).value = "Siri Annen"
    error = office.refusal(edited)
    assert error["exit"] == 3
    assert f"Contacts!A{source}, Contacts!A{line}" in error["details"][0]
    asked = choose([2])
    office.told(edited)
    assert asked[0][1][2] == f"Contacts!A{source} counts, Contacts!A{line} is a new record"
    assert sorted(_names(office)) == ["Kari Nordmann", "Ola Bø", "Siri Annen"]


def test_a_changed_key_is_refused(office):
    edited = office.out("municipalities")
    edited.put("0301", "kvadmin", "0302")
    error = office.refusal(edited)
    assert error["exit"] == 3
    assert "0302" in error["details"][0]


def test_keys_that_do_not_travel_with_their_rows_are_noticed(office):
    edited = office.out("municipalities")
    lines = edited.lines()
    keys = [line[1] for line in lines]
    edited.lay([[line[0], key, *line[2:]] for line, key in zip(lines, keys[::-1], strict=True)])
    assert "shown only" in office.refusal(edited)["details"][0]


def test_two_new_rows_that_say_the_same_are_refused(office):
    edited = office.out("contacts")
    line = edited.sheet.max_row + 1
    for at, name in ((line, "Eva Ny"), (line + 1, "eva  ny")):
        for heading, value in {"Number": "0821", "Name": name, "Email": "eva@bo.example"}.items():
            edited.sheet.cell(at, edited.headings[heading]).value = value
    error = office.refusal(edited)
    assert error["exit"] == 3
    assert len(error["details"]) == 1
    assert error["details"][0].startswith(f"Contacts!A{line + 1}: the new row says the same as Contacts!A{line}")


def test_an_address_that_another_contact_has_is_taken_and_said(office):
    edited = office.out("contacts")
    line = edited.sheet.max_row + 1
    for heading, value in {"Number": "0301", "Name": "Eva Ny", "Email": "Kari@oslo.example"}.items():
        edited.sheet.cell(line, edited.headings[heading]).value = value
    ran = office.back(edited)
    assert ran.code == 0, ran.err
    assert "Eva Ny gets the e-mail address Kari@oslo.example, which Kari Nordmann (project-leader) has, too" in ran.err
    assert "Eva Ny" in _names(office)
    edited = office.out("contacts")
    edited.put("0301/project-leader", "Email", "post@oslo.example")
    assert "has, too" not in office.back(edited).err
    edited = office.out("contacts")
    edited.put("0301/mayor", "Email", "post@oslo.example")
    assert "Ola Bø gets the e-mail address post@oslo.example" in office.back(edited).err
