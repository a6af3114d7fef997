"""Single values in JSON Schema, as kvadmin takes them.

kvadmin reads every value as text and lets the record's type judge it; an editor reads by the core schema of YAML 1.2
first, so that ``0301`` reaches the JSON Schema as the number 301 and ``2008-05-20`` as a text. Every type is therefore
described by all the YAML types that its texts may come as: of a text the pattern judges, of a number the limits, and
what a number was written like (``012``, ``+5``, ``0x10``) nobody can say any more.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Schema = dict[str, Any]

#: The last year and the first of a date in Python, leap years told from others.
_DAY = (
    r"(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_ZONE = r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])"
_JSON_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
#: Whole, or with an exponent, of which only arithmetic knows whether it makes the number whole.
_WHOLE = r"-?(?:0|[1-9][0-9]*)(?:\.0+|(?:\.[0-9]+)?[eE][+-]?[0-9]+)?"
#: As Python's Decimal reads it: blanks around it, underscores anywhere.
_DECIMAL = r"\s*_*[+-]?_*(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]*[0-9][0-9_]*)(?:[eE]_*[+-]?_*[0-9][0-9_]*)?\s*"
_TRUTH = "[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|-?0|1"
#: A missing value that is spelled in a way (or quoted) in which YAML 1.2 takes it for a text.
NULL_TEXT = "[nN][uU][lL][lL]"
#: The seconds since 1970 of the first and the last moment that Python's datetime knows.
_MOMENTS = {"minimum": -62135596800, "exclusiveMaximum": 253402300800}
_LARGEST = 1.7976931348623157e308
#: Numbers that are none: a bound that is not kept refuses ``.inf``, and since no bound refuses ``.nan``, "not" does.
_FINITE = {"not": {"type": "number", "anyOf": [{"minimum": _LARGEST}, {"maximum": -_LARGEST}]}}

_TRUE_OR_FALSE = {"description": "true and false are texts here.", "not": {"not": {"type": "boolean"}}}

#: Type -> YAML types, pattern of a text, further bounds, what it is in words (as the store's own faults say it).
_TYPES: dict[Any, tuple[tuple[str, ...], str, Schema, str]] = {
    bool: (("boolean", "integer", "string"), _TRUTH, {"minimum": 0, "maximum": 1}, "true or false"),
    int: (("string", "integer"), _WHOLE, {}, "a whole number"),
    float: (("string", "number"), _JSON_NUMBER, _FINITE, "a number"),
    Decimal: (("string", "number"), _DECIMAL, _FINITE, "a number with a decimal point"),
    date: (("string",), _DAY, {}, "a date such as 2008-05-20"),
    datetime: (
        ("string", "number"),
        rf"{_DAY}[Tt ]{_CLOCK}{_ZONE}?|{_JSON_NUMBER}",
        _MOMENTS,
        "a time such as 2008-05-20T12:30:00+02:00",
    ),
}
#: What the core schema of YAML 1.2 reads a plain text as.
_CORE = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
)


def known(wanted: Any) -> bool:
    """Whether a type is one that :func:`scalar` describes."""
    return wanted is str or wanted in _TYPES


def scalar(wanted: Any, *, missing: bool) -> Schema:
    """The JSON Schema of one type of single values.

    Args:
        wanted: ``str``, ``bool``, ``int``, ``float``, ``Decimal``, ``date`` or ``datetime``.
        missing: The value may be null.
    """
    if wanted is str:
        return text(missing=missing)
    types, pattern, bounds, words = _TYPES[wanted]
    also = f"|{NULL_TEXT}" if missing else ""
    found: Schema = {
        "type": _one_or_many([*types, *(["null"] if missing else [])]),
        "pattern": f"^(?:{pattern}{also})$",
        "errorMessage": f"This is not {words}.",
    }
    return found | bounds


def text(*, missing: bool, pattern: str = "") -> Schema:
    """The JSON Schema of a text: whatever stands there but nothing.

    ``true`` is a text too, and yet no editor shall offer it, as they do wherever ``boolean`` stands among the types:
    hence the double negation.

    Args:
        missing: It may be null.
        pattern: What a text looks like that YAML 1.2 takes for one.
    """
    types = _one_or_many(["string", "number", *(["null"] if missing else [])])
    wanted: Schema = {"type": types, "errorMessage": "Write a text here, or take the line away."}
    if pattern:
        wanted["pattern"] = pattern
    return {"anyOf": [wanted, _TRUE_OR_FALSE]}


def _one_or_many(kinds: list[str]) -> str | list[str]:
    return kinds if len(kinds) > 1 else kinds[0]


def words_of(wanted: Any) -> str:
    """What a type is called: ``a whole number``; empty for text, which needs no word."""
    return _TYPES[wanted][3] if wanted in _TYPES else ""


def choice(values: list[Any], *, missing: bool) -> Schema:
    """The JSON Schema of a closed list of values, each as a text and as what YAML 1.2 reads the text as."""
    texts = [str(each) for each in values]
    read = [value for text in texts for value in (text, core_value(text)) if value is not None]
    unique = [value for at, value in enumerate(read) if not any(_same(value, other) for other in read[:at])]
    found: Schema = {"enum": [*unique, None] if missing else unique}
    if all(isinstance(each, str) for each in unique):
        found["type"] = _one_or_many(["string", *(["null"] if missing else [])])
    return found


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def core_value(text: str) -> Any:
    """What an editor reads a plain text as: by the core schema of YAML 1.2."""
    for form, read in _CORE:
        if form.fullmatch(text):
            return read(text)
    return text
