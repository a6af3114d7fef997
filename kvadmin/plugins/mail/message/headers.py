"""Header fields as ASCII bytes, folded: RFC 5322 with RFC 2047 encoded words and RFC 2231 parameters.

Why not leave this to :mod:`email`'s generator: it is the same for every
supported Python. The standard library's folding of long display names and
subjects has changed between versions, and in 3.11 it writes names that its own
parser reads back with doubled spaces. The tests read every header back
with ``email.policy.default`` and compare it with what was planned.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from urllib.parse import quote

from kvadmin.api import InvalidData, tr

from ..addresses import Mailbox, has_control, invisible_in

#: RFC 2047, 2: an encoded word is at most 75 characters long; RFC 5322: lines of at most 78, never over 998.
WORD_LIMIT, LINE_LIMIT = 75, 76
_Q_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9._ ()+-]+\Z")
_SEGMENT = 54


def _q(text: str) -> str:
    return "".join(chr(b) if b in _Q_SAFE else "_" if b == 32 else f"={b:02X}" for b in text.encode())


def encoded_word(text: str) -> str:
    """One RFC 2047 encoded word of `text`, in the shorter of Q and B; the caller minds its length."""
    q = _q(text)
    b = base64.b64encode(text.encode()).decode()
    return f"=?utf-8?q?{q}?=" if len(q) <= len(b) else f"=?utf-8?b?{b}?="


def _encoded_words(text: str, limit: int) -> list[str]:
    """Encoded words of `text`, each at most `limit` long and of whole characters.

    They end after a space where there is one, and never before a combining mark where that can be helped: some
    readers put a space between two of them (Python did until 3.12), and some decode each by itself.
    """
    words, start = [], 0
    while start < len(text):
        size = min(len(text) - start, limit)
        while len(encoded_word(text[start : start + size])) > limit:
            size -= 1
        if start + size < len(text):
            size = _good_end(text, start, size)
        words.append(encoded_word(text[start : start + size]))
        start += size
    return words


def _good_end(text: str, start: int, size: int) -> int:
    """A better length for a piece of `text` that is not its last: up to a space, or to where no mark follows."""
    space = text.rfind(" ", start, start + size)
    if space > start:
        return space + 1 - start
    better = size
    while better > 1 and (unicodedata.combining(text[start + better]) or "\ufe00" <= text[start + better] <= "\ufe0f"):
        better -= 1
    return better if better > 1 else size


def _fold(name: str, pieces: Iterable[str]) -> bytes:
    """Join `pieces` with spaces, starting a new line before one that would pass the limit."""
    lines, line = [], f"{name}:"
    for piece in pieces:
        if len(line) + 1 + len(piece) > LINE_LIMIT and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {piece}"
    return "\r\n".join([*lines, line]).encode("utf-8") + b"\r\n"


def _checked(name: str, value: str) -> str:
    """The value, if a header may hold it; raises when it holds a control character or one that nobody sees."""
    if has_control(value):
        raise InvalidData(
            tr("a line break or control character in the field {name}: {value!r}", name=name, value=value),
            code="bad-text",
        )
    if unseen := invisible_in(value):
        raise InvalidData(
            tr(
                "an invisible character in the field {name}: {value!r}: {unseen}", name=name, value=value, unseen=unseen
            ),
            code="bad-letter",
        )
    return value


def _room(name: str) -> int:
    """How long an encoded word of the field may be, so that it can stand on the field's first line, too."""
    return min(WORD_LIMIT, LINE_LIMIT - len(name) - 2)


def text_header(name: str, value: str) -> bytes:
    """An unstructured field such as Subject; raises when `value` holds a control or an invisible character."""
    _checked(name, value)
    plain = value.isascii() and "=?" not in value and value == " ".join(value.split())
    if plain and all(len(word) <= _room(name) for word in value.split(" ")):
        return _fold(name, value.split(" "))
    return _fold(name, _encoded_words(value, _room(name)))


def phrase(name: str, limit: int = WORD_LIMIT) -> list[str]:
    """A display name as the words of an RFC 5322 phrase, none longer than `limit`.

    One encoded word when it fits. A longer name keeps its runs of ASCII words
    as quoted strings, so that encoded words stand beside each other only where
    one run of words is too long for one: readers disagree about the space between two of them.
    """

    def plain_word(part: str) -> bool:
        return part.isascii() and "=?" not in part and len(_quoted(part)) <= limit

    if all(map(plain_word, name.split(" "))):
        return name.split(" ") if _ATOMS.match(name) else _quoted(name).split(" ")
    word = encoded_word(name)
    if len(word) <= limit:
        return [word]
    runs: list[tuple[bool, list[str]]] = []
    for part in name.split(" "):
        plain = plain_word(part)
        if runs and runs[-1][0] == plain:
            runs[-1][1].append(part)
        else:
            runs.append((plain, [part]))
    out = []
    for plain, parts in runs:
        text = " ".join(parts)
        out += _quoted(text).split(" ") if plain else _encoded_words(text, limit)
    return out


def _quoted(text: str) -> str:
    """A quoted string; it may be folded at its spaces."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def address_header(name: str, boxes: Iterable[Mailbox]) -> bytes:
    """A field of mailboxes (From, To, Cc ...). ASCII unless a mailbox needs SMTPUTF8, whose address stands as UTF-8.

    Lines are within 76 columns but where one address is longer, which cannot be folded. Raises InvalidData when a name
    or an address holds a control or an invisible character.
    """
    pieces: list[str] = []
    for box in boxes:
        _checked(name, box.name)
        _checked(name, box.address)
        if pieces:
            pieces[-1] += ","
        pieces += [*phrase(box.name, _room(name)), f"<{box.address}>"] if box.name else [box.address]
    return _fold(name, pieces)


def date_header(moment: datetime) -> bytes:
    """The Date field; `moment` must know its time zone."""
    if moment.tzinfo is None:
        raise InvalidData(tr("the date of a letter must have a time zone"), code="bad-letter")
    return _date_field(moment, moment.utcoffset())


@lru_cache(maxsize=16)
def _date_field(moment: datetime, _offset: timedelta | None) -> bytes:
    """The field, once for all letters of a mailing: moments that are equal may be of other zones."""
    return b"Date: " + format_datetime(moment).encode() + b"\r\n"


def parameter(name: str, value: str) -> list[str]:
    """A MIME parameter as pieces to fold: quoted when it is plain ASCII, RFC 2231 (in segments if long) otherwise.

    Raises InvalidData when the value holds a control or an invisible character.
    """
    if _PLAIN_VALUE.match(value) and len(value) <= _SEGMENT:
        return [f'{name}="{value}"']
    _checked(name, value)
    whole = quote(value, safe="")
    if len(whole) <= _SEGMENT:
        return [f"{name}*=utf-8''{whole}"]
    segments, current = [], ""
    for char in (quote(each, safe="") for each in value):  # whole characters, for readers that decode each segment
        if len(current) + len(char) > _SEGMENT:
            segments.append(current)
            current = ""
        current += char
    segments.append(current)
    segments[0] = "utf-8''" + segments[0]
    return [f"{name}*{i}*={segment}" for i, segment in enumerate(segments)]


def parameter_header(name: str, value: str, parameters: Iterable[tuple[str, str]]) -> bytes:
    """A field such as Content-Type or Content-Disposition with its parameters, folded between them."""
    pieces = [value]
    for key, text in parameters:
        for piece in parameter(key, text):
            pieces[-1] += ";"
            pieces.append(piece)
    return _fold(name, pieces)
