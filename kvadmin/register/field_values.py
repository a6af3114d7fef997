"""The register of municipalities: what each field may hold, read from what people and files write.

Pure functions: a value in (text, or what a workbook's cell holds), the typed value of the record out.
:class:`ValueError` says in one sentence what is wrong; callers add the place.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from kvadmin.translation import tr
from kvadmin.typed.fields import REQUIRED, Settable, SettableFields
from kvadmin.typed.texts import one_line, shown
from kvadmin.wording.folding import fold, fold_digraph, squash

#: What people write -> the three decisions (folded with digraphs: ``nøytral`` is ``noeytral``).
_FORMS = {
    "bokmal": "bokmal",
    "bokmaal": "bokmal",
    "bm": "bokmal",
    "nb": "bokmal",
    "nynorsk": "nynorsk",
    "ny norsk": "nynorsk",
    "nn": "nynorsk",
    "noeytral": "neutral",
    "noeytralt": "neutral",
    "noytral": "neutral",
    "noytralt": "neutral",
    "neutral": "neutral",
    "spraaknoeytral": "neutral",
    "maalnoeytral": "neutral",
}
_NUMBER = re.compile(r"\d{4}")
_GROUPED = re.compile(r"\d{1,3}([ .,\u00a0\u202f']\d{3})+")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
#: Two digits of a year from here on mean the century before: 20.5.08 is of 2008, 1.1.94 of 1994.
_LAST_CENTURY = 70
_YEAR = re.compile(r"\d{4}")
_LOST_ZERO = 3
#: Digits of an organisation number.
_ORGANISATION = 9
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_LATITUDE, _LONGITUDE = 90.0, 180.0


def municipality_number(raw: Any) -> str:
    """Four digits as text; a workbook's 301, ``301`` and 301.0 get their zero back.

    Raises:
        ValueError: It is not a municipality number.
    """
    text = _whole_text(raw)
    if text.isascii() and text.isdigit() and len(text) == _LOST_ZERO:
        text = f"0{text}"
    if not (text.isascii() and _NUMBER.fullmatch(text)):
        raise ValueError(tr("{raw} is not a municipality number (four digits, such as 0301)", raw=shown(raw)))
    return text


def language_form(raw: Any) -> str:
    """``bokmal``, ``nynorsk`` or ``neutral`` from what people write (``Bokmål``, ``nn``, ``nøytral``).

    Raises:
        ValueError: None of the three.
    """
    found = _FORMS.get(fold(str(raw))) or _FORMS.get(fold_digraph(str(raw)))
    if found is None:
        raise ValueError(tr("{raw} is not a language form (bokmal, nynorsk or neutral)", raw=shown(raw)))
    return found


def population(raw: Any) -> int:
    """A whole number of inhabitants; blanks, dots or commas between thousands are let through.

    Raises:
        ValueError: It is not a whole number, or it is negative.
    """
    text = _whole_text(raw)
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if not (text.isascii() and text.isdigit()):
        raise ValueError(tr("{raw} is not a number of inhabitants (a whole number, 0 or more)", raw=shown(raw)))
    return int(text)


def latitude(raw: Any) -> float:
    """Degrees north in WGS84, decimal point or comma.

    Raises:
        ValueError: It is not a number between -90 and 90.
    """
    return _degrees(raw, _LATITUDE, tr("latitude"))


def longitude(raw: Any) -> float:
    """Degrees east in WGS84, decimal point or comma.

    Raises:
        ValueError: It is not a number between -180 and 180.
    """
    return _degrees(raw, _LONGITUDE, tr("longitude"))


def read_first_day(raw: Any) -> date:
    """A date, or a year taken as its first day.

    Raises:
        ValueError: It is neither.
    """
    return _day(raw, (1, 1))


def read_last_day(raw: Any) -> date:
    """A date, or a year taken as its last day.

    Raises:
        ValueError: It is neither.
    """
    return _day(raw, (12, 31))


def county_number(raw: Any) -> str:
    """Two digits as text; a lost zero is put back.

    Raises:
        ValueError: It is not a county number.
    """
    text = _whole_text(raw)
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 2):
        raise ValueError(tr("{raw} is not a county number (two digits)", raw=shown(raw)))
    return text.zfill(2)


def organisation_number(raw: Any) -> str:
    """Nine digits whose last is the check digit (modulus 11); blanks between them do not matter.

    Raises:
        ValueError: It is not an organisation number.

    Added in version 0.2.
    """
    digits = re.sub(r"[\s.]", "", _whole_text(raw))
    if not (digits.isascii() and digits.isdigit() and len(digits) == _ORGANISATION):
        raise ValueError(tr("{raw} is not an organisation number (nine digits)", raw=shown(raw)))
    check = -sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    if check != int(digits[-1]):
        raise ValueError(tr("{raw} is not an organisation number: its check digit is wrong", raw=shown(raw)))
    return digits


#: The fields of a municipality that a person or a register file may set, and how each is read.
#: Added in version 0.2.
MUNICIPALITY_FIELDS = SettableFields(
    "a municipality",
    (
        Settable("name", one_line, empty=REQUIRED),
        Settable("names", one_line, many=True),
        Settable("aliases", one_line, many=True),
        Settable("sort_as", one_line),
        Settable("county", one_line),
        Settable("county_number", county_number),
        Settable("region", one_line),
        Settable("population", population, empty=None),
        Settable("language_form", language_form, words=("bokmal", "nynorsk", "neutral")),
        Settable("lat", latitude, empty=None),
        Settable("lon", longitude, empty=None),
        Settable("organisation_number", organisation_number),
        Settable("address", one_line, many=True),
        Settable("valid_from", read_first_day, empty=None),
        Settable("valid_to", read_last_day, empty=None),
        Settable("successors", municipality_number, many=True, parted=r"[;,\s]"),
        Settable("note", one_line),
    ),
    elsewhere={"number": "kvadmin municipality import", "contacts": "kvadmin contact add"},
)


def read_cell(field: Settable, raw: Any) -> Any:
    """The value of a register file's cell; the items of a list stand in it as they may be typed, none twice.

    Raises:
        ValueError: It does not fit the field.
    """
    if not field.many:
        return field.read(raw)
    return list(dict.fromkeys(map(field.read, field.items(str(raw)))))


def _whole_text(raw: Any) -> str:
    """The text of a cell; 301.0 and Decimal(301) are 301."""
    if isinstance(raw, bool):
        return str(raw)
    if isinstance(raw, (float, Decimal)) and isfinite(raw) and raw == int(raw):
        return str(int(raw))
    text = squash(str(raw))
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def _degrees(raw: Any, limit: float, what: str) -> float:
    try:
        value = Decimal(squash(str(raw)).replace("−", "-").replace(",", ".").removesuffix("°"))
    except InvalidOperation:
        raise ValueError(tr("{raw} is not a {what} in degrees (such as 59.9139)", raw=shown(raw), what=what)) from None
    if not value.is_finite() or abs(value) > Decimal(limit):
        raise ValueError(
            tr(
                "{raw} is not a {what}: it lies outside -{limit:g} to {limit:g} degrees",
                raw=shown(raw),
                what=what,
                limit=limit,
            )
        )
    return float(value)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= _LAST_CENTURY else 2000)


def _day(raw: Any, of_year: tuple[int, int]) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = _whole_text(raw)
    try:
        if _YEAR.fullmatch(text):
            return date(int(text), *of_year)
        dotted = _DOTTED.fullmatch(text)
        if dotted:
            return date(_full_year(dotted[3]), int(dotted[2]), int(dotted[1]))
        return date.fromisoformat(text[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d[T ]00:00(:00)?", text) else text)
    except ValueError:
        raise ValueError(tr("{raw} is not a date (write 2008-01-01)", raw=shown(raw))) from None
