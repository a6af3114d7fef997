"""The score card of a split: every figure recomputed from the places, whatever found the split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import Refused, tr

from .distance import GreatCircle, pair_sums
from .objectives.objective import PAIRWISE, Figures, Objective
from .objectives.stars import stars_of
from .request import SplitRequest
from .rules import words_of

Networks = Sequence[Sequence[str]]


@dataclass(frozen=True)
class NetworkScore:
    """One network: members, sum over pairs (great-circle km), its travel, longest pair and share of each term.

    ``meeting_place`` is the member that the others have least to travel to in all, ``meeting`` that sum, and
    ``longest_trip`` the longest way there.
    """

    members: tuple[str, ...]
    sum_km: float
    travel: float
    longest: float
    longest_pair: tuple[str, str] | None
    terms: dict[str, float]
    meeting_place: str
    meeting: float
    longest_trip: float


@dataclass(frozen=True)
class Score:
    """A whole split: what is minimised, its parts, and the rules that are broken, in words."""

    objective: float
    objective_km: float
    travel: float
    terms: dict[str, float]
    networks: tuple[NetworkScore, ...]
    broken: tuple[str, ...]
    #: Of every figure that is no kilometres by name: ``km``, or what the table of travel costs is in.
    unit: str = "km"
    #: What was minimised, beside the costs of rules.
    minimised: Objective = PAIRWISE

    @property
    def figures(self) -> Figures:
        """What can be minimised, whatever was."""
        longest = max((each.longest_trip for each in self.networks), default=0.0)
        return Figures(self.travel, sum(each.meeting for each in self.networks), longest)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Members per network, smallest first."""
        return tuple(sorted(len(n.members) for n in self.networks))


def canonical(networks: Networks) -> tuple[tuple[str, ...], ...]:
    """Members sorted, networks by their first member."""
    return tuple(sorted(tuple(sorted(n)) for n in networks))


def partition_faults(request: SplitRequest, networks: Networks) -> list[str]:
    """Places that are in no network, in several, or unknown."""
    seen: dict[str, int] = {}
    for members in networks:
        for place in members:
            seen[place] = seen.get(place, 0) + 1
    known = set(request.places.ids)
    out = [tr("{place} is in no network", place=place) for place in request.places.ids if place not in seen]
    out += [
        tr("{place} is in {times} networks", place=place, times=times)
        for place, times in sorted(seen.items())
        if times > 1
    ]
    return out + [tr("{place} is not among the places", place=place) for place in sorted(seen) if place not in known]


def size_faults(request: SplitRequest, networks: Networks) -> list[str]:
    """Networks, and a number of them, that are not as asked for."""
    out = [
        tr(
            "network {members}: {number} members, not {size_min}..{size_max}",
            members=", ".join(members),
            number=len(members),
            size_min=request.size_min,
            size_max=request.size_max,
        )
        for members in networks
        if not request.size_min <= len(members) <= request.size_max
    ]
    if request.networks is not None and len(networks) != request.networks:
        out.append(tr("{number} networks, not {networks}", number=len(networks), networks=request.networks))
    return out


def score(request: SplitRequest, networks: Networks) -> Score:
    """Price a split, whether it keeps the rules or not (``broken`` says).

    Raises:
        Refused: it is no partition of the places.
    """
    networks = canonical(networks)
    faults = partition_faults(request, networks)
    if faults:
        raise Refused(tr("this is no split of the places"), details=faults, code="no-solution")
    rules = request.bound_rules(len(networks))
    crow = GreatCircle(request.places)
    cards = []
    broken = size_faults(request, networks)
    for members in networks:
        at = request.places.indexes(members)[None, :]
        terms: dict[str, float] = {}
        for spec, rule in zip(request.rules, rules, strict=True):
            if hasattr(rule, "allowed") and not bool(np.asarray(rule.allowed(at))[0]):
                broken.append(tr("{rule}: network {members}", rule=words_of(spec), members=", ".join(members)))
            if hasattr(rule, "cost"):
                terms[rule.name] = terms.get(rule.name, 0.0) + float(np.asarray(rule.cost(at))[0])
        block = request.distances.block(at[0], at[0])
        i, j = np.unravel_index(int(np.argmax(block)), block.shape)
        pair = (members[int(i)], members[int(j)]) if len(members) > 1 else None
        sum_km, travel = float(pair_sums(crow, at)[0]), float(pair_sums(request.distances, at)[0])
        star = stars_of(request.distances, at)
        cards.append(
            NetworkScore(
                members, sum_km, travel, float(block.max()), pair, terms,
                request.places.ids[int(star.places[0])], float(star.sums[0]), float(star.longest[0]),
            )
        )  # fmt: skip
    total: dict[str, float] = {}
    for card in cards:
        for name, value in card.terms.items():
            total[name] = total.get(name, 0.0) + value
    travel = sum(c.travel for c in cards)
    km, unit = sum(c.sum_km for c in cards), request.distances.unit
    whole = Score(0.0, km, travel, total, tuple(cards), tuple(broken), unit, request.objective)
    return replace(whole, objective=request.objective.value(whole.figures) + sum(total.values()))
