from __future__ import annotations


def test_the_last_day_is_typed_as_people_write_it(office):
    office.run("mail", "suppression", "add", "ase@oslo.example", "--until", "20.06.2008")
    told = office.json("mail", "suppression", "list")["addresses"]
    assert told == [{"address": "ase@oslo.example", "reason": "", "until": "2008-06-20"}]


def test_a_day_written_into_the_file_by_hand_is_shown_as_it_stands(office):
    office.write("outbox/suppression.csv", "address,reason,until\nase@oslo.example,vil ha brev,ut året\n")
    assert "ut året" in office.run("mail", "suppression", "list").out
