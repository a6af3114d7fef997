"""A split anew where each member that changes network costs something: beyond 26 networks, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .repair import AROUND, Networks, Repair, priced_repair, renamed, repair, window
from .request import SplitRequest
from .time_budget import TimeBudget

#: Networks of one window, and sweeps over all of them at most.
_WINDOW, _SWEEPS = 12, 4
_GAIN = 1e-6


def keep(
    request: SplitRequest,
    old: Networks,
    move_cost: float,
    *,
    held: Sequence[str] = (),
    successors: dict[str, str] | None = None,
    clock: TimeBudget | None = None,
) -> Repair:
    """The split with the least objective plus ``move_cost`` for each member that changes network.

    Up to 26 networks one program looks at all of them. Beyond that, the better of the repaired split and the free one
    is improved in windows of neighbouring networks, until none gains or the clock ends: good, and not proven.

    Args:
        request: Places and rules as they are now.
        old: Members of each network before.
        move_cost: In the unit of the distances.
        held: Places that must stay with their network.
        successors: New id by old id after a merger.
        clock: By which the search ends.
    """
    clock = clock or TimeBudget()
    best = repair(request, old, most_moves=None, move_cost=move_cost, held=held, successors=successors, clock=clock)
    if len(old) <= AROUND or best.free is None:
        return best
    old = renamed(old, successors or {})
    request = replace(request, networks=len(best.networks))
    if len(best.free.networks) == len(best.networks):
        free = priced_repair(request, old, best.free.networks, move_cost, best)
        if free.cost < best.cost - _GAIN and not set(held) & set(free.change.moved):
            best = free
    for _ in range(_SWEEPS):
        before = best.cost
        for near in _windows(request, best.networks):
            if clock.spent():
                return best
            found = window(request, old, best, near, move_cost, held)
            if found is not None:
                other = priced_repair(request, old, found, move_cost, best)
                if other.cost < best.cost - _GAIN and not other.score.broken:
                    best = other
        if best.cost > before - _GAIN:
            break
    return best


def _windows(request: SplitRequest, networks: Networks) -> list[list[tuple[str, ...]]]:
    """Windows of neighbouring networks, such that each network is in one at least; the members of each."""
    at = [request.places.indexes(members) for members in networks]
    centres = np.array([[request.places.lat[i].mean(), request.places.lon[i].mean()] for i in at])
    left = set(range(len(networks)))
    out = []
    while left:
        start = min(left)
        lat, lon = centres[start]
        far = (centres[:, 0] - lat) ** 2 + ((centres[:, 1] - lon) * np.cos(np.radians(lat))) ** 2
        near = np.argsort(np.round(far, 9), kind="stable")[:_WINDOW]
        left -= {int(k) for k in near[: _WINDOW // 2]} | {start}
        out.append([tuple(networks[int(k)]) for k in near])
    return out
