"""A table for SPSS and for Stata, and each of them read back into the same texts.

The limits are those of the formats: SPSS takes labels of variables of 255 bytes, of values of 120, of files of 64, and
texts of 32,767 bytes (IBM SPSS Statistics, "Variable labels", "Value labels"; GNU PSPP, "System File Format"); Stata
labels of 80 characters, of values of 32,000 bytes, and texts of 2,045 bytes, longer ones as strL (Stata,
"File formats .dta"). Release 118 is what every Stata from 14 on reads; 119 needs Stata/MP.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import need

from .dictionary import Cells, DataTable, Variable, canonical
from .missing_values import spss_missing
from .short_labels import both_within, in_bytes, told_apart
from .table_files import EXTRA, check_columns

#: What pyreadstat calls release 118 of .dta.
_STATA_14 = 14
_MOST_DECIMALS = 6
SAV_LABEL, SAV_VALUE_LABEL, _SAV_FILE_LABEL = 255, 120, 64
DTA_LABEL, _DTA_VALUE_LABEL = 80, 32_000
#: Between the forms of the label of a variable, and of a value: ``Mottatt / Motteken``, ``Mangler/Manglar``.
_BETWEEN, _BETWEEN_VALUES = " / ", "/"


def write_sav(table: DataTable, path: Path) -> None:
    """The table for SPSS: codes with labels, missing figures as user-missing codes."""
    pyreadstat = need("pyreadstat", EXTRA)
    labelled = [each for each in table.variables if each.numeric and (each.codes or each.missing)]
    frame = _frame(table, "sav")
    formats = {each.name: "F12.0" for each in table.variables if each.kind in ("int", "code")}
    formats |= {each.name: f"F16.{_decimals(frame[each.name])}" for each in table.variables if each.kind == "decimal"}
    pyreadstat.write_sav(
        frame,
        path,
        file_label=label_of(table, _SAV_FILE_LABEL, in_bytes),
        column_labels={each.name: label_of(each, SAV_LABEL, in_bytes) for each in table.variables},
        variable_value_labels={each.name: sav_value_labels(each) for each in labelled},
        missing_ranges={each.name: spss_missing(m.code for m in each.missing) for each in labelled if each.missing},
        variable_measure={each.name: _measure(each) for each in table.variables},
        variable_format=formats,
    )
    # The moment of writing, which the format has in its head: the same data are to give the same bytes.
    _patch(path, b"\x00\x00\x00\x00\x00\x00Y@", 0, b"01 Jan 0000:00:00")


def write_dta(table: DataTable, path: Path) -> None:
    """The table for Stata 14 and later: codes with labels, missing figures as ``.a``, ``.b`` … with labels."""
    pyreadstat = need("pyreadstat", EXTRA)
    labelled = [each for each in table.variables if each.numeric and (each.codes or each.missing)]
    pyreadstat.write_dta(
        _frame(table, "dta"),
        path,
        file_label=label_of(table, DTA_LABEL, len),
        column_labels={each.name: label_of(each, DTA_LABEL, len) for each in table.variables},
        version=_STATA_14,
        variable_value_labels={each.name: dta_value_labels(each) for each in labelled},
        missing_user_values={each.name: [m.letter for m in each.missing] for each in labelled if each.missing},
    )
    _patch(path, b"<timestamp>", 1, b"01 Jan 2000 00:00")


def label_of(each: DataTable | Variable, most: int, measure: Callable[[str], int]) -> str:
    """The label of a table or variable in both forms, once where they are the same."""
    if each.nb == each.nn:
        return both_within(each.nb, "", "", most, measure)
    return both_within(each.nb, each.nn, _BETWEEN, most, measure)


def sav_value_labels(each: Variable) -> dict[Any, str]:
    """The labels of a variable's values, in the room that SPSS has for them."""
    values = [(code.number, str(code.number), code.nb, code.nn) for code in each.codes]
    values += [(missing.code, missing.mark, missing.nb, missing.nn) for missing in each.missing]
    return told_apart(values, _BETWEEN_VALUES, SAV_VALUE_LABEL, in_bytes)


def dta_value_labels(each: Variable) -> dict[Any, str]:
    """The labels of a variable's values, its missing ones by their letters."""
    values: list[tuple[Any, str, str, str]] = [(c.number, str(c.number), c.nb, c.nn) for c in each.codes]
    values += [(missing.letter, missing.mark, missing.nb, missing.nn) for missing in each.missing]
    return told_apart(values, _BETWEEN_VALUES, _DTA_VALUE_LABEL, in_bytes)


