"""All lotteries that one call could have: who competes, who is the same to the rule, and what a full set is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from .completions import Completions, Counts
from .feasibility import FeasibilityModel, FeasibilityQuestion
from .quotas import signature
from .records import Admission, Applicant, Call, KeptMember, QuotaRule
from .rule import decide

Attributes = Mapping[str, str]


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
        sizes: How many of each group there are in each tie.
        up_to: How many of each group there are up to each tie, those with a place before included.
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
        self.sizes = [self._counts(tie) for tie in self.ties]
        self.up_to = list(accumulate(self.sizes, _plus, initial=self.start))[1:]

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

    def _counts(self, numbers: Sequence[str]) -> Counts:
        count = Counter(self.group[number] for number in numbers)
        return tuple(count[g] for g in range(len(self.start)))


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
