"""How far the others travel to each member of a network, as the networks are measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kvadmin.api import KvadminError, PluginFailure, Session, tr
from kvadmin.api.records import Networks

from ..divisions.stored_networks import StoredDivision, stored_division
from .turns import HostTravel


def host_travel(stand: StoredDivision, members: Sequence[str]) -> dict[str, HostTravel]:
    """By member, what the others travel there: the sum, and the longest trip.

    Args:
        stand: The networks with their distances.
        members: Of one network.
    """
    at = stand.places.indexes(members)
    there = stand.request.distances.block(at, at).astype(float)
    np.fill_diagonal(there, 0.0)
    return {
        member: HostTravel(float(there[:, place].sum()), float(there[:, place].max()))
        for place, member in enumerate(members)
    }


def measured_networks(run: Session, record: Networks) -> StoredDivision | None:
    """The networks with their distances; None, with a word about it, where they cannot be measured."""
    try:
        return stored_division(run, record, reading=True)
    except PluginFailure:
        raise
    except KvadminError as error:
        run.warn(tr("how far the others travel is not known and does not count: {why}", why=error.message))
        return None


def travel_of_each(stand: StoredDivision | None, networks: Iterable[Sequence[str]]) -> dict[str, HostTravel]:
    """By member of any of the networks; empty where they cannot be measured."""
    if stand is None:
        return {}
    return {member: far for members in networks if members for member, far in host_travel(stand, members).items()}
