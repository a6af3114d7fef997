"""Road distances for the network split, kept with the programme: what the plugin declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    import numpy as np

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import Place

_HERE = "kvadmin_roadtimes.commands"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``roadtimes``."""
    return [
        Command(
            "roadtimes",
            "Road minutes or kilometres between municipalities, for the network split.",
            commands=(
                Command("request", "What to ask a routing server of one's own.", f"{_HERE}:request"),
                Command("import", "Take in what the server answered.", f"{_HERE}:import_answers", writes=True),
                Command("show", "Show what is kept, and what is out of date.", f"{_HERE}:show"),
                Command("remove", "Remove what is kept.", f"{_HERE}:remove", writes=True),
            ),
        )
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """One file."""
    member = Reference("places.number", "municipalities", (), "roadtimes-member")
    return [
        Collection(
            "roadtimes",
            "roadtimes.yaml",
            "kvadmin_roadtimes.records:RoadTimes",
            "Road distances.",
            references=(member,),
        )
    ]


@hookimpl
def kvadmin_distances(snapshot: Snapshot | None, places: Sequence[Place]) -> tuple[np.ndarray, str] | None:
    """The distances that are kept; none where fewer than two of the places are in them."""
    if snapshot is None:
        return None
    from kvadmin_roadtimes.matrix import offered

    return offered(snapshot, places)


@hookimpl
def kvadmin_checks(snapshot: Snapshot) -> list[Finding]:
    """Members without road distances, and municipalities that have moved since."""
    from kvadmin_roadtimes.matrix import findings

    return findings(snapshot)
