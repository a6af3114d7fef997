"""What a console with few letters shows instead of those it does not have.

Windows' consoles and some servers have code pages (cp850, cp437, cp1252) or plain ASCII. A dash becomes a hyphen there,
a quotation mark a straight one, a letter its nearest; what has nothing near is written as its number, so that nothing
is lost and nothing ends the program.
"""

from __future__ import annotations

import codecs

#: The name of the error handler, for ``reconfigure(errors=...)``.
LEGIBLE = "kvadmin-legible"
#: The encoding of a stream that has ASCII alone.
PLAIN_ASCII = "kvadmin_ascii"

#: Signs, and what stands for them: the first that the encoding has.
_SIGNS = {
    "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2010": "-", "\u2011": "-", "\u2212": "-",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u2032": "'", "\u00b4": "'",
    "\u2026": "...", "\u2192": "->", "\u2190": "<-", "\u2194": "<->", "\u2191": "^", "\u2193": "v",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\u2248": "~", "\u00d7": "x", "\u00b7": ".", "\u2022": "*",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00a7": "par. ", "\u20ac": "EUR", "\u2030": "per mille",
    "\u00b0": " deg", "\u00b2": "2", "\u00b3": "3", "\u00b1": "+/-", "\u00b5": "u", "\u2713": "x", "\u2717": "-",
    "\u00e6": "ae", "\u00c6": "Ae", "\u00f8": "oe", "\u00d8": "Oe", "\u00e5": "aa", "\u00c5": "Aa",
    "\u0111": "d", "\u0110": "D", "\u014b": "ng", "\u014a": "Ng", "\u0167": "t", "\u0166": "T", "\u0142": "l",
    "\u0141": "L", "\u00df": "ss", "\u00f0": "d", "\u00d0": "D", "\u00fe": "th", "\u00de": "Th", "\u0153": "oe",
    "\u0152": "Oe",
    **{chr(0x2581 + step): ".,:-=+*#"[step] for step in range(8)},
}  # fmt: skip


def encoding_for(name: str) -> str:
    """The encoding a stream is set to that has this one: itself, but for ASCII, which Typer would not leave alone."""
    return PLAIN_ASCII if codecs.lookup(name).name == "ascii" else name


def instead_of(text: str) -> str:
    r"""Letters and signs that an encoding does not have, in ASCII; what has no likeness as ``\u4e2d``."""
    return "".join(map(_instead, text))


def _instead(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _SIGNS:
        return _SIGNS[letter]
    import unicodedata

    bare = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    if bare != letter and bare:
        return instead_of(bare)
    if unicodedata.combining(letter):  # an accent that stands by itself, behind its letter
        return ""
    return letter.encode("ascii", "backslashreplace").decode("ascii")


def _handle(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return instead_of(error.object[error.start : error.end]), error.end


def _plain_ascii(name: str) -> codecs.CodecInfo | None:
    """ASCII by another name: Typer takes a stream that calls itself ASCII for a mistake, and writes UTF-8 to it."""
    if name != PLAIN_ASCII:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode,
        found.decode,
        found.streamreader,
        found.streamwriter,
        found.incrementalencoder,
        found.incrementaldecoder,
        name=PLAIN_ASCII,
    )


codecs.register_error(LEGIBLE, _handle)
codecs.register(_plain_ascii)
