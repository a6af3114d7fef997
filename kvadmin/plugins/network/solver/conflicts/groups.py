"""Places that have to be together although something else forbids it."""

from __future__ import annotations

from typing import Any

import numpy as np

from kvadmin.api import tr

from ..clock import Clock
from ..request import SplitRequest
from ..rules import SameNetwork, words_of
from ..units import units_of
from .contradiction import Contradiction, named


def rest_of(request: SplitRequest) -> list[int]:
    """Positions of the places that are in no locked network."""
    locked = {place for members in request.locked for place in members}
    return [at for at, place in enumerate(request.places.ids) if place not in locked]


def groups_of(request: SplitRequest) -> list[np.ndarray]:
    """Places that have to share a network, two or more; locked networks are left out."""
    return [unit for unit in units_of(request, rest_of(request)) if len(unit) > 1]


def together_against_rules(request: SplitRequest, _clock: Clock) -> Contradiction | None:
    """A group larger than any network, or one that a rule forbids; one wish may lead to the next."""
    others = [
        (spec, bound)
        for spec, bound in zip(request.rules, request.bound_rules(request.networks or 1), strict=True)
        if not isinstance(spec, SameNetwork)
    ]
    for group in groups_of(request):
        found = _against(request, group, others)
        if found is not None:
            inside = {request.places.ids[at] for at in group.tolist()}
            links = [rule for rule in request.rules if isinstance(rule, SameNetwork) and inside & set(rule.ids)]
            return Contradiction((found[0],), (*links, *found[1]))
    return None


def _against(request: SplitRequest, group: np.ndarray, others: list[Any]) -> tuple[str, list[Any]] | None:
    """What makes a group impossible, and the rule that does, if it is one."""
    places, most = named(request, group), request.size_max
    if len(group) > most:
        words = tr("together are to be {number}, and a network has at most {most}: {places}",
                   number=len(group), most=most, places=places)  # fmt: skip
        return words, []
    for spec, bound in others:
        if hasattr(bound, "forbidden"):
            pairs = np.argwhere(np.triu(np.asarray(bound.forbidden(group, group)), 1))
            if len(pairs):
                pair = named(request, group[pairs[0]])
                return tr("to be together, against the rule {rule}: {places}", rule=words_of(spec), places=pair), [spec]
        if hasattr(bound, "possible") and not bool(np.asarray(bound.possible(group[None, :], most - len(group)))[0]):
            return tr("to be together, against the rule {rule}: {places}", rule=words_of(spec), places=places), [spec]
    return None
