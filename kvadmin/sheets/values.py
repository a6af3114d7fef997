"""What a value is as text, the same for the programme, a workbook's marks and a workbook's cells; and reading a cell.

Values are compared by these texts: 8 and 8.00, a day of Excel and one of LibreOffice, yes and ja are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from kvadmin.errors import KvadminError
from kvadmin.reading.cells import Cell, Value, checked
from kvadmin.sheets.noun import SHEET_KINDS, SheetColumn
from kvadmin.translation import screen_language, tr
from kvadmin.typed.fields import REQUIRED
from kvadmin.wording.sentence_values import cell_text as in_sentence

#: Excel and LibreOffice keep fifteen digits of a number.
_DIGITS = ".15g"
#: From here on the last digits of a number may be lost: an account number that was pasted, a reference.
_FIRST_INEXACT = 10**15
#: What parts the items of a list in a cell, and where each item is a sentence.
_BETWEEN, _LINE = "; ", "\n"


class NotTaken(ValueError):  # noqa: N818 - it is caught where it is raised, never shown as an error
    """A cell that cannot be taken in.

    Args:
        message: Why, in one sentence.
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def parts_with(column: SheetColumn) -> str:
    """What stands between the items of a list in a cell of the column."""
    return _LINE if column.field is not None and column.field.parted is None else _BETWEEN


