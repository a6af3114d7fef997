from __future__ import annotations

from datetime import date

import pytest
from plugins.mail.kit import kept_in
from plugins.mail.office import server, smtp
from plugins.mail.report_shapes import DATE, NO_BOUNCES, SHAPES, dsn, encoded, fill

from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.plugins.mail.after.bounce_matching import LeftLetters
from kvadmin.plugins.mail.after.bounce_verdicts import judge_bounces
from kvadmin.plugins.mail.after.bounces import read_bounces
from kvadmin.plugins.mail.outbox.mailings import all_mailings, without_samples
from kvadmin.store.store import open_store

KARI, ASE, KNUT, KS = "kari@alesund.example", "ase@oslo.example", "knut@bo.example", "ks@ks.example"
TODAY = date(2008, 6, 20)
TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3")
GONE = "Final-Recipient: rfc822; «to»\nAction: failed\nStatus: 5.1.1"


@pytest.fixture
def sent(office, tmp_path):
    """Three letters, sent by a real server; and a plan of three that have not left."""
    with server(tmp_path) as (port, _):
        office.settings(smtp(port))
        office.approved("invitation", *TO, "--name", "call")
        office.run("mail", "send", "call", "--confirm", "3")
    values = ["reminder.about.nb=svaret", "reminder.about.nn=svaret", "reminder.due=2008-06-01"]
    office.approved("reminder", *TO, *(part for each in values for part in ("--set", each)), "--name", "waits")
    return office


def mailings(office):
    plugins = Plugins(discover(frozenset(), third_party=False))
    data = open_store(office.folder, plugins.gather("kvadmin_collections"), []).snapshot()
    return without_samples(all_mailings(data, kept_in(office.folder)))


def ids(office):
    """(mailing, address) -> Message-ID."""
    return {
        (mailing.name, letter.to[0].address): letter.message_id
        for mailing in mailings(office)
        for letter in mailing.outbox.letters
    }


def judge(office, *texts: str, taken=()):
    box = office.folder.parent / "retur.mbox"
    box.write_bytes(b"".join(b"From x Thu Jun 12 2008\n" + encoded(text).encode() + b"\n" for text in texts))
    letters = LeftLetters(mailings(office), ["sekretariatet@program.example"])
    return judge_bounces(read_bounces(box).bounces, letters, taken, TODAY)


def test_every_shape_is_judged_right(sent):
    letter = ids(sent)["call", KARI]
    for name, shape in SHAPES.items():
        found = judge(sent, fill(shape.text, KARI, letter))
        [one] = found.judged
        right = "delayed" if shape.delayed else "suppressed" if shape.kind == "gone" else "counted"
        right = "forwarded" if shape.behalf else right
        assert (name, one.verdict) == (name, right)
        assert (name, one.matched.address) == (name, KARI)
        assert (name, one.matched.found.letter.message_id) == (name, letter)
        assert (name, one.matched.target) == (name, "hytta@privat.example" if shape.behalf else "")
        assert (name, list(found.gone)) == (name, [KARI] if right == "suppressed" else [])
        came_back = [] if right in ("delayed", "forwarded") else [letter]
        assert (name, [each.letter.message_id for each, _, _ in found.returned]) == (name, came_back)


def test_what_is_no_bounce_comes_to_nothing(sent):
    letter = ids(sent)["call", KARI]
    found = judge(sent, *(fill(text, KARI, letter) for text, _ in NO_BOUNCES.values()))
    assert (found.judged, found.taken, found.gone, found.returned) == ((), (), {}, ())


