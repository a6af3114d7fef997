"""What letters may say of the network that a municipality is in."""

from __future__ import annotations

from typing import Any

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Gathering, Municipality, Networks
from kvadmin.api.wording import municipality_key


def context(snapshot: Snapshot, municipality: str, about: str) -> dict[str, Any]:
    """``network`` of a letter to one municipality: ``id``, ``name``, ``advisor``, ``host`` and ``others``.

    Args:
        snapshot: The data.
        municipality: Its number; empty for a letter to several, which has no network.
        about: Id of a cohort, or of a gathering of one; whose networks they are.

    Returns:
        Nothing where no networks are meant. A value that is not known is empty, so that a letter that says it is
        stopped; ``host`` is the name of whose turn it is, ``others`` the names of the other members.
    """
    record = _networks(snapshot, municipality, about) if municipality else None
    if record is None:
        return {}
    found = record.network_of(municipality)
    if found is None:
        return {"network": {"id": "", "name": "", "advisor": "", "host": "", "others": []}}
    names = {number: _name(snapshot, number) for number in {*found.members, found.host} if number}
    others = [number for number in found.members if number != municipality]
    others.sort(key=lambda each: municipality_key(names[each], each))
    return {
        "network": {
            "id": found.id,
            "name": found.name,
            "advisor": found.advisor,
            "host": names.get(found.host, ""),
            "others": [names[each] for each in others],
        }
    }


def _networks(snapshot: Snapshot, municipality: str, about: str) -> Networks | None:
    """Those of the cohort that the letter is about; else the only ones that the municipality is in."""
    if about:
        found = snapshot.find(Networks, about) or snapshot.find(Networks, _cohort_of(snapshot, about))
        return found if found and found.networks else None
    mine = [each for each in snapshot.all(Networks) if each.network_of(municipality)]
    return mine[0] if len(mine) == 1 else None


def _cohort_of(snapshot: Snapshot, gathering: str) -> str:
    try:
        found = snapshot.find(Gathering, gathering)
    except UnknownName:  # the plugin that keeps them is switched off
        return ""
    return found.cohort if found else ""


def _name(snapshot: Snapshot, number: str) -> str:
    found = snapshot.find(Municipality, number)
    return found.name if found else number
