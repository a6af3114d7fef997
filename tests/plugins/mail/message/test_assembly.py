from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins.mail.kit import NOON, SENDER, boxes, parsed

from kvadmin.plugins.mail.addresses import mailbox
from kvadmin.plugins.mail.delivery.smtp import dot_stuffed
from kvadmin.plugins.mail.message.assembly import assemble_message, encode_attachment, message_id, text_part
from kvadmin.plugins.mail.records import Attachment, PlannedLetter

LONG = "æøå " * 1000
PDF = Attachment("Søknad og avtale – Kåfjord.pdf", b"%PDF-1.4 K\xc3\xa5fjord" * 20)
ICS = Attachment("innkalling.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", "calendar")
LOGO = Attachment("logo.png", b"\x89PNG\r\n", "image")


def letter(**more):
    told = {
        "key": "0301", "party": "0301", "form": "nb", "channel": "email", "sender": SENDER, "to": (mailbox("a@x.example", "Kåre Sæther"),),
        "subject": "Vedtak – Kåfjord", "text": "Hei\n\n.\n.punktum\nFrom her\n" + LONG + "\n", "message_id": message_id("m", "0301", 0, "program.example"),
    }  # fmt: skip
    return PlannedLetter(**(told | more))


def whole(planned, *extra):
    parts = {}
    return assemble_message(planned, parts).whole(parts, NOON, *extra)


def test_everything_reads_back_as_it_was_planned():
    planned = letter(
        cc=(mailbox("fm@fylke.example", "Fylkesmannen i Sør-Trøndelag"),),
        bcc=(mailbox("arkiv@program.example"),),
        reply_to=(mailbox("kari@program.example"),),
        html="<p>Hei på deg</p>",
        attachments=(PDF, ICS),
        images=(("id@x.example", LOGO),),
    )
    raw = whole(planned)
    message = parsed(raw)
    assert raw.partition(b"\r\n\r\n")[0].isascii()
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert boxes(message["From"]) == [SENDER]
    assert boxes(message["To"]) == list(planned.to)
    assert boxes(message["Cc"]) == list(planned.cc)
    assert boxes(message["Reply-To"]) == list(planned.reply_to)
    assert message["Bcc"] is None
    assert message["Subject"] == planned.subject
    assert message["Message-ID"] == planned.message_id
    assert message["Date"].datetime == NOON
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == planned.text
    assert message.get_body(("html",)).get_content().strip() == planned.html
    types = [part.get_content_type() for part in message.walk()]
    assert types == ["multipart/mixed", "multipart/related", "multipart/alternative", "text/plain", "text/html", "image/png", "application/pdf", "text/calendar"]  # fmt: skip
    pdf, ics = list(message.iter_attachments())
    assert (pdf.get_filename(), pdf.get_content(), pdf.get_content_disposition()) == (
        PDF.name,
        PDF.content,
        "attachment",
    )
    assert ics.get_param("method") == "REQUEST"
    assert ics.get_payload(decode=True) == ICS.content
    logo = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert (logo["Content-ID"], logo.get_content_disposition()) == ("<id@x.example>", "inline")


def test_the_smallest_letter_is_plain_text_only():
    raw = whole(letter(text="Hei\n", subject="Hei", to=(mailbox("a@x.example"),), sender=mailbox("s@x.example")))
    assert raw.endswith(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHei\r\n")


def test_the_same_letter_is_the_same_bytes_and_another_has_other_boundaries():
    one, again = whole(letter(html="x", attachments=(PDF,))), whole(letter(html="x", attachments=(PDF,)))
    assert one == again
    other = whole(letter(html="x", attachments=(PDF,), message_id="<other@x.example>"))
    assert re.findall(rb"boundary=.*", one) != re.findall(rb"boundary=.*", other)


def test_an_attachment_is_encoded_once_for_all_letters(monkeypatch):
    import kvadmin.plugins.mail.message.assembly as module

    made = []
    real = encode_attachment
    monkeypatch.setattr(module, "encode_attachment", lambda a, cid=None: made.append(a.name) or real(a, cid))
    parts = {}
    letters = [assemble_message(letter(attachments=(PDF, ICS), message_id=f"<{n}@x.example>"), parts) for n in range(5)]
    assert made == [PDF.name, ICS.name]
    assert [parsed(m.whole(parts, NOON)).get_content_type() for m in letters] == ["multipart/mixed"] * 5


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PDF", "application/pdf"),
        ("a.ukjent", "application/octet-stream"),
        ("a", "application/octet-stream"),
        ("a.csv", "text/csv"),
        ("a.ics", "text/calendar"),
    ],
)
def test_types_by_ending(name, kind):
    assert parsed(encode_attachment(Attachment(name, b"\xe6"))).get_content_type() == kind


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=300))
def test_any_text_survives(text):
    part = parsed(text_part("plain", text))
    told = part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")
    assert told.removesuffix("\n") == text.removesuffix("\n")
    raw = text_part("plain", text)
    assert raw.isascii()
    assert not re.search(rb"(?m)^From ", raw), "a mailbox file would split the message there"


@given(st.lists(st.sampled_from([b".", b"..", b"a", b"", b".a", b"a."])))
def test_dots_are_stuffed_and_come_off_again(lines):
    content = b"".join(line + b"\r\n" for line in lines) or b"\r\n"
    stuffed = dot_stuffed(content)
    assert b"\r\n.\r\n" not in b"\r\n" + stuffed
    assert re.sub(rb"(?m)^\.", b"", stuffed) == content


def test_the_message_id_is_the_letter():
    one = message_id("sak-1", "0301/mail-desk", 0, "program.example")
    assert one == message_id("sak-1", "0301/mail-desk", 0, "program.example")
    assert (
        len(
            {
                one,
                message_id("sak-2", "0301/mail-desk", 0, "program.example"),
                message_id("sak-1", "0301/mail-desk", 1, "program.example"),
            }
        )
        == 3
    )
    assert re.fullmatch(r"<[0-9a-f]{40}@program\.example>", one)


def test_the_date_is_put_in_when_it_is_sent():
    parts = {}
    made = assemble_message(letter(), parts)
    later = datetime(2008, 6, 11, 8, tzinfo=UTC)
    assert made.whole(parts, NOON).partition(b"\r\n")[2] == made.whole(parts, later).partition(b"\r\n")[2]
    assert made.whole(parts, NOON, b"X-Unsent: 1\r\n").startswith(
        b"Date: Tue, 10 Jun 2008 12:00:00 +0000\r\nX-Unsent: 1\r\n"
    )
