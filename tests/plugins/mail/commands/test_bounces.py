"""Delivery reports from the command line: what they change in the folder, and what they do not."""

from __future__ import annotations

import json

import pytest
from plugins.mail.office import server, smtp
from plugins.mail.report_shapes import SHAPES, dsn, fill

KARI, ASE, KNUT, KS = "kari@alesund.example", "ase@oslo.example", "knut@bo.example", "ks@ks.example"
TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3")
GONE = dsn("Final-Recipient: rfc822; «to»\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user")
FULL = SHAPES["mailbox full"].text
VALUES = [part for form in ("nb", "nn") for part in ("--set", f"reminder.about.{form}=svaret")]


def letter_ids(office, mailing):
    plan = json.loads((office.folder / "outbox" / mailing / "plan.json").read_text(encoding="utf-8"))
    return {letter["to"][0][0]: letter["message_id"] for letter in plan["letters"]}


@pytest.fixture
def sent(office, tmp_path):
    with server(tmp_path) as (port, _):
        office.settings(smtp(port))
        office.approved("invitation", *TO, "--name", "call")
        office.run("mail", "send", "call", "--confirm", "3")
    office.today = "2008-06-20"
    return office


def read(office, *texts, code=0):
    box = office.folder.parent / "retur.mbox"
    box.write_text("".join(f"From x Thu Jun 12 2008\n{text}\n" for text in texts), encoding="utf-8")
    return json.loads(office.run("mail", "bounces", box, "--format", "json", code=code).out)


