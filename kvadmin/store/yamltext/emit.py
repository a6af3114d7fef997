"""Writing plain values as YAML text: block style, quotes only where a parser would misread.

A text is quoted exactly when a YAML 1.1 or a YAML 1.2 reader would not give the same
text back (``0301``, ``no``, ``12:30``, ``2008-05-20``, ``1e3``, ``~``), so that other
programs see what kvadmin sees. Numbers, dates and truth values stay plain.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.translation import english, tr

_STEP = 2

#: What a reader of either version takes for something else than text.
_NOT_TEXT = re.compile(
    r"""(?: ~ | [Nn]ull | NULL | <<? | = | -{3} | \.{3}
      | [yYnN] | [Yy]es | YES | [Nn]o | NO | [Tt]rue | TRUE | [Ff]alse | FALSE | [Oo]n | ON | [Oo]ff | OFF
      | [-+]? (?: 0b[01_]+ | 0o?[0-7_]+ | 0x[0-9a-fA-F_]+ | [0-9][0-9_]* )
      | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?
      | [-+]? (?: [0-9][0-9_]* (?: \.[0-9_.]* )? | \.[0-9_.]* ) (?: [eE][-+]?[0-9]+ )?
      | [-+]? \. (?: [Ii]nf | INF | [Nn]a[Nn] | NAN )
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?: [Tt] | [\ \t]+ ) [0-9]{1,2}:.* )?
    )""",
    re.VERBOSE,
)
#: What the grammar does not let stand without quotes: as first sign, anywhere, at the end.
_NEEDS_QUOTES = re.compile(r"^[\s?:,\[\]{}#&*!|>'\"%@`]|^-(?:\s|$)|:(?:\s|$)|\s#|\s$")
_NEEDS_QUOTES_IN_FLOW = re.compile(r"[,\[\]{}:?]|^-")
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class OneLine(str):
    """A text that is written on one line, whatever it holds."""

    __slots__ = ()


def text_form(value: Any) -> Any:
    """A plain value as the text a YAML file holds for it; lists and mappings likewise, None stays."""
    if value is None or isinstance(value, str):
        return english(value)
    if isinstance(value, dict):
        return {str(text_form(key)): text_form(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [text_form(item) for item in value]
    return _number_or_date(value)


def scalar(value: Any, *, flow: bool = False) -> str:
    """A single value on one line; ``flow``: it stands between brackets."""
    if value is None:
        return "null"
    return quoted(value, flow=flow) if isinstance(value, str) else _number_or_date(value)


def quoted(text: str, *, flow: bool = False) -> str:
    """A text on one line, in quotes where it needs them."""
    if _UNPRINTABLE.search(text):
        return '"' + "".join(map(_escaped, text)) + '"'
    plain = text and not _NEEDS_QUOTES.search(text) and not _NOT_TEXT.fullmatch(text)
    if plain and not (flow and _NEEDS_QUOTES_IN_FLOW.search(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def in_flow(value: Any) -> str:
    """A value inside brackets, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(str(k), flow=True)}: {in_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(in_flow, value)) + "]"
    return scalar(value, flow=True)


def rendered(value: Any, indent: int, offset: int = _STEP) -> tuple[str, list[str]]:
    """A value as it stands behind a name or a dash at column ``indent``.

    Args:
        value: Plain value.
        indent: Column of the name or dash.
        offset: How far the dashes of a list are indented below their name.

    Returns:
        What stands on the same line (may be empty) and the lines below it.
    """
    if isinstance(value, dict) and value:
        return "", block(value, indent + _STEP, offset)
    if isinstance(value, list | tuple) and value:
        return "", [line for item in value for line in item_lines(item, indent + offset, offset)]
    if isinstance(value, dict | list | tuple):
        return in_flow(value), []
    if isinstance(value, str) and _fits_literal(value):
        sign, margin = ("|", value[:-1]) if value.endswith("\n") else ("|-", value)
        return sign, [" " * (indent + _STEP) + line if line else "" for line in margin.split("\n")]
    return scalar(value), []


def pair_lines(name: str, value: Any, indent: int, offset: int = _STEP) -> list[str]:
    """``name: value`` at column ``indent`` as lines."""
    inline, body = rendered(value, indent, offset)
    return [f"{' ' * indent}{quoted(name)}:{' ' if inline else ''}{inline}", *body]


def item_lines(value: Any, indent: int, offset: int = _STEP) -> list[str]:
    """``- value`` with the dash at column ``indent`` as lines."""
    nested = isinstance(value, list | tuple)
    inline, body = rendered(value, indent, _STEP if nested else offset)
    dash = " " * indent + "-"
    if inline:
        return [f"{dash} {inline}", *body]
    return [f"{dash} {body[0][indent + _STEP :]}", *body[1:]]


def block(mapping: dict[str, Any], indent: int = 0, offset: int = _STEP) -> list[str]:
    """A mapping that is not empty as lines."""
    return [line for name, value in mapping.items() for line in pair_lines(str(name), value, indent, offset)]


def document(mapping: dict[str, Any]) -> str:
    """A whole record file."""
    return "\n".join(block(mapping) if mapping else ["{}"]) + "\n"


def _fits_literal(text: str) -> bool:
    """Whether a text over several lines can stand as a literal block that any editor keeps."""
    if isinstance(text, OneLine) or "\n" not in text or text[0] in " \n" or text.endswith("\n\n"):
        return False
    lines = text.split("\n")
    return not any(_UNPRINTABLE.search(line) or line.endswith(" ") for line in lines)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if not _UNPRINTABLE.match(sign):
        return sign
    number = ord(sign)
    if 0xD800 <= number <= 0xDFFF:
        raise InvalidData(tr("a text holds half a character (a lone surrogate) and cannot be saved"), code="bad-record")
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def _number_or_date(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        if not math.isfinite(value):
            raise InvalidData(
                tr("the number {value} cannot be saved: it is not finite", value=value), code="bad-record"
            )
        return repr(value) if isinstance(value, float) else format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    message = f"a {type(value).__name__} cannot be saved"
    raise TypeError(message)
