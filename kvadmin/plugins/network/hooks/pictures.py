"""Pictures for documents of other plugins: the map of a cohort's networks."""

from __future__ import annotations

from kvadmin.api import Snapshot

from ..divisions.map_drawing import map_of_cohort


def picture(snapshot: Snapshot, name: str, key: str, language: str) -> bytes | None:
    """``network-map`` of the cohort ``key`` as SVG; None for other names, or when it has no networks."""
    return map_of_cohort(snapshot, key, language) if name == "network-map" else None
