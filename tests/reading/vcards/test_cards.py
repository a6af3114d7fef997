"""A card's own sense: the name, the employer, the addresses for work and the private ones."""

from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.reading.vcards.cards import cards_of


def card(*lines: str):
    (found,) = cards_of("\n".join(("BEGIN:VCARD", *lines, "END:VCARD")), "kort.vcf").cards
    return found


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:Kari Ås", "N:Annet;Navn;;;"), "Kari Ås"),
        (("N:Ås;Kari;Marie;Dr.;",), "Kari Marie Ås"),
        (("FN:", "N:Ås;Kari;Marie,Lise;;"), "Kari Marie Lise Ås"),
        (("N:Postmottak",), "Postmottak"),
        (("TEL:22",), ""),
    ],
)
def test_the_name(lines, name):
    assert card(*lines).name == name


@pytest.mark.parametrize(
    ("lines", "work", "private"),
    [
        (("EMAIL;TYPE=HOME:h@x.no", "EMAIL;TYPE=WORK:w@x.no"), ["w@x.no"], ["h@x.no"]),
        (("EMAIL;TYPE=HOME:h@x.no",), ["h@x.no"], []),
        (("EMAIL:a@x.no", "EMAIL;TYPE=pref:b@x.no"), ["b@x.no", "a@x.no"], []),
        (("EMAIL;PREF=2:a@x.no", "EMAIL;PREF=1:b@x.no"), ["b@x.no", "a@x.no"], []),
        (("EMAIL:mailto:a@x.no", "EMAIL;INTERNET:a@x.no"), ["a@x.no"], []),
        (("item1.EMAIL:h@x.no", "item1.X-ABLabel:_$!<Home>!$_", "EMAIL:w@x.no"), ["w@x.no"], ["h@x.no"]),
        (("item2.EMAIL:p@x.no", "item2.X-ABLabel:Privat", "EMAIL:w@x.no"), ["w@x.no"], ["p@x.no"]),
    ],
)
def test_addresses(lines, work, private):
    assert card(*lines).values("EMAIL") == (work, private)


def test_numbers_that_nobody_answers_are_no_telephones():
    found = card("TEL;WORK;FAX:1", "TEL;PAGER:2", "TEL;CELL:3", "TEL;HOME;VOICE:4", "TEL;VALUE=uri:tel:+47-5;ext=1")
    assert found.values("TEL") == (["3", "+47-5"], ["4"])


def test_the_organisation_and_its_department_and_the_town_at_work():
    found = card("ORG:Hol kommune;Skole;Ål", "ADR;HOME:;;V 1;Geilo;;;", "ADR;WORK:;;V 2;Hol;;3576;")
    assert (found.organisation, found.city) == (("Hol kommune", "Skole, Ål"), "Hol")


def test_groups_and_strange_lines_and_what_is_not_read_are_said():
    text = "BEGIN:VCARD\nFN:Alle ordførere\nKIND:group\nEND:VCARD\nrusk\nBEGIN:VCARD\nFN:Kari\nBDAY:1960-01-01\nX-NOE:1\nEND:VCARD"  # fmt: skip
    found = cards_of(text, "kort.vcf")
    assert [each.name for each in found.cards] == ["Kari"]
    assert found.remarks() == [
        "cards of groups of people were left out: 1",
        "lines that are no property of a card were left out: 1 (5), such as line 5: 'rusk'",
        "not read of the cards: BDAY (1)",
    ]


def test_a_second_value_of_what_counts_once_is_said():
    text = (
        "BEGIN:VCARD\nFN:Kari\nTITLE:Ordfører\nTITLE:Rektor\nTITLE:Ordfører\nORG:Hol kommune\nORG:KS\nNOTE:\nNOTE:ja\n"
        "TEL;VALUE=uri:tel:+47-22000000;ext=12\nEND:VCARD"
    )
    assert cards_of(text, "kort.vcf").remarks() == ["not read of the cards: ORG (1), TEL;ext (1), TITLE (1)"]


def test_an_assistants_card_inside_another_is_not_hers():
    assert card("FN:Kari", "AGENT:", "BEGIN:VCARD", "FN:Per", "TEL:1", "END:VCARD", "TEL:2").values("TEL")[0] == ["2"]


@pytest.mark.parametrize(
    "text", ["BEGIN:VCARD\nFN:Kari\n", "BEGIN:VCARD\nFN:Kari\nBEGIN:VCARD\nFN:Per\nEND:VCARD\n", "FN:Kari\n"]
)
def test_a_file_that_was_cut_off_is_refused(text):
    with pytest.raises(InvalidData):
        cards_of(text, "kort.vcf")