def content(office):
    return {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


def settled(office, mailing="call"):
    path = office.folder / "outbox" / mailing / "settled.json"
    return json.loads(path.read_text(encoding="utf-8"))["events"] if path.exists() else []


def status(office, number="1504"):
    text = (office.folder / "municipalities" / f"{number}.yaml").read_text(encoding="utf-8")
    return next((line.strip() for line in text.splitlines() if "email_status" in line), "")


def test_a_letter_comes_back_once_and_can_go_by_post_or_to_another_contact(sent):
    letter = letter_ids(sent, "call")[KARI]
    told = read(sent, fill(GONE, KARI, letter))
    assert told["bounces"] == [
        {
            "address": KARI, "permanent": True, "status": "5.1.1", "words": "550 no such user", "date": "2008-06-12",
            "contact": True, "message_id": letter, "verdict": "suppressed", "why": "no such address; by the letter's id",
            "kind": "gone", "matched": True, "mailing": "call", "letter": 3, "key": told["bounces"][0]["key"],
            "copy": False, "forwarded_to": "",
        }
    ]  # fmt: skip
    assert told["returned"] == [{"mailing": "call", "letter": 3}]
    assert status(sent) == "email_status: bounced 2008-06-12 5.1.1 550 no such user"
    [event] = settled(sent)
    assert (event["letter"], event["what"], event["on"]) == (3, "bounced", "2008-06-12")
    before = content(sent)
    ran = sent.run("mail", "bounces", sent.folder.parent / "retur.mbox")
    assert "Nothing to change" in ran.err
    assert content(sent) == before
    made = sent.plan("invitation", *TO, "--name", "again")
    assert [(each["key"][:4], each["channel"]) for each in made["letters"]] == [("1504", "post")]


def test_what_to_do_next_is_said(sent):
    letter = letter_ids(sent, "call")[KARI]
    path = sent.folder.parent / "retur.eml"
    path.write_text(fill(GONE, KARI, letter), encoding="utf-8")
    out = " ".join(sent.run("mail", "bounces", path).out.split())
    assert "call: came back from 1504" in out
    assert "kvadmin mail print call --letter" in out
    assert "kvadmin mail replan call" in out
    path.write_text(fill(GONE, KARI, "<annet@program.example>"), encoding="utf-8")
    out = " ".join(sent.run("mail", "bounces", path).out.split())
    assert "1 fit no letter that left and change nothing" in out


def test_undone_it_can_be_read_again(sent):
    text = fill(GONE, KARI, letter_ids(sent, "call")[KARI])
    read(sent, text)
    sent.run("undo", "--yes")
    assert status(sent) == ""
    assert not settled(sent)
    assert (sent.folder / "outbox" / "bounces.json").exists() is False
    assert read(sent, text)["bounces"][0]["verdict"] == "suppressed"


def test_a_forged_report_changes_nothing(sent):
    letter = letter_ids(sent, "call")[KARI]
    before = content(sent)
    told = read(
        sent,
        fill(GONE, KARI, "<annet@program.example>"),
        fill(GONE, "ordforer@alesund.example", letter),
        fill(GONE, ASE, letter),
        fill(GONE, KARI, letter, "Mon, 09 Jun 2008 10:00:00 +0200"),
        fill(GONE, "sekretariatet@program.example", letter),
        fill(dsn("Final-Recipient: rfc822; «to»\nAction: failed\nStatus: 5.1.1", quoted=""), "ukjent@annet.example"),
    )
    assert [(each["verdict"], each["matched"], each["mailing"]) for each in told["bounces"]] == [
        ("unmatched", False, "")
    ] * 6
    assert content(sent) == before


def test_three_letters_on_three_days_suppress_and_the_same_report_counts_once(sent, tmp_path):
    """The invitation and two reminders; a third report of the same day does not count."""
    for number in ("1", "2", "3"):
        made = ("--round", number, "--name", f"r{number}", "--set", "reminder.due=2008-06-01")
        sent.approved("reminder", *TO, *VALUES, *made)
        sent.run("mail", "drafts", f"r{number}")
    days = {"call": "Thu, 12", "r1": "Fri, 20", "r2": "Fri, 20", "r3": "Sat, 21"}
    sent.today = "2008-06-25"
    reports = {
        name: fill(FULL, KARI, letter_ids(sent, name)[KARI], f"{day} Jun 2008 10:00:00 +0200")
        for name, day in days.items()
    }
    assert read(sent, reports["call"])["bounces"][0]["verdict"] == "counted"
    assert read(sent, reports["call"], reports["call"])["bounces"][1]["verdict"] == "known"
    told = read(sent, reports["call"], reports["r1"], reports["r2"])["bounces"]
    assert [each["verdict"] for each in told] == ["known", "counted", "counted"]
    assert "2 of 3 letters" in told[2]["why"]
    assert status(sent) == ""
    assert [event["what"] for event in settled(sent, "r2")] == ["bounced"]
    assert read(sent, *reports.values())["bounces"][3]["verdict"] == "suppressed"
    assert status(sent).startswith("email_status: 'bounced 2008-06-21 3 x: mailbox full; 5.2.2")
    before = content(sent)
    assert [each["verdict"] for each in read(sent, *reports.values())["bounces"]] == ["known"] * 4
    assert content(sent) == before


def test_an_address_of_no_contact_goes_onto_the_list_and_a_copy_leaves_the_letter(sent):
    told = read(sent, fill(GONE, KS, letter_ids(sent, "call")[KARI]))
    assert (told["bounces"][0]["copy"], told["bounces"][0]["contact"], told["returned"]) == (True, False, [])
    assert [each["address"] for each in sent.json("mail", "suppression", "list")["addresses"]] == [KS]
    assert settled(sent) == []


def test_of_several_addressees_all_must_have_failed_before_the_letter_came_back(office, tmp_path):
    with server(tmp_path) as (port, _):
        office.settings(smtp(port))
        office.approved("invitation", *TO, "--each", "joint", "--name", "call")
        office.run("mail", "send", "call", "--confirm", "1")
    office.today = "2008-06-20"
    [letter] = {*letter_ids(office, "call").values()}
    assert read(office, fill(GONE, KARI, letter), fill(FULL, ASE, letter))["returned"] == []
    assert settled(office) == []
    assert read(office, fill(FULL, KNUT, letter))["returned"] == [{"mailing": "call", "letter": 1}]
    assert [event["what"] for event in settled(office)] == ["bounced"]


def test_what_a_letters_person_is_said_to_hold_is_erased_with_the_person(sent):
    read(sent, fill(FULL, KARI, letter_ids(sent, "call")[KARI]))
    assert "delivery reports" in json.dumps(sent.json("contact", "report", KARI))
    sent.run("contact", "forget", KARI, "--yes")
    assert KARI not in (sent.folder / "outbox" / "bounces.json").read_text(encoding="utf-8")


def test_a_draft_that_got_another_id_is_named_and_nothing_is_changed(office):
    office.approved("invitation", *TO, "--name", "call")
    office.run("mail", "drafts", "call")
    office.today = "2008-06-20"
    before = content(office)
    [told] = read(office, fill(GONE, KARI, "<eget@outlook.example>"))["bounces"]
    assert told["verdict"] == "unmatched"
    assert told["why"].endswith("it is 1504 of call")
    assert content(office) == before


def test_of_an_inbox_not_every_subject_is_shown_and_the_folder_stays_in_order(sent):
    other = [f"From: a@b.example\nSubject: Hei {number}\n\nHei.\n" for number in range(30)]
    told = read(sent, fill(FULL, KARI, letter_ids(sent, "call")[KARI]), *other)
    assert (len(told["bounces"]), len(told["others"])) == (1, 30)
    out = sent.run("mail", "bounces", sent.folder.parent / "retur.mbox").out
    assert "Hei 19" in out
    assert "Hei 20" not in out
    assert "and 10 more" in out
    found = json.loads(sent.run("check", "--format", "json").out)["findings"]
    assert [each for each in found if "bounces" in each["path"]] == []


def test_a_record_that_cannot_be_read_stops_it(sent):
    sent.write("outbox/bounces.json", "{}")
    path = sent.folder.parent / "retur.eml"
    path.write_text(fill(GONE, KARI, letter_ids(sent, "call")[KARI]), encoding="utf-8")
    assert "bounces.json" in sent.run("mail", "bounces", path, code=3).err


def test_a_status_that_was_taken_back_by_hand_is_not_set_again_by_the_same_report(sent):
    text = fill(GONE, KARI, letter_ids(sent, "call")[KARI])
    read(sent, text)
    sent.run("contact", "set", "1504", "project-leader", "email_status", "")
    assert read(sent, text)["bounces"][0]["verdict"] == "known"
    assert status(sent) == ""
