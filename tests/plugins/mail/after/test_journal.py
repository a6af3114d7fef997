"""The journal's rows of one mailing: what is listed, under which number, to whom, and what became of it."""

from __future__ import annotations

from dataclasses import replace

from plugins.mail.kit import NOON, approve, mailing_at, plan, recipient, write_pair
from plugins.mail.runs import Stranger, go

from kvadmin.api.hooks import Delivery, Reply
from kvadmin.plugins.mail.after.journal import mailing_rows
from kvadmin.plugins.mail.after.journal_access import Access, AccessRules
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.outbox.mailings import Mailing
from kvadmin.plugins.mail.outbox.send_log import parse_send_log, read_send_log
from kvadmin.plugins.mail.outbox.settled_events import SettledEvent
from kvadmin.plugins.mail.records import CopyRecipient

PLACES = {"0001": "Åsgård", "0002": "Bø (Telemark)", "0003": "Os"}


def sent(folder, *people, transport=None, said=(), **front):
    """A mailing that has been sent to some people, and what was said of its letters afterwards."""
    letters = write_pair(folder / "letters", front="".join(f"{key}: {value}\n" for key, value in front.items()))
    outbox = freeze_plan(plan(letters, *people), mailing_at(folder / "outbox" / "sak-1"))
    approve(outbox, outbox.hash, "Kari", NOON)
    go(outbox, transport or Stranger(), confirm=len(outbox.by_email))
    events = [SettledEvent(number, "", what, on, why, after=99) for number, what, on, why in said]
    approved = {"who": "Kari", "hash": outbox.hash}
    ledger = parse_send_log((outbox.folder / "send.jsonl").read_bytes(), events)
    return Mailing(outbox, ledger, approved)


def test_case_and_number_are_those_of_the_letter(tmp_path):
    people = [replace(recipient(1), case="09/112", document=7), replace(recipient(2), case="09/113", document=2)]
    rows = list(mailing_rows(sent(tmp_path, *people), PLACES))
    assert [(r.case, r.document, r.sent, r.channel, r.party, r.subject, r.officer, r.status) for r in rows] == [
        ("09/112", 7, "2008-06-10", "e-mail", "0001", "Invitasjon til Åsgård 1", "Kari", "sent"),
        ("09/113", 2, "2008-06-10", "e-mail", "0002", "Invitasjon til Åsgård 2", "Kari", "sent"),
    ]


def test_a_letter_by_post_is_listed_when_it_is_posted_and_by_the_name_that_stands_in_it(tmp_path):
    head = ("Bø kommune", "v/ Knut, Bø", "Rådhuset", "3800 Bø")
    people = [recipient(1), recipient(2, email=None, head=head)]
    assert [row.party for row in mailing_rows(sent(tmp_path / "one", *people), PLACES)] == ["0001"]
    made = sent(tmp_path / "two", *people, said=[(2, "posted", "2008-06-12", "")])
    rows = list(mailing_rows(made, PLACES, "nb"))
    assert [(r.party, r.sent, r.channel, r.recipient, r.addressee) for r in rows] == [
        ("0001", "2008-06-10", "e-mail", "Åsgård kommune v/ Kåre Nr. 1", "Kåre Nr. 1 <post1@kommune1.example>"),
        ("0002", "2008-06-12", "post", "Bø kommune v/ Knut, Bø", "0002/mail-desk"),
    ]


def test_a_joint_letter_names_all_its_municipalities(tmp_path):
    head = ("Åsgård kommune", "Bø kommune")
    one = recipient(1, key="joint", party="0001,0002", head=head, email=None)
    made = sent(tmp_path, one, recipient(3), said=[(1, "posted", "2008-06-12", "")])
    assert [(r.party, r.recipient) for r in mailing_rows(made, PLACES)] == [
        ("0001,0002", "Åsgård kommune, Bø kommune"),
        ("0003", "Os kommune v/ Kåre Nr. 3"),
    ]


