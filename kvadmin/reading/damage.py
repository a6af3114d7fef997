"""Texts whose letters a wrong decoding has damaged."""

from __future__ import annotations

import unicodedata

#: Signs that stand between the letters of a whole name, besides those of ASCII.
_IN_NAMES = frozenset("\u2019\u02bc\u00b4\u2027\u00b7\u30fb")


def damaged(text: str) -> bool:
    """Whether the letters are surely damaged: a sign stands between two letters, where one must have been.

    ``K†re``, ``K?re``, ``KÃ¥re``; nothing is guessed.

    Added in version 0.2.
    """
    for before, char, after in zip(text, text[1:], text[2:], strict=False):
        kind = unicodedata.category(char)
        symbol = not char.isascii() and kind[0] in "PSC" and kind != "Pd" and char not in _IN_NAMES
        if before.isalpha() and after.isalpha() and (char == "?" or symbol):
            return True
    return "\ufffd" in text
