"""The lines of a card file: folded, quoted, escaped, in capitals or not, and what is none."""

from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.reading.vcards.content_lines import ContentLine, content_lines


def lines(text: str) -> list[ContentLine | tuple[int, str]]:
    return list(content_lines(text, "kort.vcf"))


def one(text: str) -> ContentLine:
    (found,) = lines(text)
    assert isinstance(found, ContentLine)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("FN:Kari Ås", "Kari Ås"),
        ("fn:Kari Ås", "Kari Ås"),
        ("FN:Kari\r\n  Ås", "Kari Ås"),
        ("FN:Kari \n\tÅs", "Kari Ås"),
        (r"FN:Ås\, Kari\; d.y. \\ x\nlinje", "Ås, Kari; d.y. \\ x\nlinje"),
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kari =C3=85s", "Kari Ås"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Kari =C5s", "Kari Ås"),
        ("FN;CHARSET=windows-1252;QUOTED-PRINTABLE:Kari =C5s", "Kari Ås"),
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kari=\r\n =C3=85s", "Kari Ås"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Kari =C3=\n=85s", "Kari Ås"),
        ("FN;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab", "a\nb"),
        ('FN;X="a:b;c":Kari Ås', "Kari Ås"),
        ("FN:Kari: sjef", "Kari: sjef"),
    ],
)
def test_values(text, value):
    assert one(text).text == value


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("TEL;WORK;VOICE:22", {"work", "voice"}),
        ("TEL;TYPE=WORK;TYPE=pref:22", {"work", "pref"}),
        ("TEL;TYPE=work,pref:22", {"work", "pref"}),
        ('TEL;VALUE=uri;TYPE="voice,work":tel:+4722', {"voice", "work"}),
        ("TEL:22", set()),
    ],
)
def test_types_in_every_version(text, types):
    assert one(text).types == types


def test_a_group_is_told_from_the_name():
    found = one("item1.EMAIL;type=INTERNET:a@b.no")
    assert (found.group, found.name, found.text) == ("item1", "EMAIL", "a@b.no")


def test_parts_are_cut_at_what_is_not_escaped():
    assert one(r"N:Ås\; d.y.;Kari;;;").parts() == ["Ås; d.y.", "Kari", "", "", ""]


def test_a_picture_is_one_value_whether_its_lines_are_indented_or_not():
    text = "PHOTO;ENCODING=BASE64;JPEG:AAAA\nBBBB\n CCCC\n\nTEL:22"
    assert [each.raw for each in lines(text) if isinstance(each, ContentLine)] == ["AAAABBBBCCCC", "22"]


def test_what_is_no_property_is_handed_on_with_its_line():
    assert lines("FN:Kari\nnoe rusk\nTEL:22")[1] == (2, "noe rusk")


def test_lines_are_counted_as_they_stand_in_the_file():
    found = lines("FN;ENCODING=QUOTED-PRINTABLE:a=\r\nb\r\n\r\nNOTE:c\r\n d\r\nTEL:22\r\n")
    assert [each.number for each in found if isinstance(each, ContentLine)] == [1, 4, 6]


@pytest.mark.parametrize("charset", ["utf-8", "klingon"])
def test_letters_that_cannot_be_told_are_refused_with_their_line(charset):
    with pytest.raises(InvalidData) as refused:
        lines(f"TEL:22\nFN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:=C5s")
    assert refused.value.where == "kort.vcf: line 2"
