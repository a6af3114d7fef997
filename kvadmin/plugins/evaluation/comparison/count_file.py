"""Counts from a file of one's own, without a programme folder: csv, a workbook, or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.imports import Cell, read_bytes, read_figure
from kvadmin.api.wording import fold

from .case_file import rows_of
from .funnel_types import CountRow

_COLUMNS = ("group", "numerator", "denominator")
#: Headings that mean the same, folded.
_SYNONYMS = {
    "group": ("group", "gruppe", "kommune", "municipality", "kommunenummer", "knr", "number", "name", "navn", "namn"),
    "numerator": ("numerator", "teller", "teljar", "events", "hendelser", "hendingar", "value", "verdi", "observed"),
    "denominator": ("denominator", "nevner", "nemnar", "of", "av", "expected", "forventet", "forventa"),
}
#: What stands for a missing figure, as Statistics Norway and R write it.
_MISSING = frozenset(("", ".", "..", "...", ":", "-", "na", "nan", "null"))
_MOST_NAMED = 20


class CountFile(NamedTuple):
    """Rows of counts, and what the file says of the method under FunnelPlotR's names (JSON only)."""

    rows: list[CountRow]
    settings: Mapping[str, Any]


def read_counts(path: Path) -> CountFile:
    """The counts of a file: ``group,numerator,denominator``, several rows of a group summed later.

    Raises:
        UsageError: The file cannot be read.
        InvalidData: Columns are missing, or a cell is no figure; every such cell is named.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            tr("cannot read {path}: {strerror}", path=path, strerror=error.strerror),
            where=str(path),
            code="unreadable-file",
        ) from error
    return _from_json(data, path) if data.lstrip()[:1] in (b"{", b"[") else _from_table(data, path)


def _from_json(data: bytes, path: Path) -> CountFile:
    """Lists under the three names, rows of them, or a case with its ``input``."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise InvalidData(tr("this is no JSON: {error}", error=error), where=str(path), code="wrong-columns") from error
    case = _as_case(found)
    try:
        return CountFile(rows_of(case), case)
    except InvalidData as error:
        error.where = ": ".join(part for part in (str(path), error.where) if part)
        raise


def _as_case(found: Any) -> Mapping[str, Any]:
    """Columns, whether it stands in columns or in rows; what is neither has none."""
    case = found.get("input", found) if isinstance(found, dict) else {"rows": found}
    if not isinstance(case, dict):
        return {}
    rows = case.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return case
    return {**case, **{name: [row.get(name) for row in rows] for name in _COLUMNS}}


def _wrong_columns(path: Path, missing: Sequence[str]) -> InvalidData:
    return InvalidData(
        tr("column(s) missing: {missing}", missing=", ".join(missing)),
        where=str(path),
        hint=",".join(_COLUMNS),
        code="wrong-columns",
    )


def _from_table(data: bytes, path: Path) -> CountFile:
    sheet = next(each for each in read_bytes(data, str(path)).sheets if each.rows)
    heading, *body = sheet.rows
    titles = [fold(cell.text) for cell in heading.cells]
    places = {
        name: next((titles.index(word) for word in map(fold, words) if word in titles), -1)
        for name, words in _SYNONYMS.items()
    }
    if missing := [name for name, at in places.items() if at < 0]:
        raise _wrong_columns(path, missing)
    rows: list[CountRow] = []
    faults: list[str] = []
    for row in body:
        group, top, bottom = (row[at] for at in places.values())
        rows.append(CountRow(group.text.strip(), _figure(top, faults), _figure(bottom, faults)))
    if faults:
        raise InvalidData(
            tr("{number} cells are no figures", number=len(faults)),
            where=str(path),
            details=faults[:_MOST_NAMED],
            hint=tr("leave a figure that is missing empty"),
            code="bad-value",
        )
    return CountFile(rows, {})


def _figure(cell: Cell, faults: list[str]) -> float | None:
    text = cell.text.strip()
    if text.casefold() in _MISSING and not cell.error:
        return None
    try:
        return float(text)
    except ValueError:
        figure = None if cell.error else read_figure(cell.value)
    if figure is None:
        faults.append(tr("{where}: {value!r} is no figure", where=cell.where, value=cell.error or text))
        return None
    return float(figure)
