"""A division into networks as people see it: numbered, named and priced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Any

from kvadmin.api.records import Network, Networks

from ..solver.places import PlaceSet
from ..solver.score_card import NetworkScore, Score
from ..solver.split import Split
from .network_names import names_for

#: Figures in JSON: enough for a tenth of a metre, and free of the last bits that engines differ in.
DECIMALS = 4


@dataclass(frozen=True)
class Division:
    """Networks with what is known of them. ``cohort`` is None for places from a file."""

    places: PlaceSet
    networks: tuple[Network, ...]
    score: Score
    cohort: str | None = None
    bound: float | None = None
    bound_scope: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def label(self, place: str) -> str:
        """A place's name, or its id when it has none."""
        return str(self.places[self.places.index(place)].name) or place

    def card(self, network: Network) -> NetworkScore:
        """The figures of one network."""
        return self._cards[tuple(sorted(network.members))]

    @cached_property
    def _cards(self) -> dict[tuple[str, ...], NetworkScore]:
        return {card.members: card for card in self.score.networks}


def numbered_networks(
    places: PlaceSet,
    networks: Sequence[Sequence[str]],
    kept: Networks | None = None,
    others: Sequence[tuple[str, str]] = (),
) -> list[Network]:
    """Networks with ids and names; one that was there before with the same members stays what it was.

    Ids count from 1 in the order of the first member; a network that is kept keeps its own. Ids and names of
    ``others`` are passed over.
    """
    before = {tuple(sorted(each.members)): each for each in (kept.networks if kept else ())}
    names = names_for(places, networks, [name for _, name in others])
    found: list[Network] = []
    taken = {before[key].id for key in map(_key, networks) if key in before} | {number for number, _ in others}
    free = (number for number in map(str, count(1)) if number not in taken)
    for members, name in zip(networks, names, strict=True):
        old = before.get(_key(members))
        found.append(old or Network(id=next(free), name=name, members=list(_key(members))))
    return sorted(found, key=lambda each: id_key(each.id))


def _key(members: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(members))


def id_key(network_id: str) -> tuple[int, str]:
    """Ids in the order of their numbers: 2 before 10."""
    return (int(network_id), "") if network_id.isdecimal() else (10**9, network_id)


def division_of_split(
    places: PlaceSet,
    split: Split,
    cohort: str | None,
    kept: Networks | None = None,
    others: Sequence[tuple[str, str]] = (),
) -> Division:
    """A split that was just made; see :func:`numbered_networks`."""
    networks = tuple(numbered_networks(places, split.networks, kept, others))
    return Division(places, networks, split.score, cohort, split.bound, split.bound_scope)


def figure(value: float) -> float:
    """A figure as JSON has it; never minus nought."""
    return round(value, DECIMALS) + 0.0


def shown_figure(value: float | None, places: int = 1) -> Decimal | None:
    """A figure as tables have it: rounded, with all its places; never minus nought."""
    return None if value is None else Decimal(f"{round(value, places) + 0.0:.{places}f}")
