"""Documents as docx, on python-docx: packaging, sections, footers and pictures are its work."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kvadmin.documents.blocks import (
    PAGE_WORDS,
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
    Together,
    plain,
    runs,
    strong,
)
from kvadmin.documents.docx import markup, parts
from kvadmin.documents.docx.letter_head import letter_head, place_logo
from kvadmin.documents.glyphs import check_document
from kvadmin.extras import need

_LONG, _SHORT = 16838, 11906  # A4 in twips
_SIDE, _TOP, _BOTTOM = 1134, 1021, 1361  # margins: 20, 18 and 24 mm
_PER_MM = 1440 / 25.4
_LOOKS = {"body": "BodyText", "lead": "Lead", "note": "Note", "quote": "Quote"}
# A group with more rows than a page holds is not kept together: the reader's program could not.
_ROWS_OF_A_PAGE = {False: 42, True: 26}
_NOT_NEEDED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/webSettings", "/theme")


def write(
    documents: Sequence[Document], made: datetime | None = None, *, title: str = "", embed_fonts: bool = True
) -> bytes:
    """The documents as one docx, each a section with pages of its own; the same documents give the same bytes.

    Args:
        documents: What to print, one after the other.
        made: When it was made, with its time zone, for the properties of the file.
        title: Of the file, in its properties; that of the first document with its subtitle when not given.
        embed_fonts: Bring the faces along (about 450 kB), so that it looks the same everywhere.

    Raises:
        UsageError: The extra ``docx`` is not installed (or ``pdf``, which draws svg pictures).
        InvalidData: A text with control characters or marks that cannot be seen, with its place.
    """
    docx = need("docx", "docx")
    for document in documents:
        check_document(document, boxes=True)  # the reader's program takes such a letter from another font
    file = docx.Document()
    _drop_unneeded(file)
    lists = 0
    for number, document in enumerate(documents):
        body = _Body(file, document, lists, number, several=len(documents) > 1)
        if number:
            body.begin_section()
        body.fill()
        body.say_language(documents[0].language)
        lists = body.lists
    out = io.BytesIO()
    file.save(out)
    return parts.finished(out.getvalue(), documents[0], lists, made, title=title, embed_fonts=embed_fonts)


class _Body:
    """Appends the blocks of a document to a file of python-docx; counts the numbered lists of the whole file."""

    def __init__(self, file: Any, document: Document, lists: int, number: int, *, several: bool) -> None:
        self.file = file
        self.document = document
        self.lists = lists
        self._number = number
        self._end = f"end{number}"
        self.width = (_LONG if document.landscape else _SHORT) - 2 * _SIDE
        self._several = several
        self._first = len(file.element.body) - 1  # where its own elements begin
        self._parse = need("docx.oxml", "docx").parse_xml

    def begin_section(self) -> None:
        """End the section before: what follows begins on a new page."""
        self.file.add_section()
        end = self.file.element.body[-2]  # the paragraph that holds the section before: as low as can be
        end.pPr.insert(0, self._parsed('<w:pStyle w:val="TableEnd"/>'))
        self._first = len(self.file.element.body) - 1

    def fill(self) -> None:
        """The whole document: page, footer, title block, blocks."""
        self._page()
        self._footer()
        head = self.document.letterhead
        if head:
            self._letterhead(head)
        else:
            self._optional(self.document.programme, "Programme")
        self._add(markup.paragraph(self.document.title, "LetterTitle" if head else "Title"))
        self._optional(self.document.subtitle, "Subtitle")
        if plain(self.document.lead):
            self._add(markup.paragraph(self.document.lead, "Lead"))
        for block in self.document.blocks[1 if head else 0 :]:
            if isinstance(block, Together):
                for leaf in block.blocks:
                    self._leaf(leaf, together=leaf is not block.blocks[-1], inner=True)
            else:
                self._leaf(block)

        last = self.file.element.body[-2]
        (last.xpath(".//w:p") or [last])[-1].extend(map(self._parsed, markup.bookmark(self._end, self._number)))

    def say_language(self, file_language: str) -> None:
        """Mark its texts as being in its own language form, where that is not the file's."""
        if self.document.language == file_language:
            return
        tag = f'<w:lang w:val="{parts.LOCALE[self.document.language]}"/>'
        roots = [*self.file.element.body[self._first : -1], self.file.sections[-1].footer._element]  # noqa: SLF001
        for run in (run for root in roots for run in root.xpath(".//w:r")):
            run.get_or_add_rPr().append(self._parsed(tag))

    def _page(self) -> None:
        section = self.file.sections[-1]._sectPr  # noqa: SLF001 - its own setters count in EMU and round
        for child in list(section):
            section.remove(child)
        wide, high, way = (_LONG, _SHORT, "landscape") if self.document.landscape else (_SHORT, _LONG, "portrait")
        margins = f'w:top="{_TOP}" w:right="{_SIDE}" w:bottom="{_BOTTOM}" w:left="{_SIDE}"'
        section.append(self._parsed(f'<w:pgSz w:w="{wide}" w:h="{high}" w:orient="{way}"/>'))
        section.append(self._parsed(f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/>'))
        if self._several:
            section.append(self._parsed('<w:pgNumType w:start="1"/>'))

    def _footer(self) -> None:
        footer = self.file.sections[-1].footer
        footer.is_linked_to_previous = False
        element = footer._element  # noqa: SLF001 - python-docx has no fields
        for child in list(element):
            element.remove(child)
        page, of = PAGE_WORDS[self.document.language]
        count = markup.section_pages(self._end) if self._several else markup.field("NUMPAGES")
        numbers = f"{markup.text_run(f'{page} ')}{markup.field('PAGE')}{markup.text_run(f' {of} ')}{count}"
        right = '<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>' + numbers + "</w:p>"
        widths = [self.width - 1700, 1700]
        cells = [
            markup.cell(markup.paragraph(self.document.footer, "Footer"), widths[0]),
            markup.cell(right, widths[1]),
        ]
        element.append(self._parsed(markup.table(widths, [markup.row(cells)])))
        element.append(self._parsed(markup.paragraph("", "TableEnd")))

    def _optional(self, text: str, style: str) -> None:
        if text:
            self._add(markup.paragraph(text, style))

    def _add(self, xml: str) -> Any:
        element = self._parsed(xml)
        self.file.element.body.insert(len(self.file.element.body) - 1, element)  # in front of the section
        return element

    def _parsed(self, xml: str) -> Any:
        end = xml.index(">") - (xml[xml.index(">") - 1] == "/")
        return self._parse(f"{xml[:end]} {markup.NAMESPACE}{xml[end:]}")

    def _leaf(self, leaf: Leaf, *, together: bool = False, inner: bool = False) -> None:
        """One block; ``together`` keeps its lines with what follows, ``inner`` is set inside a group."""
        keep = "<w:keepNext/>" if together else ""
        match leaf:
            case Heading():
                self._add(markup.paragraph(leaf.text, f"Heading{leaf.level}"))
            case Paragraph():
                self._add(markup.paragraph(leaf.text, _LOOKS[leaf.look], keep))
            case Bullets():
                self._bullets(leaf, keep)
            case TableBlock():
                self._table(leaf, keep_rows=inner)
            case KeyValues():
                self._key_values(leaf, keep)
            case _:
                self._rare(leaf)

    def _rare(self, leaf: Picture | PageBreak | Letterhead | Signature | CopyList) -> None:
        match leaf:
            case Picture():
                self._picture(leaf)
            case PageBreak():
                self._add('<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>')
            case Letterhead():
                self._letterhead(leaf)
            case Signature():
                self._signature(leaf)
            case CopyList():
                self._copy_list(leaf)

    def _bullets(self, block: Bullets, keep: str) -> None:
        style, number = "ListBullet", ""
        if block.ordered:
            self.lists += 1
            style = "ListNumber"
            number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.lists + 1}"/></w:numPr>'
        for item in block.items:
            self._add(markup.paragraph(item, style, keep + number))

    def _table(self, block: TableBlock, *, keep_rows: bool) -> None:
        whole = sum(column.share for column in block.columns)
        widths = [round(self.width * column.share / whole) for column in block.columns]
        sides = [f'<w:jc w:val="{column.align}"/>' if column.align != "left" else "" for column in block.columns]
        header = [
            markup.cell(markup.paragraph(column.title, "TableHeader", side), width, border="17365D")
            for column, side, width in zip(block.columns, sides, widths, strict=True)
        ]
        keep_rows = keep_rows and len(block.rows) <= _ROWS_OF_A_PAGE[self.document.landscape]
        height = round(block.row_height * _PER_MM)
        rows = [markup.row(header, header=True)]
        for number, texts in enumerate(block.rows, start=1):
            keep = "<w:keepNext/>" if keep_rows and number < len(block.rows) else ""
            cells = [
                markup.cell(markup.paragraph(text, "TableText", keep + side), width, middle=bool(height))
                for text, side, width in zip(texts, sides, widths, strict=True)
            ]
            rows.append(markup.row(cells, height=height))
        self._add(markup.table(widths, rows, style="Hairlines", summary=block.summary, header=True))
        self._add(markup.paragraph("", "TableEnd"))

    def _key_values(self, block: KeyValues, keep: str) -> None:
        longest = max((len(label) for label, _ in block.pairs), default=0)
        indent = min(longest * 105 + 230, 3400)
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>'
        hanging = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>'
        for label, value in block.pairs:
            text = (Run(f"{label}\t", muted=True), *runs(value))
            self._add(markup.paragraph(text, "KeyValue", keep + tabs + hanging))

    def _picture(self, block: Picture) -> None:
        from docx.shared import Twips

        width = min(block.width * _PER_MM, self.width) if block.width else self.width
        data = block.data
        if block.kind == "svg":
            from kvadmin.documents.pdf.compiling import svg_to_png

            data = svg_to_png(block.data, width / _PER_MM)
        shape = self.file.add_picture(io.BytesIO(data), width=Twips(round(width)))
        tallest = Twips(round((_SHORT if self.document.landscape else _LONG) - _TOP - _BOTTOM - 50 * _PER_MM))
        if shape.height > tallest:  # higher than a page with its heading
            shape.width, shape.height = round(shape.width * tallest / shape.height), tallest
        holder = self.file.paragraphs[-1]._p  # noqa: SLF001 - python-docx offers no other way
        holder.insert(0, self._parsed('<w:pPr><w:pStyle w:val="Picture"/></w:pPr>'))
        markup.describe_picture(holder.xpath(".//wp:inline")[0], block.alt)

    def _letterhead(self, block: Letterhead) -> None:
        table = self._add(letter_head(block))
        if block.logo is not None:
            place_logo(block.logo, table.xpath(".//w:p")[0], self.file)
        self._add(markup.paragraph("", "TableEnd"))

    def _signature(self, block: Signature) -> None:
        self._add(
            markup.paragraph(block.greeting, "KeyValue", '<w:keepNext/><w:spacing w:before="360" w:after="640"/>')
        )
        if not block.signers:
            return
        widths = [self.width // len(block.signers)] * len(block.signers)
        cells = [
            markup.cell(
                markup.paragraph(name, "KeyValue") + markup.paragraph((Run(role, muted=True),), "KeyValue"), width
            )
            for (name, role), width in zip(block.signers, widths, strict=True)
        ]
        self._add(markup.table(widths, [markup.row(cells)]))
        self._add(markup.paragraph("", "TableEnd"))

    def _copy_list(self, block: CopyList) -> None:
        self._add(markup.paragraph((strong(block.title),), "KeyValue", '<w:keepNext/><w:spacing w:before="240"/>'))
        if block.numbered:
            self._bullets(Bullets(block.items, ordered=True), "")
            return
        for item in block.items:
            self._add(markup.paragraph(item, "KeyValue"))


def _drop_unneeded(file: Any) -> None:
    """Take out what python-docx's template brings along: a thumbnail, themes, another program's settings."""
    for rels in (file.part.package.rels, file.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NOT_NEEDED)]:
            rels.pop(key)
