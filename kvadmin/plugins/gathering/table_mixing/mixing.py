"""Seating people at tables for several rounds: the best known design, improved where it leaves faults.

Maximally diverse grouping and the social golfer problem. The plans that are known for the tables are laid out for these
people, the rounds with the fewest faults are taken, and a search mends what is left.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from kvadmin.api import Refused, UsageError, tr

from .class_layout import as_earlier, lay_out
from .designs import Design, designs
from .meeting_faults import Mixing, Pair, PeoplePlan, fewest_faults, judged, met_at

#: Steps of the search from the best start, at most; a step takes as long as people squared, so many people get fewer.
_STEPS = 30_000
_STEPS_BY_PEOPLE = 150_000_000
_STEPS_BY_SEAT = 160
_LEAST_STEPS = 300
#: Each start is tried for one of so many parts of the steps.
_TRIAL = 5

Plan = list[list[list[str]]]


def mix(
    people: Sequence[tuple[str, str | None]],
    size_min: int,
    size_max: int,
    rounds: int,
    *,
    seed: int = 0,
    tables: int | None = None,
    earlier: Sequence[PeoplePlan] = (),
) -> Mixing:
    """Seat people at tables for several rounds.

    Args:
        people: (person id, network or None) each.
        size_min: Fewest people at a table.
        size_max: Most people at a table.
        rounds: How many rounds.
        seed: Decides ties.
        tables: Number of tables; the fewest possible when None.
        earlier: Plans of earlier gatherings, of the same ids, their tables in the order they had; who met there is not
            to meet again. Ids of others in them are passed over.

    Raises:
        UsageError: sizes or rounds that make no sense.
        Refused: the people do not fit the tables.
    """
    count = _tables(people, size_min, size_max, rounds, tables)
    network = dict(sorted(people))
    if len(network) != len(people):
        raise UsageError(tr("a person is there more than once"))
    met = met_at(earlier, network)
    bound = fewest_faults(network, count, rounds, met)
    plan, source = _planned(network, count, rounds, seed, earlier, met, bound)
    return judged(plan, network, met, bound=bound, source=source)


def _tables(people: Sequence[object], low: int, high: int, rounds: int, tables: int | None) -> int:
    if low < 1 or low > high or rounds < 1:
        raise UsageError(
            tr("tables of {low}..{high} in {rounds} round(s) make no sense", low=low, high=high, rounds=rounds),
            where="--size",
            code="bad-value",
        )
    n = len(people)
    if n == 0:
        raise Refused(tr("there is nobody to seat"), code="nothing-to-do")
    count = -(-n // high) if tables is None else tables
    if count < 1 or n < low * count or n > high * count:
        raise Refused(
            tr("{n} people do not fit {count} table(s) of {low}..{high}", n=n, count=count, low=low, high=high),
            code="no-solution",
        )
    return count


def _planned(
    network: Mapping[str, str | None],
    tables: int,
    rounds: int,
    seed: int,
    earlier: Sequence[PeoplePlan],
    met: frozenset[Pair],
    bound: int,
) -> tuple[Plan, str | None]:
    """The plan with the fewest faults of all that are tried, and what it is built on."""
    seats = -(-len(network) // tables)
    starts: list[tuple[int, Plan, str | None]] = []
    for design in designs(tables, seats, rounds):
        for laid in (as_earlier(design, network, earlier), lay_out(design, network, seed)):
            if laid:
                plan = _seated(design, laid, network, rounds, met, seed)
                faults = judged(plan, network, met).faults
                if faults <= bound and _balanced(plan):
                    return plan, design.source
                starts.append((faults, plan, design.source))
    dealt = _dealt(network, tables, rounds, seed)
    if tables == 1:
        return dealt, None
    best = min(starts, key=lambda each: each[0], default=None)
    tried = [(best[1], best[2])] if best else []
    return _improved([*tried, (dealt, None)], network, met, bound, seed)


def _balanced(plan: Plan) -> bool:
    sizes = [len(table) for tables in plan for table in tables]
    return max(sizes) - min(sizes) <= 1


def _seated(
    design: Design,
    laid: Sequence[str | None],
    network: Mapping[str, str | None],
    rounds: int,
    met: frozenset[Pair],
    seed: int,
) -> Plan:
    """The rounds of a design that have the fewest faults with people in its seats; what it lacks is drawn at random."""
    plans = [
        [[one for seat in table if (one := laid[seat]) is not None] for table in tables] for tables in design.rounds
    ]
    chosen = sorted(sorted(range(len(plans)), key=lambda at: (judged([plans[at]], network, met).faults, at))[:rounds])
    plan = [plans[at] for at in chosen]
    if len(plan) < rounds:
        plan += _dealt(network, len(design.rounds[0]), rounds - len(plan), seed)
    return plan


def _dealt(network: Mapping[str, str | None], tables: int, rounds: int, seed: int) -> Plan:
    """Each network dealt out over the tables, in an order of its own in each round."""
    rng = random.Random(seed)  # noqa: S311 - seats, no secrets
    groups: dict[str | None, list[str]] = {}
    for one in sorted(network):
        groups.setdefault(network[one], []).append(one)
    plan: Plan = []
    for _ in range(rounds):
        dealt: list[list[str]] = [[] for _ in range(tables)]
        place = 0
        for key in sorted(groups, key=lambda each: (each is None, each)):
            members = list(groups[key])
            rng.shuffle(members)
            for one in members:
                dealt[place % tables].append(one)
                place += 1
        plan.append(dealt)
    return plan


def _improved(
    starts: Sequence[tuple[Plan, str | None]],
    network: Mapping[str, str | None],
    met: frozenset[Pair],
    bound: int,
    seed: int,
) -> tuple[Plan, str | None]:
    from .improving_plans import improved_plan  # numpy is loaded only where a design leaves faults

    people, rounds = len(network), len(starts[0][0])
    steps = max(_LEAST_STEPS, min(_STEPS, _STEPS_BY_SEAT * people * rounds, _STEPS_BY_PEOPLE // people**2))
    best: tuple[int, Plan, str | None] | None = None
    for plan, source in starts:
        better = improved_plan(plan, network, met, steps // _TRIAL, seed, bound)
        faults = judged(better, network, met).faults
        if best is None or faults < best[0]:
            best = (faults, better, source)
    assert best is not None
    faults, plan, source = best
    return (plan if faults <= bound else improved_plan(plan, network, met, steps, seed + 1, bound)), source
