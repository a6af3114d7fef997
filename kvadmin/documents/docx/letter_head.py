"""The top of a letter in a docx: a table whose rows are as high as the window of an envelope demands."""

from __future__ import annotations

import io
from typing import Any

from kvadmin.documents.blocks import Letterhead, Picture, Run, strong
from kvadmin.documents.docx import markup
from kvadmin.documents.window import TOP_MARGIN, WINDOW

_PER_MM = 1440 / 25.4


def letter_head(block: Letterhead) -> str:
    """The table: sender, then the address and what stands beside it; the rows grow with what they hold."""
    widths = _twips(WINDOW.width, WINDOW.gap, WINDOW.right)
    heights = _twips(WINDOW.top - TOP_MARGIN, WINDOW.address)
    name, *contact = block.sender or ("",)
    named = "" if block.logo is None else markup.paragraph((strong(name),), "SenderLine")
    top = markup.paragraph((strong(name),), "Sender") if block.logo is None else markup.paragraph("", "Logo")
    beside = [markup.paragraph((strong(block.mark),), "Mark")] if block.mark else []
    beside += [markup.paragraph(block.dated, "KeyValue")] if block.dated else []
    beside += [markup.paragraph((Run(f"{key} ", muted=True), value), "KeyValue") for key, value in block.references]
    contents = (
        (top, "", named + _paragraphs(contact, "SenderLine")),
        (_paragraphs(block.recipient, "KeyValue"), "", "".join(beside)),
    )
    empty = markup.paragraph("", "KeyValue")
    rows = [
        markup.row([markup.cell(part or empty, width) for part, width in zip(row, widths, strict=True)], height=height)
        for row, height in zip(contents, heights, strict=True)
    ]
    return markup.table(widths, rows)


def place_logo(logo: Picture, paragraph: Any, file: Any) -> None:
    """Put the logo into its paragraph, as high as it may be and no wider than the address."""
    from docx.shared import Mm
    from docx.text.paragraph import Paragraph

    data = logo.data
    if logo.kind == "svg":
        from kvadmin.documents.pdf.compiling import svg_to_png

        data = svg_to_png(logo.data, WINDOW.width)
    holder = Paragraph(paragraph, file._body)  # noqa: SLF001 - its part, which takes pictures in
    shape = holder.add_run().add_picture(io.BytesIO(data), height=Mm(WINDOW.logo))
    if shape.width > Mm(WINDOW.width):
        shape.height = Mm(WINDOW.logo * Mm(WINDOW.width) / shape.width)
        shape.width = Mm(WINDOW.width)
    markup.describe_picture(shape._inline, logo.alt)  # noqa: SLF001 - python-docx offers no other way


def _paragraphs(lines: tuple[str, ...] | list[str], style: str) -> str:
    return "".join(markup.paragraph(line, style) for line in lines)


def _twips(*measures: float) -> list[int]:
    return [round(mm * _PER_MM) for mm in measures]
