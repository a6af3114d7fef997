from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins.mail.report_shapes import DATE, NO_BOUNCES, SHAPES, dsn, encoded, fill

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.after.bounces import Bounce, read_bounces
from kvadmin.plugins.mail.after.reports.delivery_report import read_message

ID = "<brev@program.example>"
TO = "kari@annen.example"


def reading(tmp_path, text: str, ending: str = "\n"):
    path = tmp_path / "retur.eml"
    path.write_bytes(text.replace("\n", ending).encode())
    return read_bounces(path)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_says_which_address_why_and_which_letter(tmp_path, name, ending):
    shape = SHAPES[name]
    to = "kåre@blåbær.example" if name.startswith("utf-8") else TO
    [found] = reading(tmp_path, encoded(fill(shape.text, to, ID)), ending).bounces
    assert (found.address, found.behalf) == (
        shape.address.replace("«to»", to),
        found.behalf and (shape.behalf.replace("«to»", to) or to),
    )
    assert (found.kind, found.delayed) == (shape.kind, shape.delayed)
    assert found.permanent is (shape.kind == "gone" and not shape.delayed)
    assert found.message_id == (ID if shape.letter else "")
    assert found.date == "2008-06-12"
    assert found.words


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.behalf])
def test_a_forwarding_address_is_told_from_its_target(tmp_path, name):
    [found] = reading(tmp_path, fill(SHAPES[name].text, TO, ID)).bounces
    assert (found.address, found.behalf) == ("hytta@privat.example", TO)


@pytest.mark.parametrize("name", NO_BOUNCES)
def test_what_did_not_come_back_is_no_bounce(tmp_path, name):
    text, kind = NO_BOUNCES[name]
    found = reading(tmp_path, fill(text, TO, ID))
    assert found.bounces == ()
    assert (len(found.automatic), len(found.others)) == ((1, 0) if kind == "automatic" else (0, 1))


def test_one_report_names_several_addresses_and_an_mbox_holds_several_reports(tmp_path):
    fields = (
        "Original-Recipient: rfc822;Post@Kommune.example\nFinal-Recipient: rfc822; post@indre.kommune.example\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such\n    mailbox\n\n"
        "Final-Recipient: rfc822; full@kommune.example\nAction: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 full\n\n"
        "Final-Recipient: rfc822; later@kommune.example\nAction: delayed (still trying)\nStatus: 4.4.1\n\n"
        "Final-Recipient: rfc822; fine@kommune.example\nAction: delivered\nStatus: 2.0.0"
    )
    report = fill(dsn(fields), "", ID)
    seen = reading(tmp_path, report).bounces
    assert [(b.address, b.behalf, b.permanent, b.delayed, b.status, b.words) for b in seen] == [
        ("post@indre.kommune.example", "Post@Kommune.example", True, False, "5.1.1", "550 5.1.1 no such mailbox"),
        ("full@kommune.example", "", False, False, "4.2.2", "452 full"),
        ("later@kommune.example", "", False, True, "4.4.1", "delayed"),
    ]
    absence = fill(NO_BOUNCES["out of office"][0], TO, ID)
    box = tmp_path / "inn.mbox"
    box.write_text("".join(f"From x Thu Jun 12 2008\n{each}\n" for each in (report, absence, report)), encoding="utf-8")
    found = read_bounces(box)
    assert found.bounces == seen * 2
    assert found.automatic == ("Automatisk svar: Vedtak",)


def test_what_stands_in_a_report_is_not_taken_for_another_report(tmp_path):
    inner = dsn("Final-Recipient: rfc822; indre@kommune.example\nAction: failed\nStatus: 5.1.1")
    outer = dsn("Final-Recipient: rfc822; ytre@kommune.example\nAction: failed\nStatus: 5.1.1", quoted="")
    outer = outer.replace(
        "\n--grense--", f"\n--grense\nContent-Type: message/rfc822\n\n{inner.replace('grense', 'i')}\n--grense--"
    )
    [found] = reading(tmp_path, fill(outer, TO, ID)).bounces
    assert found.address == "ytre@kommune.example"


def test_a_report_without_a_date_has_none(tmp_path):
    text = fill(dsn("Final-Recipient: rfc822; «to»\nAction: failed\nStatus: 5.1.1"), TO, ID)
    assert reading(tmp_path, text.replace(f"Date: {DATE}\n", "")).bounces == (
        Bounce(TO, True, "5.1.1", "failed", ID, "", kind="gone"),
    )


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no mail\n"])
def test_what_is_no_mailbox_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InvalidData, match="neither"):
        read_bounces(path)
    with pytest.raises(InvalidData, match="cannot be read"):
        read_bounces(tmp_path / "finnes-ikke")


@given(st.sampled_from(sorted(SHAPES)), st.floats(0, 1))
def test_a_report_cut_short_is_no_crash_and_blames_no_other_address(name, part):
    whole = encoded(fill(SHAPES[name].text, TO, ID)).encode()
    found = read_message(whole[: int(len(whole) * part)])
    for report in found.reports:
        for failure in report.failures:
            assert TO.startswith(failure.address) or failure.address == "hytta@privat.example"[: len(failure.address)]


@given(st.binary(max_size=400))
def test_no_bytes_are_a_crash(content):
    head = b"From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; boundary=b\n\n--b\n"
    read_message(head + b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n" + content)
    read_message(b"Subject: failure notice\n\nHi. This is the x\n\n" + content)
    read_message(content)


def test_parts_within_parts_without_end_are_no_crash():
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    assert read_message(b"Subject: dyp\n" + deep).kind == "other"
