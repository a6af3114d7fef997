"""Documents that people open and print: blocks, and docx, PDF, Markdown or a web page made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.documents.blocks import (
        Block,
        Bullets,
        CopyList,
        Document,
        Heading,
        KeyValues,
        Letterhead,
        PageBreak,
        Paragraph,
        Picture,
        PrintColumn,
        Run,
        Signature,
        TableBlock,
        Text,
        Together,
        muted,
        plain,
        strong,
    )
    from kvadmin.documents.glyphs import boxed, check_printable, texts_with_boxes
    from kvadmin.documents.pdf.compiling import compile_typst, svg_to_png
    from kvadmin.documents.published_entries import (
        CALENDAR_FINGERPRINT,
        PublishedEntries,
        PublishedEntry,
        note_published,
    )
    from kvadmin.documents.publishing import DOCUMENT_FORMATS, write_document, write_documents
    from kvadmin.documents.webpage.web_page import WebPage
    from kvadmin.session.boxed_texts import warn_of_boxes

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.documents.blocks": (
            "Block Bullets CopyList Document Heading KeyValues Letterhead PageBreak Paragraph Picture PrintColumn Run "
            "Signature TableBlock Text Together muted plain strong"
        ),
        "kvadmin.documents.glyphs": "boxed check_printable texts_with_boxes",
        "kvadmin.documents.pdf.compiling": "compile_typst svg_to_png",
        "kvadmin.documents.published_entries": "CALENDAR_FINGERPRINT PublishedEntries PublishedEntry note_published",
        "kvadmin.documents.publishing": "DOCUMENT_FORMATS write_document write_documents",
        "kvadmin.documents.webpage.web_page": "WebPage",
        "kvadmin.session.boxed_texts": "warn_of_boxes",
    },
)
