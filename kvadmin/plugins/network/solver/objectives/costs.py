"""Objectives as rules of the search: what a meeting place costs, and a limit to the way there.

The search bounds a candidate by the distances of its pairs. With a detour factor t (1 where the triangle inequality
holds) a network of s members whose pairs sum to P and whose star sums to M has P <= (1 + t (s - 2)) M, so that much of
the meeting cost is counted in the pairs, and only what is beyond it here.
"""

from __future__ import annotations

import numpy as np

from kvadmin.api import tr

from ..request import SplitRequest
from .stars import TabledDistances, stars_of

_ROUNDED = 1e-9
#: Share of the meeting cost that pairs carry where the triangle inequality is not known to hold at all.
_HINT = 1e-6


class MeetingCost:
    """``weight`` x the way to the meeting place, less ``counted`` x the sum over pairs, which the pairs carry."""

    def __init__(self, distances: TabledDistances, weight: float, counted: float) -> None:
        self.name, self.weight, self.counted = tr("way to the meeting place"), weight, counted
        self.distances = distances
        #: It costs at most so much per kilometre between all pairs: a star is no more than those of its pairs.
        self.per_pair = weight

    def cost(self, members: np.ndarray) -> np.ndarray:
        """Cost of each candidate, never below 0."""
        total = np.zeros(len(members))
        if self.counted:
            for a in range(members.shape[1]):
                for b in range(a):
                    total += self.distances.pairs(members[:, a], members[:, b])
        out: np.ndarray = np.maximum(0.0, self.weight * stars_of(self.distances, members).sums - self.counted * total)
        return out


class TripLimit:
    """Nobody has further than ``limit`` to the meeting place of the network."""

    def __init__(self, distances: TabledDistances, limit: float, stretch: float) -> None:
        self.name = tr("longest trip {limit:g}", limit=limit)
        self.distances, self.limit, self.stretch = distances, limit, stretch

    def allowed(self, members: np.ndarray) -> np.ndarray:
        """Whether each candidate keeps it."""
        out: np.ndarray = stars_of(self.distances, members).longest <= self.limit + _ROUNDED
        return out

    def forbidden(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Pairs that no meeting place is near enough to."""
        far = 2 * self.stretch * (self.limit + _ROUNDED)
        out: np.ndarray = self.distances.block(rows, cols) > far
        return out


def trip_limit(request: SplitRequest, limit: float) -> TripLimit:
    """The rule for a request."""
    distances, stretch = request.tabled
    return TripLimit(distances, limit, stretch)


def counted_in_pairs(request: SplitRequest) -> float:
    """The weight that pairs carry of a meeting cost."""
    _, stretch = request.tabled
    beyond = 1.0 + stretch * max(0, request.size_max - 2)
    # where triangles were not looked at, just enough for neighbours to be told from others
    return request.objective.meeting * (1.0 / beyond if np.isfinite(beyond) else _HINT)


def meeting_cost(request: SplitRequest) -> MeetingCost:
    """The rule for a request."""
    distances, _ = request.tabled
    return MeetingCost(distances, request.objective.meeting, counted_in_pairs(request))
