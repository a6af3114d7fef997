"""The columns of settable fields: what ``set`` knows of a record is what its sheet can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kvadmin.sheets.noun import SheetColumn
from kvadmin.typed.days import parse_day
from kvadmin.typed.fields import Settable, SettableFields, yes_or_no
from kvadmin.typed.figures import parse_figure, parse_whole

if TYPE_CHECKING:
    from kvadmin.model.record import Record
    from kvadmin.session.session import Session

#: What a cell is by how its field is read; a text for every other reader.
_KINDS: dict[Callable[[str], Any], str] = {
    parse_day: "day",
    parse_figure: "number",
    parse_whole: "whole",
    yes_or_no: "yes-no",
}


def field_heading(name: str) -> str:
    """``Case number`` of ``case_number``, in English.

    Added in version 0.2.
    """
    return name.replace("_", " ").capitalize()


def field_column(
    field: Settable, heading: str = "", *, kind: str = "", words: Iterable[str] = (), rank: int = 0
) -> SheetColumn:
    """The column of a settable field.

    Args:
        field: From the record's table.
        heading: In English; else the name of the field in words.
        kind: One of :data:`kvadmin.sheets.noun.SHEET_KINDS`; else what the reader of the field gives.
        words: The closed list that the cell takes; else that of the field.
        rank: What goes first when the sheet is narrow; the higher the sooner.

    Added in version 0.2.
    """
    kind = kind or _KINDS.get(field.read, "text")
    words = tuple(words) or field.words
    return SheetColumn(field.name, heading or field_heading(field.name), kind, field, words, field.many, rank)


def extra_columns(run: Session, record: type[Record]) -> list[SheetColumn]:
    """The columns of the fields that plugins have added to a record (``kvadmin_fields``).

    :meth:`kvadmin.api.Transaction.set_extra` takes their values.

    Added in version 0.2.
    """
    added = [each for each in run.gather("kvadmin_fields") if each.collection == record.collection]
    return [field_column(each, rank=1) for each in SettableFields("", ()).with_extra(added).fields]


def extra_values(run: Session, record: type[Record], key: str) -> dict[str, Any]:
    """What a record has in the fields that plugins have added; without those that are empty.

    Added in version 0.2.
    """
    stored = run.data.stored(record, key)
    return dict(stored.extra) if stored is not None else {}
