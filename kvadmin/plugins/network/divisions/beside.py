"""A new division beside standing networks: the nearest one to each, and members whose way to one is shorter.

With d great-circle kilometres: the meeting place of a network is the member with the least sum of d to the others; two
networks are as far apart as their meeting places. A member m of a new network N is nearer to a standing network S with
room when the mean of d(m, x) over the members x of S is below that over the other members of N. That is a proposal:
nobody moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import Place
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column, Table, json_of, table_of

from ..solver.distance import GreatCircle
from ..solver.places import PlaceSet
from ..splitting.standing_networks import StandingNetwork
from .division import Division, figure, shown_figure


@dataclass(frozen=True)
class NearestStanding:
    """A new network, the nearest standing one, and the meeting place of each."""

    network: str
    name: str
    meeting_place: str
    standing: StandingNetwork
    standing_place: str
    km: float


@dataclass(frozen=True)
class NearerStanding:
    """A member whose mean way to a standing network with room is shorter than that within the new network.

    ``left``: members of the new network without it; ``fits``: whether that is not too few.
    """

    municipality: str
    network: str
    km: float
    standing: StandingNetwork
    standing_km: float
    left: int
    fits: bool


@dataclass(frozen=True)
class Beside:
    """What is said of a division beside standing networks."""

    nearest: tuple[NearestStanding, ...]
    nearer: tuple[NearerStanding, ...]


def beside(snapshot: Snapshot, division: Division, standing: Sequence[StandingNetwork], size_min: int) -> Beside:
    """Compare the networks of a division with standing ones; a standing member without coordinates is passed over."""
    places = _everybody(snapshot, division, standing)
    index = {place: at for at, place in enumerate(places.ids)}
    crow = GreatCircle(places)
    at_of = {each: np.array([index[m] for m in each.members if m in index], dtype=np.int64) for each in standing}
    there = {each: at for each, at in at_of.items() if len(at)}
    centres = {each: _meeting_place(crow, at) for each, at in there.items()}
    nearest, nearer = [], []
    for network in division.networks:
        own = places.indexes(network.members)
        centre = _meeting_place(crow, own)
        away = {each: float(crow.pairs(np.array(centre), np.array(other))) for each, other in centres.items()}
        if away:
            best = min(away, key=lambda each: (round(away[each], 6), each.cohort, each.id))
            nearest.append(
                NearestStanding(
                    network.id, network.name, places.ids[centre], best, places.ids[centres[best]], away[best]
                )
            )
        for member in own:
            others = own[own != member]
            if not len(others):
                continue
            here = _mean(crow, member, others)
            means = {
                each: _mean(crow, member, at) for each, at in there.items() if each.room and not (at == member).any()
            }
            close = [each for each in means if means[each] < here]
            if close:
                best = min(close, key=lambda each: (round(means[each], 6), each.cohort, each.id))
                nearer.append(
                    NearerStanding(
                        places.ids[int(member)],
                        network.id,
                        here,
                        best,
                        means[best],
                        len(others),
                        len(others) >= size_min,
                    )
                )
    nearer.sort(key=lambda each: (round(each.standing_km - each.km, 6), each.municipality))
    return Beside(tuple(nearest), tuple(nearer))


def _everybody(snapshot: Snapshot, division: Division, standing: Sequence[StandingNetwork]) -> PlaceSet:
    places = {str(place.id): place for place in division.places}
    for number in sorted({member for each in standing for member in each.members} - set(places)):
        found = snapshot.find(Municipality, number)
        if found is not None and found.lat is not None and found.lon is not None:
            places[number] = Place(number, found.name, found.lat, found.lon)
    return PlaceSet(places.values())


def _meeting_place(crow: GreatCircle, members: np.ndarray) -> int:
    sums = crow.block(members, members).sum(axis=1)
    return int(members[np.argmin(np.round(sums, 6))])


def _mean(crow: GreatCircle, member: int, others: np.ndarray) -> float:
    return float(crow.block(np.array([member]), others).mean())


def beside_data(found: Beside) -> dict[str, Any]:
    """For JSON."""
    nearest, nearer = _nearest_columns(), _nearer_columns({})
    return {"beside": {"networks": json_of(nearest, found.nearest), "nearer": json_of(nearer, found.nearer)}}


def beside_tables(division: Division, found: Beside) -> list[Table]:
    """The nearest standing network of each, and the proposals."""
    names = {str(place.id): place.name or str(place.id) for place in division.places}
    tables = [table_of(tr("Beside the standing networks"), _titled(_nearest_columns()), found.nearest)]
    if found.nearer:
        tables.append(
            table_of(
                tr("Nearer to a standing network with room"),
                _titled(_nearer_columns(names)),
                found.nearer,
                [tr("A proposal: nobody has been moved.")],
            )
        )
    return tables


def _titled(columns: Sequence[Column]) -> list[Column]:
    return [each for each in columns if each.title]


def _nearest_columns() -> tuple[Column, ...]:
    return (
        Column("network", "No."),
        Column("name", "Network"),
        Column("standing", "Nearest standing network", get=lambda each: each.standing.label(), json=False),
        Column("cohort", get=lambda each: each.standing.cohort),
        Column("standing_network", get=lambda each: each.standing.id),
        Column("meeting_place"),
        Column("standing_place"),
        Column("km", "km", "decimal", get=lambda each: figure(each.km), show=shown_figure),
    )


def _nearer_columns(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("municipality", "No."),
        Column("shown_name", "Municipality", get=lambda each: names.get(each.municipality), json=False),
        Column("network", "Network", get=lambda each: each.network),
        Column("km", "Mean km", "decimal", get=lambda each: figure(each.km), show=shown_figure),
        Column("standing", "Standing network", get=lambda each: each.standing.label(), json=False),
        Column("cohort", get=lambda each: each.standing.cohort),
        Column("standing_network", get=lambda each: each.standing.id),
        Column("standing_km", "Mean km there", "decimal", get=lambda each: figure(each.standing_km), show=shown_figure),
        Column("room", "Room", "int", get=lambda each: each.standing.room),
        Column("left", "Left here", "int"),
        Column("fits", "Enough", show=lambda fits: tr("yes") if fits else tr("no")),
    )
