"""Pieces of WordprocessingML: every text is escaped here, in one place."""

from __future__ import annotations

import unicodedata
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kvadmin.documents.blocks import TICK_BOX, Run, Text, runs

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_FAMILY = "Source Sans 3 Semibold"
_SEMIBOLD = f'<w:rFonts w:ascii="{_FAMILY}" w:hAnsi="{_FAMILY}" w:cs="{_FAMILY}"/>'


def attribute(text: str) -> str:
    """The text as a quoted attribute value."""
    return quoteattr(unicodedata.normalize("NFC", text))


def paragraph(text: Text, style: str, properties: str = "") -> str:
    """A paragraph in a style (by its id), with further paragraph properties in the order of the schema."""
    inner = "".join(_run(run) for run in runs(text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def table(
    widths: list[int],
    rows: list[str],
    *,
    style: str = "TableNormal",
    summary: str = "",
    header: bool = False,
) -> str:
    """A table of fixed widths in twips; ``rows`` are made by :func:`row`."""
    look = f'<w:tblLook w:val="{"0420" if header else "0400"}" w:firstRow="{int(header)}" w:lastRow="0" '
    look += 'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    said = f"<w:tblCaption w:val={attribute(summary)}/>" if summary else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def row(cells: list[str], *, header: bool = False, height: int = 0) -> str:
    """A row that is never broken over two pages; a header row is marked and repeated.

    Args:
        cells: Made by :func:`cell`.
        header: Whether it is the header row.
        height: Least height in twips.
    """
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    mark = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{mark}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, width: int, *, border: str = "", middle: bool = False) -> str:
    """A cell with its paragraphs; ``border`` is the colour of a heavier line below it."""
    line = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{border}"/></w:tcBorders>'
    align = '<w:vAlign w:val="center"/>' if middle else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{line if border else ""}{align}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def field(instruction: str) -> str:
    """A field that the reader's program works out: ``PAGE``, ``NUMPAGES``."""
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def section_pages(end: str) -> str:
    """How many pages the section has, whose last place has the bookmark ``end`` and whose pages count from 1.

    LibreOffice does not know ``SECTIONPAGES`` and shows what the field last said: there stands the bookmark's page.
    """
    inner = f'<w:fldSimple w:instr="PAGEREF {end}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = '<w:r><w:instrText xml:space="preserve"> SECTIONPAGES </w:instrText></w:r>'
    return f"{mark('begin')}{instruction}{mark('separate')}{inner}{mark('end')}"


def bookmark(name: str, number: int) -> tuple[str, str]:
    """A bookmark of no width: where it begins and ends."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'


def describe_picture(inline: Any, alt: str) -> None:
    """Give a picture in the text its alternative, and no room around it (LibreOffice would leave 3 mm)."""
    inline.docPr.set("descr", alt)
    for side in "TBLR":
        inline.set(f"dist{side}", "0")


def text_run(text: str) -> str:
    """A run of plain text."""
    return _run(Run(text))


def _run(run: Run) -> str:
    # The font stands in the run as well as in its style: LibreOffice passes over the style in tables.
    face = f'<w:rStyle w:val="Strong"/>{_SEMIBOLD}' if run.strong else ""
    face += "<w:i/>" if run.italic else ""
    face += '<w:color w:val="56606C"/>' if run.muted else ""
    face += '<w:sz w:val="26"/>' if run.text == TICK_BOX else ""  # to be ticked by hand: larger than a letter
    properties = f"<w:rPr>{face}</w:rPr>" if face else ""
    text = unicodedata.normalize("NFC", run.text).replace("\r\n", "\n").replace("\r", "\n")
    lines = [_line(line) for line in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _line(line: str) -> str:
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")]
    return "<w:tab/>".join(pieces)
