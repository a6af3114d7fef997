"""Whose turn it is to host: nobody hosts twice before all the others have.

Who has never hosted comes first: the one that is least travel for the others, then Norwegian order. Then who hosted
longest ago. Counting how often somebody has hosted would break the rule: who joins late would host until it had caught
up with the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kvadmin.api.records import Network
from kvadmin.api.wording import municipality_key

from .history import HeldMeeting, HostHistory


@dataclass(frozen=True)
class HostTravel:
    """What the others travel to a member: the sum over them, and the longest trip."""

    total: float
    longest: float


@dataclass(frozen=True)
class HostTurn:
    """A meeting to come: its number from 1, the round from 1, who hosts, and when that one has last hosted so far."""

    turn: int
    round: int
    host: str
    times: int
    last: HeldMeeting | None
    travel: HostTravel | None


def hosting_order(
    members: Sequence[str],
    history: HostHistory,
    travel: Mapping[str, HostTravel],
    names: Mapping[str, str],
) -> list[str]:
    """The members in the order in which they host.

    Args:
        members: Who is in the network.
        history: What has been held.
        travel: By member; one that is not there is as good as any other.
        names: By number, for Norwegian order.
    """

    def key(member: str) -> tuple[object, ...]:
        far = round(travel[member].total, 4) if member in travel else 0.0
        return (history.place(member), far, municipality_key(names.get(member, member), member))

    return sorted(sorted(members), key=key)


def turns(
    network: Network,
    members: Sequence[str],
    history: HostHistory,
    travel: Mapping[str, HostTravel],
    names: Mapping[str, str],
    rounds: int,
    first: str = "",
) -> list[HostTurn]:
    """The meetings to come, each member once a round.

    Args:
        network: Whose meetings; who has the turn now begins.
        members: Those of its members that still hold a place.
        history: What has been held.
        travel: What the others travel to each.
        names: By number.
        rounds: How many rounds.
        first: Who begins instead, when that is settled.
    """
    order = hosting_order(members, history, travel, names)
    begins = first or network.host
    if begins in order:
        order = [begins, *(each for each in order if each != begins)]
    return [
        HostTurn(
            at * len(order) + place,
            at + 1,
            member,
            history.times(member) + at,
            history.last(member) if at == 0 else None,
            travel.get(member),
        )
        for at in range(rounds)
        for place, member in enumerate(order, start=1)
    ]
