"""How likely a word is as people write it here: letters where letters stand, signs where signs stand.

A word read in the wrong encoding has signs between its letters (``K†re``, ``Troms›``, ``KÃ¥re``) or capitals after
small letters (``KÜre``). Nothing is known of any single word; the register's names are the encodings' business.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_OWN = frozenset("æøåÆØÅ")
#: Letters of neighbours' names: Swedish, Sámi, French and German ones that occur in Norwegian lists.
_NEAR = frozenset("éèêüöäóòôáàâčđŋšŧžÉÈÊÜÖÄÓÒÔÁÀÂČĐŊŠŦŽ")
#: Small letters to Unicode that are signs to people.
_NO_LETTERS = frozenset("ªºµƒˆ")
#: Signs that never stand right after a letter, and never right before one.
_NEVER_AFTER = frozenset("‡›‹‚„¿¾¯¨¸˜ˆ¢¥")
_NEVER_BEFORE = frozenset("†‡›¿¾¯¨¸˜ˆ¢¥®™©")
#: Signs that may stand between two letters.
_BETWEEN = frozenset("’´–—‑·\u00ad…\u00a0\u202f")
#: Signs that seldom stand alone after a letter, and before one.
_SELDOM_AFTER = frozenset("†‘“”°")
_SELDOM_BEFORE = frozenset("’”‹")
_PAIRS = (frozenset("‹›"), frozenset("“”"), frozenset("‘’"), frozenset("„“"))


class Likeness(NamedTuple):
    """What speaks against a reading of a word (``wrong`` surely, ``odd`` a little), and letters that speak for it."""

    wrong: int
    odd: int
    good: int


@lru_cache(maxsize=16384)
def likeness(word: str, around: str = "") -> Likeness:
    """Weigh the characters outside ASCII of a word.

    Args:
        word: No blanks in it.
        around: Signs of quotation in the same line; one that has its partner there is no surprise.
    """
    wrong = odd = good = 0
    signs = frozenset(around) | frozenset(word)
    paired = frozenset().union(*(pair for pair in _PAIRS if pair <= signs))
    for at, sign in enumerate(word):
        if sign < "\x80" or unicodedata.combining(sign):
            continue
        before, after = word[at - 1] if at else "", word[at + 1] if at + 1 < len(word) else ""
        if _is_letter(sign):
            misplaced = sign.isupper() and _is_letter(before) and (before.islower() or after.islower())
            foreign = before.isascii() and before.isalpha() and not unicodedata.name(sign, "LATIN").startswith("LATIN")
            wrong += foreign or (misplaced and sign not in _OWN)
            odd += (misplaced and sign in _OWN) or sign not in _OWN | _NEAR
            good += not misplaced and sign in _OWN | _NEAR
        else:
            after_letter, before_letter = _is_letter(_beside(word[:at][::-1])), _is_letter(_beside(word[at + 1 :]))
            badly, oddly = _sign(sign, after_letter=after_letter, before_letter=before_letter, paired=paired)
            wrong += badly
            odd += oddly
    return Likeness(wrong, odd, good)


def has_own_letters(word: str) -> bool:
    """Whether one of æ, ø and å is in it."""
    return not _OWN.isdisjoint(word)


def _is_letter(sign: str) -> bool:
    return sign.isalpha() and sign not in _NO_LETTERS


def _beside(rest: str) -> str:
    """The next character that is no foreign sign itself: ``√•`` stands between letters as a whole."""
    return next((sign for sign in rest if sign < "\x80" or _is_letter(sign)), "")


def _sign(sign: str, *, after_letter: bool, before_letter: bool, paired: frozenset[str]) -> tuple[bool, bool]:
    if "\x80" <= sign < "\xa0" or sign == "\ufffd" or "\u2500" <= sign <= "\u259f":
        return True, False
    if after_letter and before_letter:
        return sign not in _BETWEEN, sign == "…"
    if sign in paired:
        return False, False
    badly = (after_letter and sign in _NEVER_AFTER) or (before_letter and sign in _NEVER_BEFORE)
    return badly, (after_letter and sign in _SELDOM_AFTER) or (before_letter and sign in _SELDOM_BEFORE)
