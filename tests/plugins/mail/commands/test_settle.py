"""``mail settle``: one command to correct what is known of a letter, and drafts found among what was sent."""

from __future__ import annotations

import json
import mailbox as mailboxes

import pytest
from plugins.mail.kit import accepted, parsed
from plugins.mail.office import server, smtp

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
SAID = ("--why", "sagt i telefonen")


def lives(office, name="call"):
    letters = office.json("mail", "status", name)["letters"]
    return {row["recipient"].partition("/")[0]: row["status"] for row in letters}


def drafts(office):
    office.approved("invitation", *TO)
    office.run("mail", "drafts", "call")
    return sorted((office.folder / "outbox" / "call" / "drafts").glob("*.eml"))


def test_the_first_lock_of_a_mailing_overtakes_nobody(office):
    """Nothing of it has run: the lock that settling takes is the first file that appears beside the plan."""
    office.plan("invitation", *TO)
    ran = office.run("mail", "settle", "call", "0301", "--withdrawn", *SAID)
    assert (office.folder / "outbox" / "call" / "send.lock").exists()
    assert "looking again" not in ran.err


def test_what_is_said_is_noted_shown_logged_and_taken_back(office):
    drafts(office)
    assert lives(office) == {"0301": "written", "0821": "written", "1504": "written", "1867": "approved"}
    told = office.json("mail", "settle", "call", "0301", "1504", "--came", *SAID)
    assert told["mailing"] == "call"
    row = {"mailing": "call", "recipient": "0301", "status": "came", "on": "2008-06-10"}
    assert told["settled"][0] == {**row, "number": told["settled"][0]["number"], "why": SAID[1]}
    assert [each["recipient"] for each in told["settled"]] == ["0301", "1504"]
    assert lives(office)["0301"] == "came"
    assert SAID[1] in office.run("log", "outbox/call/settled.json").out
    office.run("undo", "--yes")
    assert lives(office)["0301"] == "written"


def test_a_dry_run_says_nothing(office):
    drafts(office)
    office.run("mail", "settle", "call", "0301", "--came", *SAID, "--dry-run")
    assert lives(office)["0301"] == "written"
    assert not (office.folder / "outbox" / "call" / "settled.json").exists()


def test_letters_are_named_by_municipality_key_or_number(office):
    drafts(office)
    number = {
        each["key"].partition("/")[0]: each["number"] for each in office.json("mail", "preview", "call")["letters"]
    }
    office.run("mail", "settle", "call", str(number["0301"]), f"#{number['0821']}", "1504", "--came", *SAID)
    assert lives(office) == {"0301": "came", "0821": "came", "1504": "came", "1867": "approved"}
    assert "has no letter '99'" in office.run("mail", "settle", "call", "99", "--came", *SAID, code=4).err
    office.run("mail", "settle", "none", "1504", "--came", *SAID, code=4)


def test_what_makes_no_sense_is_refused_and_says_what_would_do(office):
    office.plan("invitation", *TO)
    ran = office.run("mail", "settle", "call", "0301", "--came", *SAID, code=1)
    assert "is planned, so it cannot be settled as came" in ran.err
    assert "mail approve" in ran.err
    office.run("mail", "approve", office.json("mail", "preview", "call")["hash"])
    ran = office.run("mail", "settle", "call", "0301", "--bounced", *SAID, code=1)
    assert "is approved, so it cannot be settled as bounced" in ran.err
    assert "kvadmin mail send call" in ran.err
    office.run("mail", "drafts", "call")
    for arguments, word in (
        (("0301", "--came"), "--why"),
        (("0301", "--came", "--posted", *SAID), "one of: --came"),
        (("0301", *SAID), "one of: --came"),
        (("--came", *SAID), "which letters"),
        (("0301", "--came", "--on", "2008-06-11", *SAID), "is not yet"),
        (("0301", "--came", "--on", "2008-06-09", *SAID), "before call was planned"),
        (("--having", "lost", "--came", *SAID), "no status"),
    ):
        assert word in office.run("mail", "settle", "call", *arguments, code=2).err
    assert (
        "no letter of call is unknown"
        in office.run("mail", "settle", "call", "--having", "unknown", "--came", *SAID, code=4).err
    )
    office.run("mail", "settle", "call", "0301", "--came", *SAID)
    ran = office.run("mail", "settle", "call", "0301", "--withdrawn", *SAID, code=1)
    assert "is came (2008-06-10), so it cannot be settled as withdrawn" in ran.err
    assert "--not-came" in ran.err


