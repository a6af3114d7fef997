"""The faults of a seating plan: meetings repeated, and meetings within a network; and how few there can be.

A fault is a meeting of two who met before, in this plan or at an earlier gathering, or of two of one network; a meeting
that is both is one fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

#: People at tables in rounds.
PeoplePlan = Sequence[Sequence[Sequence[str]]]
#: Two people, the lesser id first.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Mixing:
    """Tables of person ids per round.

    Attributes:
        rounds: The plan.
        repeats: Meetings beyond the first of each pair, in this plan.
        same_network: Meetings of people of one network.
        source: The construction that the plan is, or was before it was improved; None for no design.
        met_before: Pairs that meet here and met at an earlier gathering.
        faults: Meetings that are repeated (after an earlier gathering, too) or within a network, each counted once.
        bound: Faults that no plan with so many tables is below.
    """

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    repeats: int
    same_network: int
    source: str | None = None
    met_before: tuple[Pair, ...] = ()
    faults: int = 0
    bound: int = 0


def judged(
    plan: PeoplePlan,
    network: Mapping[str, str | None],
    met: frozenset[Pair],
    *,
    bound: int = 0,
    source: str | None = None,
) -> Mixing:
    """A plan with its faults counted; tables in their order, people at them by id."""
    repeats, same = mixing_faults(plan, network)
    meetings = _meetings(plan)
    done = tuple(tuple(tuple(sorted(table)) for table in tables) for tables in plan)
    return Mixing(
        done,
        repeats,
        same,
        source,
        met_before=tuple(sorted(pair for pair in meetings if pair in met)),
        faults=sum(
            times if _same(pair, network) else times - (pair not in met) for pair, times in meetings.items()
        ),
        bound=bound,
    )  # fmt: skip


def mixing_faults(plan: PeoplePlan, network: Mapping[str, str | None]) -> tuple[int, int]:
    """(meetings beyond the first of each pair, meetings within a network) of a seating plan."""
    met = _meetings(plan)
    return sum(times - 1 for times in met.values()), sum(times for pair, times in met.items() if _same(pair, network))


def met_at(earlier: Sequence[PeoplePlan], here: Mapping[str, str | None]) -> frozenset[Pair]:
    """The pairs of people who are here and sat at one table in one of the plans."""
    return frozenset(pair for plan in earlier for pair in _meetings(plan) if pair[0] in here and pair[1] in here)


def fewest_faults(network: Mapping[str, str | None], tables: int, rounds: int, met: frozenset[Pair]) -> int:
    """Faults that no plan is below.

    In a round a network meets least when it is spread evenly. Of the other meetings no more are new than there are
    pairs of two networks that have not met. And where a table has more people than there are tables, some of them sit
    together again in every other round: a pair that is together in m of r rounds accounts for m(m - 1)/2 pairs of
    rounds and m - 1 repeats, so that the repeats are at least 2/r of those; within networks, where a repeat is no fault
    more, a meeting accounts for (r - 1)/2 of them at most.
    """
    sizes = Counter(one for one in network.values() if one is not None)
    same = rounds * sum(_spread(size, tables) for size in sizes.values())
    meetings = rounds * _spread(len(network), tables)
    count = len(network)
    new = count * (count - 1) // 2 - sum(size * (size - 1) // 2 for size in sizes.values())
    new -= sum(not _same(pair, network) for pair in met)
    each, more = divmod(count, tables)
    together_again = (tables - more) * _spread(each, tables) + more * _spread(each + 1, tables)
    forced = (rounds - 1) * together_again - same * (rounds - 1) // rounds
    return same + max(0, meetings - same - new, forced)


def _spread(people: int, tables: int) -> int:
    """Meetings of people who are spread evenly over tables."""
    each, more = divmod(people, tables)
    return tables * each * (each - 1) // 2 + more * each


def _same(pair: Pair, network: Mapping[str, str | None]) -> bool:
    return network[pair[0]] is not None and network[pair[0]] == network[pair[1]]


def _meetings(plan: PeoplePlan) -> Counter[Pair]:
    """How often each pair, the lesser id first, sits at one table."""
    return Counter(pair for tables in plan for table in tables for pair in combinations(sorted(table), 2))
