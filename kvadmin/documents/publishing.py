"""A document in the formats that people open: ``docx``, ``pdf``, ``md`` and ``html``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kvadmin.documents.blocks import Document
from kvadmin.documents.heading_levels import with_levels_from_one
from kvadmin.errors import UsageError
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

#: The formats of documents, and the ending of their files is the same.
DOCUMENT_FORMATS = ("docx", "pdf", "md", "html")


def write_document(
    document: Document,
    format: str,  # noqa: A002 - the option's own name
    *,
    made: datetime | None = None,
    boxes: bool = False,
) -> bytes:
    """The document as the bytes of a file; the same document gives the same bytes.

    Args:
        document: What to print.
        format: One of :data:`DOCUMENT_FORMATS`.
        made: When it was made, with its time zone, for the properties of the file; a fixed moment when not given.
        boxes: In a PDF, print a box for a letter that its font does not have instead of refusing the document; whose
            they are is said by :func:`~kvadmin.documents.glyphs.texts_with_boxes`. Added in version 0.2.

    Raises:
        UsageError: Another format, or the extra of that name is not installed.
        InvalidData: A text that cannot be printed, with its place. Nothing has been written then.
    """
    return write_documents((document,), format, made=made, boxes=boxes)


def write_documents(
    documents: Sequence[Document],
    format: str,  # noqa: A002 - the option's own name
    *,
    made: datetime | None = None,
    title: str = "",
    boxes: bool = False,
) -> bytes:
    """Several documents as one file: each begins on a new page, with its own title, footer and count of pages.

    Args:
        documents: What to print, at least one; they may be in different language forms.
        format: One of :data:`DOCUMENT_FORMATS`.
        made: When it was made, with its time zone, for the properties of the file; a fixed moment when not given.
        title: Of the file, in its properties; that of the first document with its subtitle when not given.
        boxes: As for :func:`write_document`.

    Raises:
        UsageError: Another format, or the extra of that name is not installed.
        InvalidData: A text that cannot be printed, with its place. Nothing has been written then.

    Added in version 0.2.
    """
    documents = [with_levels_from_one(document) for document in documents]
    if format == "docx":
        from kvadmin.documents.docx.document import write

        return write(documents, made, title=title)
    if format == "pdf":
        from kvadmin.documents.pdf.document import write as write_pdf

        return write_pdf(documents, made, title=title, boxes=boxes)
    if format == "md":
        from kvadmin.documents.markdown import write as write_markdown

        return "\n".join(map(write_markdown, documents)).encode()
    if format == "html":
        from kvadmin.documents.webpage.document_page import write as write_page

        return write_page(documents, title=title)
    hint = tr("use one of: {document_formats}", document_formats=", ".join(DOCUMENT_FORMATS))
    if not format:  # a command handed on what ``--format`` says, and nobody has said anything
        raise UsageError(
            tr("in which format is the document wanted?"), where="--format", hint=hint, code="missing-value"
        )
    raise UsageError(
        tr("there is no document format {format!r}", format=format),
        where="--format",
        hint=hint,
        near=near_names(format, DOCUMENT_FORMATS),
        code="unknown-format",
    )
