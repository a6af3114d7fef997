"""Documents as PDF: everything in them as JSON, laid out by ``document.typ``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import singledispatch
from hashlib import sha256
from pathlib import Path
from typing import Any

from kvadmin.documents.blocks import (
    PAGE_WORDS,
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
    Run,
    Signature,
    TableBlock,
    Text,
    Together,
    runs,
)
from kvadmin.documents.glyphs import boxed, check_document, in_own_letters
from kvadmin.documents.pdf.compiling import compile_typst
from kvadmin.documents.window import TOP_MARGIN, WINDOW

TEMPLATE = Path(__file__).parent / "document.typ"
_ENDLESS = re.compile(r"\S{31,}")
_PLACES = re.compile(r"[@./_-]|\w{12}")
_REGION = {"nb": "no", "nn": "no", "en": "gb"}


def write(
    documents: Sequence[Document], made: datetime | None = None, *, title: str = "", boxes: bool = False
) -> bytes:
    """The documents as one tagged PDF (PDF/UA-1), the pages of each counted alone; the same give the same bytes.

    Args:
        documents: What to print, one after the other.
        made: When it was made, with its time zone, for the properties of the file.
        title: Of the file, in its properties; that of the first document with its subtitle when not given.
        boxes: A letter that the font does not have is printed as a box.

    Raises:
        UsageError: The extra ``pdf`` is not installed.
        InvalidData: A text that the font cannot print, with its place.
    """
    for document in documents:
        check_document(document, boxes=boxes)
    data, files = as_data(documents, title)
    return compile_typst(TEMPLATE, data, files=files, made=made)


def as_data(documents: Sequence[Document], title: str = "") -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template reads, and the pictures by the names it reads them under."""
    first = documents[0]
    files: dict[str, bytes] = {}
    data = {
        "title": _clean(title or first.file_title),
        "author": _clean(first.author or first.programme),
        "window": {**asdict(WINDOW), "head": WINDOW.top - TOP_MARGIN},
        "parts": [_part(document, files) for document in documents],
    }
    return data, files


def _part(document: Document, files: dict[str, bytes]) -> dict[str, Any]:
    head = document.letterhead
    return {
        "letterhead": _letterhead(head, files) if head else None,
        "title": _clean(document.title),
        "language": document.language,
        "region": _REGION[document.language],
        "programme": _clean(document.programme),
        "subtitle": _clean(document.subtitle),
        "lead": _text(document.lead),
        "footer": _clean(document.footer),
        # A letter's is its case number, which its head has said; a network division's is its subtitle.
        "footer_said": bool(document.footer) and not head and document.footer != document.subtitle,
        "page_words": PAGE_WORDS[document.language],
        "landscape": document.landscape,
        "blocks": [_block(block, files) for block in (document.blocks[1:] if head else document.blocks)],
    }


def _block(block: Block, files: dict[str, bytes]) -> dict[str, Any]:
    if isinstance(block, Together):
        return {"kind": "together", "blocks": [_block(leaf, files) for leaf in block.blocks]}
    if isinstance(block, Picture):
        name = f"picture-{len(files) + 1}.{block.kind}"
        files[name] = in_own_letters(block.data) if block.kind == "svg" else block.data
        return {"kind": "picture", "file": name, "alt": _clean(block.alt), "width": block.width}
    if isinstance(block, Letterhead):
        return {"kind": "letterhead", **_letterhead(block, files)}
    return _plain(block)


def _letterhead(block: Letterhead, files: dict[str, bytes]) -> dict[str, Any]:
    logo = None
    if block.logo is not None:
        logo = f"logo-{sha256(block.logo.data).hexdigest()[:12]}.{block.logo.kind}"  # once for all letters
        files[logo] = block.logo.data
    name, *lines = block.sender or ("",)
    return {
        "sender": {"name": _clean(name), "lines": [_clean(line) for line in lines], "logo": logo},
        "recipient": [_clean(line) for line in block.recipient],
        "references": [[_clean(label), _clean(value)] for label, value in block.references],
        "dated": _clean(block.dated),
        "mark": _clean(block.mark),
    }


@singledispatch
def _plain(block: object) -> dict[str, Any]:
    raise TypeError(f"{type(block).__name__} is no block of a document")


@_plain.register
def _(block: Heading) -> dict[str, Any]:
    return {"kind": "heading", "text": _clean(block.text), "level": block.level}


@_plain.register
def _(block: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "text": _text(block.text), "look": block.look}


@_plain.register
def _(block: Bullets) -> dict[str, Any]:
    return {"kind": "bullets", "items": [_text(item) for item in block.items], "ordered": block.ordered}


@_plain.register
def _(block: KeyValues) -> dict[str, Any]:
    return {"kind": "key_values", "pairs": [[_clean(label), _text(value)] for label, value in block.pairs]}


@_plain.register
def _(_block: PageBreak) -> dict[str, Any]:
    return {"kind": "page_break"}


@_plain.register
def _(block: Signature) -> dict[str, Any]:
    signers = [[_clean(name), _clean(role)] for name, role in block.signers]
    return {"kind": "signature", "greeting": _clean(block.greeting), "signers": signers}


@_plain.register
def _(block: CopyList) -> dict[str, Any]:
    items = [_clean(item) for item in block.items]
    return {"kind": "copy_list", "title": _clean(block.title), "items": items, "numbered": block.numbered}


@_plain.register
def _(table: TableBlock) -> dict[str, Any]:
    columns = [{"title": _clean(col.title), "share": col.share, "align": col.align} for col in table.columns]
    rows = [[_text(cell, breakable=True) for cell in row] for row in table.rows]
    return {"kind": "table", "columns": columns, "rows": rows, "row_height": table.row_height}


def _text(text: Text, *, breakable: bool = False) -> str | list[list[str]]:
    clean = _breakable if breakable else _clean
    return clean(text) if isinstance(text, str) else [[clean(run.text), _marks(run)] for run in runs(text)]


def _marks(run: Run) -> str:
    return "s" * run.strong + "i" * run.italic + "m" * run.muted


def _clean(text: str) -> str:
    return boxed(unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))


def _breakable(text: str) -> str:
    """The text with places to break in words that no column could hold (they are invisible, but copied along)."""
    return _ENDLESS.sub(lambda word: _PLACES.sub("\\g<0>\u200b", word.group()), _clean(text))