FORGED = {
    "an id that no letter has": (("call", KARI), KARI, DATE, "<annen@program.example>", "no letter has the id"),
    "an address never written to": (("call", KARI), "ordforer@alesund.example", DATE, "", "did not go to this address"),
    "an address that did not get that letter": (("call", KARI), ASE, DATE, "", "did not go to this address"),
    "a letter that has not left": (("waits", KARI), KARI, DATE, "", "has not been sent"),
    "before the letter left": (("call", KARI), KARI, "Mon, 09 Jun 2008 10:00:00 +0200", "", "before the letter left"),
    "the sender's own address": (("call", KARI), "Sekretariatet@program.example", DATE, "", "letters are sent from"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_report_suppresses_nobody(sent, name):
    place, address, day, other, why = FORGED[name]
    letter = ids(sent)[place]
    text = fill(dsn(GONE), address, other or letter, day)
    found = judge(sent, text)
    assert [each.verdict for each in found.judged] == ["unmatched"]
    assert why in found.judged[0].why
    assert (found.taken, found.gone, found.returned) == ((), {}, ())


def test_without_an_id_only_the_one_letter_that_went_there_lately_counts(sent):
    unquoted = dsn(GONE, quoted="")
    assert judge(sent, fill(unquoted, KARI)).judged[0].why.endswith("the only letter to that address in 30 days")
    several = judge(sent, fill(unquoted, KS)).judged[0]
    assert (several.verdict, several.why.partition(",")[0]) == ("unmatched", "3 letters went there lately")
    late = judge(sent, fill(unquoted, KARI, date="Thu, 14 Aug 2008 10:00:00 +0200")).judged[0]
    assert (late.verdict, late.why) == ("unmatched", "no letter went there in the 30 days before")
    assert judge(sent, fill(unquoted, "ukjent@alesund.example")).judged[0].why == "no letter went to that address"
    early = judge(sent, fill(unquoted, KARI, date="Mon, 09 Jun 2008 10:00:00 +0200")).judged[0]
    assert early.verdict == "unmatched"


def test_a_clock_in_another_zone_is_no_report_from_before_the_letter(sent):
    letter = ids(sent)["call", KARI]
    zones = ("Tue, 10 Jun 2008 00:00:00 -1100", "Wed, 11 Jun 2008 09:00:00 +1200")
    for day in zones:
        assert judge(sent, fill(dsn(GONE), KARI, letter, day)).judged[0].verdict == "suppressed"


def test_a_copy_that_comes_back_is_not_the_letter(sent):
    letter = ids(sent)["call", KARI]
    found = judge(sent, fill(dsn(GONE), KS, letter))
    assert list(found.gone) == [KS]
    assert "a copy" in found.judged[0].why
    assert found.returned == ()


@pytest.mark.parametrize("target", ["kari@post.alesund.example", "kari"])
def test_an_address_of_the_domains_own_servers_is_the_address(sent, target):
    letter = ids(sent)["call", KARI]
    found = judge(sent, fill(dsn(GONE), target, letter))
    assert (found.judged[0].matched.address, list(found.gone)) == (KARI, [KARI])


def test_where_an_address_forwards_to_is_not_the_address(sent):
    letter = ids(sent)["call", KARI]
    forwarded = f"Original-Recipient: rfc822;{KARI}\n{GONE}"
    through = fill(dsn(GONE), "hytta@privat.example", letter).replace(
        "\nReceived: from kontor", f"\nDelivered-To: {KARI}\nReceived: from kontor"
    )
    for text in (fill(dsn(forwarded), "hytta@privat.example", letter), through):
        found = judge(sent, text)
        assert [each.verdict for each in found.judged] == ["forwarded"]
        assert (found.taken, found.gone, found.returned) == ((), {}, ())


def test_a_draft_that_a_mail_program_gave_an_id_of_its_own_refers_to_the_letter(sent):
    letter = ids(sent)["call", KARI]
    text = fill(dsn(GONE), KARI, f"<eget@tb.example>\nReferences: {letter}")
    assert judge(sent, text).judged[0].verdict == "suppressed"


def test_a_report_twice_counts_once_and_says_more_only_when_it_blames_the_address(sent):
    letter = ids(sent)["call", KARI]
    full = fill(SHAPES["mailbox full"].text, KARI, letter)
    found = judge(sent, full, full, fill(dsn(GONE), KARI, letter), full)
    assert [each.verdict for each in found.judged] == ["counted", "known", "suppressed", "known"]
    again = judge(sent, full, fill(dsn(GONE), KARI, letter), taken=found.taken)
    assert [each.verdict for each in again.judged] == ["known", "known"]
    assert (again.taken, again.gone, again.returned) == (found.taken, {}, ())
