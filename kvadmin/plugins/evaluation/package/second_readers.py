"""What a package is read back with: where it is to be had, something else than what wrote it.

A writer and a reader of one library can share a fault: it wrote texts past the limit of SPSS and read them back as if
nothing were wrong.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import need

from . import package_workbook as workbook
from . import statistics_files as statistics
from . import table_files as writing
from .dictionary import Cells, Variable, canonical

Rows = Callable[[Path, str, Sequence[Variable]], Iterator[Cells]]
#: The program of GNU PSPP that turns a .sav into csv.
PSPP = "pspp-convert"
#: How pandas is to read: what stands in the file, and nothing made of it.
_EXACT = {"convert_categoricals": False, "convert_missing": True, "convert_dates": False, "chunksize": 20_000}
#: Stata counts days from here.
_STATA_BEGINS = date(1960, 1, 1)


class TableReader(NamedTuple):
    """What reads the tables of one format.

    Attributes:
        format: As in ``--formats``.
        folder: Where its files lie; empty for the workbook, which has all tables.
        reader: Name of the program or library.
        independent: Whether it is another than the one that wrote the file.
        read: The rows of a file (path, table, variables).
        lacking: What would read it independently, where nothing here does.
    """

    format: str
    folder: str
    reader: str
    independent: bool
    read: Rows
    lacking: str = ""

    @property
    def ending(self) -> str:
        """How the names of its files end."""
        return f".{self.format}"

    def path(self, table: str) -> str:
        """Where a table lies in the package."""
        return f"{self.folder}/{table}{self.ending}" if self.folder else "package.xlsx"


def table_readers() -> list[TableReader]:
    """One for each format, by what is installed here."""
    polars, pandas, pspp = find_spec("polars"), find_spec("pandas"), shutil.which(PSPP)
    return [
        TableReader("csv", "csv", "polars", True, _csv_by_polars)
        if polars
        else TableReader("csv", "csv", "Python", False, _by_path(writing.read_csv), "polars"),
        TableReader("parquet", "parquet", "polars", True, _parquet_by_polars)
        if polars
        else TableReader("parquet", "parquet", "pyarrow", False, _by_path(writing.read_parquet), "polars"),
        TableReader("sav", "spss", "PSPP", True, _sav_by_pspp)
        if pspp
        else TableReader("sav", "spss", "pyreadstat", False, _by_path(statistics.read_statistics), "PSPP"),
        TableReader("dta", "stata", "pandas", True, _dta_by_pandas)
        if pandas
        else TableReader("dta", "stata", "pyreadstat", False, _by_path(statistics.read_statistics), "pandas"),
        TableReader("xlsx", "", "calamine", True, workbook.read_workbook),
    ]


def _by_path(read: Callable[[Path, Sequence[Variable]], Iterator[Cells]]) -> Rows:
    return lambda path, _, variables: read(path, variables)


def _csv_by_polars(path: Path, _: str, variables: Sequence[Variable]) -> Iterator[Cells]:
    polars = need("polars", writing.EXTRA)
    with path.open(encoding="utf-8", newline="") as file:
        writing.check_columns(next(csv.reader(file), []), variables, path)
    names = [each.name for each in variables]
    frame = polars.read_csv(path, infer_schema=False, has_header=True, new_columns=names)
    for row in frame.iter_rows():
        yield writing.unguarded(["" if cell is None else cell for cell in row], variables)


def _parquet_by_polars(path: Path, _: str, variables: Sequence[Variable]) -> Iterator[Cells]:
    polars = need("polars", writing.EXTRA)
    frame = polars.read_parquet(path)
    expected = writing.parquet_columns(variables)
    if frame.columns != expected:
        raise InvalidData(tr("the columns are {names}", names=", ".join(frame.columns)), where=str(path))
    places = [(expected.index(v.name), expected.index(f"{v.name}_missing") if v.missing else None) for v in variables]
    for row in frame.iter_rows():
        yield tuple((row[mark] if mark is not None else None) or canonical(row[at]) for at, mark in places)


def _sav_by_pspp(path: Path, _: str, variables: Sequence[Variable]) -> Iterator[Cells]:
    with tempfile.TemporaryDirectory(prefix="kvadmin-") as folder:
        cells = _converted(path, Path(folder) / "table.csv")
        counted = _converted(path, Path(folder) / "counted.csv", "--recode")  # what is declared missing is blank there
        yield from _pspp_rows(cells, counted, path, variables)


def _converted(path: Path, out: Path, *options: str) -> Path:
    command = [PSPP, "-O", "csv", *options, str(path.resolve()), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not out.is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise InvalidData(tr("PSPP does not open it: {reason}", reason=said[0] if said else done.returncode))
    return out


def _pspp_rows(out: Path, recoded: Path, path: Path, variables: Sequence[Variable]) -> Iterator[Cells]:
    """PSPP writes a system-missing figure as a blank, and days as ``12/31/2007``."""
    writing.lift_field_limit()
    with out.open(encoding="utf-8", newline="") as file, recoded.open(encoding="utf-8", newline="") as other:
        reader, seen = csv.reader(file), csv.reader(other)
        writing.check_columns(next(reader, []), variables, path)
        next(seen, [])
        makers = [_of_pspp(each) for each in variables]
        rows = (tuple(make(cell) for make, cell in zip(makers, row, strict=True)) for row in reader)
        counted = (tuple(bool(cell.strip()) for cell in row) for row in seen)
        yield from statistics.as_spss_counts(rows, counted, variables)


def _of_pspp(each: Variable) -> Callable[[str], str | None]:
    if each.kind == "text":
        return canonical
    if each.kind == "date":

        def day(cell: str) -> str | None:
            month, number, year = cell.split("/") if cell.strip() else ("", "", "")
            return f"{year}-{month}-{number}" if year else None

        return day
    read = statistics.cell_reader(each, ".sav")
    return lambda cell: read(float(cell) if cell.strip() else None)


def _dta_by_pandas(path: Path, _: str, variables: Sequence[Variable]) -> Iterator[Cells]:
    pandas = need("pandas", writing.EXTRA)
    makers = [_of_pandas(pandas, each) for each in variables]
    with pandas.read_stata(path, **_EXACT) as chunks:
        for frame in chunks:
            writing.check_columns([str(name) for name in frame.columns], variables, path)
            columns = [frame[each.name].tolist() for each in variables]
            for row in zip(*columns, strict=True):
                yield tuple(make(cell) for make, cell in zip(makers, row, strict=True))


def _of_pandas(pandas: Any, each: Variable) -> Callable[[Any], str | None]:
    """Missing values are objects of their own here: ``.`` is empty, ``.a`` a letter."""
    read = _day if each.kind == "date" else statistics.cell_reader(each, ".dta")
    kind = pandas.io.stata.StataMissingValue

    def make(cell: Any) -> str | None:
        if isinstance(cell, kind):
            return read(cell.string[1:] or None)
        return read(cell)

    return make


def _day(cell: Any) -> str | None:
    return None if cell is None else (_STATA_BEGINS + timedelta(days=int(cell))).isoformat()
