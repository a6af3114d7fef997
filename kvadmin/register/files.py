"""A register of municipalities as a file: csv or workbook in, typed values per row out.

:func:`read_register` reads the file, :func:`kvadmin.register.merging.merge_register` says what it does to the
records that are there. Neither writes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.register.codes import no_municipality
from kvadmin.register.field_values import MUNICIPALITY_FIELDS, municipality_number, read_cell
from kvadmin.register.file_columns import NORWEGIAN_NAME, RegisterColumns, find_columns
from kvadmin.register.name_forms import forms_of
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


#: Field -> how its cell is read.
REGISTER_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    each.name: partial(read_cell, each) for each in MUNICIPALITY_FIELDS.fields
}
#: Sheets as they are read: (name or None, [(line from 1, cells)]).
Sheets = Sequence[tuple[str | None, Sequence[tuple[int, Sequence[Any]]]]]


def read_register(path: Path) -> RegisterFile:
    """Read a csv file or workbook with one municipality per row.

    Raises:
        UsageError: There is no such file.
        InvalidData: The file cannot be read, or has no header with number and name.
    """
    from kvadmin.reading.opening import read_file

    book = read_file(path, marks=False)  # a register is figures: strike-through and notes carry nothing in it
    sheets = [
        (sheet.name, [(row.number, [cell.value for cell in row.cells]) for row in sheet.rows]) for sheet in book.sheets
    ]
    return understand(sheets, str(path))


def understand(sheets: Sheets, where: str) -> RegisterFile:
    """The rows of the sheets; a sheet without a header is left out with a remark.

    Args:
        sheets: What the file holds.
        where: Its name, for messages.

    Raises:
        InvalidData: There is no header with number and name, or no row below it.
    """
    rows: list[RegisterRow] = []
    unread: dict[str, None] = {}
    remarks: list[str] = []
    headers = 0
    for name, lines in sheets:
        columns = find_columns(lines, f"{where}, {name}" if name else where)
        if columns is None:
            if any(_filled(cells) for _, cells in lines):
                remarks.append(tr("the sheet {name!r} has no header with number and name: it is not read", name=name))
            continue
        headers += 1
        unread.update(dict.fromkeys(columns.unread))
        remarks.extend(_remarks(columns))
        read, left_out = _rows(name, lines, columns)
        rows.extend(read)
        if left_out:
            remarks.append(tr("left out, for they are no municipalities: {rows}", rows=", ".join(left_out)))
    if not headers:
        raise InvalidData(
            tr("the file has no header line with a number and a name column"),
            where=where,
            hint=tr(
                "a register has the columns number,name,county,region,population,language_form,lat,lon,valid_from,"
                "valid_to (or kommunenummer, navn, fylke, landsdel, folketall, målform ...)"
            ),
        )
    if not rows:
        raise InvalidData(tr("the file has a header but no municipality below it"), where=where)
    return RegisterFile(_without_repeats(rows), tuple(unread), tuple(dict.fromkeys(remarks)), where)


def _remarks(columns: RegisterColumns) -> Iterable[str]:
    header = columns.headers.get("language_form", "")
    if "etterf" in fold(header):
        yield tr(
            "the language form is read from {header!r}: that is the decision of the later municipality, "
            "not this one's own",
            header=header,
        )


def _filled(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if cell is not None and squash(str(cell))]


def _rows(
    sheet: str | None, lines: Sequence[tuple[int, Sequence[Any]]], columns: RegisterColumns
) -> tuple[list[RegisterRow], list[str]]:
    """The rows below the header, and those among them that are surely no municipality, in words."""
    rows: list[RegisterRow] = []
    left_out: list[str] = []
    bodies = shipped_bodies()
    for line, cells in lines:
        if line <= columns.line or not _filled(cells):
            continue
        code, name = (_text_of(cells, columns.places.get(field)) for field in ("number", "name"))
        name = name or _text_of(cells, columns.places.get(NORWEGIAN_NAME))
        if what := no_municipality(code, name, bodies):
            left_out.append(f"{code} {name} ({what})")
        else:
            rows.append(_row(sheet, line, cells, columns))
    return rows, left_out


def _text_of(cells: Sequence[Any], at: int | None) -> str:
    return "" if at is None or at >= len(cells) or cells[at] is None else squash(str(cells[at])).removesuffix(".0")


def _row(sheet: str | None, line: int, cells: Sequence[Any], columns: RegisterColumns) -> RegisterRow:
    raw = {
        name: cells[index]
        for name, index in columns.places.items()
        if index < len(cells) and cells[index] is not None and squash(str(cells[index]))
    }
    problems: list[str] = []

    def read(name: str, how: Callable[[Any], Any]) -> Any:
        try:
            return how(raw[name])
        except ValueError as error:
            problems.append(f"{columns.headers[name]}: {error}")
            return None

    number = read("number", municipality_number) if "number" in raw else ""
    if "number" not in raw:
        problems.append(tr("the row has no municipality number"))
    values = {name: read(name, how) for name, how in REGISTER_FIELDS.items() if name in raw}
    if NORWEGIAN_NAME in raw:
        values |= _two_names(read(NORWEGIAN_NAME, one_line) or "", values)
    if not values.get("name"):
        problems.append(tr("the row has no name"))
    problems.extend(_contradictions(values))
    return RegisterRow(sheet, line, number or squash(str(raw.get("number", ""))), values, tuple(problems))


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
