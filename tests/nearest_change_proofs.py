"""The smallest changes against the whole rule, run again with every smaller one: random small programmes.

Nothing of how the changes are searched for is used: a change is an input of the rule that differs, and what the rule
then decides is read from its decisions.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from kvadmin.errors import Refused
from kvadmin.plugins.cohort import admission as rule
from kvadmin.plugins.cohort.explaining.contest import contest_of
from kvadmin.plugins.cohort.explaining.nearest_changes import NearestChanges, nearest_changes

_FIELDS = {"a": "xyz", "b": "pq", "c": "mn"}
_CENT = Decimal("0.01")
#: More than anybody's score.
_HIGH = Decimal("0.20")


class RandomProgramme:
    """A call with two to nine applicants, scores from 0.00 to 0.06, up to four quotas; in some, members hold places."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        size = rng.randint(2, 9)
        self.applicants = tuple(
            rule.Applicant(
                f"{100 + i:04}",
                score=Decimal(rng.randint(0, 6)) / 100,
                attributes={field: rng.choice([*values, ""]) for field, values in _FIELDS.items()},
            )
            for i in range(size)
        )
        quotas = tuple({_quota(rng) for _ in range(rng.randint(0, 4))})
        self.call = rule.Call("P3", rng.randint(1, size), str(seed), quotas=quotas)
        kept = rng.sample(self.applicants, rng.choice((0, 0, 1, 2)))
        self.members = tuple(rule.KeptMember(each.number, "admitted-score") for each in kept)

    def run(
        self, *, call: rule.Call | None = None, applicants: tuple[rule.Applicant, ...] | None = None
    ) -> rule.Admission | None:
        """What the rule decides with another call or other applicants; None where it refuses."""
        try:
            return rule.decide(
                call or self.call, applicants or self.applicants, self.members, kind="promotion", software="x"
            )
        except Refused:
            return None

    def with_score(self, number: str, score: Decimal) -> rule.Admission | None:
        return self.run(
            applicants=tuple(replace(each, score=score) if each.number == number else each for each in self.applicants)
        )

    def with_bound(self, quota: rule.QuotaRule, bound: str, value: int) -> rule.Admission | None:
        changed = replace(quota, **{f"{bound}imum": value})
        if changed.maximum is not None and (changed.minimum or 0) > changed.maximum:
            return None  # no quota
        quotas = tuple(changed if each == quota else each for each in self.call.quotas)
        return self.run(call=replace(self.call, quotas=quotas))


def _quota(rng: random.Random) -> rule.QuotaRule:
    field = rng.choice(sorted(_FIELDS))
    low = rng.choice((None, None, 1, 2, 3))
    high = rng.choice((None, low + 1, low + 2)) if low else rng.choice((0, 1, 2))
    return rule.QuotaRule(field, rng.choice(_FIELDS[field]), low, high)


class Waiting(NamedTuple):
    """An applicant that got no place, and what is said of it."""

    programme: RandomProgramme
    admission: rule.Admission
    number: str
    changes: NearestChanges


def waiting(seed: int) -> Iterator[Waiting]:
    """All of a random programme that wait."""
    programme = RandomProgramme(seed)
    admission = programme.run()
    if admission is None:
        return
    contest = contest_of(admission, {each.number: each.attributes for each in programme.applicants})
    for number in admission.waitlist:
        yield Waiting(programme, admission, number, nearest_changes(contest, number))


def score_faults(one: Waiting) -> list[str]:
    """Smaller scores that admit, a named one that does not, or does it at another's cost than it says."""
    programme, admission, number, changes = one
    own = next(each.score for each in admission.decisions if each.number == number) or Decimal(0)
    named = changes.order.score if changes.order is not None else _HIGH
    step, faults = own + _CENT, []
    while step < named:
        if _admits(programme.with_score(number, step), number):
            faults.append(f"{number}: {step} admits, {named} is named")
        step += _CENT
    then = programme.with_score(number, named)
    if _admits(then, number) is not (changes.order is not None):
        faults.append(f"{number}: {named} does not decide as it is said to")
    elif changes.order is not None and _lost(admission, then) != set(changes.order.displaced):
        faults.append(f"{number}: others lose their place than {changes.order.displaced}")
    return faults


def quota_faults(one: Waiting) -> list[str]:
    """Moves of one bound that admit and are smaller than those named, or as small and not named."""
    programme, admission, number, changes = one
    enough: dict[int, set[tuple[str, str]]] = {}
    for quota in admission.call.quotas:
        for bound in ("min", "max"):
            now = quota.minimum if bound == "min" else quota.maximum
            if now is None or (bound == "min" and not now):
                continue  # the call has no such bound
            for value in range(12):
                if value != now and _admits(programme.with_bound(quota, bound, value), number):
                    moved = replace(quota, **{f"{bound}imum": value})
                    enough.setdefault(abs(value - now), set()).add((moved.text, bound))
    best = min(enough, default=None)
    named = {(each.changed.text, each.bound) for each in changes.quotas}
    if named != enough.get(best or 0, set()) or changes.quotas_tried is not None:
        return [f"{number}: {sorted(enough.get(best or 0, ()))} would do, {sorted(named)} are named"]
    return [
        f"{number}: others lose their place by {each.changed.text} than {each.displaced}"
        for each in changes.quotas
        if _lost(admission, programme.with_bound(each.quota, each.bound, _bound(each.changed, each.bound)))
        != set(each.displaced)
    ]


def places_faults(one: Waiting) -> list[str]:
    """Another number of places that admits first than the one named."""
    programme, _, number, changes = one
    named = changes.places.capacity if changes.places is not None else None
    more = (replace(programme.call, capacity=n) for n in range(programme.call.capacity + 1, 20))
    enough = next((call.capacity for call in more if _admits(programme.run(call=call), number)), None)
    return [] if named == enough else [f"{number}: {enough} places would do, {named} are named"]


def _bound(quota: rule.QuotaRule, bound: str) -> int:
    return (quota.minimum if bound == "min" else quota.maximum) or 0


def _admits(run: rule.Admission | None, number: str) -> bool:
    return run is not None and number in run.admitted


def _lost(before: rule.Admission, after: rule.Admission | None) -> set[str]:
    return set(before.admitted) - set(after.admitted if after is not None else ())
