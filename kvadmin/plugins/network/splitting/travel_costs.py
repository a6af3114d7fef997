"""Travel between places other than great-circle kilometres: a csv of pairs, or what a plugin offers."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np

from kvadmin.api import InvalidData, Session, Snapshot, tr

from ..solver.distance import TravelTable
from ..solver.places import PlaceSet
from .place_file import delimiter_of, read_text

_UNITS = {"km": "km", "kilometres": "km", "kilometer": "km", "minutes": "min", "minutter": "min", "min": "min"}
_NAMED = 20


def read_distances(path: Path, places: PlaceSet) -> TravelTable:
    """A csv ``from,to,km`` or ``from,to,minutes``; a pair given once counts both ways, other places are passed over.

    Raises:
        InvalidData: Not such a csv, a value that is none, pairs that are missing, or differ by direction: all named.
    """
    text = read_text(path)
    rows = csv.reader(text.splitlines(), delimiter=delimiter_of(text))
    unit, columns = _heading(next(rows, []), path)
    table = np.full((len(places), len(places)), np.nan)
    known = {place: index for index, place in enumerate(places.ids)}
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        if row and any(cell.strip() for cell in row):
            _take(
                table, known, [row[at] if at < len(row) else "" for at in columns], tr("line {line}", line=line), faults
            )
    if faults:
        raise InvalidData(
            tr("{number} fault(s) in the distances", number=len(faults)), where=str(path), details=faults[:_NAMED]
        )
    table = np.where(np.isnan(table), table.T, table)
    return TravelTable(places, table, unit)


def _heading(cells: list[str], path: Path) -> tuple[str, tuple[int, int, int]]:
    names = [cell.strip().casefold() for cell in cells]
    units = [name for name in names if name in _UNITS]
    ends = [
        next((names.index(name) for name in pair if name in names), -1) for pair in (("from", "fra"), ("to", "til"))
    ]
    if min(ends) < 0 or len(units) != 1:
        raise InvalidData(
            tr("the heading {cells!r} is not that of a table of distances", cells=",".join(cells)),
            where=f"{path}:1",
            hint=tr("from,to,km or from,to,minutes"),
        )
    return _UNITS[units[0]], (ends[0], ends[1], names.index(units[0]))


def _take(table: np.ndarray, known: dict[str, int], cells: list[str], where: str, faults: list[str]) -> None:
    start, end = (known.get(cell.strip()) for cell in cells[:2])
    if start is None or end is None or start == end:
        return
    try:
        value = float(cells[2].strip().replace(",", "."))
    except ValueError:
        value = math.nan
    pair = f"{cells[0].strip()} - {cells[1].strip()}"
    if not math.isfinite(value) or value < 0:
        faults.append(tr("{where}: {pair}: {value!r} is no distance", where=where, pair=pair, value=cells[2].strip()))
    elif not math.isnan(table[start, end]) and table[start, end] != value:
        faults.append(tr("{where}: {pair} stands twice, with different distances", where=where, pair=pair))
    else:
        table[start, end] = value


def travel_of(run: Session, snapshot: Snapshot | None, places: PlaceSet, file: Path | None) -> TravelTable | None:
    """What is minimised: the file a person names, else what a plugin offers, else None (great circle).

    Raises:
        InvalidData: Pairs are unknown, negative or differ by direction; they are named.
    """
    if file is not None:
        return read_distances(file, places)
    offers = run.call("kvadmin_distances", snapshot=snapshot, places=places)
    found = [(plugin, table) for plugin, table in offers if table is not None]
    if not found:
        return None
    if len(found) > 1:
        run.warn(tr("several plugins offer distances; those of {found!r} are used", found=found[0][0]))
    plugin, offered = found[0]
    unit = "km"
    if isinstance(offered, tuple):  # (table, unit)
        offered, unit = offered
    run.info(tr("Distances of the plugin {plugin!r}.", plugin=plugin))
    return TravelTable(places, np.array(offered, dtype=float), str(unit))


def foreign_rules(run: Session, snapshot: Snapshot | None, places: PlaceSet) -> tuple[Any, ...]:
    """The rules that plugins add to the split."""
    return tuple(run.gather("kvadmin_network_rules", snapshot=snapshot, places=places))
