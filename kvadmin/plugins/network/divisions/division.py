"""A division into networks as people see it: numbered, named, priced, and shown in one way everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kvadmin.api.records import Network, Networks
from kvadmin.api.reports import Column, Report, Table
from kvadmin.api.wording import municipality_key

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
    places: PlaceSet, networks: Sequence[Sequence[str]], kept: Networks | None = None
) -> list[Network]:
    """Networks with ids and names; one that was there before with the same members stays what it was.

    Ids count from 1 in the order of the first member; a network that is kept keeps its own.
    """
    before = {tuple(sorted(each.members)): each for each in (kept.networks if kept else ())}
    names = names_for(places, networks)
    found: list[Network] = []
    taken = {before[key].id for key in map(_key, networks) if key in before}
    free = (str(number) for number in range(1, 2 * len(networks) + 2) if str(number) not in taken)
    for members, name in zip(networks, names, strict=True):
        old = before.get(_key(members))
        found.append(old or Network(id=next(free), name=name, members=list(_key(members))))
    return sorted(found, key=lambda each: id_key(each.id))


def _key(members: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(members))


def id_key(network_id: str) -> tuple[int, str]:
    """Ids in the order of their numbers: 2 before 10."""
    return (int(network_id), "") if network_id.isdecimal() else (10**9, network_id)


def division_of_split(places: PlaceSet, split: Split, cohort: str | None, kept: Networks | None = None) -> Division:
    """A split that was just made."""
    networks = tuple(numbered_networks(places, split.networks, kept))
    return Division(places, networks, split.score, cohort, split.bound, split.bound_scope)


def figure(value: float) -> float:
    """A figure as JSON has it; never minus nought."""
    return round(value, DECIMALS) + 0.0


def division_data(division: Division) -> dict[str, Any]:
    """The division in the words of the contract, with a score card beside them."""
    score = division.score
    return {
        "schema": 1,
        "cohort": division.cohort,
        "objective": figure(score.objective),
        "objective_km": figure(score.objective_km),
        "bound": None if division.bound is None else figure(division.bound),
        "bound_scope": division.bound_scope,
        "terms": {name: figure(value) for name, value in sorted(score.terms.items())},
        "networks": [network_data(division, network) for network in division.networks],
        "card": card_data(division),
        **division.more,
    }


def network_data(division: Division, network: Network) -> dict[str, Any]:
    """One network in the words of the contract."""
    card = division.card(network)
    return {
        "id": network.id,
        "name": network.name,
        "members": sorted(network.members),
        "sum_km": figure(card.sum_km),
        "advisor": network.advisor or None,
        "host": network.host or None,
        "locked": network.locked,
        "longest": figure(card.longest),
        "longest_pair": list(card.longest_pair) if card.longest_pair else None,
        "terms": {name: figure(value) for name, value in sorted(card.terms.items())},
    }


def card_data(division: Division) -> dict[str, Any]:
    """The score card of the whole: trips, sizes, proof and broken rules."""
    score = division.score
    longest = max(score.networks, key=lambda each: (each.longest, each.members), default=None)
    gap = division.bound and max(0.0, score.objective / division.bound - 1)
    return {
        "members": len(division.places),
        "networks": len(division.networks),
        "sizes": list(score.sizes),
        "travel": figure(score.travel),
        "longest": figure(longest.longest) if longest else None,
        "longest_pair": list(longest.longest_pair) if longest and longest.longest_pair else None,
        "gap": None if gap is None else round(gap, 6),
        "broken": list(score.broken),
    }


def division_report(division: Division, *, tables: bool = True) -> Report:
    """The division with its score card, for every format; without tables it is for JSON only."""
    return Report(division_data(division), (network_table(division), card_table(division)) if tables else ())


def network_table(division: Division, *, language: str = "en") -> Table:
    """One row per network, members in Norwegian order."""
    words = _HEADINGS[language]
    keys = ("id", "name", "size", "members", "sum_km", "longest", "advisor", "host")
    kinds: tuple[Any, ...] = ("text", "text", "int", "text", "decimal", "decimal", "text", "text")
    columns = tuple(Column(key, words[key], kind) for key, kind in zip(keys, kinds, strict=True))
    rows = []
    for network in division.networks:
        card = division.card(network)
        members = sorted(network.members, key=lambda each: municipality_key(division.label(each), each))
        name = f"{network.name} (locked)" if network.locked and language == "en" else network.name
        host = division.label(network.host) if network.host else ""
        shown = ", ".join(map(division.label, members))
        figures = round(card.sum_km, 1), round(card.longest, 1)
        rows.append((network.id, name, len(members), shown, *figures, network.advisor, host))
    return Table(words["title"], columns, tuple(rows))


def card_table(division: Division, *, language: str = "en") -> Table:
    """The score card: what was minimised, its parts, and the proof."""
    words, score = _HEADINGS[language], division.score
    longest = max(score.networks, key=lambda each: (each.longest, each.members), default=None)
    pair = " – ".join(map(division.label, longest.longest_pair)) if longest and longest.longest_pair else ""
    sizes = f"{score.sizes[0]}–{score.sizes[-1]}" if score.sizes else ""
    rows: list[tuple[Any, ...]] = [
        (words["objective"], round(score.objective, 2), ""),
        (words["objective_km"], round(score.objective_km, 2), ""),
        *((name, round(value, 2), "") for name, value in sorted(score.terms.items())),
        (words["bound"], None if division.bound is None else round(division.bound, 2), _proof(division, words)),
        (words["longest_trip"], round(longest.longest, 1) if longest else None, pair),
        (words["sizes"], len(division.networks), f"{len(division.places)}: {sizes}"),
        (words["broken"], len(score.broken), "; ".join(score.broken)),
    ]
    columns = (
        Column("figure", words["figure"]),
        Column("value", words["value"], "decimal"),
        Column("about", words["about"]),
    )
    return Table(words["card"], columns, tuple(rows))


def _proof(division: Division, words: Mapping[str, str]) -> str:
    if division.bound is None or division.bound_scope is None:
        return words["no_bound"]
    gap = max(0.0, division.score.objective / division.bound - 1) if division.bound > 0 else 0.0
    return words[f"scope_{division.bound_scope}"].format(gap=f"{100 * gap:.2f}")


_HEADINGS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Networks", "id": "No.", "name": "Name", "size": "Members", "members": "Municipalities",
        "sum_km": "Sum km", "longest": "Longest km", "advisor": "Advisor", "host": "Host",
        "card": "Score card", "figure": "Figure", "value": "Value", "about": "About",
        "objective": "Minimised", "objective_km": "Kilometres between all pairs", "bound": "No split is below",
        "longest_trip": "Longest trip within a network", "sizes": "Networks (members: sizes)",
        "broken": "Rules broken", "no_bound": "no bound was worked out",
        "scope_all": "over all splits: at most {gap} % from the best there is",
        "scope_candidates": "best within the candidates looked at: at most {gap} % from their best",
    },
    "nb": {
        "title": "Nettverk", "id": "Nr.", "name": "Navn", "size": "Antall", "members": "Kommuner",
        "sum_km": "Sum km", "longest": "Lengste km", "advisor": "Veileder", "host": "Vertskommune",
        "card": "Nøkkeltall", "figure": "Tall", "value": "Verdi", "about": "Merknad",
        "objective": "Det som er gjort minst mulig", "objective_km": "Kilometer mellom alle par",
        "bound": "Ingen inndeling er under", "longest_trip": "Lengste reise i et nettverk",
        "sizes": "Nettverk (kommuner: størrelser)", "broken": "Brutte regler", "no_bound": "ingen grense er regnet ut",
        "scope_all": "over alle inndelinger: høyst {gap} % fra den beste som finnes",
        "scope_candidates": "best blant kandidatene: høyst {gap} % fra den beste av dem",
    },
    "nn": {
        "title": "Nettverk", "id": "Nr.", "name": "Namn", "size": "Tal", "members": "Kommunar",
        "sum_km": "Sum km", "longest": "Lengste km", "advisor": "Rettleiar", "host": "Vertskommune",
        "card": "Nøkkeltal", "figure": "Tal", "value": "Verdi", "about": "Merknad",
        "objective": "Det som er gjort minst mogleg", "objective_km": "Kilometer mellom alle par",
        "bound": "Inga inndeling er under", "longest_trip": "Lengste reise i eit nettverk",
        "sizes": "Nettverk (kommunar: storleikar)", "broken": "Brotne reglar", "no_bound": "inga grense er rekna ut",
        "scope_all": "over alle inndelingar: høgst {gap} % frå den beste som finst",
        "scope_candidates": "best blant kandidatane: høgst {gap} % frå den beste av dei",
    },
}  # fmt: skip
