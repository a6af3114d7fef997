"""Contacts as cards: what another program reads in them, and that nothing in a value becomes a property of its own."""

from __future__ import annotations

from itertools import pairwise

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from support import folder_bytes

from kvadmin.api.imports import read_bytes
from kvadmin.errors import Refused, UsageError
from kvadmin.plugins.municipality.contact_cards import contact_cards
from kvadmin.tables.table import Report

CONTACT = {
    "municipality": "0301", "municipality_name": "Oslo", "language_form": "neutral", "id": "mayor", "name": "Kari Ås",
    "role": "mayor", "title": "", "email": "kari@oslo.example", "phone": "22 00 00 00", "sort_as": "", "note": "",
    "email_status": "",
}  # fmt: skip


def written(*changes):
    return contact_cards(Report({"contacts": [CONTACT | each for each in changes or ({},)]}))


def by_vobject(content):
    return list(vobject.readComponents(content.decode("utf-8")))


# One line, as every field of a contact is checked to be: whatever else people type.
LINES = (
    st.text(st.characters(codec="ascii", exclude_categories=("C", "Z")) | st.sampled_from(" ;,:\\\"'åØŋ\N{SNOWMAN}"))
    .map(str.split)
    .map(" ".join)
)


@given(
    st.lists(st.fixed_dictionaries({"name": LINES.filter(bool), "title": LINES, "note": LINES}), min_size=1, max_size=3)
)
def test_another_library_and_we_ourselves_read_what_was_written(changes):
    content = written(*changes)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    read = by_vobject(content)
    cards = [(each.fn.value, *(getattr(each, name, None) for name in ("title", "note"))) for each in read]
    assert [(name, *(part.value if part else "" for part in rest)) for name, *rest in cards] == [
        tuple(each[name] for name in ("name", "title", "note")) for each in changes
    ]
    (sheet,) = read_bytes(content, "kort.vcf").sheets
    headings = [cell.text for cell in sheet.rows[0].cells]
    ours = [dict(zip(headings, (cell.text for cell in row.cells), strict=True)) for row in sheet.rows[1:]]
    assert [(each["Name"], each.get("Job title", ""), each.get("Comment", "")) for each in ours] == [
        tuple(each[name] for name in ("name", "title", "note")) for each in changes
    ]


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\u2028", "\x85", "\v"])
@pytest.mark.parametrize("field", ["name", "title", "note", "email", "phone", "sort_as", "municipality_name"])
def test_a_line_break_in_a_value_makes_no_property(field, sign):
    content = written({field: f"Kari{sign}TEL:829 00 000{sign}END:VCARD"})
    lines = content.decode().splitlines()  # at every kind of line break
    assert lines.count("END:VCARD") == 1
    assert not [line for line in lines if line.startswith("TEL:")]


def test_a_card_whole():
    content = written(
        {"sort_as": "Aas", "phone": "22 00 00 00 / 900 00 001", "language_form": "nynorsk", "title": "Ordførar"}
    )
    lines = content.decode().split("\r\n")
    assert lines.pop(2).startswith("UID:urn:uuid:")
    assert lines == [
        "BEGIN:VCARD", "VERSION:3.0", "FN:Kari Ås", "N:Ås;Kari;;;", "ORG:Oslo kommune", "X-KVADMIN-MUNICIPALITY:0301",
        "ROLE:ordførar", "TITLE:Ordførar", "SORT-STRING:Aas", "EMAIL;TYPE=internet,work:kari@oslo.example",
        "TEL;TYPE=work,voice:22 00 00 00", "TEL;TYPE=cell,voice:900 00 001", "LANG:nn", "END:VCARD", "",
    ]  # fmt: skip


def test_the_name_of_a_card_stays_while_the_person_does():
    uids = [
        next(line for line in written(change).split(b"\r\n") if line.startswith(b"UID:"))
        for change in (
            {},
            {"name": "KARI  ÅS", "email": "annen@oslo.example"},
            {"name": "Ola Ås"},
            {"municipality": "0821"},
        )
    ]
    assert uids[0] == b"UID:urn:uuid:bdfec63c-3730-58df-8cc4-ccebf257a59f"  # kept: in other people's address books
    assert [one == other for one, other in pairwise(uids)] == [True, False, False]


def test_another_report_is_no_file_of_cards():
    with pytest.raises(UsageError):
        contact_cards(Report({"municipalities": []}))
    with pytest.raises(Refused):
        contact_cards(Report({"contacts": []}))


def test_out_and_in_again_is_the_same(cli, programme, tmp_path, register_file):
    for arguments in (
        ("0301", "Kari Ås", "--role", "mayor", "--email", "kari@oslo.example", "--phone", "22 00 00 00 / 900 00 001"),
        ("0301", "Jens von der Lippe", "--role", "project-leader", "--title", "Leder; HMS, m.m.", "--note", r"a\b;c,d"),
        ("0301", "Berit Berg Hansen", "--sort-as", "Berg Hansen"),
        ("1867", "Bø Postmottak", "--role", "mail-desk", "--email", "post@boe.example"),
        ("0821", "Siv Moe", "--role", "chief-executive", "--title", "Konst. rådmann"),
    ):
        cli("-C", programme, "contact", "add", *arguments, check=True)
    file, other = tmp_path / "kontakter.vcf", tmp_path / "annet"
    cli("-C", programme, "contact", "list", "-o", file, check=True)
    before = folder_bytes(programme)
    cli("-C", programme, "contact", "import", file, check=True)
    assert folder_bytes(programme) == before
    cli("init", other, "--name", "Et annet", "--register", register_file, check=True)
    cli("-C", other, "contact", "import", file, check=True)
    lists = [cli("-C", each, "contact", "list", "--format", "json", check=True).out for each in (programme, other)]
    assert lists[0] == lists[1]


def test_a_list_of_something_else_is_refused_before_a_file_is_made(cli, programme, tmp_path):
    file = tmp_path / "kommuner.vcf"
    ran = cli("-C", programme, "municipality", "list", "-o", file)
    assert (ran.code, file.exists()) == (2, False)
    assert "contact list -o FILE.vcf" in ran.err


def test_the_contacts_of_one_municipality(cli, programme, tmp_path):
    cli("-C", programme, "contact", "add", "0301", "Kari Ås", check=True)
    cli("-C", programme, "municipality", "show", "0301", "-o", tmp_path / "oslo.vcf", check=True)
    assert [each.fn.value for each in by_vobject((tmp_path / "oslo.vcf").read_bytes())] == ["Kari Ås"]