def value_text(column: SheetColumn, value: Any) -> str:
    """A typed value as the text that it is compared by; empty for nothing."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return parts_with(column).join(_one_text(column, each) for each in value)
    return "" if value is None else _one_text(column, value)


def _one_text(column: SheetColumn, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if column.kind == "day" else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    return plain(str(value))


def number_text(value: float | Decimal) -> str:
    """A number without superfluous noughts, with the digits that a workbook keeps."""
    exact = Decimal(format(value, _DIGITS)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(exact)
    return format(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize(), "f")


def plain(text: str) -> str:
    """A text as a workbook gives it back: one kind of line break, nothing that is not seen, no blanks around it."""
    return checked(text, "").strip()


def without_result(cell: Cell) -> bool:
    """A formula that no program has worked out; one whose result is an empty text has one."""
    return bool(cell.formula) and cell.value is None and not cell.error


def cell_text(column: SheetColumn, cell: Cell, words: Mapping[str, str]) -> str:
    """What a cell says, as the text of a value where it can be one.

    Args:
        column: The column it stands in.
        cell: The cell.
        words: Label in the language of the workbook -> the word as stored.
    """
    value = cell.value
    if value is None or cell.blank:
        return ""
    if isinstance(value, str):
        text = plain(value)
        if column.many or column.kind == "yes-no" or column.words:
            return parts_with(column).join(words.get(_key(each), each) for each in _items(column, text))
        return text
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if column.kind == "day" and whole else value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        fits = column.kind == "yes-no"
    else:
        fits = isinstance(value, date) or (isinstance(value, (int, float)) and column.kind in ("number", "whole"))
    return value_text(column, value) if fits else _number_as_text(cell)


def differs(cell: Cell, base: str, words: Mapping[str, str]) -> bool:
    """Whether a cell says something else than a text of which nobody knows any more what kind of value it was."""
    columns = (SheetColumn("", "", kind, words=tuple(words.values())) for kind in SHEET_KINDS)
    return all(cell_text(column, cell, words) != base for column in columns)


def _number_as_text(cell: Cell) -> str:
    """What one sees of a number among texts (``0301``, ``22 00 00 00``), without decimals that it does not have."""
    seen = cell.text.strip()
    if isinstance(cell.value, bool) or not isinstance(cell.value, (int, float)):
        return seen
    exact = number_text(cell.value)
    digits = "".join(filter(str.isdecimal, seen)).lstrip("0")
    return seen if digits == exact.lstrip("0") or "%" in seen else exact


def screen_text(kind: str, text: str) -> str:
    """The text of a day or a figure as the screen has it: ``2008-05-20`` is read as ``20.05.2008`` in Norwegian."""
    language = screen_language()
    if language == "en" or kind not in ("day", "number"):
        return text
    try:
        return in_sentence(date.fromisoformat(text) if kind == "day" else Decimal(text), language)
    except (ValueError, ArithmeticError):  # what a person typed, and the cell cannot be
        return text


def labels_of(column: SheetColumn) -> dict[str, str]:
    """The words of a column as stored -> as the language of the screen has them; the word itself where two were one."""
    stored = ("yes", "no") if column.kind == "yes-no" else column.words
    labels = {word: tr(word) for word in stored}
    shown = [_key(each) for each in labels.values()]
    return {word: str(label) if shown.count(_key(label)) == 1 else word for word, label in labels.items()}


def words_by_label(labels: Mapping[str, str]) -> dict[str, str]:
    """Label, in any case of letters -> the word as stored."""
    return {_key(label): word for word, label in labels.items()}


def read_cell(column: SheetColumn, cell: Cell, words: Mapping[str, str]) -> Any:
    """The typed value of a changed cell.

    Raises:
        NotTaken: It cannot be a value of the column.
    """
    _refuse_odd(column, cell)
    text = cell_text(column, cell, words)
    field = column.field
    assert field is not None, column.name
    if not text:
        if column.many:
            return []
        if field.empty is REQUIRED:
            raise NotTaken(tr("the cell must not be empty"))
        return field.empty
    if text.startswith("="):
        raise NotTaken(tr("{text!r} is a formula written as text", text=text), tr("write the value itself"))
    try:
        if column.many:
            return list(dict.fromkeys(field.read(each) for each in _items(column, text)))
        return field.read(_typed_form(column, text))
    except KvadminError as error:
        raise NotTaken(error.message, error.hint or "") from None
    except ValueError as error:
        raise NotTaken(str(error)) from None


def _items(column: SheetColumn, text: str) -> Iterable[str]:
    if not column.many:
        return [text]
    field = column.field
    if field is None or field.parted is None:
        return [item for each in text.split(parts_with(column).strip(" ")) if (item := each.strip())]
    return field.items(text)


def _refuse_odd(column: SheetColumn, cell: Cell) -> None:
    """Refuse what Excel or a slip of the hand has made of a cell, and what can be read in two ways."""
    if cell.merged_from:
        raise NotTaken(
            tr("the cell is merged with {other}: what is meant for it?", other=cell.merged_from),
            tr("unmerge the cells"),
        )
    if cell.error:
        raise NotTaken(tr("the cell shows {error}", error=cell.error), tr("write the value itself"))
    if without_result(cell):
        raise NotTaken(tr("the result of the formula is not in the file"), tr("write the value itself"))
    value = cell.value
    _refuse_odd_number(cell, value)
    if isinstance(value, bool) and column.kind != "yes-no":
        raise NotTaken(tr("the cell holds {text}, which is yes or no", text=cell.text))
    if isinstance(value, (date, time)) and column.kind != "day":
        raise NotTaken(
            tr("the cell holds a date or a time: {text}", text=cell.text),
            tr("Excel makes dates of what looks like one; write an apostrophe in front"),
        )
    if isinstance(value, datetime) and column.kind == "day" and value.time() != time():
        raise NotTaken(tr("the cell holds a time of day as well: {text}", text=cell.text), tr("write the day alone"))
    if isinstance(value, (int, float)) and column.kind == "day":
        raise NotTaken(
            tr("the cell holds the number {text}, not a day", text=cell.text),
            tr("write it as 2008-05-20 or 20.05.2008"),
        )
    if isinstance(value, float) and column.kind == "whole" and not value.is_integer():
        raise NotTaken(tr("{text} is not a whole number", text=Decimal(number_text(value))))


def _refuse_odd_number(cell: Cell, value: Value) -> None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return
    if "%" in cell.text:
        raise NotTaken(
            tr("the cell shows {text}: is {value} meant?", text=cell.text, value=Decimal(number_text(value))),
            tr("write the number without %"),
        )
    if abs(value) >= _FIRST_INEXACT:
        raise NotTaken(
            tr("the cell holds {text} as a number, of which Excel keeps fifteen digits", text=cell.text.strip()),
            tr("write an apostrophe in front, and all its digits"),
        )


def _typed_form(column: SheetColumn, text: str) -> str:
    """A figure as it is read whatever the screen speaks: three decimals behind a point may be thousands."""
    whole, point, decimals = text.partition(".")
    if column.kind == "number" and point and len(decimals) == 3 and whole.lstrip("-").isdecimal():
        return f"{whole},{decimals}"
    return text


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
