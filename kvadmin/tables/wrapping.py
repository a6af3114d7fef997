"""Text on a screen: how wide it is, and where a line may end: never inside a word, an id, a date or a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

#: Everything before this takes one column: Latin letters with their marks, as Norwegian and Sámi are written.
_ALL_NARROW_BELOW = "\u0300"


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes: two for East Asian wide letters, none for marks set on others.

    Source: Unicode Standard Annex 11, East Asian Width.
    """
    if text.isascii() or max(text) < _ALL_NARROW_BELOW:
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in ("Mn", "Me", "Cf") else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def padded(text: str, room: int, *, right: bool = False) -> str:
    """The text with blanks up to a width, behind it or (figures) in front."""
    if text.isascii():
        return text.rjust(room) if right else text.ljust(room)
    blanks = " " * (room - width_of(text))
    return blanks + text if right else text + blanks


def words_of(text: str) -> list[str]:
    """What no line end may come into, in order: words, and commands, days and numbers with the blanks in them.

    A command stands in backquotes, in brackets, or bare at the end: ``undo with: kvadmin undo 1``.
    """
    if " " not in text:
        return [text] if text else []
    words: list[str] = _words().findall(text)
    return words


@cache
def _words() -> re.Pattern[str]:
    month = r"(?:jan|feb|ma[riy]|apr|ju[nl]|aug|sep|o[kc]t|nov|de[sc])"
    glued = (
        r"`[^`]*`",
        r"\(kvadmin [^()]*\)",
        r"(?:^|(?<=[:,;] ))kvadmin [^`;(]*[^`;( ]",
        r"--?[a-z][a-z-]*[ =][A-Z]{2,}\b",  # -o FILE
        r"(?<=\d) (?=\d{2,3}\b)",  # 22 00 00 00
        rf"(?<=[\d.]) (?=(?i:{month}))",  # 7 June
        r"(?<=[a-z]) (?=(?:19|20)\d\d\b(?!-))",  # June 2008
    )
    return re.compile(rf"(?:{'|'.join(glued)}|[^ ])+")


def longest_word(text: str) -> int:
    """The width of the widest of :func:`words_of`: less room no column can have."""
    if " " not in text:
        return width_of(text)
    return max(map(width_of, words_of(text)), default=0)


def wrapped(text: str, room: int, *, first: str = "", further: str = "") -> list[str]:
    """The text in lines of at most so many columns; what is wider than that stands whole on a line of its own.

    Args:
        text: One line.
        room: Columns of a line.
        first: What the first line begins with.
        further: What every other line begins with.
    """
    if width_of(first) + width_of(text) <= room:
        return [first + text.strip(" ")]
    return list(_filled(words_of(text), room, first, further))


def _filled(words: list[str], room: int, first: str, further: str) -> Iterator[str]:
    line, begun, used = first, False, width_of(first)
    for word in words:
        wide = width_of(word)
        if used + begun + wide > room and (begun or line.strip()):
            yield line.rstrip(" ")
            # What would fit but for the indent does without it.
            line, begun = further if wide <= room - width_of(further) or wide > room else "", False
            used = width_of(line)
        line, used = (f"{line} {word}", used + 1 + wide) if begun else (line + word, used + wide)
        begun = True
    yield line
