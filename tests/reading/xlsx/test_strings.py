from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from kvadmin.reading.xlsx.strings import Text, plain_text, read_text

_PLAIN, _STRUCK, _BOLD = (
    "<r><t>{}</t></r>",
    "<r><rPr><strike/></rPr><t>{}</t></r>",
    '<r><rPr><b/><strike val="0"/></rPr><t>{}</t></r>',
)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("", Text("", False, True)),
        ("<t> Oslo </t>", Text(" Oslo ", False, True)),
        (_PLAIN.format("Os") + _PLAIN.format("lo"), Text("Oslo", False, True)),
        (_STRUCK.format("19.5.") + _PLAIN.format(" 20.5."), Text(" 20.5.", False, True)),
        (_STRUCK.format("19.5.") + _BOLD.format(" 20.5."), Text(" 20.5.", False, False)),
        (_STRUCK.format("Os") + _STRUCK.format("lo") + _PLAIN.format(" "), Text("Oslo ", True, True)),
        ("<rPh sb='0' eb='1'><t>tokyo</t></rPh><t>東京</t><phoneticPr fontId='1'/>", Text("東京", False, True)),
    ],
)
def test_pieces(content: str, read: Text) -> None:
    assert read_text(fromstring(f"<si>{content}</si>")) == read


def test_all_of_a_text() -> None:
    assert plain_text(fromstring(f"<text>{_STRUCK.format('a')}<t>b</t><rPh><t>c</t></rPh></text>")) == "ab"
