"""The text of a cell or note: paragraphs of pieces, each struck through or not, blanks as the standard counts them."""

from __future__ import annotations

import re

#: Stand for blanks, tabs and line breaks that the file names as elements; XML itself cannot hold these characters.
BLANK, TAB, BREAK = "\x01", "\x02", "\x03"
_NAMED = str.maketrans({BLANK: " ", TAB: "\t", BREAK: "\n"})
_UNTIDY = re.compile(r"[\t\r\n\x01-\x03]")
#: Line breaks and indents of the XML mean nothing. Plain blanks stay as they are, though the standard joins them:
#: LibreOffice writes and reads them so in texts of several lines.
_INDENT = re.compile(r" *[\t\r\n][ \t\r\n]*")

#: A piece of text, and whether it is struck through; None when it says nothing of its own.
Piece = tuple[str, bool | None]


def joined(paragraphs: list[list[Piece]], *, struck: bool) -> tuple[str, bool]:
    """The text and whether all of it is struck through.

    Args:
        paragraphs: In their order; they are joined by line breaks.
        struck: Whether the cell itself is struck through.

    Returns:
        The text without the pieces that are struck through, unless all of them are.
    """
    if len(paragraphs) == 1 and len(paragraphs[0]) == 1:  # by far the most
        text, own = paragraphs[0][0]
        if own is None and not _UNTIDY.search(text):
            return text, struck
    pieces: list[Piece] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            pieces.append((BREAK, None))
        pieces += _tidied(paragraph)
    marked = [(text.translate(_NAMED), struck if own is None else own) for text, own in pieces]
    whole = "".join(text for text, _ in marked)
    seen = [own for text, own in marked if text.strip()]
    if not seen or all(seen) or not any(seen):
        return whole, all(seen) if seen else struck
    return "".join(text for text, own in marked if not own or text == "\n"), False


def _tidied(paragraph: list[Piece]) -> list[Piece]:
    """Every indent as one blank, none at the ends."""
    if not any("\n" in text or "\r" in text or "\t" in text for text, _ in paragraph):
        return paragraph
    out = [(_INDENT.sub(" ", text), own) for text, own in paragraph]
    out[0] = (out[0][0].removeprefix(" "), out[0][1])
    out[-1] = (out[-1][0].removesuffix(" "), out[-1][1])
    return out
