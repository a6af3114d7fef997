"""Letters that were damaged before the file was saved: UTF-8 opened as something else (also twice), cp850 as cp1252.

What one wrong opening did is undone by the same two encodings the other way round, and only where all words of the file
agree; else the lines are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kvadmin.reading.letters import has_own_letters, likeness

_WORD = re.compile(r'(?<![^ \t\r\n;,|"])[^ \t\r\n;,|"\x80-\U0010ffff]*+[^\x00-\x7f][^ \t\r\n;,|"]*+')
#: Opened as the first, though written in the second: what Windows, DOS and Macs do to each other's files.
_PATHS = (
    ("cp1252", "utf-8"),
    ("mac_roman", "utf-8"),
    ("cp850", "utf-8"),
    ("cp437", "utf-8"),
    ("cp1252", "cp850"),
    ("cp1252", "mac_roman"),
    ("cp850", "cp1252"),
    ("mac_roman", "cp1252"),
)
#: Damaged at most that many times.
_MOST_TIMES = 3
#: Words that must come out right before a change that two encodings of 8 bits could have made is believed.
_ENOUGH = 2


class Undamaged(NamedTuple):
    """The text; how it had been damaged and words that were put right; or the lines where nothing decides."""

    text: str
    path: str = ""
    words: tuple[str, ...] = ()
    damaged_lines: tuple[tuple[int, str], ...] = ()


def undamaged(text: str) -> Undamaged:
    """The text with damaged letters put right.

    Args:
        text: In an encoding that is sure.
    """
    words = set(_WORD.findall(text))
    wrong = {word for word in words if likeness(word).wrong}
    if not wrong:
        return Undamaged(text)
    lost = {word for word in wrong if "\ufffd" in word and any(sign.isalpha() for sign in word)}
    if lost:
        return Undamaged(text, damaged_lines=_lines(text, lost))
    repairs = {path: _repairs(wrong, *path) for path in _PATHS}
    repairable = set().union(*repairs.values())
    if not repairable:
        return Undamaged(text)  # signs between letters that nobody would read otherwise: m²bruk
    (one, other), fixed = max(repairs.items(), key=lambda each: len(each[1]))
    if fixed.keys() != repairable or (other != "utf-8" and len(fixed) < _ENOUGH):
        return Undamaged(text, damaged_lines=_lines(text, repairable))
    for word in words - wrong:
        again = _undone(word, one, other)
        if other == "utf-8" and again is not None:
            fixed[word] = again
        elif likeness(word).good:  # a letter that is right as it stands: two files in one
            return Undamaged(text, damaged_lines=_lines(text, repairable))
        elif other != "utf-8" and again is not None and has_own_letters(again) and not likeness(again).wrong:
            fixed[word] = again
    shown = tuple(sorted(fixed[word] for word in wrong if word in fixed))
    return Undamaged(_WORD.sub(lambda found: fixed.get(found[0], found[0]), text), f"{other} -> {one}", shown)


def _repairs(words: Iterable[str], one: str, other: str) -> dict[str, str]:
    found = {}
    for word in words:
        again = _undone(word, one, other)
        if again is None or likeness(again).wrong:
            continue
        if has_own_letters(again) or (other == "utf-8" and likeness(again).good):
            found[word] = again
    return found


def _undone(word: str, one: str, other: str) -> str | None:
    """The word as it was before; of UTF-8, which can hardly be anything else, as often as it goes."""
    again: str | None = None
    for _ in range(_MOST_TIMES if other == "utf-8" else 1):
        try:
            undone = _bytes(again or word, one).decode(other)
        except UnicodeError:
            break
        if undone == (again or word):
            break
        again = undone
        if again.isascii():
            break
    return again


def _bytes(word: str, encoding: str) -> bytes:
    """The bytes; what Windows leaves free in cp1252 it passes through as they are."""
    if encoding != "cp1252":
        return word.encode(encoding)
    return b"".join(sign.encode("latin-1") if "\x80" <= sign < "\xa0" else sign.encode(encoding) for sign in word)


def _lines(text: str, words: set[str]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (number, line)
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)
        if not line.isascii() and not words.isdisjoint(_WORD.findall(line))
    )