def test_what_was_refused_and_what_came_back_and_went_by_post_is_told(tmp_path):
    def script(envelope, commit):
        if envelope.number == 2:
            commit()
            return Delivery(Reply(550, "5.1.1 no such mailbox"), {envelope.primary[0]: Reply(550, "no such mailbox")})
        return None

    said = [(1, "bounced", "2008-06-11", "mailbox unknown"), (1, "posted", "2008-06-13", "")]
    made = sent(tmp_path, recipient(1), recipient(2), recipient(3), transport=Stranger(script), said=said)
    rows = {row.party: row for row in mailing_rows(made, PLACES, "nn")}
    assert (rows["0001"].status, rows["0001"].channel, rows["0001"].sent) == ("sent", "post", "2008-06-13")
    assert rows["0001"].remark == (
        "send med e-post 10. juni 2008; kom i retur 11. juni 2008: mailbox unknown; postlagt 13. juni 2008"
    )
    assert [each["what"] for each in rows["0001"].events] == ["sent", "bounced", "posted"]
    assert (rows["0002"].status, rows["0002"].sent) == ("refused", "2008-06-10")
    assert rows["0002"].remark.startswith("avvist med e-post 10. juni 2008: 550")
    assert (rows["0003"].status, rows["0003"].remark) == ("sent", "")


def test_a_letter_that_nobody_knows_the_end_of_is_listed_as_such(tmp_path):
    def script(envelope, commit):
        if envelope.number == 1:
            commit()
            raise TimeoutError("gone")

    try:
        made = sent(tmp_path, recipient(1), recipient(2), transport=Stranger(script))
    except TimeoutError:  # the run ends; what it left in the log is read
        from kvadmin.plugins.mail.outbox.frozen_mailing import read_frozen_mailing

        outbox = read_frozen_mailing(mailing_at(tmp_path / "outbox" / "sak-1"))
        made = Mailing(outbox, read_send_log(outbox.home))
    row = next(mailing_rows(made, PLACES))
    assert (row.party, row.status, row.sent) == ("0001", "unknown", "2008-06-10")


def test_one_that_was_withdrawn_before_it_went_explains_the_gap_in_the_case(tmp_path):
    people = [recipient(1, case="09/1", document=4), recipient(2, email=None, case="09/1", document=5)]
    made = sent(tmp_path, *people, said=[(2, "withdrawn", "2008-06-11", "feil kommune")])
    rows = list(mailing_rows(made, PLACES))
    assert [(r.document, r.status, r.remark) for r in rows][1] == (
        5,
        "withdrawn",
        "trukket tilbake 11. juni 2008: feil kommune",
    )


def test_copies_are_those_named_in_the_letter_but_for_those_whom_none_is_made_for(tmp_path):
    copies = (CopyRecipient("KS", "email", "ks@ks.example"), CopyRecipient("Fylkesmannen", "none"))
    made = sent(tmp_path, recipient(1), recipient(2), cc="Arkivet <arkiv@program.example>")
    first, second = made.outbox.letters
    made.outbox = replace(made.outbox, letters=(replace(first, copies=copies), replace(second, copies=())))
    rows = list(mailing_rows(made, PLACES))
    assert [[each.name for each in row.copies] for row in rows] == [["KS"], ["Arkivet"]]


def test_access_is_the_letters_own_or_that_of_its_case(tmp_path):
    made = sent(tmp_path / "a", recipient(1, case="09/1"), **{"access": "UO", "legal-basis": "offl. § 13"})
    rules = AccessRules(of_cases={"2009/1": Access("UO", "offl. § 23")})
    assert [row.access for row in mailing_rows(made, PLACES, rules=rules)] == [Access("UO", "offl. § 13")]
    plain = sent(tmp_path / "b", recipient(1, case="09/1"), recipient(2, case="09/2"))
    assert [row.access for row in mailing_rows(plain, PLACES, rules=rules)] == [Access("UO", "offl. § 23"), Access()]
