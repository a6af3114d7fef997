"""Advisors for networks: capacity, travel and languages, as one small integer program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from kvadmin.api import InvalidData, Refused, UsageError, tr
from kvadmin.api.wording import near_names

from .advisor_shortage import left_over
from .distance import EARTH_RADIUS_KM
from .exact.master import engine_with_limits
from .request import SplitRequest


@dataclass(frozen=True)
class AvailableAdvisor:
    """One advisor: home in degrees, how many networks at most, languages spoken (empty: any)."""

    id: str
    lat: float
    lon: float
    capacity: int
    languages: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Assignment:
    """AvailableAdvisor of each network, kilometres from home to the members, and the load of everybody."""

    advisor_of: tuple[str, ...]
    travel_km: tuple[float, ...]
    load: Mapping[str, int]

    @property
    def total_km(self) -> float:
        """Sum over networks."""
        return sum(self.travel_km)


def assign_advisors(
    request: SplitRequest,
    networks: Sequence[Sequence[str]],
    advisors: Sequence[AvailableAdvisor],
    *,
    languages: Sequence[str | None] | None = None,
    fixed: Mapping[int, str] | None = None,
) -> Assignment:
    """Give every network an advisor with the least travel in all.

    Args:
        request: The places.
        networks: Members of each network.
        advisors: Who there is.
        languages: Language each network needs, or None for any.
        fixed: AvailableAdvisor by position of the network, for those already agreed.

    Raises:
        TooFewAdvisors: too little capacity, in all or for a language.
        UsageError: a fixed advisor is unknown.
    """
    people = sorted(advisors, key=lambda a: a.id)
    if len({a.id for a in people}) != len(people) or any(a.capacity < 0 for a in people):
        raise InvalidData(tr("an advisor is there twice, or has a capacity below 0"), code="bad-value")
    needs = list(languages) if languages is not None else [None] * len(networks)
    agreed = dict(fixed or {})
    unknown = sorted(set(agreed.values()) - {a.id for a in people})
    if unknown:
        raise UsageError(
            tr("unknown advisor: {unknown}", unknown=", ".join(unknown)),
            near=near_names(unknown[0], [each.id for each in people]),
            code="unknown-advisor",
        )
    able = [[n is None or not a.languages or n in a.languages for a in people] for n in needs]
    for k, who in agreed.items():
        able[k] = [a.id == who for a in people]
    capacity = [a.capacity for a in people]
    order = sorted(range(len(needs)), key=lambda k: (k not in agreed, needs[k] is None, k))
    missing = left_over(able, capacity, order)
    if missing:
        raise TooFewAdvisors(people, needs, agreed, missing)
    km = np.array([[_travel(request, members, a) for a in people] for members in networks]).reshape(len(networks), -1)
    chosen = _program(km, np.array(able, dtype=bool).reshape(km.shape), capacity)
    load = {a.id: chosen.count(i) for i, a in enumerate(people)}
    return Assignment(tuple(people[i].id for i in chosen), tuple(float(km[k, i]) for k, i in enumerate(chosen)), load)


class TooFewAdvisors(Refused):
    """There is no assignment.

    Attributes:
        missing: Positions of the networks that are left over when as many as possible are served.
        enough: Language (None: any) -> for so many more networks somebody is needed, and that is enough.
        overfull: Advisor -> how many networks are agreed on beyond the capacity.
    """

    def __init__(
        self,
        people: Sequence[AvailableAdvisor],
        needs: Sequence[str | None],
        agreed: Mapping[int, str],
        missing: Sequence[int],
    ) -> None:
        have = sum(each.capacity for each in people)
        message = (
            tr("{number} networks need an advisor, there is capacity for {have}", number=len(needs), have=have)
            if have < len(needs)
            else tr("no assignment: too few advisors for some language or fixed choice")
        )
        super().__init__(message, code="no-solution")
        self.missing = tuple(missing)
        self.enough = Counter(needs[k] for k in missing if k not in agreed)
        self.overfull = Counter(agreed[k] for k in missing if k in agreed)


def _travel(request: SplitRequest, members: Sequence[str], advisor: AvailableAdvisor) -> float:
    """Mean great-circle kilometres from home to the members."""
    at = request.places.indexes(members)
    lat, lon = np.radians(request.places.lat[at]), np.radians(request.places.lon[at])
    a, b = np.radians(advisor.lat), np.radians(advisor.lon)
    half = np.sin((lat - a) / 2) ** 2 + np.cos(lat) * np.cos(a) * np.sin((lon - b) / 2) ** 2
    return float((2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))).mean())


def _program(km: np.ndarray, able: np.ndarray, capacity: Sequence[int]) -> list[int]:
    """Assignment of least cost, where there is one: a transport problem, its corners are whole numbers."""
    networks, people = km.shape
    pairs = np.argwhere(able)
    if not networks:
        return []
    engine = engine_with_limits()
    engine.setOptionValue("solver", "simplex")
    lower = np.concatenate([np.ones(networks), np.zeros(people)])
    upper = np.concatenate([np.ones(networks), np.array(capacity, dtype=float)])
    rows, many = networks + people, len(pairs)
    none = np.empty(0, dtype=np.int32)
    engine.addRows(rows, lower, upper, 0, np.zeros(rows + 1, dtype=np.int32), none, np.empty(0))
    index = (pairs + np.array([0, networks])).ravel().astype(np.int32)
    starts = np.arange(many, dtype=np.int32) * 2
    cost = km[pairs[:, 0], pairs[:, 1]]
    engine.addCols(many, cost, np.zeros(many), np.ones(many), 2 * many, starts, index, np.ones(2 * many))
    engine.run()
    assert engine.getModelStatus() == highspy.HighsModelStatus.kOptimal
    taken = np.array(engine.getSolution().col_value) > 0.5
    return [int(i) for _, i in sorted(pairs[taken].tolist())]
