from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins.mail.kit import NOON, boxes, parsed

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.addresses import Mailbox, mailbox
from kvadmin.plugins.mail.message.headers import address_header, date_header, parameter_header, text_header

NAMES = st.text(st.sampled_from("aeiouæøåÆØÅščŽ ,\"\\;:.<>()@=?_-'abc 漢🎉"), max_size=120).map(
    lambda s: " ".join(s.split())
)


def lines(raw: bytes) -> list[bytes]:
    return raw.rstrip(b"\r\n").split(b"\r\n")


@given(NAMES, NAMES)
def test_names_and_subjects_read_back_as_they_were(one, two):
    people = [Mailbox("a@x.example", one), Mailbox("b@y.example", two)]
    raw = address_header("To", people) + text_header("Subject", one)
    message = parsed(raw + b"\r\n\r\n")
    assert raw.isascii()
    assert boxes(message["To"]) == people
    assert str(message["Subject"]) == one
    assert max(map(len, lines(raw))) <= 998


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='\\/:*?"<>|'), min_size=1, max_size=150))
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
