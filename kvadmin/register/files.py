"""A register of municipalities as a file: what its rows say, typed.

:func:`kvadmin.register.merging.merge_register` says what that does to the records that are there. Neither writes
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Row
from kvadmin.reading.tables import SheetTable, SheetTables
from kvadmin.register.codes import no_municipality
from kvadmin.register.field_values import MUNICIPALITY_FIELDS, municipality_number, read_cell
from kvadmin.register.file_columns import NORWEGIAN_NAME
from kvadmin.register.name_forms import forms_of
from kvadmin.register.postal_columns import postal_address_of
from kvadmin.register.resolving import shipped_bodies
from kvadmin.translation import tr
from kvadmin.typed.texts import one_line
from kvadmin.wording.folding import fold, squash


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row: ``values`` holds what its filled cells say, typed; ``problems`` what cannot be read."""

    sheet: str | None
    line: int
    number: str
    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """``line 5``, with the sheet's name if the file has several."""
        line = tr("line {line}", line=self.line)
        return f"{self.sheet}, {line}" if self.sheet else line


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a register file says.

    Args:
        rows: In the order of the file.
        unread: Headers of columns that no field is read from.
        remarks: What the reader should know about how the file was read.
        where: Its name, for messages.
    """

    rows: tuple[RegisterRow, ...]
    unread: tuple[str, ...]
    remarks: tuple[str, ...]
    where: str


#: Field -> how its cell is read; the postal address is read of several.
REGISTER_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    each.name: partial(read_cell, each) for each in MUNICIPALITY_FIELDS.fields if each.name != "address"
}


def understand(tables: SheetTables, where: str) -> RegisterFile:
    """The rows of a file that was read as :data:`~kvadmin.register.file_columns.REGISTER`.

    Args:
        tables: What was found in the file.
        where: Its name, for messages.

    Raises:
        InvalidData: There is no row below the header.
    """
    rows: list[RegisterRow] = []
    remarks: list[str] = []
    for table in tables.tables:
        read, left_out = _rows(table)
        rows += read
        remarks += _remarks(table)
        if left_out:
            remarks.append(tr("left out, for they are no municipalities: {rows}", rows=", ".join(left_out)))
    if not rows:
        raise InvalidData(tr("the file has a header but no municipality below it"), where=where, code="empty-file")
    unread = dict.fromkeys(label for _, label in tables.unknown_columns)
    return RegisterFile(_without_repeats(rows), tuple(unread), tuple(dict.fromkeys(remarks)), where)


def _remarks(table: SheetTable) -> Iterable[str]:
    for at in table.columns.by_field.get("language_form", ()):
        if "etterf" in fold(table.columns.labels[at]):
            yield tr(
                "the language form is read from {header!r}: that is the decision of the later municipality, "
                "not this one's own",
                header=table.columns.labels[at],
            )


def _rows(table: SheetTable) -> tuple[list[RegisterRow], list[str]]:
    """The rows below the header, and those among them that are surely no municipality, in words."""
    rows: list[RegisterRow] = []
    left_out: list[str] = []
    bodies = shipped_bodies()
    for row in table.rows:
        if row.number in table.repeated:
            continue
        code, name = (squash(table.text(row, field)) for field in ("number", "name"))
        name = name or squash(table.text(row, NORWEGIAN_NAME))
        if what := no_municipality(code, name, bodies):
            left_out.append(f"{code} {name} ({what})")
        else:
            rows.append(_row(table, row))
    return rows, left_out


def _row(table: SheetTable, row: Row) -> RegisterRow:
    raw = {name: cell.value for name in table.columns.by_field if not (cell := table.cell(row, name)).blank}
    problems: list[str] = []

    def read(name: str, how: Callable[[Any], Any]) -> Any:
        try:
            return how(raw[name])
        except ValueError as error:
            problems.append(f"{_heading(table, name)}: {error}")
            return None

    number = read("number", municipality_number) if "number" in raw else ""
    if "number" not in raw:
        problems.append(tr("the row has no municipality number"))
    values = {name: read(name, how) for name, how in REGISTER_FIELDS.items() if name in raw}
    if NORWEGIAN_NAME in raw:
        values |= _two_names(read(NORWEGIAN_NAME, one_line) or "", values)
    try:
        address = postal_address_of(table, row)
    except ValueError as error:
        problems.append(str(error))
    else:
        values |= {"address": address} if address else {}
    if not values.get("name"):
        problems.append(tr("the row has no name"))
    problems.extend(_contradictions(values))
    written = squash(str(raw.get("number", "")))
    return RegisterRow(table.sheet.name, row.number, number or written, values, tuple(problems))


def _heading(table: SheetTable, field: str) -> str:
    return table.columns.labels[table.columns.by_field[field][0]]


def _two_names(norwegian: str, values: dict[str, Any]) -> dict[str, Any]:
    """The Norwegian name is the name; what else the bilingual name holds are the parallel names."""
    both = values.get("name") or norwegian
    parts = [part for part in forms_of(both) if part != both] or [both]
    parallel = [part for part in parts if fold(part) != fold(norwegian)]
    named = [*parallel, *values.get("names", ())]
    return {"name": norwegian, **({"names": list(dict.fromkeys(named))} if named else {})}


def _contradictions(values: dict[str, Any]) -> Iterable[str]:
    first, last = values.get("valid_from"), values.get("valid_to")
    if first and last and last < first:
        yield tr("valid_to {last} lies before valid_from {first}", last=last, first=first)
    if (values.get("lat") is None) != (values.get("lon") is None):
        yield tr("only one of the two coordinates is given")


def _without_repeats(rows: list[RegisterRow]) -> tuple[RegisterRow, ...]:
    """Rows of a number that stands twice get that as their problem, unless they say the same."""
    seen: dict[str, RegisterRow] = {}
    out = []
    for row in rows:
        first = seen.setdefault(row.number, row) if row.number else row
        if first is not row and first.values != row.values:
            problem = tr("{number} stands on {place} already, with other values", number=row.number, place=first.place)
            row = RegisterRow(row.sheet, row.line, row.number, row.values, (*row.problems, problem))  # noqa: PLW2901 - what becomes of it
        out.append(row)
    return tuple(out)
