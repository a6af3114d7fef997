"""Texts whose letters a wrong decoding has damaged: how to see it, and which texts they may have been.

A file written in one encoding and read in another has the same signs for the same letters throughout: ``Troms›`` is
Tromsø of an old DOS program, ``KÃ¥re`` is Kåre in UTF-8 read as Windows text. Nothing is mended here: a repair is a
possibility that somebody who knows the names may look up.
"""

from __future__ import annotations

import re
from functools import cache

#: The letters of Norwegian, Sámi, Kven and Swedish names that ASCII lacks, as far as the old encodings have them.
_LETTERS = "æøåÆØÅäöüÄÖÜéèêóòôáàâíïúÉÁÍÓÚčšžđŋŧČŠŽĐŊŦ"
#: Written as -> read as. The first are by far the most usual.
_WRONG = (
    ("utf-8", "cp1252"),
    ("utf-8", "latin-1"),
    ("cp850", "cp1252"),
    ("cp865", "cp1252"),
    ("cp850", "latin-1"),
    ("mac_roman", "cp1252"),
    ("mac_roman", "latin-1"),
    ("cp1252", "cp850"),
    ("cp1252", "cp865"),
    ("cp1252", "mac_roman"),
    ("cp1252", "cp1250"),
    ("cp850", "cp852"),
    ("utf-8", "cp850"),
    ("utf-8", "cp865"),
    ("utf-8", "mac_roman"),
)
#: The Norwegian ASCII of the terminals (ISO 646-NO, NS 4551) had these signs' places for its letters.
_ISO_646 = str.maketrans("{|}[\\]", "æøåÆØÅ")
_ISO_646_WITHIN = re.compile(
    r"(?<=[^\W\d_])[{|}\\](?=[^\W\d_]|$)|^[{|}\\\[\]](?=[^\W\d_])|(?<=[^\W\d_])[\[\]](?=[^\W\d_])"
)

#: What a letter becomes that nobody could write: the replacement character, or a question mark.
_LOST = re.compile(r"\ufffd+|(?<=[^\W\d_])\?+|\?+(?=[^\W\d_])|(?<=\ufffd)\?+")
#: A letter of no name here that stands for lost ones while a text is folded.
WILDCARD = "\ua66e"
_LETTER = r"[^\W\d_]"
#: Signs that stand in no name: between or beside letters they were letters once.
_NO_NAME = re.compile(
    rf"\ufffd|[\x80-\x9f]"
    rf"|(?<={_LETTER})\?+(?={_LETTER})|^\?(?={_LETTER})|(?<={_LETTER})\?$"
    rf"|[›¾¿®¯†‡°µ≈∆┼╪╞├√∏◊](?={_LETTER})|(?<={_LETTER})[›¾¿®¯°µ≈∆┼╪╞├√∏◊]|(?<=[a-zæøå])[†‡](?={_LETTER})"
    rf"|(?<={_LETTER})[„”‚¢](?={_LETTER})|^[„”‚](?=[a-zæøå])"
    rf"|(?<=[^\W\d_A-Z])[‘](?={_LETTER})|(?<=[a-zæøå][a-zæøå])’(?=[a-zæøå][a-zæøå])(?!(?:s|sen|en)\b)"
    rf"|[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    rf"|(?<={_LETTER})[ÕÏŒÂÊ](?=[a-zæøå])|(?<=[a-zæøå])[ÕÏŒÂÊ]\b"
    rf"|^[{{}}|\\](?={_LETTER})|(?<={_LETTER})[{{}}](?={_LETTER}|$)"
)


def damaged(text: str) -> bool:
    """Whether the letters are surely damaged: signs that stand in no name, where a letter must have been.

    Added in version 0.2.

    Letters that are somebody's are left in peace: ``Novaković``, ``João`` and ``O’Brien`` are whole.
    """
    return _NO_NAME.search(text) is not None


def may_be_damaged(text: str) -> bool:
    """Whether any sign in the text is one that a wrong decoding gives, be it a letter of some name too."""
    return bool(_LOST.search(text) or _ISO_646_WITHIN.search(text)) or any(
        pattern.search(text) for pattern, _ in _tables()
    )


def repairs(text: str) -> tuple[str, ...]:
    """The texts it may have been before a usual wrong decoding, the likeliest first; none when no sign speaks for one.

    A letter that is lost altogether (``V?g?``, U+FFFD) stands in them as :data:`WILDCARD`, once for each sign.
    """
    found: dict[str, None] = {}
    for pattern, table in _tables():
        found[pattern.sub(lambda sign, table=table: table[sign[0]], text)] = None  # type: ignore[misc]
    if _ISO_646_WITHIN.search(text):
        found[_ISO_646_WITHIN.sub(lambda sign: sign[0].translate(_ISO_646), text)] = None
    lost = {_LOST.sub(lambda signs: WILDCARD * len(signs[0]), each): None for each in (*found, text)}
    return tuple(each for each in lost if each != text)


def wildcard_pattern(folded: str) -> re.Pattern[str]:
    """What a folded text with :data:`WILDCARD` may have been: a run of lost signs is one letter or more, none of ASCII.

    A letter of two bytes may have left two signs.
    """
    parts = re.split(f"({WILDCARD}+)", folded)
    return re.compile(
        "".join(f"[^\\x00-\\x7f]{{1,{len(each)}}}" if WILDCARD in each else re.escape(each) for each in parts)
    )


@cache
def _tables() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """For each wrong decoding the signs to look for, and sign (or signs) -> letter."""
    tables: list[dict[str, str]] = []
    for written, read in _WRONG:
        table: dict[str, str] = {}
        for letter in _LETTERS:
            sign = letter
            for _ in range(2 if written == "utf-8" else 1):  # UTF-8 goes wrong twice, too
                try:
                    sign = sign.encode(written).decode(read)
                except UnicodeError:
                    break
                if sign != letter and not sign.isascii() and not sign.isspace():
                    table.setdefault(sign, letter)
        if table not in tables:
            tables.append(table)
    return tuple((re.compile("|".join(map(re.escape, sorted(each, key=len, reverse=True)))), each) for each in tables)
