"""What a cell holds: its value by its type, its text as its number format shows it, its marks."""

from __future__ import annotations

import math
import re
from datetime import datetime, time, timedelta

from kvadmin.reading.cells import Cell, Value, checked
from kvadmin.reading.error_words import error_word
from kvadmin.reading.opendocument.names import CALC, OFFICE, TABLE
from kvadmin.reading.opendocument.paragraphs import Piece, joined
from kvadmin.reading.opendocument.styles import TRUTH, Attributes, OdsStyles
from kvadmin.reading.shown import shown

_TYPE, _VALUE, _FORMULA = f"{OFFICE}value-type", f"{OFFICE}value", f"{TABLE}formula"
_CALC_TYPE = f"{CALC}value-type"
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_REFERENCE = re.compile(r"\[\.?([^\]]*)\]")
_DECIMALS = re.compile(r"\d[.,](\d+)")
#: How LibreOffice stores a truth that stood in an .xlsx.
_TRUTHS = ("=TRUE()", "=FALSE()")
_DAY = timedelta(days=1)


def cell_of(
    attributes: Attributes,
    paragraphs: list[list[Piece]],
    note: list[list[Piece]],
    styles: OdsStyles,
    style: str,
    where: str,
) -> Cell:
    """The cell.

    Args:
        attributes: Of its element.
        paragraphs: Its text.
        note: The text of its note.
        styles: The document's styles.
        style: The name of its own style.
        where: Its place.

    Raises:
        InvalidData: Its text is too long or has control characters.
        ValueError: A number or a length of time in it is none.
    """
    struck = styles.cell_struck(style)
    text = ""
    if paragraphs:
        text, struck = joined(paragraphs, struck=struck)
    comment = checked(joined(note, struck=False)[0], where).strip() if note else ""
    formula = checked(_formula(attributes[_FORMULA]), where) if _FORMULA in attributes else ""
    kind = attributes.get(_TYPE, "string")
    failed = error_word(text) if kind == "string" or formula else ""
    if attributes.get(_CALC_TYPE) == "error" or failed:
        return Cell(None, "", where, struck, comment, formula, error=failed or text or "#N/A")
    if kind == "string":
        text = checked(text if paragraphs else attributes.get(f"{OFFICE}string-value", ""), where)
        worked_out = formula and _TYPE in attributes
        return Cell(text or ("" if worked_out else None), text, where, struck, comment, formula)
    code = styles.number_format(style)
    value = _value(kind, attributes, code)
    if kind == "float" and (formula in _TRUTHS or code == TRUTH):
        value, formula = bool(value), "" if formula in _TRUTHS else formula
    if value is None:  # a date that no calendar of Python has
        text = checked(text, where)
        return Cell(text or None, text, where, struck, comment, formula)
    if kind == "percentage" and not code.endswith("%"):
        decimals = _DECIMALS.search(text)
        code = f"0.{'0' * len(decimals[1])}%" if decimals else "0%"
    return Cell(value, shown(value, code), where, struck, comment, formula)


def _value(kind: str, attributes: Attributes, code: str) -> Value:
    if kind == "date":
        return _moment(attributes[f"{OFFICE}date-value"])
    if kind == "time":
        return _clock(attributes[f"{OFFICE}time-value"], elapsed=code.startswith("["))
    if kind == "boolean":
        return attributes[f"{OFFICE}boolean-value"] == "true"
    return _number(attributes[_VALUE])


def _number(text: str) -> Value:
    try:
        return int(text)
    except ValueError:
        number = float(text)
    return number if math.isfinite(number) else None


def _moment(text: str) -> Value:
    """``2008-05-20`` or ``2008-05-20T14:22:09.999999999``, rounded to a thousandth of a second as Excel stores it."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
        rounded = moment + timedelta(microseconds=500)
    except (ValueError, OverflowError):
        return None
    return rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)


def _clock(text: str, *, elapsed: bool) -> Value:
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    sign, days, hours, minutes, seconds = found.groups()
    try:
        length = timedelta(
            days=int(days or 0),
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            milliseconds=round(float((seconds or "0").replace(",", ".")) * 1000),
        )
    except OverflowError:
        return None
    if not elapsed and not sign and length < _DAY:
        return time(length.seconds // 3600, length.seconds // 60 % 60, length.seconds % 60, length.microseconds)
    return -length if sign else length


def _formula(text: str) -> str:
    """``=SUM(A1:B9)`` for ``of:=SUM([.A1:.B9])``."""
    bare = text.partition(":=")[2] if ":=" in text else text.lstrip("=")
    return "=" + _REFERENCE.sub(lambda found: found[1].replace(":.", ":"), bare)
