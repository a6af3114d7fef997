"""A table as csv, parquet, workbook, SPSS and Stata, and each of them read back into the same texts."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import need
from kvadmin.api.reports import looks_like_formula

from .dictionary import Cells, DataTable, Digest, Variable, both, canonical, code_label

EXTRA = "evaluation"
#: Rows that are held in memory at a time.
_BATCH = 20_000
_SAV_LABEL, _DTA_LABEL = 255, 80
_MOST_DISCRETE = 3


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
    texts = {k for k, each in enumerate(variables) if each.kind == "text"}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        _check_names(next(reader, []), variables, path)
        for row in reader:
            _check_width(row, variables, path)
            yield tuple(
                (cell[1:] if k in texts and cell.startswith("'") else cell) or None for k, cell in enumerate(row)
            )


def write_parquet(table: DataTable, path: Path) -> None:
    """The table as parquet: missing marks are null, and told in a column ``…_missing`` beside."""
    pa, pq = need("pyarrow", EXTRA), need("pyarrow.parquet", EXTRA)
    schema = pa.schema([field for each in table.variables for field in _fields(pa, each)])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(table.rows()):
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


def read_parquet(path: Path, variables: Sequence[Variable]) -> Iterator[Cells]:
    """The rows of a parquet file."""
    pq = need("pyarrow.parquet", EXTRA)
    with pq.ParquetFile(path) as file:
        expected = [name for v in variables for name in ([v.name, f"{v.name}_missing"] if v.missing else [v.name])]
        if file.schema_arrow.names != expected:
            raise InvalidData(tr("the columns are {names}", names=", ".join(file.schema_arrow.names)), where=str(path))
        for batch in file.iter_batches(_BATCH):
            columns = {name: batch.column(at).to_pylist() for at, name in enumerate(expected)}
            for at in range(batch.num_rows):
                yield tuple(
                    (columns[f"{v.name}_missing"][at] if v.missing else None) or canonical(columns[v.name][at])
                    for v in variables
                )


def write_sav(table: DataTable, path: Path) -> None:
    """The table for SPSS: codes with labels, missing figures as user-missing codes."""
    pyreadstat = need("pyreadstat", EXTRA)
    labels = {v.name: _value_labels(v) for v in table.variables if v.numeric and (v.codes or v.missing)}
    pyreadstat.write_sav(
        _frame(table, "sav"),
        path,
        file_label=both(table.nb, table.nn)[:60],
        column_labels={v.name: _cut(both(v.nb, v.nn), v.nb, _SAV_LABEL) for v in table.variables},
        variable_value_labels=labels,
        missing_ranges={v.name: _ranges(v) for v in table.variables if v.numeric and v.missing},
        variable_measure={v.name: _measure(v) for v in table.variables},
        variable_format={v.name: "F12.0" for v in table.variables if v.kind in ("int", "code")},
    )
    # The moment of writing, which the format has in its head: the same data are to give the same bytes.
    _patch(path, b"\x00\x00\x00\x00\x00\x00Y@", 0, b"01 Jan 0000:00:00")


def _patch(path: Path, before: bytes, skip: int, text: bytes) -> None:
    with path.open("r+b") as file:
        head = file.read(600)
        at = head.find(before)
        if at >= 0:
            file.seek(at + len(before) + skip)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def write_dta(table: DataTable, path: Path) -> None:
    """The table for Stata: codes with labels, missing figures as ``.a``, ``.b`` … with labels."""
    pyreadstat = need("pyreadstat", EXTRA)
    numeric = [v for v in table.variables if v.numeric and (v.codes or v.missing)]
    labels: dict[str, dict[Any, str]] = {}
    for each in numeric:
        letters = stata_letters(each)
        coded: dict[Any, str] = {code.number: _cut(code_label(code.nb, code.nn), code.nb, 32000) for code in each.codes}
        labels[each.name] = coded | {letters[m.code]: code_label(m.nb, m.nn) for m in each.missing}
    pyreadstat.write_dta(
        _frame(table, "dta"),
        path,
        file_label=_cut(both(table.nb, table.nn), table.nb, _DTA_LABEL),
        column_labels={v.name: _cut(both(v.nb, v.nn), v.nb, _DTA_LABEL) for v in table.variables},
        variable_value_labels=labels,
        missing_user_values={v.name: list(stata_letters(v).values()) for v in numeric if v.missing},
    )
    _patch(path, b"<timestamp>", 1, b"01 Jan 2000 00:00")


def stata_letters(each: Variable) -> dict[int, str]:
    """``code -> letter`` of Stata's extended missing values: the greatest code is ``.a``."""
    codes = sorted((missing.code for missing in each.missing), reverse=True)
    return {code: chr(ord("a") + at) for at, code in enumerate(codes)}


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


