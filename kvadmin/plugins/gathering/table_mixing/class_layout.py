"""Who takes which numbered seat of a design: networks where seats never meet, and as at an earlier gathering."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .designs import Design
from .meeting_faults import PeoplePlan

#: Steps of the search that packs networks into seats that never meet.
_PACKING_STEPS = 20_000


def lay_out(design: Design, people: Mapping[str, str | None], seed: int) -> list[str | None]:
    """A person for each seat: whole networks where the seats never meet, as far as they fit; empty seats never meet.

    Args:
        design: The plan of seats.
        people: Person id -> network or None.
        seed: Decides ties.
    """
    rng = random.Random(seed)  # noqa: S311 - seats, no secrets
    order = sorted(people)
    if seed:
        rng.shuffle(order)
    networks: dict[str, list[str]] = {}
    loose: list[str] = []
    for one in order:
        network = people[one]
        (loose if network is None else networks.setdefault(network, [])).append(one)
    empty = sum(map(len, design.apart)) - len(people)
    groups = sorted(networks.values(), key=lambda each: (-len(each), each))
    seats: list[str | None] = [None] * sum(map(len, design.apart))
    room = [list(group) for group in design.apart]
    last = max(range(len(room)), key=lambda at: (len(room[at]), at))
    room[last], vacant = room[last][: len(room[last]) - empty], room[last][max(len(room[last]) - empty, 0) :]
    homes = _packed([len(each) for each in groups], [len(each) for each in room])
    for members, home in zip(groups, homes, strict=True):
        if home is None:
            loose += members
        else:
            for one in members:
                seats[room[home].pop(0)] = one
    free = [seat for group in room for seat in group] + (vacant if len(vacant) < empty else [])
    for one, seat in zip(loose, free, strict=False):
        seats[seat] = one
    return seats


def _packed(sizes: Sequence[int], room: Sequence[int]) -> list[int | None]:
    """A place for each group (sizes descending) with room for all of it; None for those that fit nowhere.

    The fullest place that has room takes a group; where that leaves groups over, a search of limited steps tries to
    place them all.
    """
    left = list(room)
    greedy: list[int | None] = []
    for size in sizes:
        fitting = [at for at in range(len(left)) if left[at] >= size]
        at = min(fitting, key=lambda each: (left[each], each)) if fitting else None
        greedy.append(at)
        if at is not None:
            left[at] -= size
    if None not in greedy or sum(sizes) > sum(room) or max(sizes) > max(room):
        return greedy
    steps = 0
    left, found = list(room), []

    def place(number: int) -> bool:
        nonlocal steps
        steps += 1
        if number == len(sizes):
            return True
        tried: set[int] = set()
        for at in sorted(range(len(left)), key=lambda each: (left[each], each)):
            if left[at] < sizes[number] or left[at] in tried or steps > _PACKING_STEPS:
                continue
            tried.add(left[at])
            left[at] -= sizes[number]
            found.append(at)
            if place(number + 1):
                return True
            found.pop()
            left[at] += sizes[number]
        return False

    return [*found] if place(0) else greedy


def as_earlier(design: Design, people: Mapping[str, str | None], earlier: Sequence[PeoplePlan]) -> list[str | None]:
    """A person for each seat, as at the earlier gathering whose plan is best told to be rounds of this design.

    The tables that somebody had in the rounds of a plan tell the seat. Who was not there takes a seat that is free,
    beside the own network where there is one. Empty when no earlier plan is of this design.

    Args:
        design: The plan of seats.
        people: Person id -> network or None.
        earlier: Plans of earlier gatherings with the ids of now; people who do not come now are left out.
    """
    if not design.rounds:
        return []
    tables = len(design.rounds[0])
    best: tuple[int, dict[str, int], list[list[int]], list[dict[str, int]]] = (0, {}, [], [])
    for plan in earlier:
        if not plan or any(len(each) != tables for each in plan):
            continue
        where = [{one: at for at, table in enumerate(each) for one in table} for each in plan]
        for start in range(len(design.rounds) - len(plan) + 1):
            words = _words(design, start, len(plan))
            seats = _told(words, where, people)
            if len(seats) > best[0]:
                best = (len(seats), seats, words, where)
    known, told, words, where = best
    if 2 * known < len(people):
        return []
    laid: list[str | None] = [None] * len(words)
    for one, seat in told.items():
        laid[seat] = one
    _seat_others(laid, people, words, where, design)
    return laid


def _words(design: Design, start: int, rounds: int) -> list[list[int]]:
    """For each seat its tables in some rounds of the design."""
    words: list[list[int]] = [[] for _ in range(sum(map(len, design.apart)))]
    for tables in design.rounds[start : start + rounds]:
        for at, table in enumerate(tables):
            for seat in table:
                words[seat].append(at)
    return words


def _told(words: list[list[int]], where: list[dict[str, int]], people: Mapping[str, str | None]) -> dict[str, int]:
    """The seats of those who are in every round of a plan just where a seat of the design is."""
    seats: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for seat, word in enumerate(words):
        seats[tuple(word)].append(seat)
    found = {}
    for one in sorted(people, key=lambda each: (people[each] or "", each)):
        free = seats.get(tuple(each.get(one, -1) for each in where))
        if free:
            found[one] = free.pop(0)
    return found


def _seat_others(
    laid: list[str | None],
    people: Mapping[str, str | None],
    words: list[list[int]],
    where: list[dict[str, int]],
    design: Design,
) -> None:
    """Give those who are left the free seats: most rounds at the table they had, then most of their network apart."""
    home = {seat: number for number, group in enumerate(design.apart) for seat in group}
    seated = {one for one in laid if one is not None}
    of_network = Counter((people[one], home[seat]) for seat, one in enumerate(laid) if one is not None)
    for one in sorted(each for each in people if each not in seated):
        had = [each.get(one, -1) for each in where]

        def worth(seat: int, had: list[int] = had, network: str | None = people[one]) -> tuple[int, int, int]:
            same = sum(a == b for a, b in zip(words[seat], had, strict=True))
            return (same, of_network[network, home[seat]] if network else 0, -seat)

        seat = max((at for at, whose in enumerate(laid) if whose is None), key=worth)
        laid[seat] = one
        of_network[people[one], home[seat]] += 1
