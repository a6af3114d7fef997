"""Each applicant's chance of a place before the draw: the rule and its quotas, over all tickets there could be.

Tickets are as good as a shuffle, so that all orders within a tie (equal scores) are equally likely. Two applicants
of one tie that count in the same quotas have the same chance, and what can still happen depends only on how many of
each group (signature) hold a place already:

* a group that could not be given one more place never can later, so that those of it who are passed over change
  nothing for the others: the next one to get a place is any of the still open groups' applicants of the best tie
  that has some, each as likely as the other;
* of an open group everybody so far has a place, so that the counts also say how many of it are left in the tie.

The exact chances follow the probabilities from one state (the counts) to the next, in fractions, without rounding:
a dynamic programme over all orders of the groups within the ties. Where there are too many states, the rule is run on
10,000 lotteries (:mod:`.sampled_odds`); on fewer, but at least 1,000, where hundreds compete under many quotas that
cross each other, and the confidence limits are wider then.

The lottery seed of the call is never looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .completions import Counts
from .lotteries import Lotteries
from .records import Applicant, Call, KeptMember
from .sampled_odds import drawn_places

#: At most so many states are followed exactly, evenly spread over the places; where there are more, draws are made.
MOST_STATES = 60_000
#: How many lotteries are drawn where the exact way is too long.
DRAWS = 10_000
#: The confidence of the limits, and the quantile of the normal distribution that goes with it.
CONFIDENCE = Decimal("0.95")
_QUANTILE = 1.959963984540054

#: A tie and a group in it: whoever has the same has the same chance.
_Class = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a place, 0 to 1.

    Args:
        value: The chance; exact, or the share of the draws.
        draws: How many lotteries were drawn; None when the chance is exact.
    """

    value: Fraction
    draws: int | None = None

    @property
    def exact(self) -> bool:
        """Whether it was worked out, not drawn."""
        return self.draws is None

    @property
    def limits(self) -> tuple[float, float]:
        """The 95 % confidence limits: the Wilson score interval (E. B. Wilson, JASA 22, 1927, pages 209-212).

        The share of a draw's places that goes to a class of equals varies no more than a single place does, so that
        the limits are on the wide side. Of an exact chance both are the chance itself.
        """
        if self.draws is None:
            return float(self.value), float(self.value)
        share, n, z2 = float(self.value), self.draws, _QUANTILE**2
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = _QUANTILE * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return (0.0 if share == 0 else middle - half), (1.0 if share == 1 else middle + half)


def chances(call: Call, applicants: Sequence[Applicant], members: Sequence[KeptMember] = ()) -> Mapping[str, Chance]:
    """The chance of each applicant that competes, by number, best ranked score first.

    Whoever does not compete (withdrawn, rejected, undecided) or holds a place already is not in it. The chances sum
    to the places that are given, exactly.

    Args:
        call: The call; its ``lottery_seed`` is not looked at.
        applicants: All applications, in any order.
        members: Who keeps a place already (a promotion).

    Raises:
        InvalidData: A call, an applicant or a member that cannot be.
        Refused: No set of eligible applicants meets the quotas; names the smallest conflicting set.
    """
    return chances_in(Lotteries(call, applicants, members))


def chances_in(lots: Lotteries, tell: Callable[[int], None] = lambda _drawn: None) -> dict[str, Chance]:
    """The chance of each that competes: exact where that is short enough; ``tell`` is told how many draws are made."""
    draws: int | None = None
    places = _followed(lots)
    if places is None:
        won, draws = drawn_places(lots, DRAWS, tell)
        places = {each: Fraction(n, draws) for each, n in won.items()}
    found = {}
    for at, tie in enumerate(lots.ties):
        for number in tie:
            group = lots.group[number]
            found[number] = Chance(places.get((at, group), Fraction(0)) / lots.sizes[at][group], draws)
    return found


def _followed(lots: Lotteries) -> dict[_Class, Fraction] | None:
    """How many places each class can expect, exactly; None when there are too many states."""
    expected: dict[_Class, Fraction] = defaultdict(Fraction)
    layer: dict[Counts, tuple[Fraction, Counts]] = {lots.start: (Fraction(1), lots.witness)}
    places = lots.full - sum(lots.start)
    for _ in range(places):
        following: dict[Counts, tuple[Fraction, Counts]] = {}
        for state, (probability, witness) in layer.items():
            for each, share, more, around in _steps(lots, state, witness):
                expected[each] += probability * share
                before = following.get(more)
                following[more] = (probability * share + (before[0] if before else 0)), around
        if len(following) * places > MOST_STATES:
            return None
        layer = following
    return expected


def _steps(lots: Lotteries, state: Counts, witness: Counts) -> list[tuple[_Class, Fraction, Counts, Counts]]:
    """Who may get the next place: the class, how likely, the counts then, and a full set around them."""
    for at, up_to in enumerate(lots.up_to):
        found = []
        for g, last in enumerate(up_to):
            # Of a group that was closed in an earlier tie some are left here, too; it is still closed.
            around = lots.completions.with_one_more(state, g, witness) if last > state[g] else None
            if around is not None:
                more = (*state[:g], state[g] + 1, *state[g + 1 :])
                found.append(((at, g), last - state[g], more, around))
        if found:
            everybody = sum(left for _, left, _, _ in found)
            return [(each, Fraction(left, everybody), more, around) for each, left, more, around in found]
    return []
