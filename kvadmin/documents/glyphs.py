"""Which letters the documents' font has (``fonts/``, Source Sans 3), and what becomes of a text with others.

A PDF has no other font, so such a text is refused before a page is made, unless the letters may be printed as boxes and
whoever makes it says whose they are. In a docx the reader's program finds them in another font. The answer is kept in
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


#: What stands in a PDF for a letter that the font lacks.
BOX = "□"


def lacking(text: Text) -> str:
    """The letters of a text that the font does not have, each once, in order."""
    return "".join(dict.fromkeys(char for char in unicodedata.normalize("NFC", plain(text)) if char not in covered()))


def boxed(text: str) -> str:
    """The text with :data:`BOX` for every letter that the font does not have.

    Added in version 0.2.
    """
    missing = lacking(text)
    return unicodedata.normalize("NFC", text).translate(dict.fromkeys(map(ord, missing), BOX)) if missing else text


def check_printable(text: Text, where: str, *, boxes: bool = False) -> None:
    """Refuse a text that cannot be printed as it is.

    Args:
        text: Any text of a document.
        where: Whose, and which: ``Deltakerliste, Áilu Čáhppe, Stilling``.
        boxes: A letter that the font does not have may be; what cannot be seen is refused all the same.

    Raises:
        InvalidData: A letter that the font does not have, a control character, or more than 32,767 characters.
    """
    check_text(plain(text), where)
    missing = [char for char in lacking(text) if not (boxes and char.isprintable())]
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
            code="letter-not-in-font",
        )


def check_document(document: Document, *, boxes: bool = False) -> None:
    """Refuse a document with a text that cannot be printed; nothing has been written then.

    Args:
        document: What is to be printed.
        boxes: Letters that the font does not have are no reason.

    Raises:
        InvalidData: Naming the document, and the row (by its first cell) and column, or the block.
    """
    title = visible(document.title)
    for where, text in document.texts():
        check_printable(text, f"{title}, {where}", boxes=boxes)


def texts_with_boxes(document: Document) -> tuple[str, ...]:
    """The texts of a document with a letter that the font does not have, each once.

    Added in version 0.2.
    """
    return tuple(dict.fromkeys(visible(plain(text)) for _, text in document.texts() if lacking(text)))
