"""Travel between places other than great-circle kilometres: a table in a file, or what a plugin offers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from kvadmin.api import PluginFailure, Session, Snapshot, tr
from kvadmin.api.records import SplitDistances, SplitSettings

from ..solver.distance import TravelTable
from ..solver.places import PlaceSet
from .distance_file import read_distances


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
