"""Documents as one web page: headings, lists, tables and pictures as a browser and a screen reader expect them."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Sequence
from importlib.resources import files

from kvadmin.documents.blocks import (
    Bullets,
    CopyList,
    Document,
    Heading,
    KeyValues,
    Leaf,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Signature,
    TableBlock,
    Text,
    Together,
    plain,
    runs,
)
from kvadmin.documents.webpage.inline_svg import inline_svg
from kvadmin.documents.webpage.web_page import WebPage
from kvadmin.tables.cells import check_text
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in

_MIME = {"svg": "image/svg+xml", "png": "image/png"}


def write(documents: Sequence[Document], *, title: str = "") -> bytes:
    """The documents as one page that needs nothing else; the same documents give the same bytes.

    Of several, each has a heading of its own and those in it are one level deeper.

    Args:
        documents: What to show, one after the other.
        title: Of the window; that of the first document with its subtitle when not given.

    Raises:
        InvalidData: A control character or a text that is too long, with its place.
    """
    for document in documents:
        for where, text in document.texts():
            check_text(plain(text), f"{document.title}, {where}")
    first = documents[0]
    with CATALOGUE.speaking(first.language, None if first.language == "en" else shape_in(first.language)):
        page = WebPage(title or first.file_title if len(documents) > 1 else first.title)
        content = _Content(page, deeper=len(documents) > 1)
        parts = [content.document(each) for each in documents]
        introduction = "" if content.deeper else content.programme(first)
        return page.html(
            "\n".join(parts),
            introduction=introduction,
            style=_style() + "".join(f"\n{each}" for each in content.styles if each),
            window_title=title or first.file_title,
            pictures=content.images,
        )


class _Content:
    """Makes markup of blocks; counts the pictures, whose ids and style are the page's."""

    def __init__(self, page: WebPage, *, deeper: bool) -> None:
        self.page = page
        self.deeper = deeper
        self.styles: dict[str, None] = {}
        self.images = False
        self._pictures = 0

    def document(self, document: Document) -> str:
        """One document below its heading."""
        head = document.letterhead
        parts = [self.programme(document), f"<h2>{self._prose(document.title)}</h2>"] if self.deeper else []
        if document.subtitle:
            parts.append(f'<p class="subtitle">{self._prose(document.subtitle)}</p>')
        if plain(document.lead):
            parts.append(f'<p class="quiet">{self._text(document.lead)}</p>')
        if head:
            parts.append(self._letterhead(head))
        for block in document.blocks[1 if head else 0 :]:
            if isinstance(block, Together):
                parts.append(f'<div class="together">\n{self._leaves(block.blocks)}\n</div>')
            else:
                parts.append(self._leaf(block))
        if document.footer:
            parts.append(f'<p class="quiet foot">{self._prose(document.footer)}</p>')
        body = "\n".join(parts)
        return f'<div class="document" lang="{document.language}">\n{body}\n</div>'

    def programme(self, document: Document) -> str:
        """The small line above the title."""
        return f'<p class="programme">{self._prose(document.programme)}</p>' if document.programme else ""

    def _leaves(self, leaves: Iterable[Leaf]) -> str:
        return "\n".join(map(self._leaf, leaves))

    def _leaf(self, leaf: Leaf) -> str:
        match leaf:
            case Heading():
                level = leaf.level + 1 + self.deeper
                return f"<h{level}>{self._text(leaf.text)}</h{level}>"
            case Paragraph():
                return self._paragraph(leaf)
            case Bullets():
                return self._points(leaf.items, "ol" if leaf.ordered else "ul")
            case TableBlock():
                return self._table(leaf)
            case KeyValues():
                pairs = "".join(
                    f"<div><dt>{self._prose(label)}</dt><dd>{self._text(value)}</dd></div>"
                    for label, value in leaf.pairs
                )
                return f'<dl class="pairs">{pairs}</dl>'
            case _:
                return self._rare(leaf)

    def _rare(self, leaf: Picture | PageBreak | Letterhead | Signature | CopyList) -> str:
        match leaf:
            case Picture():
                return self._picture(leaf)
            case PageBreak():
                return '<div class="break"></div>'
            case Letterhead():
                return self._letterhead(leaf)
            case Signature():
                signers = "".join(f"<p>{self._lines((name, role))}</p>" for name, role in leaf.signers)
                return f'<div class="signature"><p>{self._prose(leaf.greeting)}</p>{signers}</div>'
            case CopyList():
                points = self._points(leaf.items, "ol" if leaf.numbered else "ul")
                return f"<p><strong>{self._prose(leaf.title)}</strong></p>\n{points}"

    def _paragraph(self, block: Paragraph) -> str:
        text = self._text(block.text)
        if block.look == "quote":
            return f"<blockquote><p>{text}</p></blockquote>"
        return f'<p class="{block.look} quiet">{text}</p>' if block.look != "body" else f"<p>{text}</p>"

    def _points(self, items: Iterable[Text], tag: str) -> str:
        return f"<{tag}>{''.join(f'<li>{self._text(item)}</li>' for item in items)}</{tag}>"

    def _table(self, block: TableBlock) -> str:
        """As the tables of the status page: roles said again, since the style makes blocks of rows on a telephone."""
        sides = [f' class="{column.align}"' if column.align != "left" else "" for column in block.columns]
        heads = "".join(
            f'<th role="columnheader" scope="col"{side}>{self._text(column.title)}</th>'
            for column, side in zip(block.columns, sides, strict=True)
        )
        labels = [self.page.text(column.title) for column in block.columns]
        rows = "\n".join(self._row(row, sides, labels) for row in block.rows)
        caption = f'<caption class="unseen">{self._prose(block.summary)}</caption>\n' if block.summary else ""
        return (
            f'<table role="table">\n{caption}<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>'
        )

    def _row(self, row: Sequence[Text], sides: Sequence[str], labels: Sequence[str]) -> str:
        cells = []
        for at, (text, side, label) in enumerate(zip(row, sides, labels, strict=True)):
            said = self._text(text)
            data = f' data-label="{label}"' if plain(text) else ""
            if at == 0 and plain(text) and len(row) > 1:
                cells.append(f'<th role="rowheader" scope="row"{side}{data}>{said}</th>')
            else:
                cells.append(f'<td role="cell"{side}{data}>{said}</td>')
        return f'<tr role="row">{"".join(cells)}</tr>'

    def _picture(self, block: Picture) -> str:
        self._pictures += 1
        drawn = None
        if block.kind == "svg":
            drawn = inline_svg(block.data, block.alt, f"picture-{self._pictures}", block.width)
        if drawn is not None:
            self.styles[drawn.style] = None
            return f"<figure>{drawn.markup}</figure>"
        self.images = True
        source = f"data:{_MIME[block.kind]};base64,{b64encode(block.data).decode()}"
        width = f' width="{block.width * 96 / 25.4:.0f}"' if block.width else ""
        return f'<figure><img src="{source}" alt="{self.page.text(block.alt)}"{width}></figure>'

    def _letterhead(self, block: Letterhead) -> str:
        references = [f"{label} {value}" for label, value in block.references]
        sides = [block.sender, block.recipient, (*filter(None, (block.mark, block.dated)), *references)]
        logo = self._picture(block.logo) if block.logo else ""
        return f'<div class="letterhead">{logo}{"".join(f"<p>{self._lines(side)}</p>" for side in sides if side)}</div>'

    def _lines(self, lines: Iterable[str]) -> str:
        return "<br>".join(self._prose(line) for line in lines if line)

    def _text(self, text: Text) -> str:
        return "".join(map(self._run, runs(text)))

    def _run(self, run: Run) -> str:
        out = "<br>".join(map(self._prose, run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        for wanted, opening, closing in (
            (run.italic, "<em>", "</em>"),
            (run.strong, "<strong>", "</strong>"),
            (run.muted, '<span class="quiet">', "</span>"),
        ):
            out = f"{opening}{out}{closing}" if wanted else out
        return out

    def _prose(self, text: str) -> str:
        return self.page.prose(unicodedata.normalize("NFC", text))


def _style() -> str:
    return files(__package__).joinpath("document.css").read_text(encoding="utf-8")
