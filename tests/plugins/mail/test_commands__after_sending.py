"""After and beside sending: letters and their check, print, suppression, reminders, status, the person's data."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from plugins.mail.kit import kept_in, parsed

from kvadmin.api.documents import CopyList, Letterhead, Signature
from kvadmin.api.records import Programme
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.plugins.mail.after.printed_letters import letter_document
from kvadmin.plugins.mail.outbox.mailings import all_mailings
from kvadmin.store.store import open_store

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")


def test_letters_are_listed_checked_and_copied(office):
    listed = {each["letter"]: each["place"] for each in office.json("mail", "letters")["letters"]}
    assert listed["admitted"] == "ready-made"
    assert office.json("mail", "check")["problems"] == []
    office.run("mail", "copy", "admitted")
    office.run("mail", "copy", "admitted", code=5)
    office.run("mail", "copy", "admitted", "--as", "a/b", code=2)
    office.run("mail", "copy", "none", code=4)
    listed = {each["letter"]: each["place"] for each in office.json("mail", "letters")["letters"]}
    assert listed["admitted"] == "own"
    nn = office.folder / "letters" / "admitted.nn.md"
    nn.write_text(nn.read_text(encoding="utf-8").replace("{{ case_number }}", "08/2"), encoding="utf-8")
    ran = office.run("mail", "check", "admitted", "--format", "json", code=1)
    assert [p["field"] for p in json.loads(ran.out)["problems"]] == ["case_number"]
    found = json.loads(office.run("check", "--format", "json", code=3).out)["findings"]
    assert [(f["path"], f["code"]) for f in found if f["path"].startswith("letters/") and f["severity"] != "info"] == [
        ("letters/admitted.nn.md", "letter-placeholders")
    ]
    nn.unlink()
    assert "language-form" in office.run("mail", "check", code=1).out
    (office.folder / "letters" / "admitted.nb.md").write_text("no front matter", encoding="utf-8")
    assert "front matter" in office.run("mail", "check", code=1).out
    assert "front matter" in office.run("check", code=3).out


def test_letters_by_post_are_printed_in_one_file_and_journalled_when_posted(office, tmp_path):
    made = office.approved("invitation", *TO)
    office.run("mail", "print", "call", code=2)
    office.run("mail", "print", "call", "--out", tmp_path / "post.docx")
    assert (tmp_path / "post.docx").read_bytes()[:2] == b"PK"
    office.run("mail", "print", "call", "--out", tmp_path / "brev", "--all", "--as", "md")
    texts = {path.stem[6:]: path.read_text(encoding="utf-8") for path in (tmp_path / "brev").iterdir()}
    assert len(texts) == made["count"] + 1 == 5  # KS has an e-mail address alone: its copy of a letter by post
    assert "Saksnr. 08/2-2" in texts["0821"]
    assert "Rådhuset" in texts["0821"]
    assert "Vennleg helsing" in texts["0821"]
    assert "Fylkesmannen" not in "".join(texts.values())  # of none an address is known
    out = [row for row in office.json("journal", "export")["documents"] if row["direction"] == "out"]
    assert [(row["party"], row["status"], row["sequence"]) for row in out] == [("1867", "written", None)]
    assert "1 letters are printed" in " ".join(office.run("status").out.split())
    office.today = "2008-06-11"
    office.run("mail", "print", "call", "--posted", "2008-06-11")
    out = [row for row in office.json("journal", "export")["documents"] if row["direction"] == "out"]
    assert [(row["party"], row["channel"], row["date"], row["document"]) for row in out] == [
        ("1867", "post", "2008-06-11", 1)
    ]
    office.run("journal", "export", "-o", tmp_path / "journal.xlsx")
    assert (tmp_path / "journal.xlsx").read_bytes()[:2] == b"PK"
    assert office.json("journal", "export", "--from", "2008-06-12")["documents"] == []


def test_a_printed_letter_has_head_signature_and_numbered_attachments(office, tmp_path):
    (tmp_path / "skjema.pdf").write_bytes(b"%PDF")
    office.plan("invitation", *TO, "--attach", tmp_path / "skjema.pdf")
    plugins = Plugins(discover(frozenset(), third_party=False))
    data = open_store(office.folder, plugins.gather("kvadmin_collections"), []).snapshot()
    mailing = all_mailings(data, kept_in(office.folder))[0]
    made = letter_document(mailing, mailing.outbox.letters[1], data.get(Programme), date(2008, 6, 10))
    leaves = list(made.leaves())
    assert leaves[0] == Letterhead(
        ("Bø kommune", "v/ Knut, Bø", "Rådhuset", "0821 Bø (Telemark)"),
        (("Saksnr.", "08/2-2"),),
        "10. juni 2008",
        sender=("Sekretariatet", "sekretariatet@program.example"),
    )
    assert made.title == "Invitasjon til å søkje om plass i Prøveprogrammet"
    assert Signature("Vennleg helsing", (("Eva Prøve", "programleder\nSekretariatet"),)) in leaves
    lists = [x for x in leaves if isinstance(x, CopyList)]
    assert (lists[0].title, lists[0].items, lists[0].numbered) == ("Vedlegg", ("skjema.pdf",), True)
    assert lists[1].items == ("KS",)


def test_the_suppression_list_holds_until_its_day(office):
    office.run("mail", "suppression", "add", "ASE@oslo.example", "--reason", "vil ha brev", "--until", "2008-06-20")
    made = office.plan("invitation", *TO)
    row = next(x for x in made["letters"] if x["key"].startswith("0301"))
    assert (row["channel"], row["to"]) == ("post", "nothing is e-mailed to ase@oslo.example: vil ha brev")
    office.today = "2008-06-21"
    assert office.plan("invitation", *TO)["post"] == 1
    office.run("mail", "suppression", "remove", "ase@oslo.example")
    office.run("mail", "suppression", "remove", "ase@oslo.example", code=4)
    office.run("mail", "suppression", "add", "ikke en adresse", code=3)


def test_reminders_are_numbered_and_a_rerun_sends_nothing_twice(office):
    values = ["reminder.about.nb=svaret", "reminder.about.nn=svaret", "reminder.due=2008-06-01"]
    told = [part for value in values for part in ("--set", value)]
    to = ("--to", "applied:P3 not:municipality:1867", "--about", "P3")
    for number, name in (("1", "r1"), ("2", "r2")):
        made = office.approved("reminder", *to, *told, "--round", number, "--name", name)
        assert made["count"] == 3
        office.run("mail", "drafts", name)
        assert "left out" in office.run("mail", "plan", "reminder", *to, *told, "--round", number, code=1).err
    text = office.json("mail", "preview", "r1", "--letter", "0301")["letters"][0]["text"]
    assert "Fristen var søndag 1. juni 2008" in text
    made = office.plan("reminder", *to, *told, "--round", "next")
    plan = json.loads((office.folder / "outbox" / made["mailing"] / "plan.json").read_text(encoding="utf-8"))
    assert {letter["round"] for letter in plan["letters"]} == {3}
    office.run("mail", "plan", "reminder", *to, "--round", "soon", code=2)


def test_an_overdue_plan_is_to_be_reminded_of_once_in_a_while(office):
    office.admit()
    office.today = "2008-12-10"
    for number in ("0301", "0821"):
        office.run("plan", "set", "P3", number, "--due", "2008-12-01")
    assert "2 are to be reminded of the project plan" in office.run("status").out
    made = office.approved("project-plan-reminder", "--to", "plan-overdue:P3", "--round", "next")
    assert made["count"] == 2
    office.run("mail", "drafts")
    assert "to be reminded" not in office.run("status").out
    office.today = "2009-01-10"
    assert "2 are to be reminded" in office.run("status").out
    office.run("plan", "set", "P3", "0301", "--received", "2009-01-09")
    ran = office.run(
        "mail", "plan", "project-plan-reminder", "--to", "cohort:P3", "--about", "P3", "--round", "9", code=1
    )
    assert "wrong-recipient" in ran.out


def test_an_invitation_to_a_gathering_carries_a_request_for_the_calendar(office):
    office.admit()
    made = ("gathering", "new", "2008-08-27-oppstart", "--name", "Oppstart", "--from", "2008-08-27", "--cohort", "P3")
    office.run(*made, "--place", "Gardermoen")
    office.run("gathering", "set", "2008-08-27-oppstart", "registration_deadline", "2008-08-08")
    office.approved("startup-gathering", "--to", "not:invited:2008-08-27-oppstart cohort:P3", "--name", "oppstart")
    office.run("mail", "drafts", "oppstart")
    draft = min((office.folder / "outbox" / "oppstart" / "drafts").iterdir())
    entry = next(parsed(draft.read_bytes()).iter_attachments())
    assert entry.get_content_type() == "text/calendar"
    assert entry.get_param("method") == "REQUEST"
    content = entry.get_content().replace("\r\n ", "")
    assert "METHOD:REQUEST" in content
    assert "RSVP=TRUE:mailto:" in content
    text = (office.folder / "gatherings" / "2008-08-27-oppstart.yaml").read_text(encoding="utf-8")
    office.write("gatherings/2008-08-27-oppstart.yaml", text + "cancelled: true\n")
    ran = office.run("mail", "plan", "startup-gathering", "--to", "cohort:P3", "--about", "2008-08-27-oppstart", code=1)
    assert "gathering.status is cancelled" in ran.out


def test_a_cancelled_gathering_is_taken_out_of_the_calendars_it_stands_in(office):
    gathering = "2008-08-27-oppstart"
    office.admit()
    office.run("gathering", "new", gathering, "--name", "Oppstart", "--from", "2008-08-27", "--cohort", "P3")
    office.run("gathering", "set", gathering, "place", "Gardermoen")
    about = ("--to", "cohort:P3", "--about", gathering)
    office.approved("startup-gathering", *about, "--name", "oppstart")
    office.run("mail", "drafts", "oppstart")
    ran = office.run("mail", "plan", "gathering-cancelled", *about, code=1)
    assert "gathering.status is planned" in ran.out
    assert "gathering-cancelled" in office.run("gathering", "cancel", gathering, "--yes").err
    reason = ("--set", "cancellation.reason.nb=sykdom hos arrangøren", "--set", "cancellation.reason.nn=sjukdom")
    office.approved("gathering-cancelled", *about, "--name", "avlyst", *reason)
    office.run("mail", "drafts", "avlyst")
    entries = {}
    for name in ("oppstart", "avlyst"):
        draft = parsed(min((office.folder / "outbox" / name / "drafts").iterdir()).read_bytes())
        entry = next(draft.iter_attachments())
        entries[name] = (entry.get_param("method"), entry.get_content().replace("\r\n ", ""))
    assert [entries[name][0] for name in ("oppstart", "avlyst")] == ["REQUEST", "CANCEL"]
    texts = [entries[name][1] for name in ("oppstart", "avlyst")]
    uid, sequence = ([re.search(rf"{field}:(.+)", text)[1] for text in texts] for field in ("UID", "SEQUENCE"))
    assert uid[0] == uid[1]
    assert int(sequence[0]) < int(sequence[1])
    text = draft.get_body(("plain",)).get_content()
    assert "Grunnen er s" in text
    assert "27. august 2008" in text


def test_status_tells_the_share_of_the_forms_and_what_waits(office):
    office.plan("invitation", *TO)
    out = office.run("status").out
    assert "call: planned, 4 letters: 4 planned; 1 by post" in out
    assert "forms: 3 nb (75.0%), 1 nn (25.0%)" in out
    assert "4 letters wait for approval" in out


def test_what_letters_hold_on_a_person_is_told_and_kept(office):
    office.plan("invitation", *TO)
    office.run("mail", "suppression", "add", "kari@alesund.example")
    told = json.dumps(office.json("contact", "report", "kari@alesund.example"))
    assert "letter 4 of call" in told
    assert "suppression list" in told


@pytest.mark.parametrize("value", ["novalue", "A.b=1", "a..b=1"])
def test_a_value_that_is_none_is_refused(office, value):
    office.run("mail", "plan", "invitation", *TO, "--set", value, code=2)
