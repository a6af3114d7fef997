"""Who may share a network with whom at all: places with too few others, and parts that cannot share networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kvadmin.api import tr

from ..distance import EARTH_RADIUS_KM
from ..request import SplitRequest
from ..rules import MaxDistance, SameNetwork
from ..time_budget import TimeBudget
from .contradiction import Contradiction, named
from .groups import groups_of, rest_of

#: With more places the table of pairs would be too large.
_MOST = 6000
_ROWS = 512
#: Great circles are compared by their cosines; what is this close to the limit counts as within it.
_CLOSE = 1e-13


@dataclass(frozen=True)
class Reach:
    """Which pairs of the places outside locked networks may share one, as a table that errs on the side of yes."""

    request: SplitRequest
    at: np.ndarray  # positions of the places
    allowed: np.ndarray  # (places, places)
    rules: tuple[Any, ...]

    @classmethod
    def of(cls, request: SplitRequest, clock: TimeBudget) -> Reach | None:
        """The table; None when no rule is about pairs, or the places are too many, or the clock has ended."""
        bound = request.bound_rules(request.networks or 1)
        pairs = [(spec, rule) for spec, rule in zip(request.rules, bound, strict=True) if hasattr(rule, "forbidden")]
        at = np.array(rest_of(request), dtype=np.int64)
        if not pairs or not len(at) or len(at) > _MOST:
            return None
        allowed = np.ones((len(at), len(at)), dtype=bool)
        for spec, rule in pairs:
            for start in range(0, len(at), _ROWS):
                if clock.spent():
                    return None
                some = slice(start, start + _ROWS)
                allowed[some] = np.logical_and(allowed[some], _within(request, spec, rule, at[some], at))
        place = {int(one): row for row, one in enumerate(at)}
        for group in groups_of(request):
            rows = [place[int(one)] for one in group]
            common: np.ndarray = np.logical_and.reduce(allowed[rows], axis=0)
            allowed[rows] = common
            allowed[:, rows] = common[:, None]
        np.fill_diagonal(allowed, True)
        links = [rule for rule in request.rules if isinstance(rule, SameNetwork)]
        return cls(request, at, allowed, (*links, *(spec for spec, _ in pairs)))

    def parts(self) -> list[np.ndarray]:
        """Rows of the places that can be linked, directly or through others."""
        left, out = np.ones(len(self.at), dtype=bool), []
        for first in range(len(self.at)):
            if not left[first]:
                continue
            part, edge = np.zeros(len(self.at), dtype=bool), np.array([first])
            while len(edge):
                part[edge] = True
                edge = np.flatnonzero(self.allowed[edge].any(axis=0) & ~part)
            left &= ~part
            out.append(np.flatnonzero(part))
        return out

    def floors(self) -> Iterator[tuple[int, str]]:
        """Numbers of networks that there must be at least, with the reason."""
        strangers, free = [], np.ones(len(self.at), dtype=bool)
        for row in np.argsort(self.allowed.sum(axis=1), kind="stable"):
            if free[row]:
                strangers.append(row)
                free &= ~self.allowed[row]
        number = len(self.request.locked) + len(strangers)
        who = named(self.request, self.at[strangers])
        yield number, tr("no two of {count} places may share a network, so at least {networks} networks: {places}",
                         count=len(strangers), networks=number, places=who)  # fmt: skip
        need = len(self.request.locked) + sum(-(-len(part) // self.request.size_max) for part in self.parts())
        yield need, tr("the places fall into {parts} parts that cannot share networks: at least {networks} networks",
                       parts=len(self.parts()), networks=need)  # fmt: skip

    def ceilings(self) -> Iterator[tuple[int, str]]:
        """Numbers of networks that there may be at most, with the reason."""
        most = len(self.request.locked) + sum(len(part) // self.request.size_min for part in self.parts())
        yield most, tr("the places fall into {parts} parts that cannot share networks: at most {networks} networks",
                       parts=len(self.parts()), networks=most)  # fmt: skip


def _within(request: SplitRequest, spec: Any, rule: Any, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """Which pairs a rule lets share a network, shape (rows, cols)."""
    if not isinstance(spec, MaxDistance) or request.travel is not None:
        return ~np.asarray(rule.forbidden(rows, cols), dtype=bool)
    lat, lon = np.radians(request.places.lat), np.radians(request.places.lon)
    ball = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    angle = min(spec.limit / EARTH_RADIUS_KM, np.pi)
    out: np.ndarray = ball[rows] @ ball[cols].T >= np.cos(angle) - _CLOSE
    return out


def too_few_in_reach(request: SplitRequest, clock: TimeBudget) -> Contradiction | None:
    """A place with too few others, or a part of the places whose number makes no networks."""
    reach = Reach.of(request, clock)
    if reach is None:
        return None
    least, most = request.size_min, request.size_max
    near = reach.allowed.sum(axis=1)
    row = int(np.argmin(near))
    if near[row] < least:
        others = reach.at[np.flatnonzero(reach.allowed[row] & (np.arange(len(near)) != row))]
        who = request.places[int(reach.at[row])].label()
        if not len(others):
            words = tr("{place} may share a network with nobody, and {least} are the fewest", place=who, least=least)
        else:
            words = tr("{place} may only share a network with {number} others ({others}), and {least} are the fewest",
                       place=who, number=len(others), others=named(request, others), least=least)  # fmt: skip
        return Contradiction((words,), reach.rules)
    for part in sorted(reach.parts(), key=len):
        if -(-len(part) // most) > len(part) // least:
            words = tr("{number} places may only share networks with each other, and {number} make no networks of "
                       "{least}..{most}: {places}",
                       number=len(part), least=least, most=most, places=named(request, reach.at[part]))  # fmt: skip
            return Contradiction((words,), reach.rules)
    return None
