from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.addresses import (
    AddressTemplate,
    Mailbox,
    is_selection,
    mailbox,
    parse_mailbox,
    split_template,
)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("post@oslo.example", "post@oslo.example"),
        (" Post@OSLO.example ", "Post@oslo.example"),
        ("postmottak@tromsø.example", "postmottak@xn--troms-zua.example"),
        ("postmottak@TROMSØ.example", "postmottak@xn--troms-zua.example"),
        ("kari.o'nordmann+x@a-b.example", "kari.o'nordmann+x@a-b.example"),
    ],
)
def test_addresses_in_their_ascii_form(typed, address):
    assert mailbox(typed).address == address
    assert not mailbox(typed).needs_utf8


def test_a_local_part_outside_ascii_is_kept_and_marked():
    assert mailbox("kåre@tromsø.example") == Mailbox("kåre@xn--troms-zua.example")
    assert mailbox("kåre@tromsø.example").needs_utf8


@pytest.mark.parametrize(
    "bad",
    [
        "", "a", "@", "a@", "@b.no", "a@b", "a b@c.no", "a@b..no", "a@-b.no", "a..b@c.no", ".a@c.no", "a.@c.no", "a@b@c.no", "a,b@c.no",
        "a@c.no, b@c.no", "a@c.no;b@c.no", "<a@c.no>", "a@c.no\r\n", "a@c.no\nBcc: x@y.no", "a\0@c.no", "a@c_d.no", "a@1.2.3.4",
        "x" * 65 + "@c.no", "a@" + "b" * 64 + ".no", "a@" + "b." * 130 + "no", "a\u00a0b@c.no", "a\u200b@c.no", "a@c.no>", 'a"b@c.no',
    ],
)  # fmt: skip
def test_what_is_no_address(bad):
    with pytest.raises(InvalidData):
        mailbox(bad)


def test_line_breaks_in_names_are_refused():
    with pytest.raises(InvalidData, match="name"):
        mailbox("a@b.no", "Ola\r\nBcc: evil@evil.example")


def test_one_mailbox_as_a_person_writes_it():
    assert parse_mailbox("Kari Holm <kari@x.example>") == Mailbox("kari@x.example", "Kari Holm")
    assert parse_mailbox('"Holm, Kari \\"KH\\"" <kari@x.example>') == Mailbox("kari@x.example", 'Holm, Kari "KH"')
    assert parse_mailbox("kari@x.example") == Mailbox("kari@x.example")
    for bad in ("a@x.example, b@x.example", "A <a@x.example>, B <b@x.example>", "A <a@x.example", "A <>"):
        with pytest.raises(InvalidData):
            parse_mailbox(bad)


def test_a_template_is_split_before_values_are_in_it():
    assert split_template("{{ name }} <{{ email }}>") == [AddressTemplate("{{ name }}", "{{ email }}")]
    assert split_template('"Holm, Kari" <k@x.no>, {{ a | join(", ") }} <{{ b }}>, c@x.no') == [
        AddressTemplate("Holm, Kari", "k@x.no"),
        AddressTemplate('{{ a | join(", ") }}', "{{ b }}"),
        AddressTemplate("", "c@x.no"),
    ]
    assert is_selection("role:project-leader")
    assert not is_selection("{{ name }} <{{ email }}>")
    assert not is_selection("a@x.no")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_accepted_is_one_clean_address(address, name):
    try:
        box = mailbox(address, name)
    except InvalidData:
        return
    assert box.address.count("@") == 1
    assert not any(c in box.address for c in ' ,;<>"\r\n\0')
    assert "\r" not in box.name
    assert "\n" not in box.name


@pytest.mark.parametrize("name", ["None", "nan", "#N/A", " null "])
def test_a_word_for_nothing_is_no_name(name):
    with pytest.raises(InvalidData, match=r"the name of post@oslo\.example says"):
        mailbox("post@oslo.example", name)
    assert mailbox("post@oslo.example", "Nanna None-Lie").name == "Nanna None-Lie"
