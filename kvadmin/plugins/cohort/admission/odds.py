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
10,000 lotteries (:mod:`.sampled_odds`).

The lottery seed of the call is never looked at.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, groupby

from .completions import Completions, Counts
from .feasibility import FeasibilityModel, FeasibilityQuestion
from .quotas import signature
from .records import Admission, Applicant, Call, KeptMember, QuotaRule
from .rule import decide

#: At most so many states are followed exactly, evenly spread over the places; where there are more, draws are made.
MOST_STATES = 60_000
#: How many lotteries are drawn where the exact way is too long.
DRAWS = 10_000
#: The confidence of the limits, and the quantile of the normal distribution that goes with it.
CONFIDENCE = Decimal("0.95")
_QUANTILE = 1.959963984540054

#: A tie and a group in it: whoever has the same has the same chance.
_Class = tuple[int, int]
Attributes = Mapping[str, str]


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
    return Lotteries(call, applicants, members).chances()


class Lotteries:
    """All lotteries that one call could have.

    Attributes:
        ties: The numbers of those that compete, tie by tie, best score first, each tie by number.
        group: The group of each of them.
        start: How many of each group hold a place before anybody is admitted.
        full: How many hold a place afterwards.
        competing: The decisions on those that compete, best score first, then by number; of interest is the score.
        others: The decisions on those that do not, whatever is drawn.
        witness: One full set.
        completions: Which sets can be completed to a full one.
    """

    def __init__(self, call: Call, applicants: Sequence[Applicant], members: Sequence[KeptMember] = ()) -> None:
        run = decide(replace(call, lottery_seed=""), applicants, members, kind="odds", software="")
        kept = {member.number for member in run.members}
        competing = [d for d in run.decisions if d.rank is not None and d.number not in kept]
        self.call, self.full = run.call, run.places
        self.competing = tuple(sorted(competing, key=lambda d: (-(d.score or 0), d.number)))
        self.others = tuple(d for d in run.decisions if d.rank is None)
        self.ties = [tuple(d.number for d in tie) for _, tie in groupby(self.competing, key=lambda d: d.score)]
        attributes = {each.number: each.attributes for each in applicants}
        who = {d.number: attributes[d.number] for d in self.competing}
        self._group_by(_that_matter(run.call.quotas, run.members, who, run.places), run, who)
        self._sizes = [self._counts(tie) for tie in self.ties]
        self._up_to = list(accumulate(self._sizes, _plus, initial=self.start))[1:]

    def _group_by(self, quotas: Sequence[QuotaRule], run: Admission, who: Mapping[str, Attributes]) -> None:
        """Put those who count in the same quotas together: to the rule they are the same."""
        masks = {number: signature(quotas, each) for number, each in who.items()}
        fixed = Counter(signature(quotas, member.attributes) for member in run.members)
        size = fixed + Counter(masks.values())
        signatures = sorted(size)
        self.group = {number: signatures.index(mask) for number, mask in masks.items()}
        self.start: Counts = tuple(fixed[mask] for mask in signatures)
        self.witness: Counts = _plus(self.start, self._counts(run.promoted))
        model = FeasibilityModel(quotas, signatures, [size[mask] for mask in signatures])
        self.completions = Completions(model, signatures, self.full)

    def chances(self) -> dict[str, Chance]:
        """The chance of each that competes: exact where that is short enough."""
        places = self._followed()
        if places is not None:
            return self._shared(places, None)
        from .sampled_odds import drawn_places

        return self._shared({each: Fraction(n, DRAWS) for each, n in drawn_places(self, DRAWS).items()}, DRAWS)

    def _shared(self, places: Mapping[_Class, Fraction], draws: int | None) -> dict[str, Chance]:
        """The places that a class of equals can expect, shared among them."""
        return {
            number: Chance(
                places.get((at, self.group[number]), Fraction(0)) / self._sizes[at][self.group[number]], draws
            )
            for at, tie in enumerate(self.ties)
            for number in tie
        }

    def _counts(self, numbers: Sequence[str]) -> Counts:
        count = Counter(self.group[number] for number in numbers)
        return tuple(count[g] for g in range(len(self.start)))

    def _followed(self) -> dict[_Class, Fraction] | None:
        """How many places each class can expect, exactly; None when there are too many states."""
        expected: dict[_Class, Fraction] = defaultdict(Fraction)
        layer: dict[Counts, tuple[Fraction, Counts]] = {self.start: (Fraction(1), self.witness)}
        places = self.full - sum(self.start)
        for _ in range(places):
            following: dict[Counts, tuple[Fraction, Counts]] = {}
            for state, (probability, witness) in layer.items():
                for each, share, more, around in self._steps(state, witness):
                    expected[each] += probability * share
                    before = following.get(more)
                    following[more] = (probability * share + (before[0] if before else 0)), around
            if len(following) * places > MOST_STATES:
                return None
            layer = following
        return expected

    def _steps(self, state: Counts, witness: Counts) -> list[tuple[_Class, Fraction, Counts, Counts]]:
        """Who may get the next place: the class, how likely, the counts then, and a full set around them."""
        for at, up_to in enumerate(self._up_to):
            found = []
            for g, last in enumerate(up_to):
                # Of a group that was closed in an earlier tie some are left here, too; it is still closed.
                around = self.completions.with_one_more(state, g, witness) if last > state[g] else None
                if around is not None:
                    more = (*state[:g], state[g] + 1, *state[g + 1 :])
                    found.append(((at, g), last - state[g], more, around))
            if found:
                everybody = sum(left for _, left, _, _ in found)
                return [(each, Fraction(left, everybody), more, around) for each, left, more, around in found]
        return []


def _plus(one: Counts, other: Counts) -> Counts:
    return tuple(map(int.__add__, one, other))


def _that_matter(
    quotas: Sequence[QuotaRule], members: Sequence[KeptMember], who: Mapping[str, Attributes], full: int
) -> tuple[QuotaRule, ...]:
    """The quotas that some set of this size could miss: the fewer they are, the fewer groups there are."""
    fixed = Counter(signature(quotas, member.attributes) for member in members)
    size = fixed + Counter(signature(quotas, attributes) for attributes in who.values())
    model = FeasibilityModel(quotas, list(size), list(size.values()))
    question = FeasibilityQuestion(tuple(fixed[mask] for mask in size), full, full, model.everything)
    return tuple(quota for i, quota in enumerate(quotas) if not model.idle(question, i))
