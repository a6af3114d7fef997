"""SVGs inside pages: names and style of each its own, and nothing that acts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from kvadmin.documents.webpage.inline_svg import inline_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">'


def drawn(body, head=HEAD, **more):
    return inline_svg(f"{head}{body}</svg>".encode(), "Alt & <b>", "p1", **more)


def test_ids_and_what_refers_to_them_are_the_pictures_own():
    found = drawn(
        '<defs><linearGradient id="a"/></defs><rect id="b" fill="url(#a)"/><use href="#b"/><use xlink:href="#b"/>'
    )
    assert re.findall(r'(?:id|fill|href)="([^"]*)"', found.markup) == [
        "p1-a", "p1-b", "url(#p1-a)", "#p1-b", "#p1-b"
    ]  # fmt: skip


def test_style_is_bound_to_the_picture_and_the_same_for_the_same():
    sheet = "<style>/* x */ text{fill:#222}\n.a,.b{stroke:red}</style>"
    one, other = drawn(f"{sheet}<text>1</text>"), drawn(f"{sheet}<text>2</text>")
    scope = ET.fromstring(one.markup).get("class")
    assert one.style == f".{scope} text{{fill:#222}}\n.{scope} .a,.{scope} .b{{stroke:red}}"
    assert one.style == other.style
    assert "<style" not in one.markup


def test_the_alternative_takes_the_place_of_what_it_says_of_itself():
    found = drawn('<title id="t">A</title><desc>B</desc><g role="img" aria-label="c"><title>tip</title></g>')
    root = ET.fromstring(found.markup)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Alt & <b>")
    assert root.get("viewBox") == "0 0 20 10"
    assert [each.text for each in root.iter("title")] == ["tip"]
    assert "aria-label" not in root.find("g").attrib
    assert 'width="120mm"' in drawn("", width=120).markup


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        "<animate/>",
        "<a href='#x'/>",
        '<rect onload="alert(1)"/>',
        '<rect style="fill:red"/>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<image href="data:image/png;base64,AA"/>',
        '<rect fill="url(https://evil.example/a)"/>',
        "<style>@import url(https://evil.example/a.css);</style>",
        "<style>@media print { rect { fill: red } }</style>",
        "<style>rect{fill:url(https://evil.example/a)}</style>",
        "<style>rect{fill:red} }</style>",
        "<rect>",
        '<x:y xmlns:x="urn:other"/>',
    ],
)
def test_what_a_page_does_not_take_stays_an_image_of_its_own(body):
    assert drawn(body) is None


def test_entities_and_other_files_are_no_pictures_of_a_page():
    assert inline_svg(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD.encode() + b"&a;</svg>", "a", "p") is None
    assert inline_svg(b"<html/>", "a", "p") is None
    assert drawn("", head='<svg xmlns="http://www.w3.org/2000/svg">') is None, "how large it is must be known"
