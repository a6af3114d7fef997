"""The document model as docx, on python-docx: packaging, sections, footers and pictures are its work."""

from __future__ import annotations

import io
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
from kvadmin.documents.glyphs import check_document
from kvadmin.extras import need

_LONG, _SHORT = 16838, 11906  # A4 in twips
_SIDE, _TOP, _BOTTOM = 1134, 1021, 1361  # margins: 20, 18 and 24 mm
_PER_MM = 1440 / 25.4
_LOOKS = {"body": "BodyText", "lead": "Lead", "note": "Note"}
# A group with more rows than a page holds is not kept together: the reader's program could not.
_ROWS_OF_A_PAGE = {False: 42, True: 26}
_NOT_NEEDED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/webSettings", "/theme")


def write(document: Document, made: datetime | None = None, *, embed_fonts: bool = True) -> bytes:
    """The document as docx; the same document gives the same bytes.

    Args:
        document: What to print.
        made: When it was made, with its time zone, for the properties of the file.
        embed_fonts: Bring the faces along (about 450 kB), so that it looks the same everywhere.

    Raises:
        UsageError: The extra ``docx`` is not installed (or ``pdf``, which draws svg pictures).
        InvalidData: A text with control characters or marks that cannot be seen, with its place.
    """
    docx = need("docx", "docx")
    check_document(document, boxes=True)  # the reader's program takes such a letter from another font
    body = _Body(docx.Document(), document)
    body.fill()
    out = io.BytesIO()
    body.file.save(out)
    return parts.finished(out.getvalue(), document, body.lists, made, embed_fonts=embed_fonts)


class _Body:
    """Appends blocks to a file of python-docx; counts the numbered lists."""

    def __init__(self, file: Any, document: Document) -> None:
        self.file = file
        self.document = document
        self.lists = 0
        self.width = (_LONG if document.landscape else _SHORT) - 2 * _SIDE
        self._parse = need("docx.oxml", "docx").parse_xml

    def fill(self) -> None:
        """The whole document: page, footer, title block, blocks."""
        _drop_unneeded(self.file)
        self._page()
        self._footer()
        blocks = list(self.document.blocks)
        letter = bool(blocks) and isinstance(blocks[0], Letterhead)
        self._optional(self.document.programme, "Programme")
        if letter and isinstance(head := blocks.pop(0), Letterhead):
            self._letterhead(head)
        self._add(markup.paragraph(self.document.title, "LetterTitle" if letter else "Title"))
        self._optional(self.document.subtitle, "Subtitle")
        if plain(self.document.lead):
            self._add(markup.paragraph(self.document.lead, "Lead"))
        for block in blocks:
            if isinstance(block, Together):
                for leaf in block.blocks:
                    self._leaf(leaf, together=leaf is not block.blocks[-1], inner=True)
            else:
                self._leaf(block)

    def _page(self) -> None:
        section = self.file.sections[0]._sectPr  # noqa: SLF001 - its own setters count in EMU and round
        for child in list(section):
            section.remove(child)
        wide, high, way = (_LONG, _SHORT, "landscape") if self.document.landscape else (_SHORT, _LONG, "portrait")
        margins = f'w:top="{_TOP}" w:right="{_SIDE}" w:bottom="{_BOTTOM}" w:left="{_SIDE}"'
        section.append(self._parsed(f'<w:pgSz w:w="{wide}" w:h="{high}" w:orient="{way}"/>'))
        section.append(self._parsed(f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/>'))

    def _footer(self) -> None:
        footer = self.file.sections[0].footer
        footer.is_linked_to_previous = False
        element = footer._element  # noqa: SLF001 - python-docx has no fields
        for child in list(element):
            element.remove(child)
        page, of = PAGE_WORDS[self.document.language]
        numbers = (
            f"{markup.text_run(f'{page} ')}{markup.field('PAGE')}{markup.text_run(f' {of} ')}{markup.field('NUMPAGES')}"
        )
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
        self.file.add_picture(io.BytesIO(data), width=Twips(round(width)))
        holder = self.file.paragraphs[-1]._p  # noqa: SLF001 - python-docx offers no other way
        holder.insert(0, self._parsed('<w:pPr><w:pStyle w:val="Picture"/></w:pPr>'))
        holder.xpath(".//wp:docPr")[0].set("descr", block.alt)
        for side in "TBLR":  # LibreOffice would leave an eighth of an inch around it
            holder.xpath(".//wp:inline")[0].set(f"dist{side}", "0")

    def _letterhead(self, block: Letterhead) -> None:
        widths = [self.width - 3200, 3200]
        right = [markup.paragraph(block.dated, "KeyValue")] if block.dated else []
        right += [markup.paragraph((Run(f"{key} ", muted=True), value), "KeyValue") for key, value in block.references]
        left = [markup.paragraph(line, "KeyValue") for line in block.recipient]
        empty = markup.paragraph("", "KeyValue")
        cells = [
            markup.cell("".join(lines) or empty, width) for lines, width in zip((left, right), widths, strict=True)
        ]
        self._add(markup.paragraph("", "KeyValue", '<w:spacing w:after="500"/>'))
        self._add(markup.table(widths, [markup.row(cells)]))
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
