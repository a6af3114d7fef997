from __future__ import annotations

import pytest

from kvadmin.model.person import email_address, is_person, phone_number


@pytest.mark.parametrize(
    "text", ["kari@oslo.example", " mailto:kari.as+x@post.oslo.example ", "kåre@ås.kommune.example", "a@b.no"]
)
def test_addresses(text):
    assert "@" in email_address(text)


@pytest.mark.parametrize(
    "text", ["", "kari", "@x.no", "a@b", "a b@c.no", "a@b.no;c@d.no", "a@b.no\r\nBcc: x@y.no", "<a@b.no>", "a..b@c.no"]
)
def test_what_is_no_address(text):
    with pytest.raises(ValueError, match="e-mail"):
        email_address(text)


@pytest.mark.parametrize("text", ["22 00 00 00", "+47 22000000", "(22) 00-00-00"])
def test_phone_numbers(text):
    assert phone_number(text) == text


def test_two_numbers_on_two_lines_of_a_cell_do_not_become_one():
    assert phone_number("22 22 22 22\r\n 33 33 33 33\n") == "22 22 22 22 / 33 33 33 33"


@pytest.mark.parametrize("text", ["", "123", "ring", "22 00 00 00 spør etter Kari", "+"])
def test_what_is_no_phone_number(text):
    with pytest.raises(ValueError, match="telephone"):
        phone_number(text)


@pytest.mark.parametrize(
    ("asked", "held", "same"),
    [
        (("a@x.no", ""), ("A@x.no", "Kari"), True),
        (("a@x.no", "Kari"), ("b@x.no", "Kari"), False),
        (("a@x.no", "Kari Ås"), ("", "kari  ås"), True),
        (("a@x.no", ""), ("", "Kari"), False),
        (("", "Kari Ås"), ("a@x.no", "Kari Ås"), True),
        (("", "Lie, Åse"), ("", "Åse Lie"), True),
        (("", "Jens von der Lippe"), ("", "von der Lippe, Jens"), True),
        (("", "Aud Holm, KS"), ("", "Aud Holm KS"), True),
        (("", "Lie Åse"), ("", "Åse Lie"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_two_addresses_decide_else_the_name(asked, held, same):
    assert is_person(*asked, held_email=held[0], held_name=held[1]) is same
