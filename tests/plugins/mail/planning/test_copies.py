"""Copies: each is made by e-mail or in print, and the letter names exactly those that are made."""

from __future__ import annotations

import pytest
from plugins.mail.kit import plan, recipient, write_pair

from kvadmin.api.records import Municipality, Party, Programme
from kvadmin.plugins.mail.addresses import mailbox
from kvadmin.plugins.mail.planning.copies import (
    COPY_RECIPIENTS,
    copy_mailboxes,
    county_governors,
    listed_copies,
    wanted_copies,
)
from kvadmin.plugins.mail.records import CopyRecipient

KS_ADDRESS = ["Postboks 1378 Vika", "0114 Oslo"]
PROGRAMME = Programme(
    name="P",
    parties=[
        Party(name="Kommunesektorens organisasjon", short="KS", email="ks@ks.example", address=KS_ADDRESS),
        Party(name="Unio", email="unio@unio.example"),
        Party(name="LO Kommune", short="LO-K", address=["Youngs gate 11", "0181 Oslo"]),
        Party(name="Fylkesmannen i Telemark", address=["Postboks 2603", "3702 Skien"]),
        Party(name="NAV"),
    ],
)
TELEMARK = Municipality(number="0821", name="Bø", county="Telemark")
NAMES = ("KS", "Unio", "LO-K", "NAV", "Fylkesmannen", "Arkivet <arkiv@p.example>")


def planned(folder, names=NAMES, place=TELEMARK, front=f"cc: {COPY_RECIPIENTS}", form="nn", **more):
    write_pair(folder, front=f"{front}\n")
    wanted, problems = wanted_copies(names, PROGRAMME, [place])
    assert problems == []
    boxes = {COPY_RECIPIENTS: copy_mailboxes(wanted, PROGRAMME), **more.pop("selections", {})}
    suppressed = more.pop("suppressed", {})
    made = plan(folder, recipient(form=form, copies=wanted, selections=boxes, **more), suppressed=suppressed)
    assert made.errors == ()
    return made.letters[0], made.problems


def ways(letter):
    return {one.name: one.way for one in letter.copies}


def test_each_copy_is_made_in_the_best_way_that_is_open(tmp_path):
    letter, problems = planned(tmp_path)
    assert ways(letter) == {
        "KS": "email",
        "Unio": "email",
        "LO-K": "print",
        "NAV": "none",
        "Fylkesmannen i Telemark": "print",
        "Arkivet": "email",
    }
    assert [box.address for box in letter.cc] == ["ks@ks.example", "unio@unio.example", "arkiv@p.example"]
    assert letter.copies[2] == CopyRecipient("LO-K", "print", "LO Kommune\nYoungs gate 11\n0181 Oslo")
    assert letter.copies[4].address == "Postboks 2603\n3702 Skien"
    (said,) = [each.text for each in problems]
    assert said.startswith("NAV gets no copy and is not named in the letter: neither an e-mail nor a postal address")
    assert said.endswith("(kvadmin programme party NAV email ADDRESS --new)")


LISTED = ["KS", "Unio", "LO-K", "Fylkesmannen i Telemark", "Arkivet"]


@pytest.mark.parametrize(("form", "title"), [("nb", "Kopi:"), ("nn", "Kopi:")])
def test_the_list_ends_both_bodies_and_names_those_that_are_made(tmp_path, form, title):
    letter, _ = planned(tmp_path, form=form)
    assert letter.text.rstrip().splitlines()[-6:] == [title, *LISTED]
    assert f"<p>{title}<br>\n{'<br>'.join(LISTED)}</p>\n</body>" in letter.html
    assert list(listed_copies(letter.copies)) == LISTED


def test_a_letter_of_plain_text_has_the_list_too(tmp_path):
    letter, _ = planned(tmp_path, front=f"cc: {COPY_RECIPIENTS}\nformat: text")
    assert letter.html is None
    assert letter.text.endswith("\n\nKopi:\n" + "\n".join(LISTED) + "\n")


def test_without_copies_there_is_no_list(tmp_path):
    letter, problems = planned(tmp_path, names=("NAV",))
    assert "Kopi" not in letter.text + letter.html
    assert letter.cc == ()
    assert len(problems) == 1


def test_what_is_said_of_one_who_gets_no_copy_is_said_once(tmp_path):
    write_pair(tmp_path, front=f"cc: {COPY_RECIPIENTS}\n")
    wanted, _ = wanted_copies(("NAV",), PROGRAMME, [TELEMARK])
    made = plan(tmp_path, *(recipient(number, copies=wanted) for number in range(1, 40)))
    assert len(made.problems) == 1


def test_blind_copies_stand_in_no_list(tmp_path):
    letter, problems = planned(tmp_path, names=("KS", "LO-K"), front=f"bcc: {COPY_RECIPIENTS}")
    assert "Kopi" not in letter.text + letter.html
    assert (letter.cc, [box.address for box in letter.bcc]) == ((), ["ks@ks.example"])
    assert letter.copies == ()
    assert [each.text for each in problems] == ["LO-K gets no blind copy: no e-mail address is known"]


def test_addresses_and_rules_of_the_letter_itself_are_named_as_well(tmp_path):
    mayor = {"role:mayor": [mailbox("siv@bo.example", "Siv Moe")]}
    front = f"cc: [{COPY_RECIPIENTS}, role:mayor, arkiv@p.example]"
    letter, _ = planned(tmp_path, names=("Unio",), front=front, selections=mayor)
    assert letter.text.rstrip().splitlines()[-4:] == ["Kopi:", "Unio", "Siv Moe", "arkiv@p.example"]


def test_a_letter_by_post_has_its_copies_in_print(tmp_path):
    letter, problems = planned(tmp_path, names=("KS", "Unio"), email=None)
    assert (letter.channel, letter.cc, ways(letter)) == ("post", (), {"KS": "print", "Unio": "print"})
    assert letter.copies[0].address.endswith("0114 Oslo")
    assert [each.text for each in problems] == [
        "the letter goes by post: the copy to Unio is printed, to be sent to unio@unio.example"
    ]


def test_nothing_is_e_mailed_to_a_copy_recipient_who_wants_none(tmp_path):
    suppressed = {"ks@ks.example": "vil ha brev", "unio@unio.example": "finnes ikke"}
    letter, problems = planned(tmp_path, names=("KS", "Unio"), suppressed=suppressed)
    assert (letter.channel, letter.cc, ways(letter)) == ("email", (), {"KS": "print", "Unio": "none"})
    assert "Unio" not in letter.text
    assert {each.text for each in problems} == {
        "no copy by e-mail to ks@ks.example: vil ha brev",
        "no copy by e-mail to unio@unio.example: finnes ikke",
        "Unio gets no copy",
    }


def test_a_copy_recipient_that_cannot_be_read_is_a_problem():
    wanted, problems = wanted_copies(("a@b, c@d",), PROGRAMME, [TELEMARK])
    assert [one.way for one in wanted] == ["none"]
    assert problems[0].code == "address"
    assert problems[0].severity == "error"


def test_the_county_governor_is_each_countys_own_and_two_counties_share_one():
    oslo, akershus = (Municipality(number=n, name=n, county=c) for n, c in (("0301", "Oslo"), ("0219", "Akershus")))
    assert county_governors([oslo, akershus, TELEMARK]) == [
        "Fylkesmannen i Oslo og Akershus",
        "Fylkesmannen i Telemark",
    ]


def test_names_are_escaped_in_html(tmp_path):
    letter, _ = planned(tmp_path, names=('"A & <b>" <x@y.example>',))
    assert "A &amp; &lt;b&gt;" in letter.html
