"""Too few advisors: which networks are left over, and the least that would be enough.

Networks and places of advisors form a transport problem, so the sets of networks that can all be served are the
independent sets of a transversal matroid (Edmonds and Fulkerson 1965). Taking the networks one by one in order of what
they ask for (agreed advisors first, then those with a language, then the rest), and each one if it still fits after
rearranging the earlier ones, serves as many as can be, and leaves over those that are easiest to find somebody for.
"""

from __future__ import annotations

from collections.abc import Sequence


def left_over(able: Sequence[Sequence[bool]], capacity: Sequence[int], order: Sequence[int]) -> list[int]:
    """The networks that nobody can take when as many as possible are served.

    Args:
        able: Whether an advisor may follow a network, shape (networks, advisors).
        capacity: Networks at most, of each advisor.
        order: The networks, those to be served first in front.

    Returns:
        Positions of the networks, ascending; their number is the least number of further places that is needed.
    """
    taken: list[list[int]] = [[] for _ in capacity]
    return sorted(network for network in order if not _fits(network, able, capacity, taken, set()))


def _fits(
    network: int, able: Sequence[Sequence[bool]], capacity: Sequence[int], taken: list[list[int]], seen: set[int]
) -> bool:
    """Find an advisor for a network, others moving to make room: one augmenting path."""
    for advisor, can in enumerate(able[network]):
        if not can or advisor in seen:
            continue
        seen.add(advisor)
        if len(taken[advisor]) < capacity[advisor]:
            taken[advisor].append(network)
            return True
        for other in list(taken[advisor]):
            if _fits(other, able, capacity, taken, seen):
                taken[advisor].remove(other)
                taken[advisor].append(network)
                return True
    return False
