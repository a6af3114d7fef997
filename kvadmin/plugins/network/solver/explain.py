"""Why a municipality is in its network: distances, the next-best networks and the rules that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kvadmin.api import Refused, tr

from .distance import pair_sums
from .objectives.stars import stars_of
from .request import SplitRequest
from .rules import SameNetwork, words_of
from .score_card import Score, score
from .split import Split, split
from .time_budget import Progress

Networks = Sequence[Sequence[str]]
_CLOSER = -1e-6


@dataclass(frozen=True)
class NetworkOption:
    """A place in another network: what the whole split would cost more.

    ``network`` is a position in the networks given; ``exchange`` the member that would come
    back in return (None: a plain move). ``barred`` names the rules that forbid it.
    """

    network: int
    cost: float
    exchange: str | None
    barred: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """One place: its network, distance to each other member, the next-best networks, what holds it."""

    place: str
    network: int
    distances: tuple[tuple[str, float], ...]
    next_best: tuple[NetworkOption, ...]
    held_by: tuple[str, ...]


class _Prices:
    """Cost and broken rules of single networks."""

    def __init__(self, request: SplitRequest, networks: Networks) -> None:
        self.request = request
        self.trips = [self.trip(members) for members in networks] if request.objective.longest else []
        self.rules = list(zip(request.rules, request.bound_rules(len(networks)), strict=True))
        self.locked = [set(m) for m in request.locked]

    def price(self, members: Sequence[str]) -> tuple[float, tuple[str, ...]]:
        """Cost of a network but for its longest trip, and the words of the rules it breaks."""
        at = np.sort(self.request.places.indexes(members))[None, :]
        objective = self.request.objective
        pairs = float(pair_sums(self.request.distances, at)[0])
        cost = pairs if objective.is_pairwise else objective.pairwise * pairs
        if objective.meeting:
            cost += objective.meeting * float(stars_of(self.request.distances, at).sums[0])
        broken = []
        if not self.request.size_min <= len(members) <= self.request.size_max:
            broken.append(tr("size {low}..{high}", low=self.request.size_min, high=self.request.size_max))
        for spec, rule in self.rules:
            if hasattr(rule, "cost"):
                cost += float(np.asarray(rule.cost(at))[0])
            if hasattr(rule, "allowed") and not bool(np.asarray(rule.allowed(at))[0]):
                broken.append(words_of(spec))
        broken += [_locked_words(m) for m in self.locked if m & set(members) and m != set(members)]
        return cost, tuple(broken)

    def trip(self, members: Sequence[str]) -> float:
        """The longest trip of a network."""
        at = np.sort(self.request.places.indexes(members))[None, :]
        return float(stars_of(self.request.distances, at).longest[0])

    def longer(self, changed: dict[int, Sequence[str]]) -> float:
        """What the longest trip of all costs more when some networks are others."""
        if not self.trips:
            return 0.0
        after = [self.trip(changed[k]) if k in changed else trip for k, trip in enumerate(self.trips)]
        return self.request.objective.longest * (max(after) - max(self.trips))


def options(request: SplitRequest, networks: Networks, place: str, near: int = 40) -> list[NetworkOption]:
    """Every way to put a place into another network: moved, or exchanged for one of its members.

    Cheapest first; those that break a rule are there too, with its words. Only the ``near``
    nearest networks are looked at.
    """
    prices = _Prices(request, networks)
    home = next((k for k, members in enumerate(networks) if place in members), None)
    if home is None:
        raise Refused(tr("{place} is in no network", place=place), code="unknown-network")
    here = [p for p in networks[home] if p != place]
    before = {k: prices.price(networks[k])[0] for k in _nearest(request, networks, place, near) | {home}}
    found = []
    for k in sorted(before):
        if k == home:
            continue
        for exchange in (None, *networks[k]):
            there = [*(p for p in networks[k] if p != exchange), place]
            back = here if exchange is None else [*here, exchange]
            if not back:
                continue
            (a, broken_a), (b, broken_b) = prices.price(there), prices.price(back)
            barred = tuple(sorted({*broken_a, *broken_b}))
            cost = a + b - before[k] - before[home] + prices.longer({k: there, home: back})
            found.append(NetworkOption(k, cost, exchange, barred))
    return sorted(found, key=lambda o: (round(o.cost, 6), o.network, o.exchange or ""))


def explain(request: SplitRequest, networks: Networks, place: str) -> Explanation:
    """Explain one place of a split.

    The cost of a next-best network is that of the cheapest allowed way into it: a move, or an
    exchange with one of its members, everything else unchanged.

    Raises:
        Refused: the place is in no network.
    """
    every = options(request, networks, place)
    home = next(k for k, members in enumerate(networks) if place in members)
    best: dict[int, NetworkOption] = {}
    for option in every:
        if not option.barred:
            best.setdefault(option.network, option)
    next_best = sorted(best.values(), key=lambda o: (round(o.cost, 6), o.network))[:2]
    at = request.places.index(place)
    others = [p for p in networks[home] if p != place]
    far = request.distances.block(np.array([at]), request.places.indexes(others))[0] if others else np.empty(0)
    distances = sorted(zip(others, far.tolist(), strict=True), key=lambda d: (d[1], d[0]))
    held = [words for o in every if o.cost < _CLOSER for words in o.barred]
    held += [words_of(r) for r in request.rules if isinstance(r, SameNetwork) and place in r.ids]
    held += [_locked_words(m) for m in request.locked if place in m]
    return Explanation(place, home, tuple(distances), tuple(next_best), tuple(dict.fromkeys(held)))


def _nearest(request: SplitRequest, networks: Networks, place: str, near: int) -> set[int]:
    if len(networks) <= near:
        return set(range(len(networks)))
    at = np.array([request.places.index(place)])
    mean = [float(request.distances.block(at, request.places.indexes(m)).mean()) for m in networks]
    return {int(k) for k in np.argsort(np.round(mean, 9), kind="stable")[:near]}


@dataclass(frozen=True)
class HandMove:
    """Moves made by hand: the networks after them, their price and the rules they break."""

    networks: tuple[tuple[str, ...], ...]
    cost: float
    score: Score
    broken: tuple[str, ...]


def hand_move(request: SplitRequest, networks: Networks, place: str, to: int, exchange: str | None = None) -> HandMove:
    """Move a place to the network at position ``to`` (in return for ``exchange``) and price it.

    The order of the networks is kept. Nothing is refused but nonsense: ``broken`` tells
    which rules the result breaks that held before.
    """
    home = next((k for k, members in enumerate(networks) if place in members), None)
    if home is None or not 0 <= to < len(networks) or home == to:
        raise Refused(
            tr("{place} cannot be moved there: it is in no network, or there already", place=place),
            code="unknown-network",
        )
    if exchange is not None and exchange not in networks[to]:
        raise Refused(tr("{exchange} is not in the network that {place} is to move to", exchange=exchange, place=place))
    return hand_moves(request, networks, {place: to} if exchange is None else {place: to, exchange: home})


def hand_moves(request: SplitRequest, networks: Networks, to: Mapping[str, int]) -> HandMove:
    """Move several places at once and price the whole, as :func:`hand_move` does with one.

    Args:
        request: What was asked for.
        networks: The networks as they are.
        to: Place -> position of the network it shall be in.
    """
    after = [
        [*(p for p in members if p not in to), *(p for p, wanted in to.items() if wanted == at)]
        for at, members in enumerate(networks)
    ]
    old, new = score(request, networks), score(request, [m for m in after if m])
    touched = [*_locks_broken(request, after), *(b for b in new.broken if b not in old.broken)]
    return HandMove(tuple(tuple(sorted(m)) for m in after), new.objective - old.objective, new, tuple(touched))


def _locks_broken(request: SplitRequest, networks: Networks) -> list[str]:
    sets = [set(m) for m in networks]
    return [_locked_words(m) for m in request.locked if set(m) not in sets]


def _locked_words(members: Iterable[str]) -> str:
    return tr("locked network {members}", members=", ".join(sorted(members)))


@dataclass(frozen=True)
class Wish:
    """What a wish would cost: the best split that grants it beside the best without."""

    words: str
    cost: float
    granted: Split


def cost_of_wish(request: SplitRequest, base: Split, wish: Any, progress: Progress | None = None) -> Wish:
    """Price a wish (a rule such as ``SameNetwork(("3310", "3305"))``) in kilometres of the objective.

    Raises:
        Refused: the wish cannot be granted together with the rules there are.
    """
    count = request.networks if request.networks is not None else len(base.networks)
    granted = split(replace(request.with_rules((*request.rules, wish)), networks=count), progress)
    return Wish(words_of(wish), granted.objective - base.objective, granted)
