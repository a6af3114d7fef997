"""One cell of a table as text, and the tests that keep a text from being more than a text."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from kvadmin.errors import InvalidData
from kvadmin.tables.table import CellValue, Column, Table
from kvadmin.translation import CATALOGUE, tr

#: The longest text that a cell of a workbook can hold, in UTF-16 units.
MAX_CELL = 32_767

# Texts, not compiled: `re` compiles and keeps them when the first text is looked at that may hold what they find.
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
#: Control characters, and the marks that turn the direction of what follows or hide it.
_UNSEEN = r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"


def text_of(value: CellValue, *, decimal_comma: bool = False) -> str:
    """A cell as text: dates ISO, decimals exact, ``yes``/``no``, nothing for ``None``.

    Raises:
        InvalidData: The value is not a number (NaN) or infinite.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (float, Decimal)):
        if not (value.is_finite() if isinstance(value, Decimal) else isfinite(value)):
            raise InvalidData(tr("{value} is not a figure", value=value), code="bad-value")
        text = f"{value:f}" if isinstance(value, Decimal) else repr(value)
        return text.replace(".", ",") if decimal_comma else text
    return str(value)


def screen_text(value: CellValue) -> str:
    """A cell as a person reads it in the language of the screen; programs get :func:`text_of`."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    text, shape = text_of(value), CATALOGUE.shape
    return text if shape is None or value is None else str(shape(value))


def visible(text: str, *, keep: str = "") -> str:
    r"""The text with every control character shown: ESC as ``␛``, others as ``\x9b`` or ``\u202e``.

    A name from a foreign workbook can then neither colour, clear nor reorder anybody's screen.

    Args:
        text: Any text.
        keep: Control characters that are let through, such as line breaks where a format can quote them.
    """
    if text.isprintable():  # nearly every text; none of what is replaced is printable
        return text
    return re.sub(_UNSEEN, lambda match: match.group() if match.group() in keep else _picture(match), text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula: it starts with ``= + - @``, tab or line break."""
    return text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def check_text(text: str, where: str) -> None:
    """Refuse what no document can carry: control characters, and more than 32,767 characters.

    Args:
        text: What is to be printed.
        where: Whose text it is, for the message: ``Kari Ås, title``.

    Raises:
        InvalidData: Naming ``where``; line breaks and tabs are let through.
    """
    bad = None if text.isprintable() else re.search(_CONTROL, text)
    if bad:
        raise InvalidData(
            tr(
                "{where}: control character {name} at character {start}",
                where=where,
                name=_name(bad.group()),
                start=bad.start() + 1,
            ),
            hint=tr("remove the character where the text was typed or imported"),
            code="bad-text",
        )
    if len(text) > MAX_CELL // 2 and len(text.encode("utf-16-le")) // 2 > MAX_CELL:
        raise InvalidData(
            tr(
                "{where}: a text of {number:,} characters; a cell holds {max_cell:,}",
                where=where,
                number=len(text),
                max_cell=MAX_CELL,
            ),
            hint=tr("shorten the text"),
            code="too-large",
        )


def place(table: Table, row: int, column: Column) -> str:
    """``Deltakere, row 3, column Navn``: how a message names a cell (rows counted from 1)."""
    return f"{table.title or 'table'}, row {row}, column {column.title}"


def is_numeric(column: Column) -> bool:
    """Whether the column is right-aligned."""
    return column.kind in ("int", "decimal")


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"
