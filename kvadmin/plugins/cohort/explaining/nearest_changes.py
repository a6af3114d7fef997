"""The smallest changes that would have admitted an applicant: of its score, of one quota, of the places; each alone.

Each is tried by the walk of the rule. Moving up in the order never loses a place that a lower place in it gives: who is
admitted ahead of the applicant does not depend on it, and fewer are ahead. So the lowest place that is good enough is
found by halving. Bounds and places have no such law (a wider quota may let in somebody else instead), so that they are
tried one by one, the smallest change first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Literal

from .. import admission as rule
from .contest import Contest

_STEP = Decimal("0.01")
#: So many walks are tried for a quota, and for the places; with more quotas a walk takes longer.
_WALKS, _FEW_QUOTAS = 5_000, 5


@dataclass(frozen=True, slots=True)
class OrderChange:
    """The lowest place in the order that would have been good enough.

    Args:
        ahead_of: The admitted one that it would have had to stand ahead of.
        score: The smallest score that puts it there, with two decimals.
        displaced: Who would not have had a place then, by rank.
    """

    ahead_of: rule.Decision
    score: Decimal
    displaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotaChange:
    """One bound of one quota moved: the quota as it was and as it would have been.

    Args:
        quota: As the call has it.
        changed: With the other bound.
        bound: Which end of it: ``min`` or ``max``.
        displaced: Who would not have had a place then, by rank.
    """

    quota: rule.QuotaRule
    changed: rule.QuotaRule
    bound: Literal["min", "max"]
    displaced: tuple[str, ...]

    @property
    def by(self) -> int:
        """How far the bound is moved, up or down."""
        return abs(_bound(self.changed, self.bound) - _bound(self.quota, self.bound))


@dataclass(frozen=True, slots=True)
class PlacesChange:
    """More places: how many the cohort would have had to have, and who would not have had one of those then."""

    capacity: int
    displaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearestChanges:
    """What would have admitted an applicant; each by itself, with everything else as it was.

    Args:
        order: Standing higher in the order; ``None`` when not even the first place in it would have done.
        quotas: The smallest moves of one bound that the call has; several if they are equally small.
        quotas_tried: Every move up to this was tried; ``None``: all that make any difference.
        places: More places; ``None`` when no number of them would have done.
        places_tried: Every number up to this was tried; ``None``: all.
    """

    order: OrderChange | None
    quotas: tuple[QuotaChange, ...]
    quotas_tried: int | None
    places: PlacesChange | None
    places_tried: int | None


def nearest_changes(contest: Contest, number: str) -> NearestChanges:
    """The smallest changes that would have admitted an applicant that competed and got no place.

    Args:
        contest: Everybody who competed.
        number: The municipality.
    """
    before = contest.admitted()
    quotas, quotas_tried = _quotas(contest, number, before)
    places, places_tried = _places(contest, number, before)
    return NearestChanges(_order(contest, number, before), quotas, quotas_tried, places, places_tried)


def _order(contest: Contest, number: str, before: list[str]) -> OrderChange | None:
    at, chosen = contest.index(number), set(before)
    ahead = [i for i, each in enumerate(contest.decisions[:at]) if each.number in chosen]

    def fails(place: int) -> bool:
        return number not in contest.admitted(order=contest.ahead_of(number, place), last=number)

    # Between two of the admitted nothing changes: only the places right ahead of one of them need to be tried.
    enough = bisect_left(ahead, True, key=fails)
    if enough == 0:
        return None
    place = ahead[enough - 1]
    rival, own = contest.decisions[place], contest.decisions[at]
    score = (rival.score or Decimal(0)) + (_STEP if own.ticket > rival.ticket else 0)
    return OrderChange(rival, score, _lost(before, contest.admitted(order=contest.ahead_of(number, place))))


def _quotas(contest: Contest, number: str, before: list[str]) -> tuple[tuple[QuotaChange, ...], int | None]:
    """The smallest moves of one bound, and how far was tried when not all could be."""
    if len(contest.fixed) >= contest.call.capacity:
        return (), None
    held = [contest.count(i, before) for i in range(len(contest.call.quotas))]
    everybody = [contest.count(i, [each.number for each in contest.candidates]) for i in range(len(held))]
    left = _WALKS // max(len(held), _FEW_QUOTAS)
    for by in range(1, max(everybody, default=0) + max((q.minimum or 0 for q in contest.call.quotas), default=0) + 1):
        moves = list(_moves(contest, by, held, everybody))
        if len(moves) > left:
            return (), by - 1
        left -= len(moves)
        found = [made for move in moves if (made := _tried(contest, number, before, *move)) is not None]
        if found:
            return tuple(found), None
    return (), None


def _moves(
    contest: Contest, by: int, held: list[int], everybody: list[int]
) -> Iterator[tuple[int, Literal["min", "max"], rule.QuotaRule]]:
    """Every bound moved by so much, if that can make a difference at all.

    A narrower quota that the admitted meet as they are changes nothing: they were the best of more sets, and still are
    one of them. A maximum above all who count, and a minimum above them, are no quota and an impossible one.
    """
    for i, quota in enumerate(contest.call.quotas):
        low, high = quota.minimum or 0, quota.maximum
        if low and by <= low:
            yield i, "min", replace(quota, minimum=low - by)
        if high is not None and high + by <= everybody[i]:
            yield i, "max", replace(quota, maximum=high + by)
        if low and held[i] < low + by <= min(
            everybody[i], contest.call.capacity, everybody[i] if high is None else high
        ):
            yield i, "min", replace(quota, minimum=low + by)
        if high is not None and low <= high - by < held[i]:
            yield i, "max", replace(quota, maximum=high - by)


def _tried(
    contest: Contest, number: str, before: list[str], index: int, bound: Literal["min", "max"], changed: rule.QuotaRule
) -> QuotaChange | None:
    quotas = contest.call.quotas
    others = (*quotas[:index], changed, *quotas[index + 1 :])
    if number not in contest.admitted(quotas=others, last=number):
        return None
    return QuotaChange(quotas[index], changed, bound, _lost(before, contest.admitted(quotas=others)))


def _places(contest: Contest, number: str, before: list[str]) -> tuple[PlacesChange | None, int | None]:
    """The smallest number of places, and how far was tried when not all could be."""
    first = max(contest.call.capacity, len(contest.fixed)) + 1
    every = range(first, len(contest.fixed) + len(contest.candidates) + 1)
    most = _WALKS // max(len(contest.call.quotas), _FEW_QUOTAS)
    for capacity in islice(every, most):
        if number in contest.admitted(capacity=capacity, last=number):
            return PlacesChange(capacity, _lost(before, contest.admitted(capacity=capacity))), None
    return None, (every[most - 1] if len(every) > most else None)


def _bound(quota: rule.QuotaRule, which: Literal["min", "max"]) -> int:
    return (quota.minimum if which == "min" else quota.maximum) or 0


def _lost(before: list[str], after: list[str]) -> tuple[str, ...]:
    kept = set(after)
    return tuple(each for each in before if each not in kept)