def _patch(path: Path, before: bytes, skip: int, text: bytes) -> None:
    with path.open("r+b") as file:
        head = file.read(600)
        at = head.find(before)
        if at >= 0:
            file.seek(at + len(before) + skip)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _frame(table: DataTable, kind: str) -> Any:
    """The table as a data frame, which is what pyreadstat takes.

    Of polars, not pandas: a column of figures and letters keeps its type only there, whatever stands in its first
    hundred rows.
    """
    polars = need("polars", EXTRA)
    columns: list[list[Any]] = [[] for _ in table.variables]
    makers = [_maker(each, kind) for each in table.variables]
    for row in table.rows():
        for column, make, cell in zip(columns, makers, row, strict=True):
            column.append(make(cell))
    kinds = {"date": polars.Date, "text": polars.String}
    series = []
    for each, column in zip(table.variables, columns, strict=True):
        lettered = kind == "dta" and each.numeric and each.missing
        wanted = polars.Object if lettered else kinds.get(each.kind, polars.Float64)
        series.append(polars.Series(each.name, column, dtype=wanted))
    return polars.DataFrame(series)


def _decimals(series: Any) -> int:
    """With how many decimals SPSS is to show a column: as many as its figures have, up to six."""
    return next((places for places in range(_MOST_DECIMALS) if (series.round(places) == series).all()), _MOST_DECIMALS)


def _maker(each: Variable, kind: str) -> Any:
    """The function that makes what statistics programs hold of a text."""
    if each.kind == "date":
        return lambda text: None if text is None else date.fromisoformat(text)
    if not each.numeric:
        return lambda text: text or ""
    known: dict[str, Any] = {
        mark: missing.letter if kind == "dta" else float(missing.code) for mark, missing in each.marks.items()
    }
    known |= {code.text: float(code.number) for code in each.codes}

    def make(text: str | None) -> Any:
        if text is None:
            return None
        if text in known:
            return known[text]
        if each.kind == "code":
            raise InvalidData(
                tr("{text!r} is no value of {name}", text=text, name=each.name),
                hint=tr("`kvadmin check` tells where it stands"),
                code="bad-text",
            )
        return float(text)

    return make


def _measure(each: Variable) -> str:
    return "scale" if each.kind in ("int", "decimal", "date") else "nominal"


def read_statistics(path: Path, variables: Sequence[Variable]) -> Iterator[Cells]:
    """The rows of a .sav or .dta, by the library that wrote it."""
    pyreadstat = need("pyreadstat", EXTRA)
    read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
    frame, _ = read(path, user_missing=True, output_format="dict")
    check_columns(list(frame), variables, path)
    back = [cell_reader(each, path.suffix) for each in variables]
    rows = (
        tuple(make(cell) for make, cell in zip(back, row, strict=True))
        for row in zip(*(frame[each.name] for each in variables), strict=True)
    )
    if path.suffix != ".sav":
        yield from rows
        return
    users, _ = read(path, output_format="dict")
    seen = zip(*(users[each.name] for each in variables), strict=True)
    yield from as_spss_counts(rows, (tuple(not _blank(cell) for cell in row) for row in seen), variables)


def _blank(cell: Any) -> bool:
    return cell is None or cell != cell or cell == ""  # noqa: PLR0124 - NaN


def as_spss_counts(
    rows: Iterable[Cells], counted: Iterable[Sequence[bool]], variables: Sequence[Variable]
) -> Iterator[Cells]:
    """The rows of a .sav, if SPSS counts every figure of them and no missing value.

    What a cell says is one thing, what the file declares to be missing another: a range that is too wide takes figures
    away from every mean.

    Args:
        rows: What stands in the cells.
        counted: Whether a program that heeds the file's own missing values has something there.
        variables: What the columns are.

    Raises:
        InvalidData: A figure that is declared missing, or a missing value that is none to SPSS.
    """
    looked = [(at, each) for at, each in enumerate(variables) if each.numeric]
    for row, there in zip(rows, counted, strict=True):
        for at, each in looked:
            cell = row[at]
            if there[at] and cell in each.marks:
                raise InvalidData(tr("SPSS takes {value} of {name} for a figure", value=cell, name=each.name))
            if not there[at] and cell is not None and cell not in each.marks:
                raise InvalidData(tr("SPSS takes {value} of {name} for missing", value=cell, name=each.name))
        yield row


def cell_reader(each: Variable, ending: str) -> Callable[[Any], str | None]:
    """The function that makes the text of what a statistics program holds in a cell: a figure, a letter, a day."""
    letters = {missing.letter: missing.mark for missing in each.missing}
    marks = {missing.code: missing.mark for missing in each.missing} if ending == ".sav" else {}
    codes = {code.number: code.text for code in each.codes}

    def make(cell: Any) -> str | None:
        if _blank(cell):
            return None
        if each.numeric and isinstance(cell, str):
            return letters[cell]
        if each.numeric and cell in marks:
            return marks[int(cell)]
        if each.kind == "code":
            return codes.get(int(cell), canonical(cell))
        return canonical(cell)

    return make
