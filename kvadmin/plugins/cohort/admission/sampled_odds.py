"""Chances from draws: the rule's own lottery, run with the seeds ``odds-1``, ``odds-2`` … on all that compete.

Nothing is random: whoever runs it again, anywhere, gets the same draws.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .tickets import ticket

if TYPE_CHECKING:
    from .odds import Lotteries


def drawn_places(lotteries: Lotteries, draws: int) -> Counter[tuple[int, int]]:
    """How many places each class (tie, group) got in so many draws together.

    Args:
        lotteries: The competition.
        draws: How many lotteries to draw.
    """
    places: Counter[tuple[int, int]] = Counter()
    for n in range(1, draws + 1):
        _draw(lotteries, f"odds-{n}", places)
    return places


def _draw(lotteries: Lotteries, seed: str, places: Counter[tuple[int, int]]) -> None:
    """One lottery: the walk down the rank, until all places are given."""
    state, witness, cohort_id = lotteries.start, lotteries.witness, lotteries.call.cohort_id
    vacant = lotteries.full - sum(state)
    closed: set[int] = set()
    for at, tie in enumerate(lotteries.ties):
        order = sorted(tie, key=lambda number: ticket(seed, cohort_id, number)) if len(tie) > 1 else tie
        for number in order:
            if not vacant:
                return
            group = lotteries.group[number]
            if group in closed:
                continue
            more = (*state[:group], state[group] + 1, *state[group + 1 :])
            around = lotteries.completions.completed(more, witness)
            if around is None:
                closed.add(group)
                continue
            state, witness = more, around
            vacant -= 1
            places[at, group] += 1