def test_what_did_not_come_is_sent_again_once_with_the_same_id(office, tmp_path):
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        office.run("mail", "send", "call", "--confirm", "3")
        office.run("mail", "settle", "call", "0301", "--not-came", *SAID)
        assert lives(office)["0301"] == "approved"
        assert "mail resume call" in office.run("status").out
        office.run("mail", "resume", "call")
        office.run("mail", "resume", "call")
        assert lives(office)["0301"] == "sent"
        ids = [parsed(m["raw"].encode("latin-1"))["Message-ID"] for m in accepted(captured)]
    assert (len(ids), len(set(ids))) == (4, 3)
    copies = [a for m in accepted(captured) for a in m["to"] if a == "ks@ks.example"]
    assert len(copies) <= 3, "a copy that was taken does not go again"


@pytest.mark.parametrize("what", ["posted", "withdrawn", "bounced"])
def test_what_is_closed_is_not_sent(office, tmp_path, what):
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        if what == "bounced":
            office.run("mail", "settle", "call", "0301", "--posted", *SAID)
            office.run("mail", "send", "call", "--confirm", "2")
            office.run("mail", "settle", "call", "0821", "--bounced", *SAID)
        else:
            office.run("mail", "settle", "call", "0301", f"--{what}", *SAID)
            office.run("mail", "send", "call", "--confirm", "3", code=1)
            office.run("mail", "send", "call", "--confirm", "2")
        to = [a for m in accepted(captured) for a in m["to"]]
    assert "ase@oslo.example" not in to
    office.run("mail", "resume", "call")
    assert to == [a for m in accepted(captured) for a in m["to"]]


def test_what_bounced_may_go_by_post_and_both_are_kept(office):
    drafts(office)
    office.run("mail", "settle", "call", "0301", "--bounced", *SAID)
    assert lives(office)["0301"] == "bounced"
    office.run("mail", "settle", "call", "0301", "--posted", *SAID)
    row = next(r for r in office.json("mail", "status", "call")["letters"] if r["recipient"].startswith("0301"))
    assert (row["status"], row["channel"]) == ("sent", "post")
    events = json.loads((office.folder / "outbox/call/settled.json").read_text(encoding="utf-8"))["events"]
    assert [each["what"] for each in events] == ["bounced", "posted"]


def sent_by(program, drafts, folder, *, day="Wed, 11 Jun 2008 09:00:00 +0200"):
    """A folder of sent mail as a mail program leaves it."""
    box = mailboxes.mbox(folder / "Sent") if program != "maildir" else mailboxes.Maildir(folder / "Sent", create=True)
    for number, draft in enumerate(drafts):
        message = parsed(draft.read_bytes())
        del message["X-Unsent"]
        del message["Date"]
        message["Date"] = day
        if program != "maildir":
            del message["Message-ID"]
            message["Message-ID"] = f"<{number}@program.example>"
        if program == "outlook":
            del message["References"]
        box.add(message)
    box.close()
    return folder / "Sent"


@pytest.mark.parametrize("program", ["maildir", "thunderbird", "outlook"])
def test_drafts_are_found_among_what_was_sent(office, tmp_path, program):
    written = drafts(office)
    office.today = "2008-06-12"
    told = office.json("mail", "settle", "--sent-folder", sent_by(program, written[:2], tmp_path))
    assert [(row["status"], row["on"]) for row in told["settled"]] == [("sent", "2008-06-11")] * 2
    assert told["messages"] == 2
    assert sorted(lives(office).values()) == ["approved", "sent", "sent", "written"]
    again = office.run("mail", "settle", "--sent-folder", tmp_path / "Sent")
    assert "No open letter is among 2 messages" in again.out


def test_what_may_be_a_letter_is_said_and_not_settled(office, tmp_path):
    written = drafts(office)
    before = sent_by("outlook", written[:1], tmp_path, day="Mon, 09 Jun 2008 09:00:00 +0200")
    told = office.json("mail", "settle", "call", "--sent-folder", before)
    assert (told["settled"], len(told["unsure"])) == ([], 1)
    assert "older than the letter" in told["unsure"][0]
    twice = sent_by("outlook", [written[1], written[1]], tmp_path / "two" if (tmp_path / "two").mkdir() is None else 0)
    told = office.json("mail", "settle", "call", "--sent-folder", twice)
    assert told["settled"] == []
    assert "2 messages fit 1 letters" in told["unsure"][0]


def test_drafts_that_lie_about_have_not_left(office):
    folder = drafts(office)[0].parent
    told = office.json("mail", "settle", "call", "--sent-folder", folder)
    assert (told["settled"], told["unsure"], told["messages"]) == ([], [], 3)


def test_an_answer_in_the_thread_is_not_the_letter(office, tmp_path):
    written = drafts(office)
    answer = parsed(written[0].read_bytes())
    own, subject = answer["Message-ID"], f"Re: {answer['Subject']}"
    for name in ("X-Unsent", "Message-ID", "Subject", "In-Reply-To"):
        del answer[name]
    answer["Subject"], answer["In-Reply-To"] = subject, own
    (tmp_path / "answer.eml").write_bytes(bytes(answer))
    assert office.json("mail", "settle", "--sent-folder", tmp_path / "answer.eml")["settled"] == []
