from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from email.header import decode_header, make_header

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plugins.mail.kit import NOON, boxes, parsed

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.addresses import Mailbox, invisible_in, mailbox, parse_mailbox
from kvadmin.plugins.mail.message.headers import address_header, date_header, parameter_header, text_header

NAMES = st.text(st.sampled_from("aeiouæøåÆØÅščŽ ,\"\\;:.<>()@=?_-'abc 漢🎉"), max_size=120).map(
    lambda s: " ".join(s.split())
)


def lines(raw: bytes) -> list[bytes]:
    return raw.rstrip(b"\r\n").split(b"\r\n")


def same_names(raw: bytes, found: list[Mailbox], wanted: list[Mailbox]) -> bool:
    """Whether the mailboxes are read back as they were.

    Python before 3.12.9 and 3.13.2 reads a space between two encoded words of a name, where RFC 2047 says there is none.
    """
    if re.search(rb"\?=(\r\n)? =\?", raw):
        found, wanted = ([Mailbox(b.address, b.name.replace(" ", "")) for b in each] for each in (found, wanted))
    return found == wanted


@given(NAMES, NAMES)
def test_names_and_subjects_read_back_as_they_were(one, two):
    people = [Mailbox("a@x.example", one), Mailbox("b@y.example", two)]
    raw = address_header("To", people) + text_header("Subject", one)
    message = parsed(raw + b"\r\n\r\n")
    assert raw.isascii()
    assert same_names(raw, boxes(message["To"]), people)
    assert str(message["Subject"]) == one
    assert max(map(len, lines(raw))) <= 998


@given(
    st.text(
        st.characters(exclude_categories=["C", "Z"], exclude_characters='\\/:*?"<>|'), min_size=1, max_size=150
    ).filter(lambda s: not invisible_in(s))
)
def test_file_names_read_back_as_they_were(name):
    raw = parameter_header("Content-Disposition", "attachment", [("filename", name)])
    assert raw.isascii()
    assert max(map(len, lines(raw))) <= 78
    assert parsed(raw + b"\r\n").get_filename() == name


def test_a_norwegian_name_is_one_encoded_word_and_a_comma_makes_no_second_recipient():
    assert (
        address_header("To", [mailbox("a@x.example", "Kåre Sæther")])
        == b"To: =?utf-8?b?S8OlcmUgU8OmdGhlcg==?= <a@x.example>\r\n"
    )
    assert (
        address_header("To", [mailbox("a@x.example", 'Hansen, Kari "KH"')])
        == b'To: "Hansen, Kari \\"KH\\"" <a@x.example>\r\n'
    )


def test_a_long_subject_is_folded_within_78_columns():
    subject = (
        "Tilbakemelding om manglende opplysninger i søknaden fra Kåfjord kommune – innsatsområder og trepartssamarbeid"
    )
    raw = text_header("Subject", subject)
    assert len(lines(raw)) > 1
    assert max(map(len, lines(raw))) <= 78


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.no", "a\nb", "a\rb", "a\0b", "a\u2028b", "a\x85b"])
def test_a_line_break_in_a_subject_is_refused(bad):
    with pytest.raises(InvalidData, match="line break or control character"):
        text_header("Subject", bad)


def test_a_date_without_a_zone_is_refused():
    assert date_header(NOON) == b"Date: Tue, 10 Jun 2008 12:00:00 +0000\r\n"
    with pytest.raises(InvalidData):
        date_header(datetime(2008, 6, 10))  # noqa: DTZ001 - the fault that is refused


#: Whatever can stand in a name: scripts, emoji, combining marks, variation selectors; nothing that is refused.
ANY_TEXT = (
    st.text(
        st.one_of(
            st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Zs", "Cn", "Co"]),
            st.sampled_from('  aæ漢🎉e\u0301\u0308\ufe0f"\\,?=_<>'),
        ),
        max_size=180,
    )
    .map(lambda s: " ".join(s.split()))
    .filter(lambda s: not invisible_in(s))
)


def unfolded(raw: bytes) -> str:
    return str(make_header(decode_header(raw.split(b":", 1)[1].replace(b"\r\n", b"").decode("ascii").strip())))


@given(ANY_TEXT, st.sampled_from(["Subject", "X"]))
@example("å" * 200, "Subject")
@example("e" + "\u0301" * 170, "Subject")
@example("a" * 170, "Subject")
@example("👩\ufe0f" * 60, "Subject")
@example("=?utf-8?q?x?= " * 10, "Subject")
def test_any_subject_is_within_the_columns_and_reads_back(text, name):
    raw = text_header(name, text)
    assert raw.isascii()
    assert max(map(len, lines(raw))) <= 76
    assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?[qb]\?[^ ]*\?=", raw))
    assert str(parsed(raw + b"\r\n\r\n")[name]) == text


@given(ANY_TEXT, ANY_TEXT, st.sampled_from(["To", "Reply-To"]))
@example(("Ås " * 60).strip(), "x", "To")
@example("a" * 170, "b" * 80 + ' "c"', "To")
@example("漢" * 180, "Åse " + '"Kari" ' * 20 + "Øye", "Reply-To")
@example('Kommunen "' + "ord " * 40 + "Å" * 50, "e\u0301" * 80, "To")
def test_any_name_is_within_the_columns_and_reads_back(one, two, name):
    raw = address_header(name, [Mailbox("a@x.example", one), Mailbox("b@y.example", two)])
    assert raw.isascii()
    assert max(map(len, lines(raw))) <= 78
    assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?[qb]\?[^ ]*\?=", raw))
    found = boxes(parsed(raw + b"\r\n\r\n")[name])
    assert [each.address for each in found] == ["a@x.example", "b@y.example"]
    assert same_names(raw, found, [Mailbox("a@x.example", one), Mailbox("b@y.example", two)])
    if '"' not in one and "\\" not in one:
        alone = address_header(name, [Mailbox("a@x.example", one)])
        assert unfolded(alone.replace(b"<a@x.example>", b"").replace(b"a@x.example", b"").replace(b'"', b"")) == one


HIDDEN = [
    "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u061c", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad",
    "\u034f", "\u115f", "\u3164", "\u180e", "\ufff9", "\U000e0041",
]  # fmt: skip


@pytest.mark.parametrize("mark", HIDDEN)
def test_what_nobody_sees_stands_in_no_header(mark):
    text = f"Kå{mark}re"
    for make in (
        lambda: text_header("Subject", text),
        lambda: address_header("To", [Mailbox("a@x.example", text)]),
        lambda: address_header("To", [Mailbox(f"k{mark}re@x.example")]),
        lambda: parameter_header("Content-Disposition", "attachment", [("filename", f"{text}.pdf")]),
        lambda: mailbox("a@x.example", text),
        lambda: mailbox(f"k{mark}are@x.example"),
        lambda: mailbox(f"kare@x{mark}y.example"),
        lambda: parse_mailbox(f"{mark}kare@xy.example"),
    ):
        with pytest.raises(InvalidData, match=f"invisible character.*U\\+{ord(mark):04X}"):
            make()


def test_every_format_character_of_unicode_is_one_of_those_or_can_be_seen():
    seen = {chr(c) for span in ((0x600, 0x606), (0x13430, 0x13440)) for c in range(*span)}
    seen |= set("\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd")
    every = {chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) == "Cf"}
    assert {c for c in every if not invisible_in(c)} <= seen


def test_lone_surrogates_are_refused():
    for make in (text_header, lambda n, v: address_header(n, [Mailbox("a@x.example", v)])):
        with pytest.raises(InvalidData):
            make("Subject", "a\ud83d")
