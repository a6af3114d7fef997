"""Chances from draws: the rule's own lottery, run with the seeds ``odds-1``, ``odds-2`` … on all that compete.

Nothing is random: whoever runs it again, anywhere, gets the same draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .lotteries import Lotteries
from .tickets import ticket

#: Where quotas are so many and so entangled that the solver has more questions to answer than this, ...
MOST_SOLVED = 20_000
#: ... only as many draws are made as can be with them, but at least these.
LEAST_DRAWS = 1_000


def drawn_places(
    lotteries: Lotteries, draws: int, tell: Callable[[int], None] = lambda _drawn: None
) -> tuple[Counter[tuple[int, int]], int]:
    """How many places each class (tie, group) got in all draws together, and how many draws were made.

    Questions are counted, not seconds, so that the number of draws is the same everywhere.

    Args:
        lotteries: The competition, with at least one place to give.
        draws: How many lotteries to draw.
        tell: Is told how many have been drawn.
    """
    places: Counter[tuple[int, int]] = Counter()
    for n in range(1, draws + 1):
        _draw(lotteries, f"odds-{n}", places)
        tell(n)
        if n >= LEAST_DRAWS and lotteries.completions.solved > MOST_SOLVED:
            return places, n
    return places, draws


def _draw(lotteries: Lotteries, seed: str, places: Counter[tuple[int, int]]) -> None:
    """One lottery: the walk down the rank, until all places are given."""
    state, witness, cohort_id = list(lotteries.start), lotteries.witness, lotteries.call.cohort_id
    vacant = lotteries.full - sum(state)
    closed: set[int] = set()
    for at, tie in enumerate(lotteries.ties):
        order = sorted(tie, key=lambda number: ticket(seed, cohort_id, number)) if len(tie) > 1 else tie
        for number in order:
            group = lotteries.group[number]
            if group in closed:
                continue
            if witness[group] == state[group]:
                around = lotteries.completions.with_one_more(tuple(state), group, witness)
                if around is None:
                    # What cannot be given one more now never can: the admitted only become more.
                    closed.add(group)
                    continue
                witness = around
            state[group] += 1
            places[at, group] += 1
            vacant -= 1
            if not vacant:
                return
