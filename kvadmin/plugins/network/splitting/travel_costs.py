"""Travel between places other than great-circle kilometres: a csv of pairs, or what a plugin offers."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np

from kvadmin.api import InvalidData, PluginFailure, Session, Snapshot, tr
from kvadmin.api.records import SplitDistances, SplitSettings

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
            tr("{number} fault(s) in the distances", number=len(faults)),
            where=str(path),
            details=faults[:_NAMED],
            code="bad-places",
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
            code="wrong-columns",
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


def travel_of(
    run: Session, snapshot: Snapshot | None, places: PlaceSet, settings: SplitSettings, *, reading: bool = False
) -> TravelTable | None:
    """What is minimised: the file a person names, else what the split was measured by, else what a plugin offers.

    Args:
        run: The session.
        snapshot: The data, if there are any.
        places: Between which.
        settings: Of the split; what it is measured by is noted in them.
        reading: Nothing will be written: distances that are not to be had are said, and do not stop.

    Returns:
        None for great circles.

    Raises:
        InvalidData: Pairs are unknown, negative or differ by direction; they are named.
        PluginFailure: The distances that the split was measured by are not to be had.
    """
    if settings.distances:
        table = read_distances(Path(settings.distances), places)
        settings.measured = SplitDistances(by="file", unit=table.unit)
        return table
    asked = run.call_to_read if reading else run.call
    found = {
        plugin: offer
        for plugin, offer in asked("kvadmin_distances", snapshot=snapshot, places=places)
        if offer is not None
    }
    plugin = _chosen(run, list(found), settings.measured, reading=reading)
    if not plugin:
        settings.measured = SplitDistances(by="great-circle")
        return None
    offered, unit = found[plugin] if isinstance(found[plugin], tuple) else (found[plugin], "km")
    run.info(tr("Distances of the plugin {plugin!r}.", plugin=plugin))
    version = next((each.version for each in run.plugins.statuses() if each.name == plugin), "")
    settings.measured = SplitDistances(by="plugin", plugin=plugin, version=version, unit=str(unit))
    return TravelTable(places, np.array(offered, dtype=float), str(unit))


def _chosen(run: Session, offering: list[str], recorded: SplitDistances | None, *, reading: bool) -> str:
    """The plugin whose distances count; empty for great circles."""
    if recorded is not None and recorded.by == "plugin":
        if recorded.plugin not in offering:
            _not_to_be_had(run, recorded, reading=reading)
            return ""
        return recorded.plugin
    if recorded is not None and recorded.by == "great-circle":
        if offering:
            words = {"plugin": offering[0]}
            run.info(tr("The split counts great circles; split again to count by the plugin {plugin!r}.", **words))
        return ""
    if len(offering) > 1:
        run.warn(tr("several plugins offer distances; those of {found!r} are used", found=offering[0]))
    return offering[0] if offering else ""


def _not_to_be_had(run: Session, recorded: SplitDistances, *, reading: bool) -> None:
    """Say, or stop, where the distances that a split was measured by are not offered any more."""
    words = {"plugin": recorded.plugin, "version": recorded.version}
    message = tr("the distances that the split was made with are not to be had: those of {plugin!r} {version}", **words)
    if reading:
        run.warn(tr("{message}; great circles are counted instead", message=message))
        return
    failure = PluginFailure(
        message,
        hint=tr(
            "install or enable the plugin, name a table with --distances, or count great circles for this once: "
            "--without-guard {plugin} --why TEXT",
            plugin=recorded.plugin,
        ),
        code="plugin-failure",
    )
    failure.plugin = recorded.plugin
    if not run.passes_over(failure):
        raise failure


def foreign_rules(
    run: Session, snapshot: Snapshot | None, places: PlaceSet, *, reading: bool = False
) -> tuple[Any, ...]:
    """The rules that plugins add to the split."""
    asked = run.call_to_read if reading else run.call
    answers = asked("kvadmin_network_rules", snapshot=snapshot, places=places)
    return tuple(rule for _, rules in answers for rule in rules)
