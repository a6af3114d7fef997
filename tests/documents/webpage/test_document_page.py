"""Documents as web pages: what every block becomes, that a text is never markup, and that nobody is kept out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from documents.samples import LITERAL, SVG, everything, letter, participant_list, post
from web_pages import needs_chromium, printed, seen

from kvadmin.documents.blocks import Document, Heading, Paragraph, Picture, PrintColumn, TableBlock, strong
from kvadmin.documents.publishing import write_document, write_documents

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082".replace(" ", "")
)


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(page):
    parser = _Tags()
    parser.feed(page.decode())
    return parser.found


def test_every_block_is_what_it_is():
    page = write_document(everything(), "html").decode()
    for markup in (
        "<h1>Nettverksinndeling</h1>",
        "<h2>Kart</h2>",
        "<h3>Om inndelinga</h3>",
        "<h4>Punkt</h4>",
        "<p>Ein tekst med <strong>halvfeit</strong> og <em>kursiv</em> skrift.<br>Ny linje.</p>",
        "<dt>Saksnummer</dt><dd>2008/123</dd>",
        "<ul><li>Ein</li><li>To</li></ul>",
        "<ol><li>Først</li><li>Så</li></ol>",
        '<th role="rowheader" scope="row" data-label="Gruppe">Pulje 1</th>',
        'aria-label="Kart over nettverka"',
        '<html lang="nn">',
    ):
        assert markup in page, markup
    quote = Document("T", "nb", blocks=(Paragraph("«Vi er i gang.»", "quote"),))
    assert "<blockquote><p>«Vi er i gang.»</p></blockquote>" in write_document(quote, "html").decode()


def test_the_words_of_the_frame_are_in_the_language_of_the_document():
    assert "Gå til innholdet" in write_document(participant_list(1, 1), "html").decode()
    assert "Skip to the content" in write_document(participant_list(1, 1, "en"), "html").decode()


def test_a_text_is_never_markup():
    nasty = "</p><script>alert(1)</script>" + LITERAL
    blocks = (
        Heading(nasty),
        Paragraph((strong(nasty), nasty)),
        TableBlock((PrintColumn(nasty),), ((nasty,),), summary=nasty),
        Picture(SVG, "svg", nasty),
        Picture(PNG, "png", f'"{nasty}'),
    )
    page = write_document(Document(nasty, "nb", subtitle=nasty, blocks=blocks, footer=nasty), "html")
    assert "script" not in {tag for tag, _ in tags(page)}
    alternatives = [attrs["alt"] for tag, attrs in tags(page) if tag == "img"]
    assert alternatives == [f'"{nasty}']


def test_a_page_needs_nothing_else():
    page = write_document(everything(), "html").decode()
    policy = re.search(r'content="(default-src[^"]*)"', page)[1]
    assert "img-src" not in policy, "only a page with images as data may show any"
    for word in ("http:", "https:", " style=", "<script", "@import", "<link"):
        assert word not in page.replace('xmlns="http://www.w3.org/2000/svg"', ""), word
    with_image = write_document(Document("T", "nb", blocks=(Picture(PNG, "png", "Prikk"),)), "html").decode()
    assert "img-src data:;" in with_image


def test_several_documents_are_one_page_with_a_heading_each():
    page = write_documents(post(), "html").decode()
    assert len(re.findall(r"<h1>", page)) == 1
    assert re.findall(r'<div class="document" lang="(..)">', page) == ["nb", "nn", "nb"]
    assert "Oslo kommune<br>Postboks 1" in page


@needs_chromium
@pytest.mark.parametrize(("media", "width"), [("light", 1280), ("light", 320), ("dark", 1280), ("print", 680)])
def test_nobody_is_kept_out(tmp_path, media, width):
    blocks = (
        Heading("Tal"),
        Paragraph("Små ord", "lead"),
        Paragraph("«Ord»", "quote"),
        Paragraph("Merk", "note"),
        Picture(SVG, "svg", "Kart"),
        Picture(SVG, "svg", "Kart igjen"),
    )
    for document in (everything().with_blocks(blocks), letter(), participant_list(1, 4)):
        found = seen(write_document(document, "html"), tmp_path, media, width)
        assert found.violations == [], document.title
        assert found.width <= found.room, document.title


@needs_chromium
def test_it_can_be_printed(tmp_path):
    sheets = printed(write_document(everything(), "html"), tmp_path)
    assert "Nettverksinndeling" in sheets[0]
    assert "Ny side" in sheets[-1]
    assert "Gå til innhaldet" not in sheets[0]
