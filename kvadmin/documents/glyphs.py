"""Which letters the documents' font has: a text with any other is refused before a page is made.

The font is the same in PDF and docx (``fonts/``, Source Sans 3), so is the question. The answer is kept in
``fonts/coverage.txt``, made from the fonts' own tables by ``tests/documents/font_coverage.py``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from kvadmin.documents.blocks import Document, Text, plain
from kvadmin.errors import InvalidData
from kvadmin.tables.cells import check_text, visible
from kvadmin.translation import tr

FONTS = Path(__file__).parent / "fonts"


@lru_cache(maxsize=1)
def covered() -> frozenset[str]:
    """Every character that all faces of the font have, and those that are not drawn (line break, tab)."""
    codes: set[int] = {0x09, 0x0A, 0x0D}
    for part in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(map(chr, codes))


def check_printable(text: Text, where: str) -> None:
    """Refuse a text that cannot be printed as it is.

    Args:
        text: Any text of a document.
        where: Whose, and which: ``Deltakerliste, Áilu Čáhppe, Stilling``.

    Raises:
        InvalidData: A letter that the font does not have, a control character, or more than 32,767 characters.
    """
    flat = plain(text)
    check_text(flat, where)
    missing = set(unicodedata.normalize("NFC", flat)) - covered()
    if missing:
        char = min(missing)
        name = unicodedata.name(char, "no name")
        shown = visible(char) if char.isprintable() else f"U+{ord(char):04X}"
        raise InvalidData(
            tr(
                "{where}: the font of the documents has no {shown} (U+{char:04X}, {name})",
                where=where,
                shown=shown,
                char=ord(char),
                name=name,
            ),
            hint=tr("write it with Latin, Greek or Cyrillic letters where the text was typed or imported"),
        )


def check_document(document: Document) -> None:
    """Refuse a document with a text that cannot be printed; nothing has been written then.

    Raises:
        InvalidData: Naming the document, and the row (by its first cell) and column, or the block.
    """
    title = visible(document.title)
    for where, text in document.texts():
        check_printable(text, f"{title}, {where}")
