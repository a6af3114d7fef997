"""What a list is, whatever format it is asked for in: columns, tables, a report.

A command builds one :class:`Report` and hands it to :func:`kvadmin.tables.rendering.render`; ``json`` prints its data,
every other format its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from kvadmin.errors import InvalidData
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.wording.language_forms import Language

#: What a column holds. A text in a column of another kind is shown as it is ("under 5", "–"). A command is a
#: text that a person copies: on a terminal too narrow for it, it stands whole on a line of its own below its row (in
#: the first column, which says what the row is about, it stays). Only texts are wrapped, between words.
Kind = Literal["text", "int", "decimal", "date", "bool", "command"]
CellValue = str | int | float | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        key: Name in JSON and in code, unique in its table.
        title: What stands in the header; a column without one stands in JSON only.
        kind: Type of the values; numbers are right-aligned, ``0301`` in a text column stays text.
        width: Wanted width in characters, for workbooks; worked out from the rows when not given.
        get: The value of an item, as JSON has it; the attribute or the entry named ``key`` when not given.
        show: The cell of a value, where a table says it otherwise than JSON.
        rank: Which columns go first when the window is too narrow for all: the highest; 0 always stays. With too
            little room for those of rank 0 each row becomes a block of ``Field: value``.
        json: Whether JSON has it.
    """

    key: str
    title: str = ""
    kind: Kind = "text"
    width: int | None = None
    get: Callable[[Any], Any] | None = None
    show: Callable[[Any], CellValue] | None = None
    rank: int = 0
    json: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Args:
        title: Heading of the table and name of its sheet; may be empty.
        columns: From left to right.
        rows: Each as long as ``columns``, in print order.
        notes: Lines to be read together with the table (below it; in a workbook on a sheet of their own).
        empty: What a terminal says instead of all of it when there are no rows; else the title and that there are
            none. Added in version 0.2.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    notes: tuple[str, ...] = ()
    empty: str = ""

    def __post_init__(self) -> None:
        for index, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise InvalidData(
                    tr(
                        "row {index} of the table {title!r} has {number} cells for {number2} columns",
                        index=index,
                        title=self.title,
                        number=len(row),
                        number2=len(self.columns),
                    )
                )

    @classmethod
    def of(
        cls,
        title: str,
        columns: Iterable[Column],
        records: Iterable[Mapping[str, CellValue]],
        notes: Iterable[str] = (),
    ) -> Table:
        """A table from mappings by column key; what a record does not have stays empty."""
        cols = tuple(columns)
        return cls(title, cols, tuple(tuple(record.get(col.key) for col in cols) for record in records), tuple(notes))


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of a command: ``data`` for ``json``, ``tables`` for everything else.

    ``data`` may hold dates, times, decimals, tuples and mappings; ``"schema": 1`` is put in front
    unless it says its own. ``personal``: it holds personal data, so that a new file of it is for its owner alone.
    ``title`` and ``language`` are those of a workbook: its properties (the first table's title when not given), and
    the name of its sheet of notes. One in another language than English is a document: it is written as it is, whatever
    the screen speaks.
    """

    data: Mapping[str, Any]
    tables: tuple[Table, ...] = field(default=())
    personal: bool = False
    title: str = ""
    language: Language = "en"
