"""A table as csv and parquet, and each of them read back into the same texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import need
from kvadmin.api.reports import looks_like_formula

from .dictionary import Cells, DataTable, Digest, Variable, canonical

EXTRA = "evaluation"
#: Rows that are held in memory at a time.
_BATCH = 20_000


def write_csv(table: DataTable, path: Path) -> tuple[int, str]:
    """The table as csv; how many rows, and the hash over its content (which is that of every format)."""
    digest = Digest(table.variables)
    guarded = [k for k, each in enumerate(table.variables) if each.kind == "text"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([each.name for each in table.variables])
        for row in table.rows():
            digest.add(row)
            cells = list(row)
            for at in guarded:
                cells[at] = _guarded(cells[at])
            writer.writerow(cells)
    return digest.rows, digest.hex()


def _guarded(text: str | None) -> str | None:
    """An apostrophe before what a spreadsheet would take for a formula (or for such a guard)."""
    return f"'{text}" if text and (looks_like_formula(text) or text.startswith("'")) else text


def read_csv(path: Path, variables: Sequence[Variable]) -> Iterator[Cells]:
    """The rows of a csv."""
    lift_field_limit()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        check_columns(next(reader, []), variables, path)
        for row in reader:
            _check_width(row, variables, path)
            yield unguarded(row, variables)


def lift_field_limit() -> None:
    """Let a field of csv be of any length: the module stops at 131,072 characters by itself."""
    csv.field_size_limit(2**31 - 1)  # the most that a C long holds on every system


def unguarded(row: Sequence[str], variables: Sequence[Variable]) -> Cells:
    """The cells of a line of csv without the apostrophes before formulas."""
    return tuple(
        (cell[1:] if each.kind == "text" and cell.startswith("'") else cell) or None
        for each, cell in zip(variables, row, strict=True)
    )


def write_parquet(table: DataTable, path: Path) -> None:
    """The table as parquet: missing marks are null, and told in a column ``…_missing`` beside."""
    pa, pq = need("pyarrow", EXTRA), need("pyarrow.parquet", EXTRA)
    schema = pa.schema([field for each in table.variables for field in _fields(pa, each)])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(table.rows()):
            columns: list[Any] = []
            for k, variable in enumerate(table.variables):
                columns += _columns(pa, variable, [row[k] for row in batch])
            writer.write_batch(pa.record_batch(columns, schema=schema))


def _fields(pa: Any, each: Variable) -> list[Any]:
    kinds = {"int": pa.int64(), "decimal": pa.float64(), "date": pa.date32()}
    label = {"label_nb": each.nb, "label_nn": each.nn}
    fields = [pa.field(each.name, kinds.get(each.kind, pa.string()), metadata=label)]
    return [*fields, pa.field(f"{each.name}_missing", pa.string())] if each.missing else fields


def _columns(pa: Any, each: Variable, texts: list[str | None]) -> list[Any]:
    marks = each.marks
    values: list[Any] = [None if text is None or text in marks else _typed(each, text) for text in texts]
    kinds = {"int": pa.int64(), "decimal": pa.float64(), "date": pa.date32()}
    found = [pa.array(values, type=kinds.get(each.kind, pa.string()))]
    return [*found, pa.array([t if t in marks else None for t in texts], type=pa.string())] if marks else found


def _typed(each: Variable, text: str) -> Any:
    """A text as the type that the format has for it; a code stays its text."""
    if each.kind == "int":
        return int(text)
    if each.kind == "decimal":
        return float(text)
    return date.fromisoformat(text) if each.kind == "date" else text


def parquet_columns(variables: Sequence[Variable]) -> list[str]:
    """The columns of a parquet file: a variable that can be missing has a second one."""
    return [name for each in variables for name in (each.name, f"{each.name}_missing")[: 2 if each.missing else 1]]


def read_parquet(path: Path, variables: Sequence[Variable]) -> Iterator[Cells]:
    """The rows of a parquet file."""
    pq = need("pyarrow.parquet", EXTRA)
    with pq.ParquetFile(path) as file:
        expected = parquet_columns(variables)
        if file.schema_arrow.names != expected:
            raise InvalidData(tr("the columns are {names}", names=", ".join(file.schema_arrow.names)), where=str(path))
        for batch in file.iter_batches(_BATCH):
            columns = {name: batch.column(at).to_pylist() for at, name in enumerate(expected)}
            for at in range(batch.num_rows):
                yield tuple(
                    (columns[f"{v.name}_missing"][at] if v.missing else None) or canonical(columns[v.name][at])
                    for v in variables
                )


def batches(rows: Iterable[Cells]) -> Iterator[list[Cells]]:
    """The rows in lists of 20,000 at most."""
    batch: list[Cells] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def check_columns(found: Sequence[str], variables: Sequence[Variable], path: Path) -> None:
    """Refuse a file that has other columns than its description says.

    Raises:
        InvalidData: Naming those that it has.
    """
    if list(found) != [each.name for each in variables]:
        raise InvalidData(tr("the columns are {found}", found=", ".join(found)), where=str(path))


def _check_width(row: Sequence[str], variables: Sequence[Variable], path: Path) -> None:
    if len(row) != len(variables):
        raise InvalidData(
            tr("a row has {cells} cells for {variables} variables", cells=len(row), variables=len(variables)),
            where=str(path),
        )
