"""What a list is, whatever format it is asked for in: columns, tables, a report, and the way to a format.

A command builds one :class:`Report` and hands it to :func:`render`; ``json`` prints its data, every
other format its tables. Further formats come from the hook ``kvadmin_writers`` as :class:`Writer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from kvadmin.errors import InvalidData, UsageError

#: What a column holds. A text in a column of another kind is shown as it is ("under 5", "–"). A command is a
#: text that a person copies: on a terminal too narrow for it, it stands whole on a line of its own.
Kind = Literal["text", "int", "decimal", "date", "bool", "command"]
Cell = str | int | float | Decimal | date | bool | None

#: The formats that are always there.
FORMATS = ("table", "json", "csv", "md", "xlsx")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        key: Name in code, unique in its table.
        title: What stands in the header.
        kind: Type of the values; numbers are right-aligned, ``0301`` in a text column stays text.
        width: Wanted width in characters, for workbooks; worked out from the rows when not given.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Args:
        title: Heading of the table and name of its sheet; may be empty.
        columns: From left to right.
        rows: Each as long as ``columns``, in print order.
        notes: Lines to be read together with the table (below it; in a workbook on a sheet of their own).
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for index, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise InvalidData(
                    f"row {index} of the table {self.title!r} has {len(row)} cells for {len(self.columns)} columns"
                )

    @classmethod
    def of(
        cls,
        title: str,
        columns: Iterable[Column],
        records: Iterable[Mapping[str, Cell]],
        notes: Iterable[str] = (),
    ) -> Table:
        """A table from mappings by column key; what a record does not have stays empty."""
        cols = tuple(columns)
        return cls(title, cols, tuple(tuple(record.get(col.key) for col in cols) for record in records), tuple(notes))


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of a command: ``data`` for ``json``, ``tables`` for everything else.

    ``data`` may hold dates, times, decimals, tuples and mappings; ``"schema": 1`` is put in front
    unless it says its own.
    """

    data: Mapping[str, Any]
    tables: tuple[Table, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Writer:
    """A further output format, from the hook ``kvadmin_writers``.

    Args:
        name: What ``--format`` is given, for example ``html``; never one of :data:`FORMATS`.
        suffix: Ending of the files, with its dot: ``.html``.
        write: The report as the bytes of a file; a function of its argument only.
    """

    name: str
    suffix: str
    write: Callable[[Report], bytes]


def _as_table(report: Report, _excel: bool, width: int | None) -> str:
    from kvadmin.documents import terminal

    return terminal.write(report.tables, width=width)


def _as_json(report: Report, _excel: bool, _width: int | None) -> str:
    from kvadmin.documents import jsontext

    return jsontext.write(report.data)


def _as_csv(report: Report, excel: bool, _width: int | None) -> str:
    from kvadmin.documents import delimited

    return delimited.write(report.tables, excel=excel)


def _as_md(report: Report, _excel: bool, _width: int | None) -> str:
    from kvadmin.documents import markdown

    return markdown.write(report.tables)


def _as_xlsx(report: Report, _excel: bool, _width: int | None) -> bytes:
    from kvadmin.documents import xlsx

    return xlsx.write(report.tables)


#: Each writer is imported when its format is asked for: a list on the terminal does not pay for workbooks.
_BUILTIN: dict[str, Callable[[Report, bool, int | None], str | bytes]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "md": _as_md,
    "xlsx": _as_xlsx,
}


def render(
    report: Report,
    format: str,  # noqa: A002 - the option's own name
    *,
    excel: bool = False,
    width: int | None = None,
    writers: Iterable[Writer] = (),
) -> str | bytes:
    """The report in a format: text for ``table``, ``json``, ``csv`` and ``md``, bytes for the rest.

    Args:
        report: What the command has to say.
        format: One of :data:`FORMATS` or the name of a writer.
        excel: ``csv`` as a Norwegian Excel opens it by double-click: byte order mark, ``;``, decimal comma.
        width: Columns of the terminal; wider tables are wrapped. Not wrapped when not given.
        writers: What the hook ``kvadmin_writers`` gave; a built-in name is never replaced.

    Raises:
        UsageError: Nobody writes that format.
        InvalidData: A cell that the format cannot hold, with table, row and column.
    """
    if format in _BUILTIN:
        return _BUILTIN[format](report, excel, width)
    writer = check_format(format, writers)
    assert writer is not None
    return writer.write(report)


def check_format(format: str, writers: Iterable[Writer]) -> Writer | None:  # noqa: A002 - the option's own name
    """The writer of a format, None for those that are always there.

    Raises:
        UsageError: Nobody writes that format.
    """
    if format in _BUILTIN:
        return None
    strangers = {writer.name: writer for writer in writers}
    if format in strangers:
        return strangers[format]
    known = ", ".join([*FORMATS, *sorted(strangers.keys() - set(FORMATS))])
    raise UsageError(f"there is no output format {format!r}", where="--format", hint=f"use one of: {known}")
