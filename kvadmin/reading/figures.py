"""Numbers, telephone numbers and e-mail addresses as they stand in lists."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from kvadmin.reading.cells import Value
from kvadmin.wording.folding import squash

_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@;,<>()\[\]\"]+@[^\s@;,<>()\[\]\"]+\.[^\s@;,<>()\[\]\".]+")
_PHONE_CUT = re.compile(r"\s*(?:/|;|,|\bog\b|\beller\b|\bel\b\.?|\bor\b|\|)\s*|\s{3,}|\n", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:intern|linje|ext|x)\.?\s*\d+\s*$", re.IGNORECASE)
_PHONE_DIGITS = range(8, 16)
#: Digits of a Norwegian number.
_NATIONAL = 8


def read_figure(value: Value, *, decimal_mark: str = "") -> Decimal | None:
    """A number with blanks, dots or apostrophes between thousands and a decimal comma; None if it is none.

    ``560 484`` -> 560484; ``9,8 %`` -> 9.8; ``1.234,5`` -> 1234.5; ``-0,5``; a bare ``12.5`` is a decimal point.

    Args:
        value: A cell.
        decimal_mark: ``,`` or ``.`` when the column says which one parts the decimals: then ``1.234`` with a comma
            for them is 1234. What cannot be written so (``9.8`` with a comma for the decimals) is read as it is.
            :func:`kvadmin.reading.decimal_marks.judge_figures` tells.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _decimal(repr(value))
    if not isinstance(value, str):
        return None
    text = squash(value).replace("\u2212", "-").replace("\u2013", "-").rstrip("%‰ ").removeprefix("kr").strip()
    text = re.sub(r"(?<=\d)[ '\u2019](?=\d{3}(?!\d))", "", text)
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?", text) and (text.count(".") > 1 or "," in text):
        text = text.replace(".", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(?:(,\d{3})+\.\d+|(,\d{3}){2,})", text):
        text = text.replace(",", "")
    elif decimal_mark and re.fullmatch(r"[-+]?[1-9]\d{0,2}([.,]\d{3})", text) and decimal_mark not in text:
        text = text.replace(",", "").replace(".", "")
    return _decimal(text.replace(",", ".")) if re.fullmatch(r"[-+]?\d*(?:[.,]\d+)?", text) and text else None


def read_whole(value: Value) -> int | None:
    """A whole number such as a population; here ``12.345`` and ``12,345`` have thousands."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,3}([.,]\d{3})+\s*", value):
        value = re.sub(r"[.,]", "", value)
    number = read_figure(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_emails(text: str) -> tuple[str, ...]:
    """The addresses in a cell, once each: ``mailto:a@x.no; B <b@x.no>`` -> ``a@x.no``, ``b@x.no``."""
    found = _ADDRESS.findall(_MAILTO.sub(" ", text))
    return tuple(dict.fromkeys(address.strip(".'") for address in found))


def read_phones(value: Value) -> tuple[str, ...]:
    """Telephone numbers in international form: ``38 32 80 00 / 950 79502`` -> ``+4738328000``, ``+4795079502``.

    Pieces that are no number of 8 to 15 digits are left out.
    """
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")
    phones = []
    for piece in _PHONE_CUT.split(text):
        bare = _EXTENSION.sub("", piece)
        digits = re.sub(r"\D", "", bare)
        if "+" in bare or digits.startswith("00"):
            digits = digits.removeprefix("00")
        elif len(digits) == _NATIONAL:
            digits = f"47{digits}"
        elif not (len(digits) == _NATIONAL + 2 and digits.startswith("47")):
            continue
        if len(digits) in _PHONE_DIGITS:
            phones.append(f"+{digits}")
    return tuple(dict.fromkeys(phones))
