"""The text of a cell or note: paragraphs of pieces, each struck through or not, blanks as the standard counts them."""

from __future__ import annotations

import re

#: Stand for blanks, tabs and line breaks that the file names as elements; XML itself cannot hold these characters.
BLANK, TAB, BREAK = "\x01", "\x02", "\x03"
_NAMED = str.maketrans({BLANK: " ", TAB: "\t", BREAK: "\n"})
_UNTIDY = re.compile(r"^ | $|  |[\t\r\n\x01-\x03]")
_RUN = re.compile(r"[ \t\r\n]+")

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
        pieces += _collapsed(paragraph)
    marked = [(text.translate(_NAMED), struck if own is None else own) for text, own in pieces]
    whole = "".join(text for text, _ in marked)
    seen = [own for text, own in marked if text.strip()]
    if not seen or all(seen) or not any(seen):
        return whole, all(seen) if seen else struck
    return "".join(text for text, own in marked if not own or text == "\n"), False


def _collapsed(paragraph: list[Piece]) -> list[Piece]:
    """Every run of blanks as one, none at the ends: line breaks and indents of the XML mean nothing."""
    out: list[Piece] = []
    before = " "
    for text, own in paragraph:
        text = _RUN.sub(" ", text)  # noqa: PLW2901 - the same piece, tidied
        if before.endswith(" "):
            text = text.removeprefix(" ")  # noqa: PLW2901
        before = text or before
        out.append((text, own))
    if out and before.endswith(" "):
        at = max(number for number, (text, _) in enumerate(out) if text) if any(text for text, _ in out) else 0
        out[at] = (out[at][0].removesuffix(" "), out[at][1])
    return out
