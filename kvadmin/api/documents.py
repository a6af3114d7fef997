"""Documents that people open and print: blocks, and docx, PDF, Markdown or a web page made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.documents.blocks import Block as Block
    from kvadmin.documents.blocks import Bullets as Bullets
    from kvadmin.documents.blocks import CopyList as CopyList
    from kvadmin.documents.blocks import Document as Document
    from kvadmin.documents.blocks import Heading as Heading
    from kvadmin.documents.blocks import KeyValues as KeyValues
    from kvadmin.documents.blocks import Letterhead as Letterhead
    from kvadmin.documents.blocks import PageBreak as PageBreak
    from kvadmin.documents.blocks import Paragraph as Paragraph
    from kvadmin.documents.blocks import Picture as Picture
    from kvadmin.documents.blocks import PrintColumn as PrintColumn
    from kvadmin.documents.blocks import Run as Run
    from kvadmin.documents.blocks import Signature as Signature
    from kvadmin.documents.blocks import TableBlock as TableBlock
    from kvadmin.documents.blocks import Text as Text
    from kvadmin.documents.blocks import Together as Together
    from kvadmin.documents.blocks import muted as muted
    from kvadmin.documents.blocks import plain as plain
    from kvadmin.documents.blocks import strong as strong
    from kvadmin.documents.glyphs import boxed as boxed
    from kvadmin.documents.glyphs import check_printable as check_printable
    from kvadmin.documents.glyphs import texts_with_boxes as texts_with_boxes
    from kvadmin.documents.pdf.compiling import compile_typst as compile_typst
    from kvadmin.documents.pdf.compiling import svg_to_png as svg_to_png
    from kvadmin.documents.published_entries import CALENDAR_FINGERPRINT as CALENDAR_FINGERPRINT
    from kvadmin.documents.published_entries import PublishedEntries as PublishedEntries
    from kvadmin.documents.published_entries import PublishedEntry as PublishedEntry
    from kvadmin.documents.published_entries import note_published as note_published
    from kvadmin.documents.publishing import DOCUMENT_FORMATS as DOCUMENT_FORMATS
    from kvadmin.documents.publishing import write_document as write_document
    from kvadmin.documents.publishing import write_documents as write_documents
    from kvadmin.documents.webpage.web_page import WebPage as WebPage
    from kvadmin.session.boxed_texts import warn_of_boxes as warn_of_boxes

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
