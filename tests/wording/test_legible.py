"""Letters that a console does not have are said in others, and nothing ends the program."""

from __future__ import annotations

import io

import pytest

from kvadmin.wording.legible import LEGIBLE, PLAIN_ASCII, encoding_for, instead_of

TEXT = "Kautokeino – “Guovdageaidnu” → 5 ≤ 7 … Bøe, Ås, Čáhput, đ, ŋ"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", 'Kautokeino - "Guovdageaidnu" -> 5 <= 7 ... Boee, Aas, Cahput, d, ng'),
        ("cp437", 'Kautokeino - "Guovdageaidnu" -> 5 ≤ 7 ... Boee, Ås, Cáhput, d, ng'),
        ("cp850", 'Kautokeino - "Guovdageaidnu" -> 5 <= 7 ... Bøe, Ås, Cáhput, d, ng'),
        ("cp1252", "Kautokeino – “Guovdageaidnu” -> 5 <= 7 … Bøe, Ås, Cáhput, d, ng"),
    ],
)
def test_what_a_code_page_shows(encoding, shown):
    assert TEXT.encode(encoding, LEGIBLE).decode(encoding) == shown


def test_nothing_is_lost_of_what_has_no_likeness():
    assert instead_of("中") == "\\u4e2d"
    assert "a\udcc3".encode("utf-8", LEGIBLE) == b"a\\udcc3"


def test_ascii_by_another_name():
    assert encoding_for("ANSI_X3.4-1968") == PLAIN_ASCII
    assert encoding_for("cp850") == "cp850"
    stream = io.TextIOWrapper(io.BytesIO(), encoding=PLAIN_ASCII, errors=LEGIBLE, write_through=True)
    stream.write("–ø\n")
    assert stream.buffer.getvalue() == b"-oe\n"