def _maker(each: Variable, kind: str) -> Any:
    """The function that makes what statistics programs hold of a text."""
    if each.kind == "date":
        return lambda text: None if text is None else date.fromisoformat(text)
    if not each.numeric:
        return lambda text: text or ""
    letters = stata_letters(each)
    known: dict[str, Any] = {
        mark: letters[missing.code] if kind == "dta" else float(missing.code) for mark, missing in each.marks.items()
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


def _value_labels(each: Variable) -> dict[Any, str]:
    found: dict[Any, str] = {code.number: code_label(code.nb, code.nn) for code in each.codes}
    return found | {missing.code: code_label(missing.nb, missing.nn) for missing in each.missing}


def _ranges(each: Variable) -> list[Any]:
    """SPSS knows three missing codes, or a range of them."""
    codes = sorted(missing.code for missing in each.missing)
    return codes if len(codes) <= _MOST_DISCRETE else [{"lo": codes[0], "hi": codes[-1]}]


def _measure(each: Variable) -> str:
    return "scale" if each.kind in ("int", "decimal", "date") else "nominal"


def _cut(text: str, short: str, most: int) -> str:
    """The label of both forms; the first alone, or cut, where the format has no room."""
    return next((t for t in (text, short) if len(t.encode()) <= most), short.encode()[:most].decode("utf-8", "ignore"))


def read_statistics(path: Path, variables: Sequence[Variable]) -> Iterator[Cells]:
    """The rows of a .sav or .dta."""
    pyreadstat = need("pyreadstat", EXTRA)
    read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
    frame, _ = read(path, user_missing=True, output_format="dict")
    _check_names(list(frame), variables, path)
    back = [_back(each, path.suffix) for each in variables]
    yield from (
        tuple(make(cell) for make, cell in zip(back, row, strict=True))
        for row in zip(*(frame[each.name] for each in variables), strict=True)
    )


def _back(each: Variable, ending: str) -> Any:
    letters = {letter: code for code, letter in stata_letters(each).items()}
    marks = {missing.code: missing.marks[0] if missing.marks else str(missing.code) for missing in each.missing}
    codes = {code.number: code.text for code in each.codes}

    def make(cell: Any) -> str | None:
        if cell is None or cell != cell or cell == "":  # noqa: PLR0124 - NaN
            return None
        if each.numeric and isinstance(cell, str):
            return marks[letters[cell]]
        if each.numeric and ending == ".sav" and cell in marks:
            return marks[int(cell)]
        if each.kind == "code":
            return codes.get(int(cell), canonical(cell))
        return canonical(cell)

    return make


def _batches(rows: Iterable[Cells]) -> Iterator[list[Cells]]:
    batch: list[Cells] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _check_names(found: Sequence[str], variables: Sequence[Variable], path: Path) -> None:
    if list(found) != [each.name for each in variables]:
        raise InvalidData(tr("the columns are {found}", found=", ".join(found)), where=str(path))


def _check_width(row: Sequence[str], variables: Sequence[Variable], path: Path) -> None:
    if len(row) != len(variables):
        raise InvalidData(
            tr("a row has {cells} cells for {variables} variables", cells=len(row), variables=len(variables)),
            where=str(path),
        )
