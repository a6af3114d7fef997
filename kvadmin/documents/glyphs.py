"""Which letters the documents' font has (``fonts/``, Source Sans 3), and what becomes of a text with others.

A PDF takes such a letter from a font of the computer (:mod:`kvadmin.documents.system_fonts`). Where none has it, the
text is refused before a page is made, unless it may be printed as a box and whoever makes it says whose. In a docx the
reader's program finds it in another font. What the own font has is kept in ``fonts/coverage.txt``, made from the
fonts' own tables by ``tests/documents/font_coverage.py``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from kvadmin.documents.blocks import Document, Text, plain
from kvadmin.documents.system_fonts import family_has, system_family
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


#: Characters that shape those beside them and are not drawn themselves: joiners, marks of direction (which turn nothing
#: that has a direction of its own), selectors of a variant, tags.
_UNDRAWN = frozenset("\u061c\u200c\u200d\u200e\u200f") | frozenset(
    chr(code)
    for first, last in ((0xFE00, 0xFE0F), (0xE0020, 0xE007F), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
)


def borrowed(text: str) -> str:
    """The letters of a text that are taken from a font of the computer, each once, in order."""
    return "".join(char for char, found in _foreign(text).items() if found)


def lacking(text: Text) -> str:
    """The letters of a text that neither the documents' font nor one of the computer has, each once, in order."""
    return "".join(char for char, found in _foreign(plain(text)).items() if not found)


def _foreign(text: str) -> dict[str, bool]:
    """The letters that the own font does not have, and whether a font of the computer can stand in.

    A mark over a letter has to be in the font of that letter.
    """
    if covered().issuperset(text):
        return {}
    found: dict[str, bool] = {}
    family = ""  # of the letter that a mark would stand over; the own font is nameless
    for char in unicodedata.normalize("NFC", text):
        own = char in covered()
        if char in _UNDRAWN:
            continue
        if unicodedata.category(char).startswith("M"):
            there = family_has(family, char) if family else own
        else:
            family = "" if own or visible(char) != char else system_family(char)
            there = own or bool(family)
        if not (own and there):
            found[char] = found.get(char, True) and there
    return found


def boxed(text: str) -> str:
    """The text with :data:`BOX` for every letter that can be printed in no font that there is.

    Added in version 0.2.
    """
    composed = unicodedata.normalize("NFC", text)
    if not (missing := lacking(text)) and not _UNDRAWN.intersection(composed):
        return text
    table: dict[int, str | None] = dict.fromkeys(map(ord, missing), BOX)
    if not borrowed(text):  # what shapes its neighbours has nothing to shape, and the own font has no sign for it
        table |= {ord(char): None for char in _UNDRAWN if char not in covered()}
    return composed.translate(table)


def in_own_letters(svg: bytes) -> bytes:
    """A drawing with :data:`BOX` for every letter that the own font lacks: no other is there within pictures.

    Args:
        svg: The drawing; one that is no UTF-8 is left as it is.
    """
    try:
        text = unicodedata.normalize("NFC", svg.decode("utf-8"))
    except UnicodeDecodeError:
        return svg
    missing = {char for char in text if not char.isascii()} - covered()
    return text.translate(dict.fromkeys(map(ord, missing), BOX)).encode() if missing else svg


def check_printable(text: Text, where: str, *, boxes: bool = False) -> None:
    """Refuse a text that cannot be printed as it is.

    Args:
        text: Any text of a document.
        where: Whose, and which: ``Deltakerliste, Áilu Čáhppe, Stilling``.
        boxes: A letter that no font has may be; what turns or hides other letters is refused all the same.

    Raises:
        InvalidData: A letter that no font has, a control character, or more than 32,767 characters.
    """
    check_text(plain(text), where)
    missing = [char for char in lacking(text) if not (boxes and visible(char) == char)]
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
            hint=tr("a docx has every letter; a PDF, too, where a font with it (such as Noto Sans) is installed")
            if visible(char) == char
            else tr("remove the character where the text was typed or imported"),
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
    """The texts of a document with a letter that is printed as a box, each once.

    Added in version 0.2.
    """
    return tuple(dict.fromkeys(visible(plain(text)) for _, text in document.texts() if lacking(text)))
