"""How wide letters are, and how a text is broken into lines that fit a box.

Nobody knows which fonts a reader has. The widths are those of Arial in thousandths of the size, by kind of letter and
rounded up; the fonts of kvadmin's own documents (Source Sans 3) are narrower: what fits here does not run over there.
"""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;!'|()[]/ ·-")
#: Letters that no Norwegian syllable has behind an s: there an s ends a part of a word.
_BEHIND_A_JOINT = frozenset("bdfghrv")
_WIDE = frozenset("mwMWÆŒæœ@%&—…")


def text_width(text: str, size: float) -> float:
    """At least as wide as the text is set, in the unit of ``size``."""
    return sum(map(_letter, text)) * size / 1000


def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    if letter in _NARROW:
        return 340
    if letter in _WIDE:
        return 1000
    return 780 if letter.isupper() else 615


def broken(text: str, width: float, size: float, most: int) -> list[str]:
    """Lines of a text, none wider than ``width``; a word too long for one is broken, with a hyphen.

    Args:
        text: One line of words.
        width: In the unit of ``size``.
        size: Of the letters.
        most: No more lines than this: the last one ends with an ellipsis where something is left out.
    """
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width, size):
            longer = f"{lines[-1]} {piece}".strip()
            if lines[-1] and text_width(longer, size) > width:
                lines.append(piece)
            else:
                lines[-1] = longer
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(f"{last}…", size) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}…"]


def _pieces(word: str, width: float, size: float) -> list[str]:
    """The word, in as many pieces as it takes; broken after a hyphen or slash of its own where it has one."""
    pieces = []
    while text_width(word, size) > width:
        fits = 1
        while text_width(word[: fits + 1], size) <= width - text_width("-", size):
            fits += 1
        own = max(word.rfind(mark, 1, fits) for mark in "-/–")
        if own > 0:
            pieces.append(word[: own + 1])
            word = word[own + 1 :]
            continue
        fits = _joint(word, max(1, min(fits, len(word) - 3)))
        pieces.append(f"{word[:fits]}-")
        word = word[fits:]
    return [*pieces, word] if word else pieces


def _joint(word: str, fits: int) -> int:
    """Where to break: behind the s that joins parts of Norwegian words, where one is near, else where it is full."""
    for at in range(fits, max(fits - 10, 3), -1):
        if word[at - 1] in "sS" and at < len(word) and word[at].casefold() in _BEHIND_A_JOINT:
            return at
    return fits
